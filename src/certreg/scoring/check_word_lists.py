"""What each check looks at and what each of its parameters means, in both languages."""

from collections.abc import Mapping
from typing import Final

from certreg.domain.text import Text


def _share(zh: str, en: str) -> Text:
    return Text(zh=f"{zh}时的得分比例", en=f"share of the points where {en}")


CHECK_WORDS: Final[Mapping[str, Text]] = {
    "advert": Text(
        zh="是否实为加盟、投资、培训、贷款、租赁等广告",
        en="Whether it offers a job, and no franchise, investment, course, loan or rental",
    ),
    "age": Text(zh="文字中对应聘者年龄的限制", en="Bounds on the age of applicants in the text"),
    "agency_disclosed": Text(
        zh="自称直接招聘的信息是否实为代招或派遣", en="Whether a posting that says it is direct recruits for others"
    ),
    "charges": Text(
        zh="是否要求应聘者交费、提供担保或扣押证件",
        en="Whether money, a guarantee or papers are asked of the applicant",
    ),
    "discrimination": Text(
        zh="是否有法律禁止的性别、民族、户籍、婚育等限制或优先",
        en="Conditions of hiring that the law forbids, kind by kind",
    ),
    "duplicate": Text(
        zh="是否与其他单位的信息雷同，或同一文字大量发布",
        en="Near-copies of another employer's posting, floods of one text",
    ),
    "education_consistent": Text(zh="文字中的学历要求与字段是否一致", en="Education in the text against the field"),
    "exaggerated": Text(zh="是否有无法核实的夸大承诺", en="Promises that nobody can check, used as bait"),
    "experience_consistent": Text(
        zh="文字中的经验要求与字段是否一致", en="Years of experience in the text against the field"
    ),
    "location_consistent": Text(zh="文字中的工作地点与字段是否一致", en="Place of work in the text against the field"),
    "minimum_wage": Text(zh="报酬是否低于当地当日的最低工资标准", en="Pay against the local minimum wage of the day"),
    "minors": Text(zh="是否招用未满十六周岁的人", en="Whether anybody under sixteen is invited"),
    "pay_consistent": Text(zh="文字中的报酬与字段是否一致", en="Pay in the text against the field"),
    "pay_plausible": Text(
        zh="报酬是否在该职业、该地区的市场区间内", en="Pay against the market band of occupation and province"
    ),
    "private_contact": Text(
        zh="是否留个人微信、QQ、电话或个人联系人",
        en="Whether applicants are sent to a private account, telephone or person",
    ),
    "title_consistent": Text(zh="岗位名称与职责是否为同一工作", en="Whether title and duties are the same job"),
    "type_consistent": Text(
        zh="岗位名称、文字与用工类型字段是否一致", en="Title and text against the employment type of the field"
    ),
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
    "age": {
        "legal_age": _share("只要求达到法定年龄", "only the legal age is asked"),
        "lower_only": _share("只有高于法定年龄的下限", "there is only a lower bound above the legal age"),
    },
    "discrimination": {"kinds": Text(zh="哪几类不通过", en="kinds that fail the gate")},
    "duplicate": {
        "flood": Text(zh="同一文字几条起算大量发布", en="postings of one text from which it is a flood"),
        "flooded": _share("属于大量发布", "it is one of a flood"),
        "akin": _share("雷同者名称像是同一集团", "the other's name looks like the same group"),
    },
    "minimum_wage": {
        "margin": Text(
            zh="标准可能已上调时，高出多少比例以内尚无结论", en="share above a standard that may be raised: unknown"
        )
    },
    "pay_consistent": {"tolerance": Text(zh="允许的偏差比例", en="share by which a bound may differ")},
    "pay_plausible": {
        "none": Text(zh="超出区间几倍不得分", en="no points from so many times outside the band"),
        "any_occupation": _share("只有全部职业的区间可用", "only the band of all occupations is known"),
        "years": Text(zh="区间表制成后可用几年", en="years for which the table may be used"),
    },
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
