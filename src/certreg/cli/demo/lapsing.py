"""A licence that lapses: the label of its holder is suspended by the facts, and reinstated only by a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from certreg.cli.demo.certifying import Office
from certreg.cli.demo.gate_examples import GateExamples
from certreg.cli.demo.registering import bring_in
from certreg.domain.errors import PolicyRefused
from certreg.domain.lifecycle import LabelState
from certreg.domain.text import Text
from certreg.services.label_life import reinstate
from certreg.services.lookup import posting as look_up


@dataclass(frozen=True, slots=True)
class Moment:
    """What happened, the state of the label after it, and what was said about it."""

    what: Text
    state: LabelState | None
    words: Text | None = None


@dataclass(frozen=True, slots=True)
class Lapse:
    """One certified posting whose agency's licence lapses and is renewed."""

    office: Office
    examples: GateExamples
    posting_id: str
    label_id: str

    def moments(self) -> Iterator[Moment]:
        """By the files of the bureau, and by what the lead then does."""
        case = self.examples.cases.lapse
        bring_in(self.office, self.examples, case.lapsed)
        label = look_up(self.office.registry, self.posting_id).label
        said = label.reason if label is not None else None
        yield self._now(_LAPSED, None if said is None else Text(zh=said, en=said))
        try:
            self._reinstate(case.reason)
        except PolicyRefused as refused:
            yield self._now(_TOO_EARLY, refused.reasons[0])
        bring_in(self.office, self.examples, case.renewed)
        yield self._now(_RENEWED)
        self._reinstate(case.reason)
        yield self._now(_REINSTATED, Text(zh=case.reason, en=case.reason))

    def _reinstate(self, reason: str) -> None:
        office = self.office
        reinstate(office.registry, self.label_id, reason, actor=office.people.lead, now=office.clock())

    def _now(self, what: Text, words: Text | None = None) -> Moment:
        return Moment(what, look_up(self.office.registry, self.posting_id).state.label, words)


_LAPSED: Final = Text(zh="主管部门的数据显示许可证已到期", en="the bureau's file says that the licence has ended")
_TOO_EARLY: Final = Text(zh="复核人试图恢复标签，被拒绝", en="the lead tries to reinstate the label and is refused")
_RENEWED: Final = Text(
    zh="许可证延续后的数据已导入，标签不会自动恢复", en="the next file has it renewed: no label returns by itself"
)
_REINSTATED: Final = Text(zh="复核人恢复标签", en="the lead reinstates the label")
