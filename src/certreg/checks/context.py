"""What a check may know besides the posting: the moment, and the register and other postings if there are any."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from certreg.domain.neighbour import Neighbours
from certreg.domain.organisation import Register
from certreg.domain.policy import local_day


@dataclass(frozen=True)
class Context:
    """`now` is aware. Without a `register` or `neighbours` the checks that need them answer `unknown`."""

    now: datetime
    register: Register | None = None
    neighbours: Neighbours | None = None

    def __post_init__(self) -> None:
        if self.now.tzinfo is None:
            raise ValueError("Context.now must be aware: times are UTC and passed in")

    @cached_property
    def day(self) -> date:
        """The calendar day of `now` in the registry's zone."""
        return local_day(self.now)
