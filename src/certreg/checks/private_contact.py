"""A-contact: nobody is sent to a private account, telephone or person (notice 3(2), 信息发布经办人员).

What is asked of the applicant counts: a number or account, also a masked one, a named person, 电话咨询, 加微信,
编辑短信. Politeness (欢迎来电), the platform's own ways, office lines, and telephones as tools of the work do not.
"""

import re
from typing import Final

import msgspec

from certreg.checks.context import Context
from certreg.checks.mentions import CLAUSE, after, before, mentions
from certreg.checks.patterns import fan
from certreg.checks.search import WITH_TITLE, AnyOf
from certreg.domain.assessment import Finding, Span, met, unmet
from certreg.domain.posting import Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """None."""


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Unmet where any text sends the applicant to a private contact."""
    del context, params
    spans = find(posting)
    return unmet(_PRIVATE, spans=spans) if spans else _NONE


def find(posting: Posting) -> tuple[Span, ...]:
    """The words that send the applicant to a private contact."""
    spans = _given(posting, WITH_TITLE) if _ANY.may_hit(posting) else ()
    if not spans and _IN_ADDRESS.search(posting.text_of("location") or "") is not None:
        return _given(posting, ("location",))
    return spans


def _given(posting: Posting, fields: tuple[str, ...]) -> tuple[Span, ...]:
    return (
        mentions(posting, _GIVEN, None, fields)
        or mentions(posting, _PERSON, _is_no_contact, fields)
        or mentions(posting, _ACCOUNT, _is_work, fields)
        or mentions(posting, _ASKED, _is_official, fields)
        or mentions(posting, _CALL, _is_no_request, fields)
    )


def _is_no_contact(text: str, match: re.Match[str]) -> bool:
    """A name that nobody is told to turn to (成功案例：〔联系人〕)."""
    return _TO_A_PERSON.search(text, max(0, match.start() - 16), match.start()) is None


def _is_official(text: str, match: re.Match[str]) -> bool:
    """An office line, a mail address, or a telephone of the work."""
    behind = after(text, match, 16)
    if (
        match[0].startswith(("打电", "拨打电"))
        and _CUE.search(before(text, match, 12)) is None
        and _TOLD.match(text, match.end()) is None
    ):
        return True
    return _OFFICE_LINE.search(behind) is not None or _WRITTEN.search(behind) is not None or _is_work(text, match)


def _is_no_request(text: str, match: re.Match[str]) -> bool:
    """A call that is the work, goes to an office line, or is not asked of the applicant."""
    if _OFFICE_LINE.search(after(text, match, 16)) is not None or _is_work(text, match):
        return True
    if _is_polite(text, match):
        return True
    return _CUE.search(before(text, match, 8)) is None and _GLADLY.match(text, match.end()) is None


def _is_polite(text: str, match: re.Match[str]) -> bool:
    """欢迎来电咨询, 投递简历或电话咨询: a courtesy, with the platform's own way beside it."""
    polite = _POLITE.search(text, max(0, match.start() - 12), match.start())
    return polite is not None and (polite[0].startswith("投") or match[0].startswith("来电"))


def _is_work(text: str, match: re.Match[str]) -> bool:
    return _WORK.search(before(text, match, 16, CLAUSE)) is not None or _WITH.match(text, match.end()) is not None


