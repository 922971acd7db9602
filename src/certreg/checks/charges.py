"""G-charges: nothing is asked of the applicant: no money, no guarantee, no papers (Labour Contract Law 9).

Also a training loan, a medical or card at the applicant's own cost, wages kept back as a security, and an agency's fee
in the text that is not the one of its fee field (notice 3(1), 求职是否收费、收费标准). Most postings that speak of fees
deny them (不收押金) or warn of them; fees of customers, bidders and pupils are somebody's duty and no charge.
"""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from certreg.checks.context import Context
from certreg.checks.mentions import after, before, mentions
from certreg.checks.patterns import fan, one_of
from certreg.checks.search import AnyOf, hits
from certreg.domain.assessment import Finding, Span, met, unmet
from certreg.domain.posting import Agency, Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """None."""


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Unmet where the applicant is to pay or to leave something, or an agency's fees disagree."""
    del context, params
    if not _ANY.may_hit(posting):
        return _NOTHING
    charged = _asked(posting)
    if charged:
        return unmet(_CHARGED, spans=charged)
    differing = tuple(_other_fees(posting))
    return unmet(_DIFFERENT, spans=differing) if differing else _NOTHING


def find(posting: Posting) -> tuple[Span, ...]:
    """The words that ask something of the applicant, or state another agency fee than the field."""
    return _asked(posting) or tuple(_other_fees(posting))


def _asked(posting: Posting) -> tuple[Span, ...]:
    excused = _excused if posting.agency is None else _excused_with_fees
    return mentions(posting, _ASKED, excused) + mentions(posting, _KEPT, _is_no_wage)


def _excused(text: str, match: re.Match[str]) -> bool:
    lead = before(text, match, 40)
    if _DENIED.search(lead + match[0]) is not None or _NONE_OF.search(lead) is not None:
        return True
    behind = after(text, match, 16)
    return _BORNE.search(match[0] + behind) is not None or _OTHERS.search(lead[-20:] + behind[:8]) is not None


def _is_no_wage(text: str, match: re.Match[str]) -> bool:
    """What is given back is no part of the wages."""
    return _WAGES.search(before(text, match, 40)) is None


def _excused_with_fees(text: str, match: re.Match[str]) -> bool:
    """An agency's own fee is permitted if it is the one of the field: that is compared apart."""
    return _AGENCY_FEE.search(match[0]) is not None or _excused(text, match)


def _other_fees(posting: Posting) -> Iterator[Span]:
    """Sums that the text gives as the agency's fee and the field does not."""
    if posting.agency is None:
        return
    for field, folded, match in hits(posting, _FEE_SUM):
        if _DENIED.search(before(folded.text, match, 20)) is None and not _agrees(posting.agency, match[0]):
            yield folded.span(field, *match.span())


def _agrees(agency: Agency, words: str) -> bool:
    digits = "".join(sign for sign in words if sign.isdecimal())
    if agency.fee is not None:
        return agency.fee == int(digits) * _FEN
    return agency.seekers_charged is not False and agency.fee_text is not None and digits in agency.fee_text


