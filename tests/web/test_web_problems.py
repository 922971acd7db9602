"""Everything that can go wrong comes out as a problem, in the asked language, and tells no secret."""

import json
import logging
import re

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from certreg.app import create_app
from certreg.domain.errors import (
    CertregError,
    ConfigurationInvalid,
    CriteriaInvalid,
    DatabaseUnavailable,
    FieldProblem,
    KeyUnavailable,
    PolicyRefused,
)
from certreg.domain.text import Text
from certreg.services import lookup
from certreg.services.registry import Registry
from certreg.web.problem_kinds import KINDS
from website import Client

JSON = {"Content-Type": "application/json"}
SCORE = "/api/v1/score"
DEEP = b'{"a":' * 200 + b"1" + b"}" * 200


def check(answer: object, status: int, code: str) -> dict[str, object]:
    """The form that every problem has."""
    assert answer.status_code == status, answer.text  # type: ignore[attr-defined]
    assert answer.headers["content-type"] == "application/problem+json"  # type: ignore[attr-defined]
    assert answer.headers["cache-control"] == "no-store"  # type: ignore[attr-defined]
    problem: dict[str, object] = answer.json()  # type: ignore[attr-defined]
    assert problem["type"] == f"https://registry.example/problems/{code}"
    assert problem["code"] == code
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    return problem


@pytest.mark.parametrize(
    ("body", "place"),
    [(b"", "json"), (b"{", "json"), (b"\xff\xfe{}", "json"), (b'{"a":1,"a":2}', "json"), (DEEP, "json")],
)
def test_text_that_is_no_json_is_400_and_says_where(client: Client, body: bytes, place: str) -> None:
    problem = check(client.post(SCORE, content=body, headers=JSON), 400, "malformed")
    assert [error["field"] for error in problem["errors"]] == [place]  # type: ignore[attr-defined]


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
@pytest.mark.parametrize("path", [SCORE, "/api/v1/verify"])
def test_another_content_type_is_415_and_says_which(client: Client, content_type: str, path: str) -> None:
    answer = client.post(path, content=b"{}", headers={"Content-Type": content_type})
    check(answer, 415, "unsupported_media_type")
    assert "application/json" in answer.headers["accept-post"]


@pytest.mark.parametrize("body", [b"[]", b"5", b'"x"', b"null"])
def test_json_that_is_no_object_is_422(client: Client, body: bytes) -> None:
    check(client.post(SCORE, content=body, headers=JSON), 422, "invalid_input")


def test_each_wrong_field_is_named_with_its_reason(client: Client) -> None:
    body = {"title": "", "headcount": "若干", "pay": {"min": "8千"}, "colour": 1}
    for lang, mark in (("zh-CN", "字段"), ("en", "field")):
        problem = check(client.post(f"{SCORE}?lang={lang}", json=body), 422, "invalid_input")
        errors = {error["field"]: error for error in problem["errors"]}  # type: ignore[attr-defined]
        assert {"title", "headcount", "pay.min", "colour"} <= errors.keys()
        assert errors["pay.min"]["value"] == "8千"
        assert mark in errors["colour"]["reason"]


def test_a_large_body_is_413(registry: Registry) -> None:
    small = msgspec.structs.replace(registry.settings, max_body_bytes=1024)
    with TestClient(create_app(Registry(registry.db, registry.scorer, small, registry.issuer))) as client:
        for headers in (JSON, {**JSON, "Transfer-Encoding": "chunked"}):
            check(client.post(SCORE, content=b"x" * 2000, headers=headers), 413, "content_too_large")


def test_an_unknown_address_is_404_for_programs_and_a_page_for_people(client: Client) -> None:
    check(client.get("/nothing/here"), 404, "not_found")
    check(client.get("/api/v1/nothing", headers={"Accept": "text/html"}), 404, "not_found")
    for path in ("/nothing", "/labels/none", "/postings/none", "/criteria/none", "/problems/none", "/labels/none.jwt"):
        page = client.get(path, headers={"Accept": "text/html,application/xhtml+xml"})
        assert page.status_code == 404
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert "未找到" in page.text
    for path in ("/labels/none.json", "/labels/none/badge.svg", "/statuslists/none", "/schema/none"):
        check(client.get(path), 404, "not_found")