_IN_ADDRESS: Final = re.compile("〔|[微薇信加联致来]|电话|短信|QQ|qq|1[3-9][0-9]{3}")
"""A place of work without any of these holds no contact."""
_APP: Final = (
    *(
        "微信",
        "威信",
        "薇信",
        "徽信",
        "微-信",
        "微 信",
        "V信",
        "v信",
        "VX",
        "vx",
        "Vx",
        "微X",
        "微x",
        "薇X",
        "薇x",
        "威X",
        "威x",
    ),
    *("QQ", "qq", "Qq", "扣扣"),
)
_RANK: Final = (
    r"(?:先生|女士|小姐|经理|主管|老师|店长|部长|主任|[\u4e00-\u9fa5](?=[^\u4e00-\u9fa5]|$)|总(?![\u4e00-\u9fa5]))"
)
# Without 高, 方, 任 and others that words of work begin with: 联系高层主管.
_SURNAME: Final = (
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶苏魏吕丁沈姚卢姜崔钟谭陆汪范"
    "廖贾夏韦付白邹孟熊秦邱江尹薛闫段雷侯史陶黎贺顾毛郝龚邵钱严覃武戴莫孔汤欧靳]"
)
_CALLED: Final = "(?:先生|女士|小姐|经理|主管|老师|店长|部长|主任|总监)"
_GIVEN: Final = re.compile(
    "|".join(
        (
            r"〔手机〕|〔微信/QQ号〕|1(?<![0-9A-Za-z]1)[3-9][0-9]{9}(?![0-9])",
            fan(_APP, r"号?码?\s?:\s?[A-Za-z0-9_-]{5,20}(?![A-Za-z])"),
            fan(("联系人", "联络人"), rf"\s?:\s?[\u4e00-\u9fa5]{{1,3}}{_RANK}"),
            fan(("联系人", "联络人"), rf"\s?:\s?{_SURNAME}"),
            fan(("致电", "来电", "联系", "咨询"), rf"\s?:?(?:负责人|下方)?{_SURNAME}[\u4e00-\u9fa5]?{_CALLED}"),
            fan(("致电", "联系"), rf"负责人\s?:?{_SURNAME}[\u4e00-\u9fa5]"),
            fan(("电话", "手机", "微信", "联系方式", "来电"), r"\s?:\s?\*{5,20}"),
            fan(("请来电", "请致电"), r"[!。~]"),
            rf"联系电话\s?:?\s?{_SURNAME}[\u4e00-\u9fa5]{{1,2}}(?=[^\u4e00-\u9fa5]|$)",
            fan(("来电", "致电"), r"[,.。\s!]{0,4}(?:请|就)?(?:不要|别|勿|如果你?)投"),
            "【1[3-9][0-9]】",
            r"同号码?微信|(?:电话|手机号?)同微信|(?:微信|威信|薇信|微[Xx])\s?同[号步]",
        )
    )
)
_PERSON: Final = re.compile("〔联系人〕")
_ACCOUNT: Final = re.compile(
    fan(("加", "➕"), rf"(?:我|一下|下|个)?的?(?:手机|个人|私人)?(?:{'|'.join(_APP)}|好友|[vV薇](?=[^A-Za-z]))"),
)
_SIGN_UP: Final = r"[+,、-](?:联系方式|身份证号?码?|性别|年龄)"
_ASKED: Final = re.compile(
    "|".join(
        (
            fan(("编辑", "编辑手机", "发", "发送", "发手机"), "短信"),
            fan(("直接", "主动", "给我", "马上", "尽快"), "(?:致电|来电)(?!客户|用户|或者?投)"),
            fan(("请", "请直接", "快快", "马上", "尽快", "赶紧", "主动"), "联系我(?!们|司|公司|部)"),
            fan(("打我", "打给我", "给我打"), "(?:的)?(?:电话|手机)?"),
            fan(
                ("联系", "拨打", "致电", "咨询"),
                "(?:下[方面列]|以下|上[方面])(?:的)?(?:联系|招聘|咨询)?(?:电话|热线|号码|手机)",
            ),
            fan(("到", "至", "加"), "(?:我的?)?(?:微信|短信)(?=[^\u4e00-\u9fa5]|或|和|报名|$)"),
            "短信报名|接收短信|短信接收|搜索号码|私聊|私信我|点击联系致电|来电优先|电话预约|电联(?!动|系统)",
            fan(("姓名", "名字"), rf"{_SIGN_UP}(?=[^\u4e00-\u9fa5]|发|报名|给|$)"),
            fan(
                ("拨打", "打"),
                r"(?:[\u4e00-\u9fa5]{0,6}的?)?(?:电话|热线|电-话)(?=[^\u4e00-\u9fa5]|联系|咨询|报名|预约|沟通|给|即可|[可能]更|优先|$)",
            ),
            fan(("招聘", "联系", "咨询", "预约", "报名", "人事", "应聘", "面试"), r"(?:电话|热线|手机|微信)\s?:"),
            fan(("出来", "到了", "到站", "来前", "来之前", "前提", "提前"), r"请?(?:先)?打?电话(?!通知)"),
        )
    )
)
_CALL: Final = re.compile(
    fan(
        ("电话", "来电", "致电", "短信"),
        r"(?:或者?|和|、|/)?(?:短信|微信|威信)?(?:先)?(?:联系|咨询|沟通|预约|报名|了解|详谈|面谈|优先|面议)",
    )
)
_ANY: Final = AnyOf(_GIVEN, _PERSON, _ACCOUNT, _ASKED, _CALL)
_CUE: Final = re.compile(
    "直接|主动|具体|优先|请|可|需要|师傅|先|尽快|同步|详情|欢迎|提前|前提|尽量|有意|意向|感兴趣|疑问|报名|来前|需要?当天|者$|您|方式:?$|有意者?(?:欢迎)?$|拨?打$"
)
_POLITE: Final = re.compile("欢迎(?:您|大家|你们?)?(?:随时)?$|投[^,。;]{0,5}(?:或者?|/|、)(?:是|直接|可)?$")
_GLADLY: Final = re.compile("我|将?优先|请备注|\\(VX")
_TO_A_PERSON: Final = re.compile(r"联\s?[系络]|咨询|致$|发送?[至到给]|致电|拨打|找|热线|电话|负责人|人事|HR|hr|收件")
_WORK: Final = re.compile(
    "客户|不(?:需要?|用|必|要)|无需|通过|负责|引导|用户|学员|家长|业主|接听|解答|处理|受理|利用|进行|邀约|粉丝|商家|会员|顾客|回复|我司"
    "|会(?:有|安排|电话|尽快|及时|第一|在|以|给)|将(?:尽快|在|会|于|以|电话|安排)|工作人员|以便|熟练|[给与跟]您$|给你$|(?<!直)接$"
)
_TOLD: Final = re.compile(":|联系|咨询|报名|预约|给我|[可能]更|[可能]?优先")
_WITH: Final = re.compile("[^,。;]{0,2}(?:客户|用户|学员|家长|会员|业主|技巧|能力|客服|邀约)|专员|销售|营销")
_OFFICE_LINE: Final = re.compile(
    r"〔座机〕|(?<![0-9])0[0-9]{2,3}[- ]?[0-9]{7,8}(?![0-9])|(?<![0-9])400[- ]?[0-9]{3,4}[- ]?[0-9]{3,4}"
)
_WRITTEN: Final = re.compile("〔?邮箱|邮件|简历|@")
_NONE: Final = met(Text(zh="正文没有私人联系方式", en="The text gives no private contact"))
_PRIVATE: Final = Text(
    zh="正文引导求职者使用私人联系方式",
    en="The text sends the applicant to a private contact",
)
