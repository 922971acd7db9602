"""What tests of the HTTP side share."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from litestar import Litestar
from litestar.testing import TestClient

Client = TestClient[Litestar]


@dataclass
class Clock:
    """Says what time it is, and can be turned."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def turn(self, *, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
