"""Verifying through the API."""

from pathlib import Path

import msgspec
import pytest

from casework import LEAD, Casework, posting
from certreg.exchange.jobposting import to_jsonld
from certreg.exchange.native import encode_posting
from certreg.services.label_life import revoke, suspend
from website import Client, Clock

URL = "/api/v1/verify"
SHOWN = msgspec.json.decode(encode_posting(posting()))


def test_a_valid_label_with_its_posting_is_verified(client: Client, work: Casework) -> None:
    label = work.certified()
    result = client.post(URL, json={"label": label.token, "posting": SHOWN}).json()
    assert result["outcome"] == "verified"
    assert [step["step"] for step in result["checked"]] == list(range(8))
    assert [step["step"] for step in result["skipped"]] == [8]
    assert result["claims"]["jti"] == label.claims.jti
    assert "failure" not in result


def test_without_the_displayed_posting_it_is_incomplete(client: Client, work: Casework) -> None:
    result = client.post(URL, json={"label": work.certified().token}).json()
    assert result["outcome"] == "incomplete"
    assert 7 in [step["step"] for step in result["skipped"]]


def test_each_failure_has_its_name(client: Client, work: Casework, clock: Clock) -> None:
    def failure(token: str, shown: object = None) -> str:
        answer = client.post(URL, json={"label": token, **({"posting": shown} if shown else {})})
        assert answer.status_code == 200
        result = answer.json()
        assert result["outcome"] == "failed"
        assert result["failed_step"]["step"] not in [step["step"] for step in result["checked"]]
        return str(result["failure"])

    label = work.certified()
    header, payload, signature = label.token.split(".")
    flipped = ("A" if signature[0] != "A" else "B") + signature[1:]
    assert failure("not a label") == "malformed"
    assert failure(f"{header}.{payload}.{flipped}") == "bad_signature"
    assert failure(label.claims.delegation) == "wrong_type"
    assert failure(label.token, {**SHOWN, "title": "焊工"}) == "content_mismatch"
    assert failure(label.token, {**SHOWN, "headcount": 99}) == "content_mismatch"
    suspended, revoked = work.certified(posting(title="甲")), work.certified(posting(title="乙"))
    suspend(work.registry, suspended.id, "核实中", actor=LEAD, now=work.now)
    revoke(work.registry, revoked.id, "不实", actor=LEAD, now=work.now)
    assert failure(suspended.token) == "suspended"
    assert failure(revoked.token) == "revoked"
    clock.turn(seconds=120 * 86_400)
    assert failure(label.token) == "expired"


def test_a_mismatch_names_the_fields(client: Client, work: Casework) -> None:
    changed = {**SHOWN, "title": "焊工", "pay": {"min": 1, "max": 2, "period": "month"}}
    result = client.post(URL, json={"label": work.certified().token, "posting": changed}).json()
    assert result["fields"] == ["title", "pay"]


def test_a_lower_headcount_is_no_mismatch(client: Client, work: Casework) -> None:
    shown = {**SHOWN, "headcount": 1}
    assert client.post(URL, json={"label": work.certified().token, "posting": shown}).json()["outcome"] == "verified"


def test_a_posting_in_json_ld_is_compared_too(client: Client, work: Casework) -> None:
    shown = to_jsonld(posting())
    result = client.post(URL, json={"label": work.certified().token, "posting": shown}).json()
    assert result["outcome"] == "verified", result


def test_a_batch_keeps_its_order(client: Client, work: Casework) -> None:
    label = work.certified()
    items = [{"label": label.token, "posting": SHOWN}, {"label": "nonsense"}, {"label": label.token}]
    results = client.post(URL, json={"items": items}).json()["results"]
    assert [result["outcome"] for result in results] == ["verified", "failed", "incomplete"]
    assert client.post(URL, json={"items": [{"label": "x"}] * 100}).status_code == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "label"),
        ({"items": []}, "items"),
        ({"items": [{"label": "x"}] * 101}, "items"),
        ({"label": "x", "items": [{"label": "x"}]}, "items"),
        ({"label": ""}, "label"),
        ({"label": "x" * 20_000}, "label"),
        ({"label": 5}, "label"),
        ({"label": "x", "surprise": 1}, "surprise"),
        ({"items": [{"label": "x"}, {"label": "x", "posting": {"title": 5}}]}, "items[1].posting.title"),
    ],
)
def test_a_wrong_request_names_the_field(client: Client, body: dict[str, object], field: str) -> None:
    answer = client.post(URL, json=body)
    assert answer.status_code == 422
    assert answer.json()["code"] == "invalid_input"
    assert any(error["field"].startswith(field) for error in answer.json()["errors"]), answer.json()


def test_steps_are_told_in_the_asked_language(client: Client) -> None:
    zh = client.post(URL, json={"label": "x"}).json()["failed_step"]["title"]
    en = client.post(f"{URL}?lang=en", json={"label": "x"}).json()["failed_step"]["title"]
    assert (zh, en) == ("格式与大小", "form and size")


def test_labels_of_strangers_are_not_asked_after(client: Client) -> None:
    """Vectors of another bureau: refused at step 3, and nothing is fetched."""
    vectors = msgspec.json.decode((Path(__file__).parents[1] / "vectors" / "labels.json").read_bytes())
    foreign = vectors["good"]["label"]
    assert client.post(URL, json={"label": foreign}).json()["failure"] in {"untrusted_issuer", "delegation_invalid"}
