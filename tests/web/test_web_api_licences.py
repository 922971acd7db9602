"""Platforms check the licences of agencies (notice 2(3))."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient
from sqlalchemy import delete

from casework import REGISTRAR, USCC, make_registry
from certreg.app import create_app
from certreg.domain.organisation import (
    ONLINE_RECRUITMENT,
    Licence,
    Organisation,
    OrganisationKind,
    OrganisationStatus,
)
from certreg.services import organisations
from certreg.services.registry import Registry
from certreg.storage.party_tables import organisation
from website import Client, Clock

URL = "/api/v1/licences/check"
DAY = "2026-12-01"
ABSENT = "91350100M000100Y43"
TERM = Licence(
    number="渝人社测试1号", scope=(ONLINE_RECRUITMENT,), valid_from=date(2026, 12, 1), valid_to=date(2026, 12, 31)
)


def agency(**changes: Any) -> Organisation:
    given: dict[str, Any] = {
        "uscc": USCC,
        "name": "重庆测试人力资源有限公司",
        "kinds": frozenset({OrganisationKind.AGENCY}),
        "division": "500112",
        "licence": TERM,
    }
    return Organisation(**{**given, **changes})


class Asked:
    """A registry whose only agency can be changed, and what it answers."""

    def __init__(self, client: Client, now: datetime) -> None:
        self.client = client
        self._now = now
        self._registry = client.app.state["site"].registry

    def holds(self, organisation: Organisation) -> None:
        organisations.put(self._registry, [organisation], "测试名册", actor=REGISTRAR, now=self._now)

    def reasons(self, uscc: str = USCC, day: str = DAY) -> list[str]:
        answer = self.client.post(URL, json={"usccs": [uscc], "day": day})
        assert answer.status_code == 200, answer.text
        result = answer.json()["results"][0]
        codes = [reason["code"] for reason in result.get("reasons", [])]
        assert result["licensed"] is not bool(codes)
        return codes


@pytest.fixture
def asked(database_url: str, key_dir: Path, now: datetime) -> Iterator[Asked]:
    """On each database."""
    registry = make_registry(database_url, key_dir, now)
    with closing(registry.db), TestClient(create_app(registry, clock=Clock(now))) as client:
        yield Asked(client, now)


def test_both_ends_of_the_term_count(asked: Asked) -> None:
    asked.holds(agency())
    by_day = {day: asked.reasons(day=day) for day in ("2026-11-30", DAY, "2026-12-31", "2027-01-01")}
    assert by_day == {
        "2026-11-30": ["not_yet_valid"],
        DAY: [],
        "2026-12-31": [],
        "2027-01-01": ["no_longer_valid"],
    }


def test_every_reason_is_told(asked: Asked) -> None:
    said = {}
    cases: dict[str, dict[str, Any]] = {
        "none": {"licence": None},
        "scope": {"licence": Licence(number="1", scope=("职业介绍",), valid_from=date(2026, 1, 1))},
        "closed": {"status": OrganisationStatus.REVOKED},
        "outside": {"division": "110105"},
        "outside elsewhere": {"division": "110105", "branch_reported_in": ("440100",)},
        "outside with a branch": {"division": "110105", "branch_reported_in": ("500103",)},
        "nowhere": {"division": None},
        "several": {"status": OrganisationStatus.SUSPENDED, "division": "110105", "licence": None},
    }
    for name, changes in cases.items():
        asked.holds(agency(**changes))
        said[name] = asked.reasons()
    assert said == {
        "none": ["no_licence"],
        "scope": ["out_of_scope"],
        "closed": ["not_active"],
        "outside": ["no_branch_report"],
        "outside elsewhere": ["no_branch_report"],
        "outside with a branch": [],
        "nowhere": ["origin_unknown"],
        "several": ["not_active", "no_licence", "no_branch_report"],
    }


def test_a_thousand_codes_come_back_in_order_and_in_one_spelling(asked: Asked) -> None:
    asked.holds(agency())
    spelt = ["９１５００１１８ｍａ５ｕ０００１１９", "91500118 MA5U 000119", USCC.lower()]
    codes = [*spelt, *[ABSENT] * 996, "no code"]
    results = asked.client.post(URL, json={"usccs": codes, "day": DAY}).json()["results"]
    assert [result["uscc"] for result in results] == [USCC] * 3 + [ABSENT] * 996 + ["NOCODE"]
    assert [result["licensed"] for result in results] == [True] * 3 + [False] * 997
    assert results[3]["reasons"][0]["code"] == "unknown"
    assert results[-1]["reasons"][0]["code"] == "invalid_code"
    assert results[0]["licence"]["number"] == TERM.number
    assert results[0]["source"] == "测试名册"


def test_the_day_is_today_in_shanghai_unless_given(client: Client, clock: Clock) -> None:
    clock.now = datetime.fromisoformat("2026-11-30T16:00:00+00:00")
    assert client.post(URL, json={"usccs": [USCC]}).json()["day"] == DAY


def test_reasons_come_in_the_language_of_the_asker(client: Client) -> None:
    def detail(language: str) -> str:
        answer = client.post(URL, json={"usccs": [ABSENT]}, headers={"Accept-Language": language})
        assert answer.headers["content-language"] == language
        said: str = answer.json()["results"][0]["reasons"][0]["detail"]
        return said

    assert detail("zh-CN") == "登记册中没有该机构"
    assert detail("en") == "The register has no organisation with this code"


def test_an_empty_register_says_nothing_of_anyone(client: Client, registry: Registry) -> None:
    with registry.db.write() as tx:
        tx.connection.execute(delete(organisation))
    result = client.post(URL, json={"usccs": [USCC]}).json()["results"][0]
    assert [reason["code"] for reason in result["reasons"]] == ["no_register"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"usccs": []}, "usccs"),
        ({"usccs": [USCC] * 1001}, "usccs"),
        ({"usccs": [USCC, ""]}, "usccs[1]"),
        ({"usccs": ["9" * 41]}, "usccs[0]"),
        ({"usccs": [USCC], "day": "1 December"}, "day"),
        ({"usccs": [915]}, "usccs[0]"),
        ({"usccs": [USCC], "days": DAY}, "days"),
    ],
)
def test_what_does_not_fit_is_named(client: Client, body: dict[str, Any], field: str) -> None:
    answer = client.post(URL, json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert field in {problem["field"] for problem in answer.json()["errors"]}
