"""What a check may know besides the posting: the moment, and the register if there is one."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from certreg.domain.organisation import Register
from certreg.domain.policy import local_day


@dataclass(frozen=True)
class Context:
    """`now` is aware. Without a `register` the checks that need one answer `unknown`, never a guess."""

    now: datetime
    register: Register | None = None

    def __post_init__(self) -> None:
        if self.now.tzinfo is None:
            raise ValueError("Context.now must be aware: times are UTC and passed in")

    @cached_property
    def day(self) -> date:
        """The calendar day of `now` in the registry's zone."""
        return local_day(self.now)
