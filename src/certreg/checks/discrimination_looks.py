"""G-discrimination, looks or height without bearing on the job.

Employment Promotion Law 3 and 26 (since 2008-01-01): equal chances and fair conditions. Rules on Employment Services
and Employment Management 20 (就业服务与就业管理规定, since 2008-01-01): no discriminating content in a notice of
recruitment. No statute names looks, so the check proposes and the assessor judges the bearing on the job.

Grooming (仪表整洁), tattoos and the look of firms, brands and products are no demand on the applicant's looks.
"""

import re
from typing import Final

from certreg.checks.demands import Demand, after, before
from certreg.checks.patterns import fan, one_of
from certreg.domain.assessment import Span
from certreg.domain.posting import Posting


def find(posting: Posting) -> tuple[Span, ...]:
    """The words that ask for looks, height, weight or hair."""
    return DEMAND.find(posting)


def _asked(text: str, match: re.Match[str]) -> bool:
    left, right = before(text, match), after(text, match)
    if _WAIVED_BEFORE.search(left) or _WAIVED_AFTER.match(right):
        return False
    if "形象" in match.group():
        return _OF_OTHERS_BEFORE.search(left) is None and _OF_OTHERS_AFTER.match(right) is None
    return _AROUND_BEFORE.search(left) is None and _AROUND_AFTER.match(right) is None


_GAP: Final = r"[\s/、]{0,2}"
_VERY: Final = r"(?:要求?|比较|较|须|需|够|条件|尚|俱|稍|都|及|和|与)?"
_GOOD: Final = one_of(
    (
        *(
            "端正",
            "良好",
            "好",
            "佳",
            "较佳",
            "上佳",
            "出众",
            "姣好",
            "甜美",
            "优雅",
            "大方",
            "清秀",
            "俱佳",
            "秀丽",
            "美丽",
        ),
        *(
            "靓丽",
            "漂亮",
            "精致",
            "上乘",
            "阳光",
            "时尚",
            "突出",
            "宜人",
            "高雅",
            "优秀",
            "优",
            "端庄",
            "俊朗",
            "可人",
            "标致",
            "英俊",
            "健康",
        ),
    )
)
_FIGURE: Final = one_of(("匀称", "苗条", "好", "佳", "高挑", "标准", "适中", "良好", "健美", "偏瘦", "均匀", "挺拔"))
_METRES: Final = r"(?:1[.米m]?\s?[4-9][0-9]?|一米[四五六七八])"
_LOOKS: Final = re.compile(
    "|".join(
        (
            fan(("良好的", "较好的", "优雅的"), "(?:形象|气质)(?![^,。;]{0,2}(?:设计|宣传))"),
            fan(("要求", "需要", "要有"), "(?:形象[,、]?气质|气质[,、]?形象)(?=[,、。;]|$)"),
            rf"形象(?:{_GAP}气质)?{_GAP}{_VERY}(?:{_GOOD})",
            rf"气质{_GAP}(?:形象)?{_GAP}{_VERY}(?:{_GOOD})",
            fan(
                ("五官", "相貌", "外貌", "容貌", "品貌", "样貌", "长相", "外形", "外表", "面容", "颜值"),
                rf"{_GAP}(?:形象|气质)?{_VERY}(?:{_GOOD}|高|在线|(?<=颜值)[、,/])",
            ),
            fan(("仪表", "仪容"), rf"{_GAP}(?:端庄|端正|大方|堂堂|秀丽|{_VERY}[好佳])"),
            fan(("身材", "体型", "形体", "体态"), rf"{_GAP}{_VERY}(?:{_FIGURE})"),
            rf"身高\s?(?:要求|须|需|必须|应|在|不低于|不得低于|达到?|满|:|\(|男|女|性|生|士|净|体重|及|、|约|最好)*\s?{_METRES}",
            r"身高(?:及|和|、|与)?(?:体重|形象|外形)?(?:标准|适中|优秀|匀称|要求[:]?1)",
            r"体重\s?(?:要求|在|不超过|不高于|:|男|女|性|生)*\s?[1-9][0-9]{1,2}\s?(?:kg|KG|Kg|公斤|斤|以[下内])",
            fan("1", r"(?:[.米m]\s?[4-9][0-9]?\s?(?:米|m|M|cm|CM)|米[4-9][0-9]?)(?:及?以上|左右)"),
            fan("1", r"[4-9][0-9]\s?(?:cm|CM|Cm|厘米|公分)(?:及?以上|左右)"),
            fan(("皮肤", "肤色"), rf"{_GAP}(?:好|佳|白皙|白净|光滑|良好|白)(?!转)"),
            fan(
                ("黄", "黄头", "红头", "彩色头", "怪异发", "奇异发"),
                r"[头色]?[发型]{1,2}(?:者|的)?(?:不要|勿扰|不招|不收|免谈)",
            ),
            fan(("染发", "染头发", "染色头发"), "(?:者|的|人员)?(?:不要|勿扰|不招|不收|免谈|除外)"),
        )
    )
)
_WAIVED_BEFORE: Final = re.compile(
    r"(?:不看|不限|无视|不要求|无需|不需要?|不在乎|不挑|不论|不管|无关)[^,。;、0-9.) ]{0,4}$"
    r"|(?:根据|按照?|视)(?:您的|个人|自身)?$"
)
_WAIVED_AFTER: Final = re.compile(r"(?:均|都|皆)?(?:不限|不作要求|不做要求|无要求|不重要|不要求)")
_OF_OTHERS_BEFORE: Final = re.compile(
    r"(?:公司|企业|品牌|产品|店铺?|店面|门店|网站|网店|单位|城市|团队|集团|酒店|项目|社会|专业|职业|行业|平台|服务|商家|学校|对外)(?:整体)?的?$"
    r"|(?:树立|维护|建立|塑造|展[现示]|保持|打造|提升|宣传|营造|注意|代表)[^,。;]{0,10}$"
)
_OF_OTHERS_AFTER: Final = re.compile(r"的?(?:设计|宣传|推广|品牌|企业|公司|店|产品|展示)")
_AROUND_BEFORE: Final = re.compile(
    r"(?:注意|保持|管理|检查|规范|产品|手机|汽车|车辆|商品|设备|包装|同事|老板|团队|建筑|作品|零件|机身|客户|宝宝|页面|界面|宠物|我们|让|使|帮|令|改善|恢复|拥有|塑造)"
    r"[^,。;]{0,6}$"
)
_AROUND_AFTER: Final = re.compile(r"的?(?:团队|同事|小哥|小姐|伙伴|设计|检[查验测]|产品|包装|老师们?在)|[转变起]")
DEMAND: Final = Demand(_LOOKS, _asked)