_FEN: Final = 100
_NAMES: Final = (
    *("押金", "保证金", "服装费", "工装费", "工服费", "工衣费", "制服费", "培训费", "报名费", "体检费", "建档费"),
    *("资料费", "介绍费", "中介费", "办卡费", "办证费", "入职费", "岗位费", "上岗费", "工牌费", "服装押金", "档案费"),
)
_NAME: Final = one_of(_NAMES)
_OWN: Final = "(?:自理|自费|自付|自备|自己出|自行承担|自行支付|个人承担|本人承担|自掏)"
_MEDICAL: Final = ("体检", "健康证", "办卡", "工作服", "工装", "工服", "服装费", "制服", "岗前培训", "培训费")
_PAPERS: Final = "(?:身份证|毕业证|学历证|学位证|证件|资格证)(?!号|复印)"
_ASKED: Final = re.compile(
    "|".join(
        (
            fan(_MEDICAL, rf"[^,。;、\n]{{0,8}}{_OWN}"),
            fan(("自备", "自带", "自费", "自付"), r"[^,。;、\n]{0,8}(?:体检|健康证|办卡|工装费|服装费)"),
            r"体检费(?:用)?\s?:?\s?[0-9]{2,4}\s?[元块/]",
            fan("交缴付收扣", rf"[^,。;、\n]{{0,8}}?(?:{_NAME})"),
            fan(_NAMES, r"[^,。;、0-9\n]{0,6}(?:[0-9]{2,6}\s?[元块/]|[0-9一二两三四五六七八九]{1,2}[千万])"),
            fan(("冻结", "先交", "先缴"), r"(?:保证金|押金|定金|学费)"),
            fan(("扣押", "抵押", "质押", "上交", "暂扣", "扣留", "押"), rf"[^,。;、\n]{{0,4}}?{_PAPERS}"),
            "培训贷|学费贷|助学贷款分期",
            fan(("贷款", "分期"), "(?:付款?|支付|缴纳?|交)?(?:培训|学习|学费)"),
            fan(("学费", "培训费"), r"[^,。;\n]{0,12}(?:分期|贷款|从工资|工资[中里]扣)"),
            fan(
                ("身份证", "毕业证", "学历证", "学位证", "证件", "资格证"),
                r"(?:书|原件){0,2}[^,。;、\n]{0,4}由(?:公司|单位|工厂|厂[里方]|人事|企业)[^,。;、\n]{0,4}(?:保管|代管|保存|收存)",
            ),
        )
    )
)
_KEPT: Final = re.compile(fan(("返还", "退还", "补发"), r"(?:那|剩余的?|其余的?)?(?:百分之|[0-9]{1,2}[%:])"))
_DENIED: Final = re.compile(
    "不(?:会|得|再|用|需要?|要|存在|允许|能|准|许|应|可)?(?:向[^,。]{0,8})?(?:以任何|以各种|收|交|缴|扣|押|乱|付|存在|涉及)"
    "|无任何|无需|毋需|未收|没有(?:任何|押金|费用|中介|收费|乱收)|没有[^,。]{0,3}$|免费|免[收交缴除]|拒绝|杜绝|严禁|禁止|谨防|警惕|勿信|切勿|举报|如遇|凡是?|骗|名义|借口|理由"
    "|零费用|0费用|黑中介|收[取费]的?公司|取收"
)
_NONE_OF: Final = re.compile("[无免非零0][^,。]{0,6}$")
_WAGES: Final = re.compile("薪|工资|薪水|发放")
_BORNE: Final = re.compile(
    "公司(?:承担|出|报销|负责|支付)|报销|补[贴助]|全免|免费|骗|非法|违法|虚假|不靠谱|举报|一律|都是|优惠|折扣|福利"
)
_OTHERS: Final = re.compile(
    "客户|[招投]标|租[户客房]|业主|家长|学生|学员|供应商|商户|商家|履约|合同(?!期满)|项目|核对|负责|加盟|代理商|车位|物业|工程"
    "|会员|顾客|入住客|退客|财务|期货|交易|报表|催[收缴]|登记|台账|管理制"
)
_AGENCY_FEE: Final = re.compile("中介费|介绍费")
_FEE_SUM: Final = re.compile(
    fan(("中介", "介绍", "服务", "职介", "推荐", "求职"), r"费[^,。;0-9\n]{0,8}[0-9]{2,6}\s?元")
)
_ANY: Final = AnyOf(_ASKED, _KEPT, _FEE_SUM)
_NOTHING: Final = met(
    Text(
        zh="正文没有向求职者收费或者扣押证件的要求",
        en="The text asks no money or papers of applicants",
    )
)
_CHARGED: Final = Text(
    zh="正文要求求职者交纳或者垫付费用、提供担保或者扣押证件、工资",
    en="The text asks applicants for money, a guarantee or papers, or keeps back wages",
)
_DIFFERENT: Final = Text(
    zh="正文中的中介收费与收费栏不一致",
    en="The agency fee in the text is not the one in the fee field",
)
