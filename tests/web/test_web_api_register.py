"""The bureau's interface to the register: preview, apply, again, look, take back, and who may not."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient
from registers import code

from casework import ADMINISTRATOR, PLATFORM_SCOPES, make_registry
from certreg.app import create_app
from certreg.domain.errors import InvalidInput
from certreg.domain.people import Role
from certreg.services import api_keys
from certreg.services.records import Scope
from certreg.services.registry import Registry
from website import Client, Clock

URL = "/api/v1/register/imports"
LICENCE = {"number": "测试1号", "scope": ["职业介绍"], "valid_from": "2026-01-01"}


def body(**changes: Any) -> dict[str, Any]:
    record = {"uscc": code(1), "name": "<b>甲</b>", "licence": LICENCE, "integrity_points": 90}
    return {"source": "名册", "valid_from": "2026-11-20", "records": [{**record, **changes}]}


@pytest.fixture
def client(database_url: str, key_dir: Path, now: datetime) -> Iterator[Client]:
    """On each database, with the bureau's key."""
    registry = make_registry(database_url, key_dir, now)
    made = api_keys.create(registry, "市局", {Scope.REGISTER}, role=Role.BUREAU, actor=ADMINISTRATOR, now=now)
    with closing(registry.db), TestClient(create_app(registry, clock=Clock(now))) as opened:
        opened.headers["Authorization"] = f"Bearer {made.secret}"
        yield opened


def test_a_preview_answers_the_diff_and_writes_nothing(client: Client) -> None:
    wrong = {"uscc": "9", "integrity_points": 1}
    answer = client.post(URL + "?preview=true", json={**body(), "records": [*body()["records"], wrong, 7]})
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["counts"] == {"new": 1, "changed": 0, "unchanged": 0, "rejected": 2}
    assert told["import"] is None
    assert [(r["number"], r["standing"]) for r in told["records"]] == [(1, "new"), (2, "rejected"), (3, "rejected")]
    assert told["records"][0]["changes"][0]["after"]["name"] == "<b>甲</b>"
    assert told["records"][1]["problems"][0]["field"] == "uscc"
    assert client.get(f"/organisations/{code(1)}").status_code == 404


def test_it_is_applied_once_read_and_taken_back_once(client: Client) -> None:
    made = client.post(URL, json=body())
    assert made.status_code == 201, made.text
    at = made.json()["import"]["url"].removeprefix("https://registry.example")
    assert made.headers["location"].endswith(at)
    assert client.get(f"/organisations/{code(1)}.json").json()["facts"]["licence"]["valid_from"] == "2026-11-20"
    again = client.post(URL, json=body())
    assert again.status_code == 200
    assert again.json()["import"]["url"].endswith(at)
    nothing = client.post(URL, json={**body(), "again": True})
    assert (nothing.status_code, nothing.json()["import"]) == (200, None)
    withdrawn = client.post(URL, json={"source": "注销", "records": [{"uscc": code(1), "licence": None}]})
    assert withdrawn.status_code == 201
    done = client.post(withdrawn.json()["import"]["url"] + "/rollback", json={"reason": "有误"})
    assert (done.status_code, done.json()["restored"], done.json()["left"]) == (200, 1, [])
    assert client.get(f"/organisations/{code(1)}.json").json()["organisation"]["licence"] == LICENCE
    for empty in (" ", "有\x00误"):
        assert client.post(at + "/rollback", json={"reason": empty}).status_code == 422
    assert client.post(at + "/rollback", json={"reason": "有误"}).json()["restored"] == 1
    assert client.post(at + "/rollback", json={"reason": "有误"}).status_code == 409
    assert client.get(at).json()["rollback_reason"] == "有误"
    assert client.get(f"/organisations/{code(1)}").status_code == 404
    assert client.get(URL + "/none").status_code == 404


def test_what_a_newer_source_said_stays_and_is_named(client: Client) -> None:
    assert client.post(URL, json=body(licence=None, kinds=["agency"])).status_code == 201
    assert (
        client.post(URL, json={"source": "乙", "records": [{"uscc": code(1), "licence": LICENCE}]}).status_code == 201
    )
    assert client.post(URL, json={"source": "丙", "records": [{"uscc": code(1), "licence": None}]}).status_code == 201
    old = {**body(), "source": "丁", "seen_at": "2026-11-20T00:00:00Z"}
    answer = client.post(URL, json=old)
    assert answer.status_code == 200, answer.text
    (told,) = answer.json()["records"]
    assert [(kept["field"], kept["code"]) for kept in told["kept"]] == [("licence", "older")]
    assert "丙" in told["kept"][0]["reason"]
    late = client.post(URL, json={**body(), "valid_from": "2099-01-01"})
    assert late.status_code == 422
    assert [problem["field"] for problem in late.json()["errors"]] == ["valid_from"]


def test_rejects_may_stop_it(client: Client) -> None:
    mixed = {**body(), "records": [*body()["records"], {"uscc": "9"}]}
    stopped = client.post(URL, json={**mixed, "stop_on_rejects": True})
    assert (stopped.status_code, stopped.json()["import"]) == (200, None)
    assert client.get(f"/organisations/{code(1)}").status_code == 404
    taken = client.post(URL, json=mixed)
    assert taken.status_code == 201
    assert [r["standing"] for r in taken.json()["records"]] == ["rejected"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"records": []}, "records"),
        ({"source": ""}, "source"),
        ({"seen_at": "2026-11-20T00:00:00"}, "seen_at"),
        ({"source": "名\u202e册"}, "source"),
        ({"source": " "}, "source"),
        ({"source": "名\x00册"}, "source"),
        ({"reason": "\x00"}, "reason"),
        ({"seen_at": "0001-01-01T00:00:00+14:00", "valid_from": None}, "seen_at"),
        ({"seen_at": "9999-12-31T23:59:59-14:00", "valid_from": None}, "seen_at"),
    ],
)
def test_what_does_not_fit_is_named(client: Client, changes: dict[str, Any], field: str) -> None:
    answer = client.post(URL, json={**body(), **changes})
    assert answer.status_code == 422
    assert field in {problem["field"] for problem in answer.json()["errors"]}


def test_only_the_bureaus_key_may(client: Client, now: datetime) -> None:
    registry: Registry = client.app.state["site"].registry
    platform = api_keys.create(registry, "平台", PLATFORM_SCOPES, actor=ADMINISTRATOR, now=now).secret
    for headers, status in (({"Authorization": f"Bearer {platform}"}, 403), ({"Authorization": "Bearer x"}, 401)):
        assert client.post(URL, json=body(), headers=headers).status_code == status
        assert client.get(URL + "/i1", headers=headers).status_code == status
        assert client.post(URL + "/i1/rollback", json={"reason": "x"}, headers=headers).status_code == status
    assert client.post("/api/v1/postings", json={}).status_code == 403
    with pytest.raises(InvalidInput):
        api_keys.create(registry, "平台", {Scope.REGISTER}, role=Role.PLATFORM, actor=ADMINISTRATOR, now=now)
