"""What tests of the HTTP side share."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from litestar import Litestar
from litestar.testing import TestClient

from casework import USCC
from certreg.domain.organisation import ONLINE_RECRUITMENT, Licence, Organisation, OrganisationKind, Violation
from certreg.services.records import LabelRecord

Client = TestClient[Litestar]

AGENCY = Organisation(
    uscc="91350100M000100Y43",
    name="福建<b>测试</b>人力资源有限公司",
    kinds=frozenset({OrganisationKind.AGENCY}),
    division="350102",
    former_names=("福建旧名人力资源有限公司",),
    licence=Licence(
        number="测试许可2号",
        scope=(ONLINE_RECRUITMENT, "职业介绍"),
        issued_by="测试区人力资源社会保障局",
        valid_from=date(2024, 1, 1),
    ),
    integrity_points=82,
    complaint_phone="0591-00000000",
    violations=(Violation(what="未明示服务项目", decided_by="测试区局", decided_on=date(2025, 6, 30)),),
)
"""An agency of which the register has everything, and against which something stands."""


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
            "organisations": "/organisations",
            "organisations-empty": "/organisations?district=朝阳区",
            "organisation": f"/organisations/{USCC}",
            "organisation-agency": f"/organisations/{AGENCY.uscc}",
            "criteria": "/criteria",
            "score": "/score",
            "schema": "/schema",
            "problems": "/problems",
        }
