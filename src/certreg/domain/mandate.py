"""Mandates (委托证明): what an employer asks an agency to post, line by line (notice 3(2))."""

from datetime import date
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from certreg.domain.division_code import significant
from certreg.domain.money import yuan
from certreg.domain.posting import Agency, Division, Fen, Headcount, Line, Posting, Uscc
from certreg.domain.text import Text, normalise

MAX_LINES: Final = 500


class MandateLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One position. `fee`: what the agency may ask of a job seeker, in fen; `division`: where the work is."""

    position: Line
    headcount: Headcount
    fee: Fen | None = None
    division: Division | None = None

    def is_for(self, posting: Posting) -> bool:
        """The title names the position, whatever shift or place it adds (保安 for 保安（夜班）)."""
        position, title = _form(self.position), _form(posting.title)
        return position in title or title in position

    def mismatches(self, posting: Posting) -> tuple[Text, ...]:
        """Every way in which the posting says other than the line."""
        found = []
        if posting.headcount is None:
            found.append(_NO_NUMBER.within(headcount=self.headcount))
        elif posting.headcount > self.headcount:
            found.append(_TOO_MANY.within(posted=posting.headcount, headcount=self.headcount))
        if posting.agency is not None and not self._fee_agrees(posting.agency):
            found.append(_OTHER_FEE.within(fee=yuan(self.fee or 0)))
        place = posting.location.division or ""
        if self.division is not None and not place.startswith(significant(self.division)):
            found.append(_ELSEWHERE.within(division=self.division, posted=place or "-"))
        return tuple(found)

    def _fee_agrees(self, agency: Agency) -> bool:
        """A mandate that names no fee allows none to be asked."""
        allowed = self.fee or 0
        return (agency.fee or 0) == allowed and (not agency.seekers_charged or allowed > 0)


class Mandate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """An employer's written mandate to an agency; `number` tells it from others of the same agency, both days count."""

    number: Line
    employer: Line
    employer_uscc: Uscc
    agency_uscc: Uscc
    valid_from: date
    valid_to: date
    lines: Annotated[tuple[MandateLine, ...], Meta(min_length=1, max_length=MAX_LINES)]

    def __post_init__(self) -> None:
        if self.valid_to < self.valid_from:
            raise ValueError("valid_to is before valid_from")

    def period_problem(self, day: date) -> Text | None:
        """Why it does not hold on that day."""
        if day < self.valid_from:
            return _NOT_YET.within(number=self.number, day=self.valid_from)
        if day > self.valid_to:
            return _ENDED.within(number=self.number, day=self.valid_to)
        return None


def _form(text: str) -> str:
    return normalise(text).casefold().replace(" ", "")


# Each says what does not agree, and what agency or employer has to do about it.
_NO_NUMBER: Final = Text(
    zh="招聘人数不是具体数字，委托人数为 {headcount} 人；请写明不超过委托的人数",
    en="No definite headcount, the mandate is for {headcount}: state a number within it",
)
_TOO_MANY: Final = Text(
    zh="招聘 {posted} 人，超出委托的 {headcount} 人；请减少招聘人数，或由用人主体增加委托",
    en="{posted} openings, the mandate is for {headcount}: state fewer, or have the employer mandate more",
)
_OTHER_FEE: Final = Text(
    zh="向求职者收费与委托证明不一致；请改为委托的收费（{fee} 元），或由用人主体另行委托",
    en="The seeker's fee is not the one of the mandate: state that one ({fee} yuan), or have the employer mandate anew",
)
_ELSEWHERE: Final = Text(
    zh="工作地点 {posted} 不在委托的 {division} 之内；请更正工作地点，或由用人主体另行委托",
    en="The place {posted} is not within {division} of the mandate: correct it, or have the employer mandate anew",
)
_NOT_YET: Final = Text(
    zh="委托证明 {number} 自 {day} 起生效；请在生效后再提交", en="Mandate {number} begins on {day}: ask again then"
)
_ENDED: Final = Text(
    zh="委托证明 {number} 已于 {day} 到期；请由用人主体续签，登记后再提交",
    en="Mandate {number} ended on {day}: have the employer renew it and put it on file, then ask again",
)
