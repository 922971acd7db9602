"""T-agency-disclosed: a posting that says it is direct recruits for its own employer (notice 1(1), 3(1) unauthorised).

Signs are the employer's trade (人力资源, 劳务派遣, 服务外包), words of dispatch, outsourcing or a place at the client's
(外派至, 驻场, 外包岗位), recruiting for another (为某集团招聘), and factory work offered by a firm whose name names no
factory (企业管理, 网络科技). A staffing firm that hires its own recruiters is direct; so is who denies it (非外包), and
who only visits clients or manages suppliers.
"""

import re
from functools import lru_cache
from typing import Final

import msgspec

from certreg.checks.context import Context
from certreg.checks.folding import fold
from certreg.checks.mentions import after, before, mentions
from certreg.checks.patterns import fan, joined
from certreg.checks.search import TITLE, AnyOf, first, whole
from certreg.domain.assessment import Finding, Span, met, not_applicable, unmet
from certreg.domain.posting import EmploymentType, Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """None."""


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Unmet where a direct posting shows agency, dispatch or outsourcing."""
    del context, params
    if posting.agency is not None:
        return _DISCLOSED
    spans = find(posting)
    if spans:
        return unmet(_HIDDEN, spans=spans)
    return _DISPATCH if posting.employment_type is EmploymentType.DISPATCH else _DIRECT


def find(posting: Posting) -> tuple[Span, ...]:
    """The words that show agency, whatever the posting says of itself."""
    spans = _worded(posting) if _ANY.may_hit(posting) else ()
    if posting.employment_type is EmploymentType.DISPATCH:
        spans += whole(posting, "employment_type")
    return spans + _by_name(posting)


def _worded(posting: Posting) -> tuple[Span, ...]:
    employer = posting.text_of("employer") or ""
    excused = _excused_on_site if _BUILDS.search(employer) is not None else _excused
    return mentions(posting, _WORDS, excused) + mentions(posting, _PROJECT, _excused, TITLE)


def _by_name(posting: Posting) -> tuple[Span, ...]:
    """The name of an employer whose trade is other firms' staff, unless the job is that trade itself."""
    employer = posting.text_of("employer")
    name = None if employer is None else _trade(employer)
    if name is None or first(posting, _OWN_STAFF, TITLE) is not None:
        return ()
    if _STAFFING.search(name.quote) is not None:
        return (name,)
    if employer is not None and _RUNS.search(employer) is not None:
        return ()
    proof = first(posting, _jobs_of_others(name.quote), TITLE) or first(posting, _FACTORY)
    return () if proof is None else (name, proof)


@lru_cache(maxsize=8_192)
def _trade(employer: str) -> Span | None:
    """The part of an employer's name that may mean a trade in other firms' staff."""
    folded = fold(employer)
    match = _NAME.search(folded.text)
    return None if match is None else folded.span("employer", *match.span())


def _jobs_of_others(trade: str) -> re.Pattern[str]:
    """Jobs that a firm of this trade has only for others."""
    if "科技" in trade:
        return _OPERATIVE
    return _ENGINEER if ("咨询" in trade and "投资" not in trade) or "顾问" in trade else _LABOUR


def _excused_on_site(text: str, match: re.Match[str]) -> bool:
    """Who builds works on the sites of his own projects (驻场, 派驻项目)."""
    return match[0].startswith(("驻场", "派驻")) or _excused(text, match)


def _excused(text: str, match: re.Match[str]) -> bool:
    around = before(text, match, 10) + match[0]
    return _DENIED.search(around) is not None or _OTHERS.search(around + after(text, match, 6)) is not None


