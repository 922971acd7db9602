"""The verifier's answer: the steps it reports, what it keeps, and that it fails under a name and no other way."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from vector_chain import BUREAU, BUREAU_KEY, CLAIMS, DAY, KEY, NOW, POSTING, REGISTRY, changed, delegation, status
from vector_tokens import token

from certreg.domain.text import Text
from certreg.domain.verification import (
    BadSignature,
    ContentMismatch,
    DelegationInvalid,
    Expired,
    Malformed,
    NotYetValid,
    Revoked,
    StatusUnavailable,
    Step,
    UntrustedIssuer,
    VerificationFailure,
)
from certreg.signing.anchor import Anchor
from certreg.signing.rehearsal import rehearse
from certreg.signing.status_list import StatusList
from certreg.verify import NoStatus, VerifiedLabel, verify_label

LABEL = token()
LIST = status()
ANCHOR = Anchor((BUREAU_KEY.public,), BUREAU)


def verify(label: str | bytes = LABEL, now: datetime = NOW, **given_parts: object) -> VerifiedLabel:
    parts = {"anchor": ANCHOR, "status": LIST, "posting": POSTING} | given_parts
    return verify_label(label, now=now, **parts)  # type: ignore[arg-type]


def test_a_complete_verification_lists_every_step() -> None:
    verified = verify()
    assert verified.complete
    assert [report.step for report in verified.checked] == [0, 1, 2, 3, 4, 5, 6, 7]
    assert [report.step for report in verified.skipped] == [Step.LOG_PROOF]
    assert (verified.claims, verified.key, verified.anchor) == (CLAIMS, KEY.kid, BUREAU_KEY.kid)
    assert verified.status_as_of == NOW - timedelta(minutes=1)


@pytest.mark.parametrize(("part", "step"), [("status", Step.STATUS), ("posting", Step.CONTENT)])
def test_a_step_that_was_skipped_is_listed_and_the_label_not_called_valid(part: str, step: Step) -> None:
    verified = verify(**{part: None})
    assert verified.left_out == (step,)
    assert not verified.complete
    assert step not in [report.step for report in verified.checked]


def test_the_answer_is_json() -> None:
    members = msgspec.json.decode(msgspec.json.encode(verify()))
    assert members["claims"]["sub"] == f"{REGISTRY}/postings/p1"
    assert members["checked"][0]["step"] == 0


def test_a_failure_tells_what_came_before_it() -> None:
    with pytest.raises(ContentMismatch) as caught:
        verify(posting=msgspec.structs.replace(POSTING, title="别的"), status=None)
    failure = caught.value
    assert (failure.code, failure.step, failure.fields) == ("content_mismatch", Step.CONTENT, ("title",))
    assert [report.step for report in failure.checked] == [0, 1, 2, 3, 4, 5]
    assert [report.step for report in failure.skipped] == [Step.STATUS]
    with pytest.raises(Malformed) as caught_first:
        verify("")
    assert (caught_first.value.checked, caught_first.value.skipped) == ((), ())


def test_a_list_that_could_not_be_had_is_no_answer_in_its_turn() -> None:
    gone = NoStatus(Text(zh="连接超时", en="timed out"))
    with pytest.raises(StatusUnavailable, match="timed out"):
        verify(status=gone)
    with pytest.raises(BadSignature):
        verify(token(signer=BUREAU_KEY), status=gone)


def test_without_an_anchor_nobody_is_trusted() -> None:
    with pytest.raises(UntrustedIssuer):
        verify(anchor=Anchor(()))


def test_terms_are_asked_for_each_time_though_signatures_are_kept() -> None:
    later = token(changed(exp=int((NOW + 1000 * DAY).timestamp())))
    far = status(at=NOW, lifetime=1000 * DAY)
    assert verify(later, status=far).complete
    with pytest.raises(DelegationInvalid):
        verify(later, NOW + 800 * DAY, status=far)
    assert verify(later, status=far).complete
    with pytest.raises(StatusUnavailable):
        verify(now=NOW + 2 * DAY)
    with pytest.raises(Expired):
        verify(now=NOW + 61 * DAY)


def test_a_list_is_not_kept_in_place_of_a_newer_one() -> None:
    assert verify().complete
    with pytest.raises(Revoked):
        verify(status=status(StatusList.of([(7, 1)], 1024)))
    assert verify(status=LIST.encode()).complete


def test_what_is_kept_belongs_to_one_anchor() -> None:
    assert verify().complete
    for anchor in (Anchor((KEY.public,), BUREAU), Anchor((BUREAU_KEY.public,), "https://another.example")):
        with pytest.raises(UntrustedIssuer):
            verify(anchor=anchor)


def test_leeway_can_be_none() -> None:
    verify_label(LABEL, anchor=ANCHOR, status=None, posting=None, now=NOW, leeway=timedelta(0))
    early = datetime.fromtimestamp(CLAIMS.iat, UTC)
    verify_label(LABEL, anchor=ANCHOR, status=None, posting=None, now=early, leeway=timedelta(0))
    before = early - timedelta(microseconds=1)
    with pytest.raises(NotYetValid):
        verify_label(LABEL, anchor=ANCHOR, status=None, posting=None, now=before, leeway=timedelta(0))


def test_a_time_without_zone_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="aware"):
        verify(now=NOW.replace(tzinfo=None))


def test_a_rehearsal_passes_every_step_and_never_under_the_real_anchor() -> None:
    candidate = rehearse(CLAIMS, BUREAU, NOW)
    verified = verify_label(candidate.token, anchor=candidate.anchor, status=candidate.status, posting=POSTING, now=NOW)
    assert verified.complete
    assert msgspec.structs.replace(verified.claims, delegation=CLAIMS.delegation) == CLAIMS
    with pytest.raises(UntrustedIssuer):
        verify(candidate.token)


def refused(label: str | bytes, **parts: object) -> None:
    with pytest.raises(VerificationFailure):
        verify(label, **parts)


@given(st.integers(0, len(LABEL) * 8 - 1))
def test_a_label_with_one_bit_flipped_never_verifies(bit: int) -> None:
    flipped = bytearray(LABEL.encode())
    flipped[bit // 8] ^= 1 << bit % 8
    refused(bytes(flipped))
    refused(flipped.decode("latin-1"))


@given(st.integers(0, len(LABEL) - 1), st.integers(1, 200))
def test_a_label_with_a_part_missing_never_verifies(start: int, count: int) -> None:
    refused(LABEL[:start] + LABEL[start + count :])


@given(st.integers(0, len(LABEL)), st.text(st.characters(codec="ascii"), min_size=1, max_size=5))
def test_a_label_with_something_put_in_never_verifies(at: int, more: str) -> None:
    refused(LABEL[:at] + more + LABEL[at:])


@given(st.integers(0, len(LIST) * 8 - 1))
def test_a_list_with_one_bit_flipped_is_no_list(bit: int) -> None:
    flipped = bytearray(LIST.encode())
    flipped[bit // 8] ^= 1 << bit % 8
    with pytest.raises(StatusUnavailable):
        verify(status=bytes(flipped))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=10,
)


@given(st.dictionaries(st.sampled_from(list(CLAIMS.__struct_fields__)), json_values, min_size=1, max_size=4))
def test_claims_of_any_kind_end_in_a_named_failure_or_verify(claims: dict[str, object]) -> None:
    members = msgspec.to_builtins(CLAIMS) | claims
    label = token(payload=msgspec.json.encode(members))
    try:
        verified = verify(label)
    except VerificationFailure:
        return
    assert msgspec.to_builtins(verified.claims) | claims == msgspec.to_builtins(verified.claims)


@given(st.text(max_size=200) | st.binary(max_size=200))
def test_whatever_is_given_for_a_label_or_a_list_fails_by_name(junk: str | bytes) -> None:
    refused(junk)
    with pytest.raises(StatusUnavailable):
        verify(status=junk)


@given(json_values)
def test_a_delegation_of_any_kind_fails_by_name(junk: object) -> None:
    refused(token(payload=msgspec.json.encode(msgspec.to_builtins(CLAIMS) | {"delegation": junk})))


def test_a_delegation_is_judged_before_its_keys_are_used() -> None:
    own = delegation((KEY,), signer=KEY)
    with pytest.raises(UntrustedIssuer):
        verify(token(changed(delegation=own)))
