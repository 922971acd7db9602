"""What each check looks at and what each of its parameters means, in both languages."""

from collections.abc import Mapping
from typing import Final

from certreg.domain.text import Text


def _share(zh: str, en: str) -> Text:
    return Text(zh=f"{zh}时的得分比例", en=f"share of the points where {en}")


CHECK_WORDS: Final[Mapping[str, Text]] = {
    "address_to_street": Text(
        zh="地址字段中是否写到街道、门牌或楼宇", en="Whether the address goes down to street, number or building"
    ),
    "apply_way_stated": Text(
        zh="是否写明网站、邮箱、办公电话、平台投递或现场地点等正式应聘方式",
        en="Whether an official way to apply is stated: site, mail, office line, platform or place",
    ),
    "conditions_stated": Text(
        zh="学历、经验、技能要求是否写明，各占三分之一", en="Education, experience, skills: a third each"
    ),
    "current": Text(zh="发布日期与截止日期是否合理、未过期、未久置", en="Dates in order, not past, not stale"),
    "employer_named": Text(zh="是否写明用人主体全称", en="Whether the employer is named in full"),
    "employer_registered": Text(
        zh="统一社会信用代码校验位、登记册中的记录及其状态",
        en="Check character of the credit code, and the register's record with its status",
    ),
    "employment_type_stated": Text(
        zh="用工类型字段，或文字中写明的用工类型", en="The field, or words of the text that name the type"
    ),
    "fees_stated": Text(zh="代招信息是否写明收费与否及标准", en="Whether an agency says if and how much it charges"),
    "headcount_plausible": Text(zh="招聘人数与单位规模是否相称", en="Openings against the stated size of the employer"),
    "headcount_stated": Text(zh="是否写明具体人数", en="Whether a number of openings is stated"),
    "identity": Text(zh="单位名称、信用代码与登记册是否一致", en="Name and credit code against the register"),
    "licence": Text(zh="人力资源服务许可证是否有效、是否包含网络招聘", en="Licence in force, with online recruitment"),
    "location_code": Text(
        zh="区划代码当日是否有效、与地址是否一致", en="Division code in force that day, and the address lies in it"
    ),
    "pay_basis": Text(zh="提成等浮动报酬是否写明计算基数", en="Whether commission is stated with its base"),
    "pay_stated": Text(zh="是否写明报酬数额、周期和构成", en="Whether pay has figures, period and composition"),
    "pay_width": Text(
        zh="报酬上限与下限之比，从满分值到零分值线性递减",
        en="Upper over lower bound, falling in a line from full points to none",
    ),
    "validity_stated": Text(zh="是否写明截止日期", en="Whether an end date is stated"),
    "work_conditions_stated": Text(
        zh="工作时间、休息日、社会保险、食宿、试用期写明几项",
        en="How many of hours, rest days, insurance, meals or lodging, and probation are stated",
    ),
    "work_content_concrete": Text(zh="写明几项具体职责", en="How many concrete duties are stated"),
}

PARAM_WORDS: Final[Mapping[str, Mapping[str, Text]]] = {
    "address_to_street": {
        "building": _share("只写到楼宇", "only a building is named"),
        "county": _share("只写到区县", "only the county is named"),
    },
    "apply_way_stated": {"vague": _share("应聘方式笼统", "the way to apply is vague")},
    "current": {"max_age_days": Text(zh="发布后最多天数", en="most days since publication")},
    "employer_named": {"short_name": _share("只写简称", "only a short name is given")},
    "fees_stated": {"without_standard": _share("写明收费但无标准", "fees are mentioned without the standard")},
    "headcount_plausible": {"none": Text(zh="人数达规模几倍不得分", en="no points from these times the size")},
    "identity": {"former_name": _share("使用曾用名", "a former name is used")},
    "licence": {"city": Text(zh="本地行政区划代码前两位", en="first two digits of the local division code")},
    "location_code": {"abolished": _share("区划代码已废止", "the division code is abolished")},
    "pay_basis": {"unnumbered": _share("有基数说明但无数额", "the base is stated without figures")},
    "pay_stated": {
        "figures": Text(zh="写明数额区间所占比例", en="share for figures"),
        "lower_bound": Text(zh="只写下限所占比例", en="share for a lower bound only"),
        "period": Text(zh="写明周期所占比例", en="share for the period"),
        "composition": Text(zh="写明构成所占比例", en="share for the composition"),
    },
    "pay_width": {
        "full": Text(zh="不超过几倍得满分", en="full points up to this ratio"),
        "none": Text(zh="达到几倍不得分", en="no points from this ratio on"),
    },
    "work_conditions_stated": {"topics": Text(zh="写明几项得满分", en="topics for full points")},
    "work_content_concrete": {"duties": Text(zh="写明几项得满分", en="duties for full points")},
}
