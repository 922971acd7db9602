"""Postings and registers for the tests of checks and scoring."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec

from certreg.checks.context import Context
from certreg.domain.organisation import Licence, Organisation, OrganisationKind, OrganisationStatus
from certreg.domain.posting import (
    Agency,
    Conditions,
    Education,
    EmployerProfile,
    EmploymentType,
    Experience,
    Location,
    Party,
    Pay,
    PayPeriod,
    Posting,
    Provenance,
)

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def good_posting(**changes: Any) -> Posting:
    """A posting that states everything; `changes` replace whole fields."""
    posting = Posting(
        title="数控车床操作工",
        employer=Party(name="重庆山城精密机械有限公司", uscc=sound_code("91500000MA5UQ1X02")),
        headcount=6,
        conditions=Conditions(
            education=Education.VOCATIONAL,
            experience=Experience(min_years=1),
            other="熟悉数控车床操作，能看懂图纸，吃苦耐劳",
        ),
        employment_type=EmploymentType.FULL_TIME,
        work_content="岗位职责：1、操作数控车床完成零件加工；2、检查工件尺寸并填写记录；3、负责设备日常保养；4、配合班组完成交接班。",
        work_conditions="每天工作8小时，周末双休，缴纳五险一金，提供宿舍和工作餐，试用期一个月",
        location=Location(division="500157", address="重庆市两江新区金开大道68号"),
        pay=Pay(
            min=600_000,
            max=850_000,
            period=PayPeriod.MONTH,
            months=13,
            composition="基本工资5000元，计件提成另计，另有全勤奖",
        ),
        apply="登录公司官网 https://jobs.example.com 投递简历，或致电 023-61234567",
        published_on=date(2026, 11, 10),
        valid_until=date(2027, 1, 31),
        employer_profile=EmployerProfile(size_min=100, size_max=299),
        provenance=Provenance(platform="示例招聘网", source_id="demo:1"),
    )
    return msgspec.structs.replace(posting, **changes)


def agency_posting(**changes: Any) -> Posting:
    """The same through an agency that does not charge."""
    agency = Agency(name="重庆嘉陵人力资源有限公司", uscc=sound_code("91500108MA60A1B23"), seekers_charged=False)
    return good_posting(agency=agency, **changes)


def bare_posting(**changes: Any) -> Posting:
    """A title and nothing else."""
    return msgspec.structs.replace(Posting(title="普工"), **changes)


def lacking(*fields: str) -> Provenance:
    """A channel without these fields."""
    return msgspec.convert({"channel_lacks": fields}, Provenance)


def sound_code(first_17: str) -> str:
    """A credit code with its right check character (GB 32100-2015)."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(alphabet.index(sign) * 3**place % 31 for place, sign in enumerate(first_17))
    return first_17 + alphabet[-total % 31]


class FakeRegister:
    """A register in memory."""

    def __init__(self, *organisations: Organisation) -> None:
        self._by_code = {organisation.uscc: organisation for organisation in organisations}

    def organisation(self, uscc: str) -> Organisation | None:
        return self._by_code.get(uscc)


def employer_record(**changes: Any) -> Organisation:
    record = Organisation(
        uscc=sound_code("91500000MA5UQ1X02"),
        name="重庆山城精密机械有限公司",
        kinds=frozenset({OrganisationKind.EMPLOYER}),
        status=OrganisationStatus.ACTIVE,
        former_names=("重庆山城机械厂",),
    )
    return msgspec.structs.replace(record, **changes)


def agency_record(**changes: Any) -> Organisation:
    record = Organisation(
        uscc=sound_code("91500108MA60A1B23"),
        name="重庆嘉陵人力资源有限公司",
        kinds=frozenset({OrganisationKind.AGENCY}),
        division="500108",
        licence=Licence(
            number="(渝)人服证字〔2025〕第0108号", scope=("开展网络招聘服务",), valid_from=date(2025, 1, 1)
        ),
    )
    return msgspec.structs.replace(record, **changes)


def context(*organisations: Organisation) -> Context:
    """The clock of the tests, with a register if organisations are given."""
    return Context(NOW, FakeRegister(*organisations) if organisations else None)
