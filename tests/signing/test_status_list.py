"""Token Status List: the draft's vectors, peers, and what a hostile list can do."""

import json
import zlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openvc.status.issue import verify_status_list_token
from openvc.status.token_status_list import check_token_status
from vector_chain import BUREAU, BUREAU_KEY, KEY, LIST, NOW, status
from vector_tokens import token

from certreg.domain.errors import InvalidInput
from certreg.domain.verification import StatusUnavailable
from certreg.signing import base64url
from certreg.signing.anchor import Anchor
from certreg.signing.status_list import MAX_ENTRIES, Status, StatusList, verify_status_list
from peer_programs import ask

DRAFT = json.loads((Path(__file__).resolve().parents[1] / "vectors/status-list-draft.json").read_text(encoding="ascii"))
ANCHOR = Anchor((BUREAU_KEY.public,), BUREAU)


@pytest.mark.parametrize("case", DRAFT["short"], ids=lambda case: case["name"])
def test_the_drafts_short_lists(case: dict[str, Any]) -> None:
    read = StatusList.decode(case["lst"], case["bits"])
    assert [read[i] for i in range(len(read))] == case["statuses"]
    made = StatusList.of(enumerate(case["statuses"]), len(case["statuses"]), case["bits"])
    assert zlib.decompress(base64url.decode(made.encode())) == zlib.decompress(base64url.decode(case["lst"]))


@pytest.mark.parametrize("case", DRAFT["long"], ids=lambda case: case["name"])
def test_the_drafts_long_lists(case: dict[str, Any]) -> None:
    statuses = {int(index): status for index, status in case["statuses"].items()}
    read = StatusList.decode(case["lst"], case["bits"])
    assert len(read) == case["size"] == MAX_ENTRIES
    assert {i: read[i] for i in range(len(read)) if read[i]} == {i: s for i, s in statuses.items() if s}
    made = StatusList.of(statuses.items(), case["size"], case["bits"])
    assert zlib.decompress(base64url.decode(made.encode())) == zlib.decompress(base64url.decode(case["lst"]))


def test_the_drafts_lists_by_another_program(node: str) -> None:
    asked = [
        {"lst": case["lst"], "bits": case["bits"], "indices": sorted(map(int, case["statuses"]))}
        for case in DRAFT["long"]
    ]
    answer = ask(node, "statuslist.mjs", {"lists": asked})["lists"]
    assert answer == [
        [s for _, s in sorted((int(i), s) for i, s in case["statuses"].items())] for case in DRAFT["long"]
    ]


lists = st.sampled_from([1, 2, 4, 8]).flatmap(
    lambda bits: st.tuples(st.just(bits), st.lists(st.integers(0, 2**bits - 1), min_size=1, max_size=300))
)


@given(lists)
def test_a_list_comes_back_as_it_was(made: tuple[Any, list[int]]) -> None:
    bits, statuses = made
    packed = StatusList.of(enumerate(statuses), len(statuses), bits)
    again = StatusList.decode(packed.encode(), bits)
    assert [again[i] for i in range(len(statuses))] == statuses
    assert len(statuses) <= len(again) < len(statuses) + 8 // bits
    assert all(again[i] == 0 for i in range(len(statuses), len(again)))


@given(st.integers(1, 2000), st.data())
def test_setting_one_entry_leaves_the_others(size: int, data: st.DataObject) -> None:
    packed = StatusList.of_size(size)
    changes = data.draw(st.dictionaries(st.integers(0, size - 1), st.integers(0, 3), max_size=20))
    for index, value in changes.items():
        packed[index] = 3
        packed[index] = value
    assert {i: packed[i] for i in range(size) if packed[i]} == {i: v for i, v in changes.items() if v}


def test_indices_and_values_are_bounded() -> None:
    packed = StatusList.of_size(8)
    for index in (-1, 8, 2**40):
        with pytest.raises(IndexError):
            packed[index]
        with pytest.raises(IndexError):
            packed[index] = Status.INVALID
    for value in (-1, 4):
        with pytest.raises(ValueError):
            packed[0] = value
    for size in (0, MAX_ENTRIES + 1):
        with pytest.raises(InvalidInput):
            StatusList.of_size(size)
    with pytest.raises(InvalidInput):
        StatusList.of_size(8, 3)  # type: ignore[arg-type]


@pytest.mark.parametrize("bits", [1, 2, 4, 8])
def test_a_list_may_be_full_and_no_fuller(bits: Any) -> None:
    full = bytes(MAX_ENTRIES * bits // 8)
    assert len(StatusList.decode(base64url.encode(zlib.compress(full)), bits)) == MAX_ENTRIES
    with pytest.raises(InvalidInput):
        StatusList.decode(base64url.encode(zlib.compress(full + b"\0")), bits)


def test_a_bomb_is_not_inflated() -> None:
    bomb = base64url.encode(zlib.compress(bytes(256 * 2**20), 9))
    with pytest.raises(InvalidInput):
        StatusList.decode(bomb, 8)


@given(st.binary(max_size=200))
def test_bytes_that_are_no_list_are_refused(data: bytes) -> None:
    with pytest.raises(InvalidInput):
        StatusList.decode(base64url.encode(data + b"?"), 2)


def test_a_full_list_is_small() -> None:
    packed = StatusList.of(((i * 50, 1) for i in range(MAX_ENTRIES // 50)), MAX_ENTRIES)
    assert len(packed.encode()) < 64 * 1024


def test_a_token_is_verified_up_to_its_term() -> None:
    listed = verify_status_list(status(StatusList.of([(7, 2)], 100)), ANCHOR)
    assert (listed.claims.sub, listed.claims.ttl, listed.statuses[7]) == (LIST, 60, Status.SUSPENDED)
    listed.require_fresh(NOW, 0)
    for when in (NOW - timedelta(hours=1), NOW + timedelta(days=1)):
        with pytest.raises(StatusUnavailable):
            listed.require_fresh(when, 0)


@pytest.mark.parametrize("value", list(Status))
def test_openvc_reads_the_same_status(value: Status) -> None:
    listed = status(StatusList.of([(7, value)], 1000))
    claims = verify_status_list_token(listed, public_key_jwk=jwk(), expected_uri=LIST, now=NOW)
    result = check_token_status(
        {"status": {"status_list": {"idx": 7, "uri": LIST}}}, resolve_status_list_token=lambda _: claims
    )
    assert result is not None
    assert (result.status, result.revoked, result.suspended) == (value, value == 1, value == 2)


@pytest.mark.parametrize("value", list(Status))
def test_sd_jwt_reads_the_same_status(value: Status, node: str) -> None:
    question = {"token": status(StatusList.of([(7, value)], 1000)), "label": token()}
    answer = ask(node, "statuslist.mjs", question)
    assert answer["reference"] == {"idx": 7, "uri": LIST}
    assert answer["status"] == value


def test_a_list_packed_by_sd_jwt_is_read_here(node: str) -> None:
    statuses = [0, 1, 2, 3] * 50
    made = ask(node, "statuslist.mjs", {"make": {"bits": 2, "statuses": statuses}})["made"]
    read = StatusList.decode(made, 2)
    assert [read[i] for i in range(200)] == statuses


def jwk() -> dict[str, str]:
    public = KEY.public.jwk()
    return {"kty": public.kty, "crv": public.crv, "x": public.x, "y": public.y}


def test_times_are_whole_seconds(now: datetime) -> None:
    listed = verify_status_list(status(at=now.replace(microsecond=999_999)), ANCHOR)
    assert listed.claims.iat == int(now.timestamp())
