"""Verify a label: the public interface. No server, no database, no network.

    anchor = load_anchor(Path("bureau.jwks"))
    verified = verify_label(token, anchor=anchor, status=list_token, posting=displayed, now=datetime.now(UTC))

The steps are those of the label profile, in its order. The answer is a `VerifiedLabel` or a
`VerificationFailure` whose `code` names what broke; there is no third. A step that could not be taken is in
`skipped`: look at `complete` before you call a label valid.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

import msgspec

from certreg.domain.label import LabelClaims
from certreg.domain.posting import Posting
from certreg.domain.text import Text
from certreg.domain.verification import (
    DelegationInvalid,
    Expired,
    NotYetValid,
    StatusUnavailable,
    Step,
    StepReport,
    UnknownKey,
    VerificationFailure,
)
from certreg.signing import jws, trust_mark
from certreg.signing.anchor import Anchor, load_anchor
from certreg.signing.content import require_same
from certreg.signing.delegation import Delegation, utc, verify_delegation
from certreg.signing.status_list import VerifiedList, verify_status_list

# The one module that names again what others define: outside programs import from here and from nowhere deeper.
__all__ = ["LEEWAY", "Anchor", "NoStatus", "VerificationFailure", "VerifiedLabel", "load_anchor", "verify_label"]

LEEWAY: Final = timedelta(seconds=60)
OPTIONAL: Final = frozenset({Step.LOG_PROOF})


class NoStatus(msgspec.Struct, frozen=True):
    """The status list was asked for and could not be had; `reason` says why. Step 6 then fails, in its turn."""

    reason: Text


class VerifiedLabel(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A label that passed every step in `checked`. `status_as_of` is the time of the status list used."""

    claims: LabelClaims
    key: str
    anchor: str
    checked: tuple[StepReport, ...]
    skipped: tuple[StepReport, ...]
    status_as_of: datetime | None = None

    @property
    def left_out(self) -> tuple[Step, ...]:
        """Steps that the profile asks for and that were not taken."""
        return tuple(report.step for report in self.skipped if report.step not in OPTIONAL)

    @property
    def complete(self) -> bool:
        """Nothing was left out: only then is the label shown to be valid."""
        return not self.left_out


def verify_label(
    token: str | bytes,
    *,
    anchor: Anchor,
    status: str | bytes | NoStatus | None,
    posting: Posting | None,
    now: datetime,
    leeway: timedelta = LEEWAY,
) -> VerifiedLabel:
    """Verify a label as of `now` (aware).

    `status` is the status list token already fetched, `NoStatus` if it could not be had (step 6 then fails), or
    None to skip step 6. `posting` is what is displayed, or None to skip step 7. `leeway` is what clocks may differ.

    Raises the `VerificationFailure` of the first step that fails, with the steps before it in `checked`. A `now`
    without zone is a mistake of the caller: ValueError.
    """
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    verification = _Verification(anchor, now, int(leeway.total_seconds()))
    try:
        return verification.run(token, status, posting)
    except VerificationFailure as failure:
        failure.checked = tuple(report for report in verification.checked if report.step < failure.step)
        failure.skipped = tuple(report for report in verification.skipped if report.step < failure.step)
        raise


