"""The named errors of the registry. The web edge turns them into RFC 9457 problems by their `code`."""

from collections.abc import Sequence
from typing import ClassVar

import msgspec

from certreg.domain.text import Text


class FieldProblem(msgspec.Struct, frozen=True):
    """What is wrong with one field of an input.

    `field` is a path as people write it (`pay.min`, `row 17: 薪资`); `value` is the offending text, cut to 80
    characters; `code` is stable and machine-readable.
    """

    field: str
    code: str
    reason: Text
    value: str | None = None


class CertregError(Exception):
    """Base of every error that a caller can act on. `code` is stable; `detail` is for people."""

    code: ClassVar[str] = "error"
    title: ClassVar[Text] = Text(zh="操作未完成", en="The operation was not completed")

    def __init__(self, detail: Text) -> None:
        super().__init__(f"{self.code}: {detail.en}")
        self.detail = detail


class InvalidInput(CertregError):
    """The input breaks its schema; `problems` names each field and the reason."""

    code = "invalid_input"
    title = Text(zh="提交的内容有误", en="The input is not valid")

    def __init__(self, detail: Text, problems: Sequence[FieldProblem] = ()) -> None:
        super().__init__(detail)
        self.problems = tuple(problems)


class NotFound(CertregError):
    """No such object."""

    code = "not_found"
    title = Text(zh="未找到", en="Not found")


class Conflict(CertregError):
    """The object changed meanwhile, or the same key was used for something else."""

    code = "conflict"
    title = Text(zh="与现有记录冲突", en="Conflict with what is recorded")


class TransitionRefused(CertregError):
    """The state machine has no such step from the present state."""

    code = "transition_refused"
    title = Text(zh="当前状态不允许此操作", en="The present state does not allow this")


class NotPermitted(CertregError):
    """The person or key lacks the role, or took part already (four eyes)."""

    code = "not_permitted"
    title = Text(zh="无权进行此操作", en="Not permitted")


class PolicyRefused(CertregError):
    """Policy says no; `reasons` lists every reason, not only the first."""

    code = "policy_refused"
    title = Text(zh="不符合认证规则", en="Refused by policy")

    def __init__(self, detail: Text, reasons: Sequence[Text] = ()) -> None:
        super().__init__(detail)
        self.reasons = tuple(reasons)


class CriteriaInvalid(CertregError):
    """A criteria file is not usable; `problems` names each place."""

    code = "criteria_invalid"
    title = Text(zh="认证标准文件有误", en="The criteria file is not valid")

    def __init__(self, detail: Text, problems: Sequence[FieldProblem] = ()) -> None:
        super().__init__(detail)
        self.problems = tuple(problems)


class KeyUnavailable(CertregError):
    """A key or the delegation is missing, locked, retired or expired. Never carries key material."""

    code = "key_unavailable"
    title = Text(zh="签名密钥不可用", en="The signing key is not available")


class ConfigurationInvalid(CertregError):
    """A setting is misspelt, missing or out of range; the start stops here."""

    code = "configuration_invalid"
    title = Text(zh="配置有误", en="The configuration is not valid")


class DatabaseUnavailable(CertregError):
    """The database does not answer or is kept busy by others; the same call may succeed later."""

    code = "database_unavailable"
    title = Text(zh="数据库暂不可用", en="The database is not available")


class EvidenceUnavailable(CertregError):
    """The store of evidence files does not answer, or lacks a file that it should have."""

    code = "evidence_unavailable"
    title = Text(zh="证明材料存储暂不可用", en="The store of evidence is not available")