_STAFFING: Final = re.compile("人力资源|劳务|派遣|人才|外包|猎头")
_NAME: Final = re.compile(
    "|".join(
        (
            "人力资源|劳务|派遣|外包|猎头|投资(?:管理|咨询|有限)|网络科技|互联网科技|信息科技|企业管理(?!咨询|顾问)",
            fan(("人才",), "(?:服务|信息|资源|咨询|市场|管理|科技|发展|集团|租赁|顾问)"),
            "管理咨询|管理顾问|管理服务|商务咨询|信息咨询|企业咨询",
        )
    )
)
_RUNS: Final = re.compile("餐饮|酒店|物业|家政|保洁|商业|超市|连锁|健康|医院|医疗|美容|教育|工程|公寓|养老|停车")
_BUILDS: Final = re.compile("建筑|建设|工程|装饰|装修|园林|路桥|监理")
_OPERATIVE: Final = re.compile("普工|操作工|包装工|组装工|装配工|学徒工|临时工|小时工|技工|流水线|焊工|油漆工")
_LABOUR: Final = re.compile(f"{_OPERATIVE.pattern}|杂工|分拣|理货|搬运|保洁|送餐员")
_ENGINEER: Final = re.compile(f"{_LABOUR.pattern}|工程师|开发|架构师|程序员|赴日|运维")
_FACTORY: Final = re.compile(
    "主要生产[^,。;]{0,12}(?:手机|电脑|电子|配件)|工厂直招|进厂|驻厂|无尘[服衣]|普通工衣|人走[账帐]清|做完马上结算"
)
_OWN_STAFF: Final = re.compile("招聘|猎头|人事|人力|HR|hr|驻厂|劳务|派遣|社保|薪酬")
_WORDS: Final = re.compile(
    "|".join(
        (
            r"驻场(?!演|歌|表演|主持|乐队|嘉宾|艺人|DJ|dj|教练)|派驻(?!代表)|驻客户|驻甲方",
            r"外派(?:[到至往在:)]|岗|职|项目|驻|性质|客户|甲方|百度|腾讯|阿里|华为|网易|字节|京东|美团|平安|中兴|银行|(?:上海|北京|深圳|广州|杭州|成都|武汉|南京))",
            fan(("需", "接受", "-", r"\("), r"(?:要|长期)?外派(?!学习|培训|轮岗|出差|津贴|交流)"),
            r"外包(?:[岗至到)]|性质|职位|编制|项目组|驻)|\(外包|-外包|人力外包",
            fan(
                ("为", "属", "属于", "是", "此岗"),
                "(?:长期|技术|项目|人力|IT|软件|劳务){0,2}(?:外包|派遣|外派)(?!公司|方|商)",
            ),
            r"派遣(?:[制至到岗)]|方式|员工|合同|性质|形式|用工|编制)|用工(?:方式|形式|性质):?\s?劳务派遣|第三方派遣",
            r"代招|代为招聘|代理招聘|委托招聘|我司客户|客户公司(?:招|直招)",
            fan(
                joined(("该", "本", "此"), ("岗位为", "职位为", "岗为")),
                r"[^,。;\n]{2,20}(?:公司|集团|企业|单位|银行|机构)[^,。;\n统]{0,3}招聘",
            ),
            r"客户(?:方|处|现场)(?:现场)?(?:驻|办公|上班)|甲方(?:现场|公司|处|单位)?(?:驻场|办公|上班|现场工作)|甲方直签",
            fan(("工作地点", "办公地点", "上班地点"), r"[^,。;\n]{0,10}(?:客户现场|客户处|甲方|政府部门|客户公司)"),
            r"招聘、接[人送]、驻厂|多个厂区可供|厂区[^,。;]{0,6}可自由选择|不好可换厂|招募中心|送进?厂[^,。;]{0,4}(?:面试|办理|包进)",
        )
    )
)
_PROJECT: Final = re.compile(
    fan(
        (
            "银行",
            "证券",
            "保险",
            "腾讯",
            "华为",
            "平安",
            "阿里",
            "百度",
            "字节",
            "移动",
            "联通",
            "电信",
            "vivo",
            "OPPO",
            "华润",
            "万科",
            "顺丰",
            "美团",
            "京东",
            "网易",
            "招行",
            "建行",
            "工行",
            "农行",
            "中行",
        ),
        "[^,。;]{0,3}?(?:项目|外派|驻场|现场)",
    )
)
_ANY: Final = AnyOf(_WORDS, _PROJECT)
_DENIED: Final = re.compile(
    "非[^,。;]{0,5}(?:外[包派]|劳务|派遣|驻场|代招)|(?:不是|并非|不属于|不接受|不考虑|没有|[无不勿][需用做]?|拒绝|杜绝)[^,。;]{0,4}"
    "(?:外包|外派|派遣|驻场|代招|中介)"
)
_OTHERS: Final = re.compile(
    "(?:外包|驻场|派遣|派驻)(?:人员|方|商|公司|厂|单位|团队|供应商|管理|服务商)|管理(?:外包|驻场|派遣)|扣驻场|监督|猎头|短期|出差[^,。;]{0,2}驻场|驻场[^,。;]{0,2}出差|派驻生活"
)
_DISCLOSED: Final = not_applicable(Text(zh="已标明为代招信息", en="The posting says that an agency posts it"))
_DIRECT: Final = met(Text(zh="未见代招、派遣或者外包的迹象", en="Nothing shows agency, dispatch or outsourcing"))
_HIDDEN: Final = Text(
    zh="以用人单位名义直接发布，但内容显示为代招、派遣或者外包",
    en="The posting says it is direct, but shows agency, dispatch or outsourcing",
)
_DISPATCH: Final = unmet(_HIDDEN)
