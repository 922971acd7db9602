"""The fields of "score my posting", each under a heading of the notice."""

from typing import Final

import msgspec

from certreg.domain.text import Text
from certreg.exchange.profiles import Joined, Target, load_profile

PROFILE: Final = "notice-spreadsheet"


class Input(msgspec.Struct, frozen=True):
    """One field of the form. `rows` of 0 is a single line."""

    target: Target
    label: Text
    hint: Text | None = None
    rows: int = 0
    required: bool = False

    @property
    def id(self) -> str:
        """Its id on the page."""
        return "f-" + self.target.replace(".", "-").replace("_", "-")

    @property
    def heading(self) -> str:
        """The heading under which it is read."""
        columns = load_profile(PROFILE).fields[self.target]
        return columns.join[0] if isinstance(columns, Joined) else columns[0]


class Group(msgspec.Struct, frozen=True):
    """Fields that belong together."""

    title: Text
    inputs: tuple[Input, ...]


_DAY: Final = Text(zh="如 2026-11-01", en="Such as 2026-11-01")

GROUPS: Final = (
    Group(
        Text(zh="岗位与用人主体", en="The job and the employer"),
        (
            Input("title", Text(zh="岗位名称", en="Title"), required=True),
            Input("employer.name", Text(zh="用人主体", en="Employer"), Text(zh="单位全称", en="Full name")),
            Input("employer.uscc", Text(zh="统一社会信用代码", en="Unified social credit code (USCC)")),
            Input("headcount", Text(zh="招聘人数", en="Headcount"), Text(zh="如 5人", en="Such as 5人")),
            Input(
                "employment_type",
                Text(zh="用工类型", en="Employment type"),
                Text(zh="如 全职、兼职、劳务派遣、实习", en="Such as 全职, 兼职, 劳务派遣, 实习"),
            ),
        ),
    ),
    Group(
        Text(zh="招聘条件", en="Conditions"),
        (
            Input(
                "conditions.education",
                Text(zh="学历要求", en="Education"),
                Text(zh="如 大专及以上、不限", en="Such as 大专及以上"),
            ),
            Input(
                "conditions.experience",
                Text(zh="工作经验", en="Experience"),
                Text(zh="如 1-3年、不限", en="Such as 1-3年"),
            ),
            Input("conditions", Text(zh="招聘条件", en="Conditions in words"), rows=4),
        ),
    ),
    Group(
        Text(zh="工作与报酬", en="Work and pay"),
        (
            Input("work_content", Text(zh="工作内容", en="Work content"), Text(zh="具体职责", en="The duties"), rows=6),
            Input(
                "work_conditions",
                Text(zh="工作条件", en="Work conditions"),
                Text(zh="工作时间、休息日、社会保险、食宿、试用期", en="Hours, rest days, insurance, meals, probation"),
                rows=4,
            ),
            Input(
                "location",
                Text(zh="工作地点", en="Place of work"),
                Text(zh="如 重庆市渝中区", en="Such as 重庆市渝中区"),
            ),
            Input(
                "location.address",
                Text(zh="详细地址", en="Address"),
                Text(zh="写到街道、门牌", en="Down to the street"),
            ),
            Input(
                "pay", Text(zh="劳动报酬", en="Pay"), Text(zh="如 8-13K·13薪、4000-6000元/月", en="Such as 8-13K·13薪")
            ),
            Input("pay.composition", Text(zh="薪酬构成", en="Composition of pay"), rows=2),
        ),
    ),
    Group(
        Text(zh="发布与应聘", en="Publication and applying"),
        (
            Input("apply", Text(zh="应聘方式", en="How to apply"), rows=2),
            Input("published_on", Text(zh="发布日期", en="Published on"), _DAY),
            Input(
                "valid_until", Text(zh="有效期至", en="Open until"), Text(zh="如 2026-12-31", en="Such as 2026-12-31")
            ),
        ),
    ),
    Group(
        Text(zh="代招（用人主体自行发布的不填）", en="Agency (leave empty if the employer posts itself)"),
        (
            Input("agency.name", Text(zh="代招机构", en="Agency")),
            Input("agency.uscc", Text(zh="代招机构统一社会信用代码", en="USCC of the agency")),
            Input(
                "agency.seekers_charged",
                Text(zh="求职是否收费", en="Are seekers charged"),
                Text(zh="是或否", en="是 or 否"),
            ),
            Input("agency.fee", Text(zh="收费标准", en="Fee"), Text(zh="如 200元/人", en="Such as 200元/人")),
        ),
    ),
)
INPUTS: Final = tuple(item for group in GROUPS for item in group.inputs)