@dataclass(slots=True)
class _Verification:
    """One run through the steps, with what it rests on and what it has found so far."""

    anchor: Anchor
    now: datetime
    leeway: int
    checked: list[StepReport] = field(default_factory=list)
    skipped: list[StepReport] = field(default_factory=list)

    def run(self, token: str | bytes, status: str | bytes | NoStatus | None, posting: Posting | None) -> VerifiedLabel:
        # Step 0: parse, within the size bound.
        label = jws.parse(token, trust_mark.MAX_BYTES)
        self._passed(Step.PARSE, _PARSED)
        # Step 1: it is a label, and no other token signed with the same key.
        label.require_type(trust_mark.TYP)
        self._passed(Step.TYPE, _TYPED)
        # Step 2: the algorithm is the key's, whatever the token would like.
        label.require_algorithm()
        self._passed(Step.ALGORITHM, _ES256)
        # Step 3: the delegation leads from the pinned anchor to the issuer and its keys. What the claims must look
        # like is known only now that the type is; claims that do not fit are `malformed`, as in step 0.
        claims = label.claims(LabelClaims)
        delegation = _trusted_delegation(claims.delegation, self.anchor)
        self._require_issuer(claims, delegation)
        key = delegation.require_key(label.header.kid)
        self._passed(Step.ISSUER, _DELEGATED)
        # Step 4: the issuer's key signed exactly this content.
        label.require_signature(key)
        self._passed(Step.SIGNATURE, _SIGNED)
        # Step 5: the label's own term. Expiry beats status.
        self._require_term(claims)
        # Step 6: the status list says that it is in force.
        as_of = self._check_status(claims, delegation, key.kid, status)
        # Step 7: what is displayed is what was certified.
        self._check_content(claims, posting)
        # Step 8: optional, and there is no log yet that a proof could lead to.
        self._left_out(Step.LOG_PROOF, _NO_LOG)
        return VerifiedLabel(
            claims=claims,
            key=key.kid,
            anchor=delegation.anchor_kid,
            checked=tuple(self.checked),
            skipped=tuple(self.skipped),
            status_as_of=as_of,
        )

    def _passed(self, step: Step, detail: Text) -> None:
        self.checked.append(StepReport(step, detail))

    def _left_out(self, step: Step, reason: Text) -> None:
        self.skipped.append(StepReport(step, reason))

    def _require_issuer(self, claims: LabelClaims, delegation: Delegation) -> None:
        delegation.require_for(claims.iss, claims.trust_mark_type)
        delegation.require_term(self.now, self.leeway)

    def _require_term(self, claims: LabelClaims) -> None:
        at = self.now.timestamp()
        if claims.iat > at + self.leeway:
            raise NotYetValid(_FUTURE.within(iat=utc(claims.iat)))
        if claims.exp <= at - self.leeway:
            raise Expired(_PAST.within(exp=utc(claims.exp)))
        self._passed(Step.TERM, _IN_TERM)

    def _check_status(
        self, claims: LabelClaims, delegation: Delegation, kid: str, status: str | bytes | NoStatus | None
    ) -> datetime | None:
        """Step 6; returns the time of the list."""
        if status is None:
            self._left_out(Step.STATUS, _STATUS_NOT_GIVEN)
            return None
        if isinstance(status, NoStatus):
            raise StatusUnavailable(status.reason)
        listed, reference = _trusted_list(status, self.anchor), claims.status.status_list
        if listed.claims.sub != reference.uri:
            found, wanted = jws.shown(listed.claims.sub), jws.shown(reference.uri)
            raise StatusUnavailable(_OTHER_LIST.within(found=found, wanted=wanted))
        try:
            self._require_issuer(claims, listed.delegation)
        except DelegationInvalid as failure:
            raise StatusUnavailable(failure.detail) from failure
        listed.require_fresh(self.now, self.leeway)
        # The list brings the newest delegation that a verifier can have. A key it no longer names was withdrawn,
        # even if the older delegation inside the label still names it.
        if kid not in listed.delegation.keys and listed.delegation.claims.iat >= delegation.claims.iat:
            raise UnknownKey(_WITHDRAWN.within(kid=kid))
        listed.require_in_force(reference.idx)
        self._passed(Step.STATUS, _IN_FORCE)
        return datetime.fromtimestamp(listed.claims.iat, UTC)

    def _check_content(self, claims: LabelClaims, posting: Posting | None) -> None:
        if posting is None:
            self._left_out(Step.CONTENT, _POSTING_NOT_GIVEN)
            return
        require_same(claims.posting, posting)
        self._passed(Step.CONTENT, _SAME_CONTENT)


# The signature over a text never changes, so its result may be kept; terms are asked for at every use.
@lru_cache(maxsize=64)
def _trusted_delegation(token: str, anchor: Anchor) -> Delegation:
    return verify_delegation(token, anchor)


@lru_cache(maxsize=8)
def _trusted_list(token: str | bytes, anchor: Anchor) -> VerifiedList:
    return verify_status_list(token, anchor)


_PARSED: Final = Text(zh="紧凑 JWS 格式，大小在限度内", en="compact JWS within the size bound")
_TYPED: Final = Text(zh="typ 为 trust-mark+jwt", en="typ is trust-mark+jwt")
_ES256: Final = Text(zh="算法为密钥所用的 ES256", en="the algorithm is the key's, ES256")
_DELEGATED: Final = Text(
    zh="签发机构持有所信任主管部门的委托", en="the issuer is delegated by the bureau whose key is pinned"
)
_SIGNED: Final = Text(zh="签名出自所委托的密钥", en="signed with a delegated key")
_IN_TERM: Final = Text(zh="当前在有效期内", en="within its term")
_IN_FORCE: Final = Text(zh="状态列表显示有效", en="in force by the status list")
_SAME_CONTENT: Final = Text(zh="与认证内容一致", en="the same as the certified posting")
_STATUS_NOT_GIVEN: Final = Text(
    zh="未提供状态列表，无法得知标签是否已暂停或撤销",
    en="no status list was given: the label may have been suspended or revoked",
)
_POSTING_NOT_GIVEN: Final = Text(zh="未提供所展示的招聘信息", en="no displayed posting was given to compare with")
_NO_LOG: Final = Text(zh="本版本尚无透明日志", en="this version has no transparency log")
_FUTURE: Final = Text(zh="标签自 {iat} 起生效", en="The label holds from {iat} on")
_PAST: Final = Text(zh="标签已于 {exp} 到期", en="The label ended at {exp}")
_OTHER_LIST: Final = Text(
    zh="状态列表的 sub 是 {found}，标签所指的是 {wanted}",
    en="The status list's sub is {found}, the label points to {wanted}",
)
_WITHDRAWN: Final = Text(zh="签名密钥 {kid} 已被撤回", en="The signing key {kid} has been withdrawn")