def test_a_wrong_method_is_405_and_names_the_right_ones(client: Client) -> None:
    for method, path, allowed in (
        ("DELETE", "/feeds/promoted.json", {"GET", "HEAD", "OPTIONS"}),
        ("GET", SCORE, {"POST", "OPTIONS"}),
        ("POST", "/api/v1/postings/x", {"GET", "HEAD", "PUT", "OPTIONS"}),
    ):
        answer = client.request(method, path)
        check(answer, 405, "method_not_allowed")
        assert set(answer.headers["allow"].split(", ")) == allowed


def test_too_many_requests_are_429_with_the_time_to_wait(registry: Registry) -> None:
    slow = msgspec.structs.replace(registry.settings, rate_limit=3)
    with TestClient(create_app(Registry(registry.db, registry.scorer, slow, registry.issuer))) as client:
        answers = [client.get("/statuslists") for _ in range(5)]
        assert [answer.status_code for answer in answers[:3]] == [200, 200, 200]
        check(answers[-1], 429, "too_many_requests")
        assert int(answers[-1].headers["retry-after"]) >= 1
        assert "default-src 'none'" in answers[-1].headers["content-security-policy"]
        assert client.get("/health/live").status_code == 200


def test_the_language_is_the_asked_one(client: Client) -> None:
    english = client.get("/nothing", headers={"Accept-Language": "en"})
    assert english.json()["title"] == "Not found"
    assert english.headers["content-language"] == "en"
    assert client.get("/nothing?lang=zh", headers={"Accept-Language": "en"}).json()["title"] == "未找到"
    assert "Accept-Language" in english.headers["vary"]


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (PolicyRefused(Text(zh="不行", en="no"), [Text(zh="因一", en="one"), Text(zh="因二", en="two")]), 422, True),
        (KeyUnavailable(Text(zh="/etc/secret", en="/etc/secret")), 503, False),
        (ConfigurationInvalid(Text(zh="/etc/secret", en="/etc/secret")), 500, False),
        (CriteriaInvalid(Text(zh="x", en="/etc/secret"), [FieldProblem("a", "b", Text(zh="c", en="c"))]), 500, False),
        (DatabaseUnavailable(Text(zh="/etc/secret", en="/etc/secret")), 503, False),
    ],
)
def test_errors_of_the_registry_are_mapped_and_its_own_troubles_not_told(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: CertregError, status: int, *, said: bool
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(lookup, "promoted", fail)
    answer = client.get("/feeds/promoted.json")
    problem = check(answer, status, error.code)
    assert "secret" not in answer.text
    assert problem.get("reasons") == (["因一", "因二"] if said else None)
    assert (answer.headers.get("retry-after") == "5") is isinstance(error, DatabaseUnavailable)


def test_a_defect_gives_a_number_and_no_more(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("password=hunter2")

    monkeypatch.setattr(lookup, "promoted", fail)
    with caplog.at_level(logging.ERROR, logger="certreg.web"):
        answer = client.get("/feeds/promoted.json")
    problem = check(answer, 500, "internal_error")
    assert "hunter2" not in answer.text
    number = re.fullmatch(r"urn:uuid:([0-9a-f-]{36})", str(problem["instance"]))
    assert number is not None
    assert number[1] in caplog.text
    page = client.get("/", headers={"Accept": "text/html"})
    assert page.status_code == 500
    assert "系统出错" in page.text
    assert "hunter2" not in page.text
    assert "Traceback" not in page.text


def test_every_code_has_its_page(client: Client) -> None:
    listed = client.get("/problems").text
    for code, kind in KINDS.items():
        assert f'id="{code}"' in listed
        page = client.get(f"/problems/{code}?lang=en").text
        assert kind.title.en in page.replace("&#39;", "'")


def test_every_named_error_has_a_code_of_its_own() -> None:
    def below(kind: type[CertregError]) -> set[type[CertregError]]:
        return {kind, *(inner for child in kind.__subclasses__() for inner in below(child))}

    raised = {kind for kind in below(CertregError) if kind.__module__ == "certreg.domain.errors"} - {CertregError}
    assert {kind.code for kind in raised} <= KINDS.keys()


def test_a_problem_page_shows_hostile_values_as_text(client: Client) -> None:
    page = client.get("/search", params={"cursor": "<script>alert(1)</script>"}, headers={"Accept": "text/html"})
    assert page.status_code == 422
    assert "<script>alert" not in page.text


def test_a_bad_query_parameter_is_400(app: Litestar) -> None:
    with TestClient(app, raise_server_exceptions=False) as client:
        for query in ("limit=0", "limit=101", "limit=x"):
            problem = check(client.get(f"/feeds/promoted.json?{query}"), 400, "malformed")
            assert "ValidationException" not in json.dumps(problem)
