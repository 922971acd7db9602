"""Kinds of work that postings hide behind other titles, and the words by which their duties give them away.

A kind is recognised by the number of its distinct signs. Titles that may well mean that kind (`fitting`) are left
alone, generously: 销售代表 may sell houses, 客服 may not. Each kind is a line that a reader can check.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

import msgspec

from certreg.checks.folding import fold
from certreg.checks.patterns import fan
from certreg.checks.search import hits
from certreg.domain.assessment import Span
from certreg.domain.posting import Posting
from certreg.domain.text import Text


class Kind(msgspec.Struct, frozen=True):
    """`least` distinct signs make the kind; `few` of them where the title is a plain desk or service job (`plain`).

    `narrow` takes the place of `fitting` where the signs weigh `SURE`. An employer whose name tells the `trade` and
    who pays by commission counts as two signs more: no clerk of such a firm is paid so.
    """

    name: Text
    signs: re.Pattern[str]
    least: int
    fitting: re.Pattern[str]
    few: int | None = None
    only: re.Pattern[str] | None = None
    strong: re.Pattern[str] | None = None
    narrow: re.Pattern[str] | None = None
    trade: re.Pattern[str] | None = None

    def fits(self, title: str, weight: int) -> bool:
        """The title may well mean this kind; where the text says it many times over, only if it nearly names it."""
        sure = self.narrow is not None and weight >= SURE
        pattern = self.narrow if sure and self.narrow is not None else self.fitting
        return pattern.search(title) is not None

    def weight(self, signs: Iterable[str]) -> int:
        """How much these signs say: a strong one counts as two."""
        return sum(2 if self.strong is not None and self.strong.fullmatch(sign) else 1 for sign in signs)


def _kind(name: Text, signs: str, least: int, fitting: str, **more: int | str) -> Kind:
    few = more.pop("few", None)
    patterns = {key: re.compile(str(words)) for key, words in more.items()}
    return Kind(name, re.compile(signs), least, re.compile(fitting), few if isinstance(few, int) else None, **patterns)


SURE: Final = 6


PLAIN: Final = re.compile("客服|文员|前台|话务|普工|操作工|行政|内勤|接待")
"""Titles of desk and plain jobs, behind which selling is hidden most often."""
_OFFICE: Final = (
    "招聘|人事|秘书|会计|财务|出纳|策划|设计|工程|造价|预算|审计|开发|数据|分析|产品|测试|编辑|文案|行政专|法务|律师|算法|java|前端"
    "|android|ios|培训|讲师|运维|架构|采购|资料|催收|客服主管|商业分析|专家|实施|技术支持|售前"
)

KINDS: Final = (
    _kind(
        Text(zh="房产买卖、租赁经纪", en="selling or letting property"),
        "房产经纪|经纪人|带看|带客户?看房|陪同[^,。;]{0,6}看房|房源|二手房|买卖或租赁|租赁买卖|买卖双方|做地产|房产销售|房地产|地产行业|一手楼|二手楼|楼买卖|房屋买卖|房产服务|置业|楼盘"
        "|售楼|业主",
        2,
        "房|置业|地产|物业|经纪|楼|销售|业务|顾问|客户|招商|案场|租赁|营销|合伙|店长|商圈|门店|督导|驻场|拓展|权证|签约|市场|推广|投资|运营|管家|保安"
        f"|保洁|电工|水电|维修|评估|监理|施工|装修|项目|总|主播|秩序|绿化|家政|保姆|消防|安防|安装|测量|{_OFFICE}",
        strong="房产经纪|带看|带客户?看房|陪同.*看房|做地产|房产销售|二手房|买卖或租赁|一手楼|二手楼|楼买卖|房屋买卖",
        narrow="房(?!产客服)|置业|地产|(?<!保险)经纪|楼|销售|业务|顾问|客户|招商|租赁专|店长|督导|合伙|市场|营销|推广|渠道|权证|招聘|人事|培训",
        trade="地产|房产|置业|不动产",
    ),
    _kind(
        Text(zh="保险、金融产品销售", en="selling insurance or financial products"),
        "寿险|车险|产险|团体险|团险|保单|保险(?:产品|业务|代理|营销|计划|方案|咨询)|理财产品|健康险|养老险|证券开户|贷款产品|信用卡分期|办理(?:信用卡|贷款)|信贷产品"
        "|陆金所|增员|保险知识|保险行业|综合金融|代理人|保险金|保险项目|训练津贴|销售代理权|金融理财|理财分析|财产险|人寿保险[,、]|保费|建保",
        2,
        "险|理财|金融|销售|顾问|客户经理|证券|信贷|投资|银行|财富|贷款|信用(?!审核)|业务|营销|基金|融资|风险|核保|理赔|寿|电销|代理|续|经纪|合伙|精算"
        f"|组训|{_OFFICE.replace('招聘|人事|', '')}",
        narrow="险|理财|金融产|销售|顾问|客户|证券|信贷|银行|财富|贷款|信用|业务|营销|基金|核保|理赔|电销|代理|续|经纪|精算|培训|讲师|组训|招聘",
        trade="人寿|寿险|保险",
    ),
    _kind(
        Text(zh="送餐、配送", en="delivering meals or parcels"),
        "送餐|外卖|骑手|配送|餐品|每单|一单|快递行业|派件",
        3,
        "送|快递|骑手|外卖|司机|物流|跑腿|站长|店|厨|餐|服务员|驾驶|运(?!工)|客服|调度|仓|分拣|理货|拣|采购|市场|推广|bd|业务|"
        + _OFFICE,
        few=2,
    ),
    _kind(
        Text(zh="电话、网络销售", en="selling by phone or online"),
        "开发(?:新|潜在)?客户|客户开发|开拓(?:新)?客户|新客户的?开[发拓]|销售业绩|业绩指标|销售(?:任务|指标|目标)|"
        + fan(("电话销售", "网络销售"), "(?![^,。;]{0,8}经[验历])")
        + "|电话渠道销售|"
        + fan(("诚聘", "急聘", "急招", "招聘", "聘请"), ":?(?:销售|业务)(?:代表|精英|人员|员|顾问)")
        + ""
        "|销售机会|挑战高薪|成交客户|签约客户|促单|逼单|电话外呼|外呼销售|提供(?:优质|精准|大量)?的?客户资源|电销|对销售(?:工作)?有|电话邀约|销售计划|销售精英|热爱销售|喜欢销售|从事销售|促成(?:交易|成交|签单)|挖掘客户|意向客户|销售公司产品|产品销售",
        3,
        "销|业务|商务|顾问|客户经理|客户代表|市场|招商|渠道|拓展|推广|经纪|置业|保险|理财|外贸|招生|营业|店|促|bd|代理|加盟|大客户|证券|信贷|贷|投资"
        "|融资|合伙|经理|总监|主管|导购|售前|售后|跟单|运营|信用卡|金融|会籍|美容|健身|教练|地产|房|区域|督导|储备|客户|项目|电商|企划|管培|车险|选品|校园|校招"
        f"|{_OFFICE}",
        few=2,
    ),
    _kind(
        Text(zh="餐厅服务", en="waiting tables"),
        "端菜|传菜|点菜|点餐|上菜|收拾(?:桌|餐)|摆台|餐具|翻台|招服务员|倒茶|宴会服务|收台|骨碟|口布",
        3,
        "服务|餐饮|传菜|店|厨|领班|大堂|前厅|迎宾|收银|吧|酒店|配菜|保洁|洗碗|学徒|杂工|后勤|咖啡|食|包厢|礼仪|接待|打荷|面点|兼职|礼宾|管家|储备|"
        + _OFFICE,
    ),
    _kind(
        Text(zh="工厂流水线生产", en="production-line work in a factory"),
        "流水线|产线|坐班|站班|两班倒|无尘|车间|普工|电子产品|组装|厂牌|插件|厂服|工衣|倒班|小时工|短期工|手工活|电子厂|进厂",
        4,
        "普工|技工|操作|生产|组装|装配|包装|质检|检验|品|厂|学徒|小时工|临时工|假工|仓|线|员工|储备|车间|焊|测试|作业|物料|班长|组长|主管|制造|加工"
        "|搬运|分拣|打包|叉车|qc|pmc|主任|跟单|经理|统计|安全|物控|模具|机械|机修|数控|冲压|注塑|缝|杂工|电工|技术|设备|实习|司机|保安|医|"
        + _OFFICE,
    ),
    _kind(
        Text(zh="仓库分拣、打包", en="sorting and packing in a warehouse"),
        "分拣|拣货|打包|发货|仓内|收货|入库|出库|流水线包装",
        4,
        "仓|库|分拣|打包|理货|物流|配货|拣|普工|包装|搬运|装卸|发货|快递|供应链|跟单|司机|配送|操作|电商|客服|单证|叉车|内勤|统计|文员|助理|经理|主管"
        f"|小时工|临时工|兼职|生产|品|淘宝|网店|店长|计划|外贸|后勤|订单|{_OFFICE}",
    ),
    _kind(
        Text(zh="对员工的管理", en="supervising others"),
        ""
        + fan(("检查", "监督", "督促", "指导"), "[^,。;]{0,12}(?:人员|员工|保洁|队员|班组)")
        + "|排班|人员调配|"
        + fan(("员工", "人员", "队员", "组织"), "(?!入职)[^,。;]{0,4}培训")
        + "|培训工作"
        "|人员管理|团队管理",
        3,
        "长|主管|经理|领班|督导|管理|总监|主任|储备|负责人|带班|导师",
        only="保洁|保安|服务员|普工|操作工|店员|收银员|营业员|理货员|快递员|送餐员|司机|工人|学徒|搬运",
    ),
    _kind(
        Text(zh="软件开发", en="software development"),
        "代码编写|编写代码|模块开发|编码|功能开发|架构设计|单元测试|代码重构|接口开发|源代码",
        3,
        "开发|工程师|程序|软件|架构|技术|研发|测试|专家|总监|主管|实习|应届|校招|校园",
        only="数据分析(?:师|员|专员)|文员|客服|运营|销售|行政|人事|产品经理|设计师|编辑",
    ),
    _kind(
        Text(zh="招聘", en="recruiting"),
        "招聘渠道|招聘会|招聘广告|筛选简历|简历筛选|邀约面试|面试邀约|安排面试|招聘工作|候选人|招聘计划|招聘组织|招聘流程|收集简历|预约面试",
        3,
        "人事|人力|招聘|hr|行政|猎头|人资|劳务|培训|经理|驻厂|主管|总监|秘书|校|店长|顾问|工程师|开发|测试|产品|专家",
    ),
    _kind(
        Text(zh="保安", en="guarding"),
        "保安(?:员|人员|服务|公司|队|岗|证)|巡逻|站岗|门岗|退伍军人|警卫|安检|执勤|服勤|押运|秩序维护|安全保卫|警务站",
        3,
        "保安|安保|安检|秩序|门卫|巡|消防|物业|警|押运|队|退伍|管家|卫|司机|监控|安防|教官|值班|"
        + _OFFICE.replace("招聘|人事|", ""),
        few=2,
        strong="门岗|警卫|执勤|服勤|巡逻",
    ),
    _kind(
        Text(zh="网约车、货车驾驶", en="driving passengers or goods"),
        "网约车|滴滴(?!打车)|专车|流水|双证|提车|接单|跑单|派单|司机|营运证|租车|租金|车型|驾驶证|实际驾龄|驾龄",
        4,
        "司机|驾|车|租|运|物流|招商|送|快递|骑手|外卖|跑腿|调度|配|销售|业务|市场|拓展|渠道|顾问|护|保洁|维修|安装|推广|bd|"
        + _OFFICE,
        few=3,
        strong="网约车|滴滴",
    ),
    _kind(
        Text(zh="厨房工作", en="kitchen work"),
        "厨师|烹[调饪]|切配|菜肴|炒菜|炒锅|厨房|烧制|面点|菜品|砧板|打荷|凉菜|灶台",
        3,
        "厨|配菜|打荷|面|餐|菜|食|烘|西点|糕|烧|炉|凉|洗|杂工|店|服务|传|学徒|后勤|采购|保姆|家政|阿姨|管家|酒店|保洁|储备|水吧|茶|咖|收银|吧|品|"
        + _OFFICE,
        few=3,
    ),
    _kind(
        Text(zh="直播、表演、陪侍", en="live streaming, performing or escorting"),
        "直播|主播|才艺|粉丝|打赏|跳舞|舞蹈|唱歌|上镜|走秀|驻场演出|点舞|酒水提成|小费|陪唱|夜场|模特",
        3,
        "播|模特|艺|演|舞|歌|唱|dj|运营|媒体|短视频|视频|剪辑|摄|编导|策划|编辑|推广|星探|经纪|教|老师|课|招生|健身|瑜伽|礼仪|公关|酒|ktv|吧|星|带货|电商|"
        + _OFFICE.replace("招聘|人事|", ""),
        few=2,
    ),
    _kind(
        Text(zh="地面推广", en="promoting in the street"),
        "地推|扫街|注册人数|关注人数|下单人数|扫码|拉新|传单|线下推广|推广宣传",
        2,
        "推|市场|销|业务|bd|渠道|拓展|促|兼职|招商|招生|顾问|商务|运营|策划|经理|主管|活动|品牌|营销|学生|店|课程|客户|媒|企划|"
        + _OFFICE,
    ),
    _kind(
        Text(zh="写作、策划", en="writing and planning"),
        "文案|软文|撰稿|稿件|选题|朋友圈(?:配文|策划)|推文|创意|图文",
        3,
        "文案|策划|编|运营|媒|推广|品牌|市场|设计|美工",
        only="销售|客服|业务|文员|前台|行政|人事|会计|普工|导购",
    ),
    _kind(
        Text(zh="门店售货", en="serving in a shop"),
        "收银|理货|上架|陈列|补货|防损|营业员|店员|导购|货架|保质期|顾客",
        4,
        "店|营业|导购|收银|理货|促|销|陈列|柜|零售|商超|超市|督导|储备|仓|库|商品|货|水果|生鲜|卖|品类|拣|采购|买手|运营|服务员|咖|茶|烘|糕|食|餐|美容|客户|业务|顾问|市场|经理|主管|学徒|药|培训生|管培|兼职|"
        + _OFFICE,
    ),
    _kind(
        Text(zh="教学、辅导", en="teaching"),
        "备课|授课|教案|教师资格|辅导作业|作业辅导|课堂|教学(?:任务|计划|质量|工作|内容)|上课|班级管理|任教",
        3,
        "师|教|课|学|培训|招生|班|幼|托|育|园|辅导|顾问|讲|阿姨|保育|早教|校|画|琴|舞|助|运营|研|编程|"
        + _OFFICE.replace("招聘|人事|", ""),
    ),
)

_BEFORE: Final = 4
_DENIED: Final = re.compile("无需|不用|不需|不是|没有|不做|非|无$")
_ANY_SIGN: Final = re.compile("|".join(kind.signs.pattern for kind in KINDS))


@lru_cache(maxsize=4096)
def _of_sign(words: str) -> tuple[Kind, ...]:
    # A look-ahead sees nothing behind a sign that stands alone.
    return tuple(kind for kind in KINDS if kind.signs.fullmatch(words))


COMMISSION: Final = re.compile("提成|无责(?:任)?底薪|开单|月入过万|销售精英")
Signs = dict[Kind, dict[str, tuple[int, int]]]
"""The distinct signs of each kind, with the place in the folded text where each stands first."""


def signs_of_work(posting: Posting, fields: tuple[str, ...]) -> dict[str, Signs]:
    """The signs in each of these texts that has any."""
    found: dict[str, Signs] = {}
    for field, folded, match in hits(posting, _ANY_SIGN, fields):
        if _DENIED.search(folded.text, max(0, match.start() - _BEFORE), match.start()):
            continue
        for kind in _of_sign(match[0]):
            found.setdefault(field, {}).setdefault(kind, {}).setdefault(match[0], match.span())
    return found


class Trade(NamedTuple):
    """The kind of work that an employer's name stands for, and the words of it."""

    kind: Kind
    name: Span


@lru_cache(maxsize=8192)
def trade_of(employer: str) -> Trade | None:
    """Selling property or insurance, where the name says so."""
    folded = fold(employer)
    for kind in KINDS:
        match = None if kind.trade is None else kind.trade.search(folded.text)
        if match is not None:
            return Trade(kind, folded.span("employer", *match.span()))
    return None
