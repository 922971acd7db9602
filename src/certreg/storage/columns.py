"""Column types that give back on both databases exactly what was put in."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar

import msgspec
from sqlalchemy import DateTime, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_ENCODER: Final = msgspec.json.Encoder(order="deterministic")

Value = TypeVar("Value")
Member = TypeVar("Member", bound=StrEnum)


class Moment(TypeDecorator[datetime]):
    """An aware UTC moment. SQLite has no zone, so UTC is stored there without one and comes back with it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive values: nobody knows what they mean."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Always aware, always UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Word(TypeDecorator[Member], Generic[Member]):
    """A member of one enumeration, by its value."""

    impl = String(20)
    cache_ok = True

    def __init__(self, members: type[Member]) -> None:
        super().__init__()
        self.members = members

    def process_bind_param(self, value: Member | None, dialect: Dialect) -> str | None:
        """The value; anything that is not of the enumeration is an error."""
        del dialect
        return None if value is None else self.members(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Member | None:
        """The member."""
        del dialect
        return None if value is None else self.members(value)


class Json(TypeDecorator[Value], Generic[Value]):
    """A value of one type as JSON text, by msgspec: what does not fit the type is an error, going in and out."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: Any) -> None:  # noqa: ANN401 - a type form (`tuple[Judgement, ...]`), not only a class
        super().__init__()
        self.kind = kind
        # Working out how to decode a type takes far longer than decoding with it.
        self._decoder = msgspec.json.Decoder(kind)

    def process_bind_param(self, value: Value | None, dialect: Dialect) -> str | None:
        """Members in order of name, so that equal values are equal text."""
        del dialect
        return None if value is None else _ENCODER.encode(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Value | None:
        """The typed value."""
        del dialect
        if value is None:
            return None
        decoded: Value = self._decoder.decode(value)
        return decoded
