"""What the register said of an organisation and when: every fact with its source, day and time seen."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import msgspec

from certreg.domain.organisation_facts import FactChange, each_fact
from certreg.services.organisations import normal_code
from certreg.services.registry import Registry
from certreg.storage import register_history
from certreg.storage.statements import Record


class PastFact(msgspec.Struct, frozen=True):
    """One change of one fact. `valid_from` is the day from which it holds, `seen_at` when its source said so."""

    fact: str
    before: Any
    after: Any
    valid_from: date
    seen_at: datetime
    recorded_at: datetime
    source: str
    import_id: str | None = None


def history(registry: Registry, uscc: str) -> tuple[PastFact, ...]:
    """Every change of every fact of one organisation, the oldest first; empty for one that was never there."""
    with registry.db.read() as tx:
        lines = register_history.of_organisations(tx, [normal_code(uscc)])
    return tuple(past for line in lines for past in _past(line))


def newest(changes: tuple[PastFact, ...]) -> dict[str, PastFact]:
    """For each fact that is stated now, the change that brought it."""
    last = {change.fact: change for change in changes}
    return {fact: change for fact, change in last.items() if change.after is not None}


def _past(line: Record) -> Iterator[PastFact]:
    rest = {name: line[name] for name in ("valid_from", "seen_at", "recorded_at", "source", "import_id")}
    for change in each_fact(FactChange(line["fact"], line["before"], line["after"])):
        yield PastFact(change.fact, change.before, change.after, **rest)
