"""What tests of the HTTP side share."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from litestar import Litestar
from litestar.testing import TestClient

from casework import USCC
from certreg.services.records import LabelRecord

Client = TestClient[Litestar]


@dataclass
class Clock:
    """Says what time it is, and can be turned."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def turn(self, *, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass(frozen=True)
class Served:
    """The address of the server and labels by their state."""

    url: str
    labels: dict[str, LabelRecord]

    def paths(self) -> dict[str, str]:
        """Every kind of page by a name for its picture."""
        label = self.labels["valid"]
        return {
            "home": "/",
            "search": "/search",
            "search-empty": "/search?text=没有这样的岗位",
            "posting": f"/postings/{label.posting_id}",
            "posting-changed": f"/postings/{self.labels['changed'].posting_id}",
            "posting-hostile": f"/postings/{self.labels['hostile'].posting_id}",
            "label": f"/labels/{label.id}",
            "label-suspended": f"/labels/{self.labels['suspended'].id}",
            "label-changed": f"/labels/{self.labels['changed'].id}",
            "label-revoked": f"/labels/{self.labels['revoked'].id}",
            "organisation": f"/organisations/{USCC}",
            "criteria": "/criteria",
            "score": "/score",
            "schema": "/schema",
            "problems": "/problems",
        }
