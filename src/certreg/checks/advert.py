"""G-advert: the posting offers a job, no franchise, investment, course, loan or rental in disguise (notice 3(1)).

The reader is addressed as a partner, investor, pupil, borrower or tenant. That a job consists of winning such people
(负责招商加盟) is no advert: its duties say so. A text of praise for the company alone, without a word of work, pay or
applicants, is one.
"""

import re
from typing import Final

import msgspec

from certreg.checks.context import Context
from certreg.checks.mentions import after, before, mentions
from certreg.checks.patterns import fan
from certreg.checks.search import AnyOf, texts
from certreg.domain.assessment import Finding, Span, met, unmet
from certreg.domain.posting import Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """None."""


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Unmet where the text sells something to its reader."""
    del context, params
    spans = find(posting)
    return unmet(_ADVERT, spans=spans) if spans else _JOB


def find(posting: Posting) -> tuple[Span, ...]:
    """The words that offer something other than a job."""
    if not _ANY.may_hit(posting):
        return ()
    return mentions(posting, _OFFERS, _is_duty) or mentions(posting, _COURSE, _is_training) or _praise_alone(posting)


def _is_duty(text: str, match: re.Match[str]) -> bool:
    around = before(text, match, 24) + match[0] + after(text, match, 12)
    return _DUTY.search(around) is not None or _DENIED.search(around) is not None


def _is_training(text: str, match: re.Match[str]) -> bool:
    """Training on the job (包教包会), where nothing speaks of a school and its fees."""
    around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    return _SCHOOL.search(around) is None or _is_duty(text, match)


def _praise_alone(posting: Posting) -> tuple[Span, ...]:
    """Praise of the company in a text that says nothing else."""
    for field, folded in texts(posting, ("work_content",)):
        words = _EMPTY_HEADING.sub("", folded.text) if ":" in folded.text else folded.text
        of_a_job = _ADDRESSED if _ABOUT_US.match(words) else _OF_A_JOB
        if len(words) >= _ENOUGH and of_a_job.search(words) is None:
            match = _PRAISE.search(folded.text)
            return () if match is None else (folded.span(field, *match.span()),)
    return ()


_ENOUGH: Final = 40
_OFFERS: Final = re.compile(
    "|".join(
        (
            fan(
                ("诚招", "招募", "寻求", "诚征", "全国招", "火热招", "诚邀"),
                r"[^,。;\n]{0,6}(?:加盟商|代理商|经销商|加盟店主|微商|投资人|合作商)",
            ),
            r"加盟费\s?:?\s?(?:仅|只)?[0-9]|零加盟费|免加盟费|加盟热线|加盟电话|0元加盟|零元加盟|欢迎加盟代理|加盟开店(?!业务)",
            fan(
                ("投资", "入股"),
                r"(?:仅|只需|只要)?[0-9一二三五十]{1,4}[-~]?[0-9]{0,3}(?:万|千元|元)(?:起|即可|就可|当老板)",
            ),
            r"投入[^,。;\n]{0,8}(?:月回报|日返|稳赚)|保本保息|稳赚不赔|日返利|静态收益|当老板(?=[^的])[^,。;\n]{0,6}(?:加盟|投资)",
            fan(("免费试听", "免费试学"), "(?!课?(?:的|邀约|预约|客户))"),
            fan(("交", "缴"), r"[^,。;\n]{0,8}加盟费"),
            r"先学习?后付|学费(?:全免|减半|仅|[^,。;\n]{0,12}(?:分期|贷款))|入学即签|招生简章|开班(?:时间|日期):",
            r"无抵押(?:免担保)?(?:当天|即日|快速)?放款|当天放款|黑户(?:可|也)|秒批|凭身份证(?:贷|即可贷)|信用卡套现|代办信用卡|急用钱",
            fan(("出租", "租金", "以租代购", "租车"), r"[^。;\n]{0,12}(?:押金|首付|分期)"),
            r"全款(?:分期)?出售|首付[0-9.]{1,4}万,?月供",
            r"刷单|刷信誉|做任务返佣|手工活外发|走流水|跑分赚|出租(?:本人)?(?:银行卡|电话卡|对公账户)",
        )
    )
)
_COURSE: Final = re.compile(
    "包教包会|包学会|学会为止|推荐就业|包就业|包分配|保就业|零基础学|零基础培训|0(?<![0-9]0)(?:基础学|学费)"
)
_NEAR: Final = 60
_SCHOOL: Final = re.compile("学费|学制|入学|招生|课程")
_DUTY: Final = re.compile(
    "负责|客户|学员|学生|邀约|开发|维护|协助|洽谈|销售|拓展|管理|经验|产品|业务|家长|会员|市场|渠道|老师|讲师|岗位|系统|平台(?:开发|搭建)"
    "|防|风控|反欺诈|识别|打击|公司主营|接待|福利|员工|咨询师|顾问|政策"
)
_DENIED: Final = re.compile("非(?:刷单|加盟|培训)|不(?:是|做|招|收|需)|禁止|严禁|拒绝|谨防|勿扰|杜绝|骗")
_PRAISE: Final = re.compile("实力|信誉|宗旨|资质|一流|口碑|领先|创新|理念|诚信|优质|专业从事|是一家|成立于")
_ANY: Final = AnyOf(_OFFERS, _COURSE, _PRAISE)
_OF_A_JOB: Final = re.compile(
    "[招应聘岗职薪]|工[作资]|月休|双休|单休|五险|社保|包[吃住]|年龄|[0-9]岁|周岁|学历|经验|优先|负责|任务|提成|底薪|面试|人员|要求|熟[悉练]|能力"
    "|福利|加入|待遇|上班|员工|简历|[0-9]元|小时|开发|设计|协助|培训|销售|你|完成|客户"
)
_ABOUT_US: Final = re.compile("(?:我们?|本)(?:公司|司|厂|集团|店)|公司(?:成立|是|位于|创立)")
_ADDRESSED: Final = re.compile(
    "[招应聘岗职薪]|工[作资]|[月双单]休|五险|社保|包[吃住]|[0-9]岁|年龄|学历|优先|负责|任务|提成|底薪|面试|要求|熟[悉练]|福利|待遇|上班|简历"
    "|加入|[0-9]元|小时|您|你|人员|协助|寻找|诚邀|需[要求]"
)
"""What still makes a job of a text that opens as a portrait of the company, whose experience and work are its own."""
_EMPTY_HEADING: Final = re.compile("(?:工作|职位|岗位|任职)(?:内容|职责|要求|描述|时间|资格):")
_JOB: Final = met(Text(zh="是岗位信息", en="It offers a job"))
_ADVERT: Final = Text(
    zh="内容是加盟、投资、课程、贷款、租售等推广，不是岗位",
    en="The text advertises a franchise, investment, course, loan, rental or the company itself instead of a job",
)
