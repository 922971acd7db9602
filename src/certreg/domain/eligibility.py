"""Who may be certified: the gates that the register decides, with words for the publisher to mend each (notice 1(2)).

The other gates are about the text or about papers; they stand in the score card. These may fail after a label was
issued without anyone touching the posting, so they are asked again whenever facts change and as time goes by.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import msgspec

from certreg.domain.licensing import CITY, Obstacle, obstacles
from certreg.domain.organisation import Organisation, OrganisationStatus, Violation
from certreg.domain.text import Text


class Gate(StrEnum):
    """The gates of the criteria that facts of the register decide."""

    LICENCE = "G-licence"
    EMPLOYER = "G-employer"
    RECORD = "G-record"


FALSE_RECRUITMENT: Final = "false_recruitment"
_FALSE: Final = ("虚假招聘", "虚假信息", "虚假岗位")


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """What of a posting the gates depend on; codes as the register spells them."""

    by_agency: bool
    publisher_uscc: str | None
    employer_uscc: str | None
    division: str | None


class Hindrance(msgspec.Struct, frozen=True):
    """One reason why not: `code` is stable, `reason` says what is wrong and how to mend it."""

    gate: Gate
    code: str
    uscc: str | None
    reason: Text


def hindrances(stated: Stated, register: Mapping[str, Organisation], day: date) -> tuple[Hindrance, ...]:
    """Everything that stands against certifying on that day. What the register cannot tell is for an assessor to see.

    `register` has the organisations named that are registered; it is the register of a registry that has one.
    """
    return (*_of_agency(stated, register, day), *_of_employer(stated, register), *_of_records(stated, register, day))


def _of_agency(stated: Stated, register: Mapping[str, Organisation], day: date) -> Iterator[Hindrance]:
    """An employer that hires for itself needs no licence (notice 1(1))."""
    if not stated.by_agency:
        return
    code = stated.publisher_uscc
    if code is None:
        yield _hindrance(Gate.LICENCE, Obstacle.INVALID_CODE, None)
        return
    found = register.get(code)
    if found is None:
        yield _hindrance(Gate.LICENCE, Obstacle.UNKNOWN, code)
        return
    works_here = stated.division is None or stated.division.startswith(CITY)
    number = found.licence.number if found.licence else ""
    for obstacle in obstacles(found, day):
        elsewhere = obstacle is Obstacle.NO_BRANCH_REPORT and not works_here
        if (Gate.LICENCE, obstacle) in REASONS and not elsewhere:
            yield _hindrance(Gate.LICENCE, obstacle, code, name=found.name, number=number)


def _of_employer(stated: Stated, register: Mapping[str, Organisation]) -> Iterator[Hindrance]:
    """Without a code it may be a natural person, whose papers an assessor sees (notice 3(2))."""
    code = stated.employer_uscc
    if code is None:
        return
    found = register.get(code)
    if found is None:
        yield _hindrance(Gate.EMPLOYER, Obstacle.UNKNOWN, code)
    elif found.status is not OrganisationStatus.ACTIVE:
        yield _hindrance(Gate.EMPLOYER, Obstacle.NOT_ACTIVE, code, name=found.name)


def _of_records(stated: Stated, register: Mapping[str, Organisation], day: date) -> Iterator[Hindrance]:
    """Twelve months from the authority's decision, for publisher and employer (criteria, G-record)."""
    for code in dict.fromkeys((stated.publisher_uscc, stated.employer_uscc)):
        found = register.get(code) if code is not None else None
        for violation in found.violations if found is not None else ():
            if found is not None and _counts(violation, day):
                decided = {"day": violation.decided_on, "by": violation.decided_by}
                yield _hindrance(Gate.RECORD, FALSE_RECRUITMENT, code, name=found.name, **decided)


def _hindrance(gate: Gate, code: str, uscc: str | None, **values: object) -> Hindrance:
    return Hindrance(gate, code, uscc, REASONS[gate, code].within(uscc=uscc, **values))


def _counts(violation: Violation, day: date) -> bool:
    decided = violation.decided_on
    # By parts, since a year after 29 February is no date.
    over = (decided.year + 1, decided.month, decided.day) <= (day.year, day.month, day.day)
    return decided <= day and not over and any(word in violation.what for word in _FALSE)


REASONS: Final[Mapping[tuple[Gate, str], Text]] = MappingProxyType(
    {
        (Gate.LICENCE, Obstacle.INVALID_CODE): Text(
            zh="代招机构未写明有效的统一社会信用代码；请在招聘信息中写明",
            en="The agency states no usable credit code: state it in the posting",
        ),
        (Gate.LICENCE, Obstacle.UNKNOWN): Text(
            zh="登记信息中没有代招机构 {uscc}；请核对代码，或请注册地人力社保部门报送",
            en="The register has no agency {uscc}: look at the code, or ask its bureau to report it",
        ),
        (Gate.LICENCE, Obstacle.NOT_ACTIVE): Text(
            zh="{name}的登记状态不是存续；请先恢复登记，或由其他有许可的机构发布",
            en="{name} is not in active registration: have it restored, or let another licensed agency post",
        ),
        (Gate.LICENCE, Obstacle.NO_LICENCE): Text(
            zh="{name}没有人力资源服务许可证；请向注册地人力社保部门申请，由其报送登记信息",
            en="{name} holds no human-resources service licence: apply to the bureau where it is registered",
        ),
        (Gate.LICENCE, Obstacle.NOT_YET_VALID): Text(
            zh="{name}的许可证 {number} 尚未生效；请在生效后再申请认证",
            en="Licence {number} of {name} is not yet valid: ask again when it is",
        ),
        (Gate.LICENCE, Obstacle.NO_LONGER_VALID): Text(
            zh="{name}的许可证 {number} 已过有效期；请办理延续，登记信息更新后再申请",
            en="Licence {number} of {name} is no longer valid: have it renewed, then ask again",
        ),
        (Gate.LICENCE, Obstacle.OUT_OF_SCOPE): Text(
            zh="{name}的许可证 {number} 不含“开展网络招聘服务”；请向许可机关申请增加",
            en="Licence {number} of {name} does not cover online recruitment: have it extended by its issuer",
        ),
        (Gate.LICENCE, Obstacle.NO_BRANCH_REPORT): Text(
            zh="{name}在市外注册，未向经营地报告分支机构；请向经营地区县人力社保部门报告",
            en="{name} is registered outside the city and reported no branch: report it to the district where it works",
        ),
        (Gate.EMPLOYER, Obstacle.UNKNOWN): Text(
            zh="登记信息中没有用人主体 {uscc}；请核对代码，或提交营业执照补充登记",
            en="The register has no employer {uscc}: look at the code again, or have it registered with its business "
            "licence",
        ),
        (Gate.EMPLOYER, Obstacle.NOT_ACTIVE): Text(
            zh="用人主体{name}的登记状态不是存续；恢复登记后再申请认证",
            en="The employer {name} is not in active registration: ask again when that is restored",
        ),
        (Gate.RECORD, FALSE_RECRUITMENT): Text(
            zh="{name}在最近 12 个月内有经查实的虚假招聘（{by}，{day}）；满 12 个月后再申请认证，"
            "有异议的请向认定部门申请复核",
            en="{name} was found to have posted falsely within 12 months ({by}, {day}): ask again when they are over, "
            "or have whoever found so review it",
        ),
    }
)
"""Every reason there is, with what the publisher has to do about it, by gate and code.

Where an agency is registered may be unknown; that is no failure, and an assessor sees to it.
"""
