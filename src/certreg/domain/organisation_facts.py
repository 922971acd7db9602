"""The facts of an organisation one by one: which changed from one record to the next, and what became of its names."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final

import msgspec

from certreg.domain.organisation import Organisation
from certreg.domain.text import Text

FACTS: Final = tuple(name for name in Organisation.__struct_fields__ if name != "uscc")
"""Everything that the register states of an organisation besides its code."""

RECORD: Final = "record"
"""The whole record at once: how an organisation came into the register, or left it."""

FACT_TITLES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        RECORD: Text(zh="新登记", en="newly registered"),
        "name": Text(zh="名称", en="name"),
        "kinds": Text(zh="机构类别", en="kind"),
        "status": Text(zh="登记状态", en="registration status"),
        "former_names": Text(zh="曾用名", en="former names"),
        "division": Text(zh="注册地", en="place of registration"),
        "activity_divisions": Text(zh="业务活动地", en="places of activity"),
        "licence": Text(zh="许可证", en="licence"),
        "branch_reported_in": Text(zh="已报告分支机构", en="branches reported"),
        "integrity_points": Text(zh="诚信积分", en="integrity points"),
        "complaint_phone": Text(zh="投诉电话", en="complaint telephone"),
        "violations": Text(zh="违法违规记录", en="violations"),
    }
)
"""What people call the facts."""

_FIELDS: Final = {field.name: field for field in msgspec.structs.fields(Organisation)}


class Provenance(msgspec.Struct, frozen=True):
    """Where facts come from, when they were seen there, and from which day on they hold."""

    source: str
    seen_at: datetime
    valid_from: date
    import_id: str | None = None


class FactChange(msgspec.Struct, frozen=True):
    """One fact before and after, as plain JSON values; None for one that is not stated."""

    fact: str
    before: Any
    after: Any


def changed_facts(before: Organisation | None, after: Organisation | None) -> tuple[FactChange, ...]:
    """Which facts differ; one `RECORD` where there is no record on one of the sides, and nothing where on neither."""
    if before is None and after is None:
        return ()
    if before is None or after is None:
        return (FactChange(RECORD, plain(before), plain(after)),)
    return tuple(
        FactChange(fact, _stated(fact, before), _stated(fact, after))
        for fact in FACTS
        if getattr(before, fact) != getattr(after, fact)
    )


def each_fact(change: FactChange) -> tuple[FactChange, ...]:
    """A change of a whole record as changes of the facts that it states."""
    if change.fact != RECORD:
        return (change,)
    before, after = change.before or {}, change.after or {}
    return tuple(
        FactChange(fact, before.get(fact), after.get(fact)) for fact in FACTS if fact in before or fact in after
    )


def with_former_names(before: Organisation | None, after: Organisation) -> Organisation:
    """The new record with every name that the organisation had before: a name once held is not forgotten."""
    known = before.former_names + ((before.name,) if before.name != after.name else ()) if before else ()
    names = tuple(name for name in dict.fromkeys((*known, *after.former_names)) if name != after.name)
    return after if names == after.former_names else msgspec.structs.replace(after, former_names=names)


def with_facts(organisation: Organisation, values: dict[str, Any]) -> Organisation:
    """The record with these plain values in place of its own; None takes a fact back to what it is unless stated."""
    typed = {
        fact: _unstated(fact) if value is None else msgspec.convert(value, _FIELDS[fact].type)
        for fact, value in values.items()
    }
    return msgspec.structs.replace(organisation, **typed)


def plain(value: Any) -> Any:  # noqa: ANN401 - any value of a fact
    """A value as JSON has it, the same for equal values: sets are in order."""
    if isinstance(value, Organisation):
        stated = {fact: _stated(fact, value) for fact in FACTS}
        return {"uscc": value.uscc, **{fact: given for fact, given in stated.items() if given is not None}}
    return msgspec.to_builtins(value, order="deterministic")


def _stated(fact: str, organisation: Organisation) -> Any:  # noqa: ANN401 - any value of a fact
    """None for what is not stated, an empty list too; a registration that is not said to have ended is active."""
    given = getattr(organisation, fact)
    return None if fact != "status" and given == _FIELDS[fact].default else plain(given)


def _unstated(fact: str) -> Any:  # noqa: ANN401 - the default of any fact
    return _FIELDS[fact].default
