"""Verification of a label as the profile numbers it: the steps, and a named failure for each way of breaking one.

Label profile, "Verification, in this order; every failure is named".
"""

from enum import IntEnum
from typing import ClassVar, Final

import msgspec

from certreg.domain.errors import CertregError
from certreg.domain.text import Text


class Step(IntEnum):
    """The profile's numbers; a step counts only when all before it were passed or listed as skipped."""

    PARSE = 0
    TYPE = 1
    ALGORITHM = 2
    ISSUER = 3
    SIGNATURE = 4
    TERM = 5
    STATUS = 6
    CONTENT = 7
    LOG_PROOF = 8

    @property
    def title(self) -> Text:
        """What the step looks at, in both languages."""
        return _TITLES[self]


_TITLES: Final[dict[Step, Text]] = {
    Step.PARSE: Text(zh="格式与大小", en="form and size"),
    Step.TYPE: Text(zh="令牌类型", en="token type"),
    Step.ALGORITHM: Text(zh="签名算法", en="signature algorithm"),
    Step.ISSUER: Text(zh="签发机构与主管部门委托", en="issuer and the bureau's delegation"),
    Step.SIGNATURE: Text(zh="标签签名", en="signature of the label"),
    Step.TERM: Text(zh="有效期", en="term of validity"),
    Step.STATUS: Text(zh="标签状态", en="status"),
    Step.CONTENT: Text(zh="展示内容与认证内容", en="displayed posting against the certified one"),
    Step.LOG_PROOF: Text(zh="透明日志证明", en="transparency log proof"),
}


class StepReport(msgspec.Struct, frozen=True, omit_defaults=True):
    """One step: what was found (`checked`), or why it was not looked at (`skipped`)."""

    step: Step
    detail: Text


class VerificationFailure(CertregError):
    """The label does not verify. `code` names the failure, `step` the step at which it was found.

    `checked` and `skipped` hold what came before; they are empty when only a part (a status list, a
    delegation) was being read.
    """

    code = "verification_failure"
    title = Text(zh="标签未通过核验", en="The label does not verify")
    step: ClassVar[Step]

    def __init__(self, detail: Text) -> None:
        super().__init__(detail)
        self.checked: tuple[StepReport, ...] = ()
        self.skipped: tuple[StepReport, ...] = ()


class Malformed(VerificationFailure):
    """Not a compact JWS of this profile, or larger than the profile allows."""

    code = "malformed"
    title = Text(zh="标签格式不正确", en="The label is malformed")
    step = Step.PARSE


class WrongType(VerificationFailure):
    """A token of another kind: `typ` differs."""

    code = "wrong_type"
    title = Text(zh="令牌类型不符", en="The token is of another type")
    step = Step.TYPE


class UnsupportedAlgorithm(VerificationFailure):
    """The token names another algorithm than its key's, which is always ES256."""

    code = "unsupported_algorithm"
    title = Text(zh="不支持的签名算法", en="The signature algorithm is not supported")
    step = Step.ALGORITHM


class UnknownKey(VerificationFailure):
    """No delegated key has the `kid`, or the key was withdrawn since."""

    code = "unknown_key"
    title = Text(zh="未知的签名密钥", en="The signing key is not known")
    step = Step.ISSUER


class UntrustedIssuer(VerificationFailure):
    """The chain does not end at the pinned anchor, or there is no anchor."""

    code = "untrusted_issuer"
    title = Text(zh="签发机构不受信任", en="The issuer is not trusted")
    step = Step.ISSUER


class DelegationInvalid(VerificationFailure):
    """The bureau's delegation is broken, out of its term, or for another issuer or mark."""

    code = "delegation_invalid"
    title = Text(zh="主管部门的委托无效", en="The bureau's delegation is not valid")
    step = Step.ISSUER


class BadSignature(VerificationFailure):
    """The signature is not the key's over this content."""

    code = "bad_signature"
    title = Text(zh="标签签名无效", en="The signature is not valid")
    step = Step.SIGNATURE


class NotYetValid(VerificationFailure):
    """`iat` lies in the future."""

    code = "not_yet_valid"
    title = Text(zh="标签尚未生效", en="The label is not yet valid")
    step = Step.TERM


class Expired(VerificationFailure):
    """`exp` has passed. Expiry beats status."""

    code = "expired"
    title = Text(zh="标签已过期", en="The label has expired")
    step = Step.TERM


class StatusUnavailable(VerificationFailure):
    """The status cannot be told: no list, a broken or stale one, an index outside it, a value without meaning."""

    code = "status_unavailable"
    title = Text(zh="无法取得标签状态", en="The status cannot be told")
    step = Step.STATUS


class Revoked(VerificationFailure):
    """Status 1: withdrawn for good."""

    code = "revoked"
    title = Text(zh="标签已撤销", en="The label has been revoked")
    step = Step.STATUS


class Suspended(VerificationFailure):
    """Status 2: not in force for the time being."""

    code = "suspended"
    title = Text(zh="标签已暂停", en="The label is suspended")
    step = Step.STATUS


class ContentMismatch(VerificationFailure):
    """The displayed posting is not the certified one; `fields` names what differs."""

    code = "content_mismatch"
    title = Text(zh="展示内容与认证内容不一致", en="The displayed posting differs from the certified one")
    step = Step.CONTENT

    def __init__(self, detail: Text, fields: tuple[str, ...] = ()) -> None:
        super().__init__(detail)
        self.fields = fields
