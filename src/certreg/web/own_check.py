"""The registry's own verifier run on a label it shows, step by step, as an outsider would run it."""

from datetime import datetime
from typing import Literal

import msgspec

from certreg.domain.errors import CertregError, KeyUnavailable
from certreg.domain.posting import Posting
from certreg.domain.text import Text
from certreg.domain.verification import ContentMismatch, Step, StepReport, VerificationFailure
from certreg.services import status_lists
from certreg.services.records import LabelRecord
from certreg.services.registry import Registry
from certreg.signing import jws
from certreg.signing.content import require_same
from certreg.signing.delegation import MAX_BYTES
from certreg.verify import verify_label

Passed = Literal["passed", "failed", "skipped"]


class CheckedStep(msgspec.Struct, frozen=True):
    """One line of the list on a label page."""

    step: Step
    outcome: Passed
    detail: Text


class OwnCheck(msgspec.Struct, frozen=True):
    """What came of it; `failure` is the profile's code, None when every step that was taken passed."""

    steps: tuple[CheckedStep, ...]
    failure: str | None


def check_own(registry: Registry, label: LabelRecord, posting: Posting, now: datetime) -> OwnCheck:
    """Steps 0 to 7 with the published status list and the posting as it stands now."""
    if registry.issuer is None:
        return OwnCheck((), KeyUnavailable.code)
    try:
        status = status_lists.published(registry, label.list_id, now=now).token
        verified = verify_label(label.token, anchor=registry.issuer.anchor, status=status, posting=posting, now=now)
    except VerificationFailure as failure:
        return OwnCheck(
            (*_lines(failure.checked, failure.skipped), CheckedStep(failure.step, "failed", failure.detail)),
            failure.code,
        )
    except CertregError as error:
        return OwnCheck((), error.code)
    return OwnCheck(_lines(verified.checked, verified.skipped), None)


def _lines(checked: tuple[StepReport, ...], skipped: tuple[StepReport, ...]) -> tuple[CheckedStep, ...]:
    lines = [CheckedStep(report.step, "passed", report.detail) for report in checked]
    lines += [CheckedStep(report.step, "skipped", report.detail) for report in skipped]
    return tuple(sorted(lines, key=lambda line: line.step))


def differing_fields(label: LabelRecord, posting: Posting) -> tuple[str, ...]:
    """Base fields in which the posting as it stands is not what the label certifies."""
    try:
        require_same(label.claims.posting, posting)
    except ContentMismatch as mismatch:
        return mismatch.fields
    return ()


class DelegationShown(msgspec.Struct, frozen=True):
    """Who delegated, read from the label. Whether it holds is for the steps to say."""

    iss: str
    sub: str
    iat: int
    exp: int


def delegation_of(label: LabelRecord) -> DelegationShown:
    """The claims of the delegation inside a label of our own, which was verified before it was issued."""
    return jws.parse(label.claims.delegation, MAX_BYTES).claims(DelegationShown)
