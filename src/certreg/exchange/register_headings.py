"""The columns of a table of organisations, in Chinese and English, and how their cells are read."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from certreg.domain.errors import FieldProblem, InvalidInput
from certreg.domain.organisation import OrganisationKind, OrganisationStatus
from certreg.domain.text import Text, normalise
from certreg.exchange.profiles import fold
from certreg.notation.dates import read_day
from certreg.notation.location import read_division
from certreg.notation.unreadable import Unreadable

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "uscc": ("统一社会信用代码", "信用代码", "uscc"),
    "name": ("名称", "机构名称", "单位名称", "企业名称", "name"),
    "kinds": ("类别", "机构类别", "kinds", "kind"),
    "status": ("登记状态", "状态", "status"),
    "former_names": ("曾用名", "former_names"),
    "division": ("注册地", "行政区划", "登记地", "division"),
    "activity_divisions": ("业务活动地", "活动地", "activity_divisions"),
    "licence.number": ("许可证编号", "许可证号", "licence_number"),
    "licence.scope": ("许可范围", "licence_scope"),
    "licence.issued_by": ("发证机关", "issued_by", "licence_issued_by"),
    "licence.valid_from": ("有效期起", "许可有效期起", "valid_from", "licence_valid_from"),
    "licence.valid_to": ("有效期止", "许可有效期止", "valid_to", "licence_valid_to"),
    "branch_reported_in": ("已报告分支机构", "分支机构报告地", "branch_reported_in"),
    "integrity_points": ("诚信分", "诚信积分", "integrity_points"),
    "complaint_phone": ("投诉电话", "complaint_phone"),
    "violations": ("违法违规记录", "violations"),
}
_FIELDS: Final = {fold(heading): field for field, headings in COLUMNS.items() for heading in headings}
_LISTS: Final = re.compile(r"\s*[、,，;；\n]\s*")
_FINDINGS: Final = re.compile(r"\s*[;；\n]\s*")
_PARTS: Final = re.compile(r"\s*[|｜]\s*")
_FINDING_PARTS: Final = 3
_LICENCE: Final = "licence."
_REQUIRED: Final = frozenset({"uscc", "name", "kinds", "status"})
_KINDS: Final = {
    "用人单位": OrganisationKind.EMPLOYER,
    "用人主体": OrganisationKind.EMPLOYER,
    "人力资源服务机构": OrganisationKind.AGENCY,
    "网络招聘服务平台": OrganisationKind.PLATFORM,
    "平台": OrganisationKind.PLATFORM,
    "人力资源社会保障局": OrganisationKind.BUREAU_DISTRICT,
}
_STATUS: Final = {
    "存续": OrganisationStatus.ACTIVE,
    "在业": OrganisationStatus.ACTIVE,
    "正常": OrganisationStatus.ACTIVE,
    "停业": OrganisationStatus.SUSPENDED,
    "吊销": OrganisationStatus.REVOKED,
    "注销": OrganisationStatus.DEREGISTERED,
}


class RegisterHeadings(NamedTuple):
    """The columns that are known, by field, with their headings as they stand in the table."""

    positions: Mapping[str, int]
    written: Mapping[str, str]
    width: int
    remarks: tuple[FieldProblem, ...]

    def values(self, cells: Sequence[str]) -> Mapping[str, str]:
        """The cells of one row by field; a short row ends in empty cells."""
        return {field: cells[at] if at < len(cells) else "" for field, at in self.positions.items()}

    def shown(self, field: str) -> str:
        """A path of a field as the heading above it: `licence.scope[0]` is 许可范围."""
        known = field.partition("[")[0]
        return self.written.get(known, field)


def match_register(cells: Sequence[str], row: int) -> RegisterHeadings | None:
    """Take a row as headings; None if there is no column of codes. `InvalidInput` if two stand for one field."""
    found = [(at, _FIELDS[fold(cell)]) for at, cell in enumerate(cells) if fold(cell) in _FIELDS]
    if "uscc" not in {field for _, field in found}:
        return None
    positions: dict[str, int] = {}
    for at, field in found:
        if field in positions:
            reason = _TWICE.within(one=cells[positions[field]], other=cells[at])
            raise InvalidInput(reason, [FieldProblem(f"row {row}: {cells[at]}", "heading_twice", reason)])
        positions[field] = at
    remarks = tuple(
        FieldProblem(f"row {row}: {cell[:80]}", "unknown_heading", _UNKNOWN)
        for cell in cells
        if cell.strip() and fold(cell) not in _FIELDS
    )
    return RegisterHeadings(
        positions, {field: cells[at].strip() for field, at in positions.items()}, len(cells), remarks
    )


def stated_in(cells: Mapping[str, str], headings: RegisterHeadings) -> tuple[dict[str, Any], list[FieldProblem]]:
    """The cells of one row as the members of a JSON record, and what cannot be read."""
    stated: dict[str, Any] = {}
    problems: list[FieldProblem] = []
    licence: dict[str, Any] = {}
    for field, cell in cells.items():
        words = cell.strip()
        try:
            value = _READERS.get(field, str)(words) if words else None
        except Unreadable as error:
            problems.append(error.problem(headings.shown(field), words))
            continue
        if field.startswith(_LICENCE):
            licence[field.removeprefix(_LICENCE)] = value
        elif value is None and field in _REQUIRED:
            problems.append(FieldProblem(headings.shown(field), "missing", _MISSING))
        else:
            stated[field] = value if value is not None or field != "former_names" else []
    if licence:
        given = {part: value for part, value in licence.items() if value is not None}
        stated["licence"] = given or None
    return stated, problems


def _list(words: str) -> list[str]:
    return [item for item in _LISTS.split(words) if item]


def _divisions(words: str) -> list[str]:
    return [read_division(item) for item in _list(words)]


def _kinds(words: str) -> list[str]:
    return [_one_of(_KINDS, OrganisationKind, item) for item in _list(words)]


def _status(words: str) -> str:
    return _one_of(_STATUS, OrganisationStatus, words)


def _one_of(known: Mapping[str, str], values: type[OrganisationKind | OrganisationStatus], words: str) -> str:
    said = normalise(words)
    if said in known:
        return str(known[said])
    if said.lower() in set(values):
        return said.lower()
    raise Unreadable("unknown_value", _ONE_OF.within(known="、".join(known)))


def _day(words: str) -> str | None:
    day = read_day(words)
    return None if day is None else day.isoformat()


def _number(words: str) -> int:
    said = normalise(words)
    if not re.fullmatch(r"-?[0-9]{1,6}", said):
        raise Unreadable("not_a_number", _WHOLE)
    return int(said)


def _violations(words: str) -> list[dict[str, Any]]:
    """`2026-03-01|某区人力社保局|发布虚假招聘信息`, several parted by semicolons."""
    return [_violation(_PARTS.split(item)) for item in _FINDINGS.split(words) if item]


def _violation(parts: Sequence[str]) -> dict[str, Any]:
    day = _day(parts[0]) if len(parts) == _FINDING_PARTS and all(parts) else None
    if day is None:
        raise Unreadable("not_a_violation", _VIOLATION)
    return {"what": parts[2], "decided_by": parts[1], "decided_on": day}


_READERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "kinds": _kinds,
    "status": _status,
    "former_names": _list,
    "division": read_division,
    "activity_divisions": _divisions,
    "licence.scope": _list,
    "licence.valid_from": _day,
    "licence.valid_to": _day,
    "branch_reported_in": _divisions,
    "integrity_points": _number,
    "violations": _violations,
}
NO_HEADINGS: Final = Text(
    zh="没有可用的表头：至少要有“统一社会信用代码”一列",
    en="No usable headings: a column 统一社会信用代码 (uscc) is needed",
)
_TWICE: Final = Text(
    zh="“{one}”和“{other}”表示同一项内容，只能保留一列", en="'{one}' and '{other}' mean the same field; keep one column"
)
_UNKNOWN: Final = Text(zh="不认识的表头，这一列没有读取", en="This heading is not known; its column was not read")
_MISSING: Final = Text(zh="缺少必填内容", en="This is required")
_ONE_OF: Final = Text(zh="只能是：{known}", en="Only one of {known}, or the English value")
_WHOLE: Final = Text(zh="应为整数", en="Not a whole number")
_VIOLATION: Final = Text(
    zh="应为“日期|作出机关|事项”，多条用分号隔开，如：2026-03-01|某区人力社保局|发布虚假招聘信息",
    en="Write day|authority|finding, several parted by semicolons: 2026-03-01|某区人力社保局|发布虚假招聘信息",
)
