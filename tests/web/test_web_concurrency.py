"""Many at once, and callers who send what nobody expects, on each database."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar.testing import TestClient

from casework import ADMINISTRATOR, PLATFORM_SCOPES, make_registry, posting
from certreg.app import create_app, utc_now
from certreg.exchange.native import encode_posting
from certreg.services import api_keys
from certreg.services.registry import Registry
from website import Client


def unlimited(made: Registry) -> Client:
    """An application without limits, with the real clock."""
    generous = msgspec.structs.replace(made.settings, rate_limit=1_000_000)
    app = create_app(Registry(made.db, made.scorer, generous, made.issuer), clock=utc_now)
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def crowded(database_url: str, key_dir: Path, now: datetime) -> Iterator[tuple[Client, dict[str, str]]]:
    """Such an application on each database, and the headers of a platform."""
    made = make_registry(database_url, key_dir, now)
    secret = api_keys.create(made, "平台", PLATFORM_SCOPES, actor=ADMINISTRATOR, now=now).secret
    with closing(made.db), unlimited(made) as client:
        yield client, {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}


@pytest.fixture
def patient(registry: Registry) -> Iterator[Client]:
    with unlimited(registry) as client:
        yield client


def test_concurrent_retries_make_one_record(crowded: tuple[Client, dict[str, str]]) -> None:
    client, headers = crowded
    body = encode_posting(posting())

    def submit(number: int) -> tuple[int, str]:
        key = {"Idempotency-Key": f"job-{number % 5}"}
        answer = client.post("/api/v1/postings", content=body, headers={**headers, **key})
        return answer.status_code, answer.json()["id"]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(submit, range(40)))
    assert sorted(status for status, _ in answers) == [200] * 35 + [201] * 5
    assert len({record for _, record in answers}) == 5


@pytest.mark.parametrize(
    "path",
    [
        "/labels/%00",
        "/labels/%00.json",
        "/postings/a%00b",
        "/search?text=%00",
        "/search?cursor=%00",
        "/statuslists/%00",
        "/api/v1/postings/%00",
        "/labels/%ED%A0%80",
        "/search?text=%ED%A0%80%FF",
        "/search?text=%25_%5C'%22;--",
        "/postings/" + "x" * 5000,
        "/criteria/..%2f..%2fetc%2fpasswd",
        "/static/%2e%2e%2fbase.html",
        "/search?lang=%00&lang=en",
        "/feeds/promoted.json?cursor=" + "A" * 199,
        "/search?text=" + "一" * 3000,
    ],
)
def test_no_address_is_a_defect(crowded: tuple[Client, dict[str, str]], path: str) -> None:
    client, _ = crowded
    for accept in ("text/html", "application/json"):
        assert client.get(path, headers={"Accept": accept}).status_code in {200, 400, 404, 422}


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.sampled_from(
    ["title", "employer", "headcount", "pay", "location", "conditions", "@type", "baseSalary", "label"]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.dictionaries(FIELDS, JSON_VALUES, max_size=6) | JSON_VALUES, linked=st.booleans())
def test_no_body_is_a_defect(patient: Client, body: object, *, linked: bool) -> None:
    kind = "application/ld+json" if linked else "application/json"
    for path in ("/api/v1/score", "/api/v1/verify"):
        content = msgspec.json.encode(body)
        answer = patient.post(path, content=content, headers={"Content-Type": kind})
        assert answer.status_code in {200, 400, 415, 422}, answer.text
