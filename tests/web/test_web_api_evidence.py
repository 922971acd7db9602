"""Platforms add evidence by the API; whatever is wrong is refused with field and reason, and leaves nothing."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from casework import ADMINISTRATOR, Casework
from certreg.app import create_app
from certreg.services import api_keys
from certreg.services.records import PostingRecord, Scope
from certreg.services.registry import Registry
from evidence_files import bomb, pdf, photo, picture
from website import Client, Clock

LIMIT = 100_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "evidence"


@pytest.fixture
def registry(registry: Registry, root: Path) -> Registry:
    settings = msgspec.structs.replace(registry.settings, evidence_store=str(root), evidence_max_bytes=LIMIT)
    return Registry(registry.db, registry.scorer, settings, registry.issuer)


@pytest.fixture
def client(registry: Registry, clock: Clock) -> Iterator[Client]:
    with TestClient(create_app(registry, clock=clock), raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture
def own(work: Casework, registry: Registry, key: dict[str, str], now: datetime) -> PostingRecord:
    """A posting that the key submitted."""
    shown = api_keys.authenticate(registry, key["Authorization"].removeprefix("Bearer "), now=now)
    assert shown is not None
    return work.submitted(actor=shown.actor)


def url(posting: PostingRecord) -> str:
    return f"/api/v1/postings/{posting.id}/evidence"


def problem(answer: Any) -> tuple[int, str, str]:
    (error,) = answer.json()["errors"]
    assert error["reason"]
    return answer.status_code, error["field"], error["code"]


def test_a_file_is_added_once_listed_and_counted(
    client: Client, own: PostingRecord, key: dict[str, str], root: Path, clock: Clock
) -> None:
    name = {"Content-Disposition": "attachment; filename*=UTF-8''..%2F%E6%89%A7%E7%85%A7%E2%80%AE.pdf"}
    lying = {"Content-Type": "image/png"}
    added = client.post(url(own), params={"kind": "licence"}, content=pdf(), headers={**key, **name, **lying})
    assert added.status_code == 201, added.text
    body = added.json()
    assert (body["media_type"], body["name"], body["size"]) == ("application/pdf", "执照\ufffd.pdf", len(pdf()))
    clock.turn(seconds=1)
    again = client.post(url(own), params={"kind": "licence"}, content=pdf(), headers=key)
    assert (again.status_code, again.json()["id"]) == (200, body["id"])
    client.post(url(own), params={"kind": "identity_card"}, content=photo(), headers=key)
    listed = client.get(url(own), headers=key).json()["evidence"]
    assert [one["kind"] for one in listed] == ["licence", "identity_card"]
    document = client.get(f"/api/v1/postings/{own.id}", headers=key).json()
    assert document["evidence"] == {"licence": 1, "identity_card": 1}
    assert len([path for path in root.rglob("*") if path.is_file()]) == 2


def test_evidence_of_others_is_not_there(
    client: Client, work: Casework, own: PostingRecord, key: dict[str, str]
) -> None:
    label = work.certified()
    theirs = f"/api/v1/postings/{label.posting_id}/evidence"
    assert client.post(theirs, params={"kind": "licence"}, content=pdf(), headers=key).status_code == 404
    assert client.get(theirs, headers=key).status_code == 404
    assert client.get(url(own)).status_code == 401
    assert client.post(url(own), params={"kind": "licence"}, content=pdf()).status_code == 401
    reader = api_keys.create(work.registry, "只读", [Scope.READ], actor=ADMINISTRATOR, now=work.now)
    only_reads = {"Authorization": f"Bearer {reader.secret}"}
    assert client.post(url(own), params={"kind": "licence"}, content=pdf(), headers=only_reads).status_code == 403
    public = client.get(f"/api/v1/postings/{label.posting_id}").json()
    assert "evidence" not in public


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (("licence", b""), (422, "file", "empty")),
        (("licence", b"<html><script>"), (422, "file", "unknown_type")),
        (("licence", picture() + b"PK"), (422, "file", "trailing_data")),
        (("licence", bomb(60_000, 60_000)), (422, "file", "too_many_pixels")),
        (("licence", b"%PDF-1.7" + b" " * LIMIT), (413, "file", "too_large")),
        (("", pdf()), (422, "kind", "invalid")),
        (("../licence", pdf()), (422, "kind", "invalid")),
        (("callback", pdf()), (422, "kind", "invalid")),
    ],
)
def test_what_is_wrong_is_named_and_leaves_nothing(
    client: Client, own: PostingRecord, key: dict[str, str], sent: tuple[str, bytes], said: Any
) -> None:
    kind, content = sent
    root = Path(client.app.state["site"].settings.evidence_store)
    assert problem(client.post(url(own), params={"kind": kind}, content=content, headers=key)) == said
    assert not root.exists()
    assert client.get(url(own), headers=key).json() == {"evidence": []}


def test_more_than_the_limit_in_pieces_without_a_length_is_refused(
    client: Client, own: PostingRecord, key: dict[str, str], root: Path
) -> None:
    pieces = (b"%PDF-1.7" + b" " * 10_000 for _ in range(100))
    assert problem(client.post(url(own), params={"kind": "licence"}, content=pieces, headers=key))[0] == 413
    assert not root.exists()


def sent_raw(app: Litestar, path: str, length: int, key: dict[str, str], receive: Callable[[], Any]) -> list[Any]:
    """What the application sends on an upload of which only the head is as it should be."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    headers = {"host": "registry.example", "content-length": str(length), "authorization": key["Authorization"]}
    scope: Any = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "https",
        "path": path, "raw_path": path.encode(), "query_string": b"kind=licence", "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1), "server": ("registry.example", 443), "state": {},
    }  # fmt: skip
    # In a thread of its own: a browser driven by another test may have a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, app(scope, receive, send)).result()
    return sent


def test_ten_gigabytes_declared_are_refused_before_anything_is_read(
    registry: Registry, clock: Clock, own: PostingRecord, key: dict[str, str]
) -> None:
    async def receive() -> Any:
        raise AssertionError("the body was asked for")

    sent = sent_raw(create_app(registry, clock=clock), url(own), 10 * 2**30, key, receive)
    assert sent[0]["status"] == 413
    assert (b"connection", b"close") in sent[0]["headers"]
    assert b"too_large" in sent[1]["body"]


def test_a_body_that_is_cut_off_leaves_nothing(
    registry: Registry, clock: Clock, own: PostingRecord, key: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    whole = pdf()
    said = iter([{"type": "http.request", "body": whole, "more_body": True}, {"type": "http.disconnect"}])

    async def receive() -> Any:
        return next(said)

    sent = sent_raw(create_app(registry, clock=clock), url(own), len(whole) + 9, key, receive)
    assert sent[0]["status"] == 400, sent
    assert b"cut_off" in sent[1]["body"]
    assert "Traceback" not in caplog.text
    assert not Path(registry.settings.evidence_store).exists()


def test_a_small_body_limit_for_postings_does_not_limit_evidence(
    client: Client, own: PostingRecord, key: dict[str, str]
) -> None:
    small = picture("JPEG", (2000, 1500), quality=30)
    assert len(small) < LIMIT
    assert client.post(url(own), params={"kind": "brochure"}, content=small, headers=key).status_code == 201
