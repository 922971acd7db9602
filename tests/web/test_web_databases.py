"""The whole way over HTTP, on each database."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

from litestar.testing import TestClient

from casework import ADMINISTRATOR, LEAD, PLATFORM_SCOPES, USCC, Casework, make_registry, posting
from certreg.app import create_app
from certreg.exchange.native import encode_posting
from certreg.services import api_keys, lookup
from certreg.services.issue import issue
from website import Clock


def test_from_submission_to_a_suspended_label(database_url: str, key_dir: Path, now: datetime) -> None:
    registry = make_registry(database_url, key_dir, now)
    clock = Clock(now)
    key = api_keys.create(registry, "平台", PLATFORM_SCOPES, actor=ADMINISTRATOR, now=now).secret
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json", "Idempotency-Key": "1"}
    with closing(registry.db), TestClient(create_app(registry, clock=clock)) as client:
        created = client.post("/api/v1/postings", content=encode_posting(posting()), headers=headers)
        assert created.status_code == 201
        clock.turn(seconds=1)
        assert client.post("/api/v1/postings", content=encode_posting(posting()), headers=headers).status_code == 200
        record = lookup.posting(registry, created.json()["id"])
        work = Casework(registry, clock.now)
        work.approve(work.assess(record))
        label = issue(registry, record.id, actor=LEAD, now=clock.now)
        assert client.get(f"/labels/{label.id}.json").json()["state"] == "valid"
        assert "认证中的招聘信息</dt><dd>1<" in client.get(f"/organisations/{USCC}/embed").text
        assert "数控车工" in client.get("/search", params={"text": "数控", "state": "valid"}).text
        own = client.get(f"/api/v1/postings/{record.id}", headers=headers)
        changed = encode_posting(posting(title="焊工"))
        update = client.put(
            f"/api/v1/postings/{record.id}", content=changed, headers={**headers, "If-Match": own.headers["etag"]}
        )
        assert update.json()["label_state"] == "suspended"
        assert client.get(f"/labels/{label.id}.json").json()["state"] == "suspended"
        assert "认证中的招聘信息</dt><dd>0<" in client.get(f"/organisations/{USCC}/embed").text
        assert client.get("/health/ready").status_code == 200
