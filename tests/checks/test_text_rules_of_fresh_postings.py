"""Rules that fresh postings showed to be missing: each with what it finds and what it must leave alone."""

import pytest

from certreg.checks import CHECKS, age, charges, discrimination, discrimination_sex
from certreg.checks.duties import HEADING, duties
from certreg.checks.folding import fold
from certreg.checks.work_conditions_stated import TOPICS, stated
from posting_cases import bare_posting, context


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("女士有仓库盘点工作经验者优先", "preferred"),
        ("要求：男 净身高：1.70米以上", "required"),
        ("身高要求：男1.70米以上，女1.60米以上", "none"),
        ("要求：男1.70米以上，女1.60米以上", "none"),
        ("男女不限，有工作经验者优先", "none"),
        ("身体健康、身高170以上、男性、年龄40岁以内", "required"),
        ("造船厂大量招聘男性电焊工30名", "required"),
        ("只招聘年纪轻的女孩子", "required"),
        ("身高：女160cm以上，男168cm以上", "none"),
    ],
)
def test_sex(text: str, limit: str) -> None:
    assert discrimination_sex.sex_limit(bare_posting(work_content=text))[0] == limit


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("男女不限（夫妻优先录用）", {"marital_or_childbearing"}),
        ("可安排夫妻房", set()),
        ("传菜员，需要形象，气质，经验", {"appearance_or_height"}),
        ("需要维护品牌形象，对接媒体", set()),
    ],
)
def test_other_kinds(text: str, kinds: set[str]) -> None:
    assert set(discrimination.kinds(bare_posting(work_content=text))) == kinds


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("入职时身份证原件由公司统一保管", "身份证原件由公司统一保管"),
        ("学费9800元可办理分期", "学费9800元可办理分期"),
        ("客户证件由公司统一保管，负责登记", None),
        ("携带身份证原件，由人事登记后归还", None),
        ("学费由公司承担", None),
    ],
)
def test_charges(text: str, quote: str | None) -> None:
    assert [span.quote for span in charges.find(bare_posting(work_content=text))] == ([quote] if quote else [])


PORTRAIT = "我公司拥有一支多年从事钢结构安装的队伍，经验丰富，管理严格，实力雄厚，能够优质高效地完成各类大型项目"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("交2万元加盟费即可独家经营一个县", "unmet"),
        ("学费9800元可分期，入学即签协议", "unmet"),
        (f"工作内容：{PORTRAIT}。职位要求：工作时间：", "unmet"),
        (f"{PORTRAIT}。现招安装工十名，负责现场安装。", "met"),
        (f"{PORTRAIT}。期待您的到来。", "met"),
        ("负责向加盟商收取加盟费，核对客户学费分期账单", "met"),
    ],
)
def test_adverts(text: str, outcome: str) -> None:
    assert CHECKS["advert"].bound({})(bare_posting(work_content=text), context()).outcome == outcome


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("加班补助、夜班补助、法定节假日三薪", set()),
        ("每晚夜班，法定节假日休息", {"工作时间", "休息日"}),
        ("早班8点到岗，法定节日放假", {"工作时间", "休息日"}),
    ],
)
def test_allowances_are_no_hours_and_triple_pay_is_no_rest(text: str, topics: set[str]) -> None:
    posting = bare_posting(work_conditions=text)
    assert {title.zh for title, pattern in TOPICS if stated(posting, pattern)} == topics


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("每天八个半钟，中间休息", True),
        ("每天8个半小时", True),
        ("工作时间：早九晚六，9点到岗", True),
        ("工作时间：底薪5000加提成", False),
        ("工作时间：1、工资每月发放", False),
    ],
)
def test_hours_are_told_from_pay_and_list_marks(text: str, found: bool) -> None:  # noqa: FBT001 - a table
    assert (stated(bare_posting(work_content=text), TOPICS[0][1]) is not None) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("员工父母满60岁每月发孝心金", False),
        ("年满60岁不招", True),
        ("不招60岁以上的", True),
    ],
)
def test_the_age_of_parents_in_a_benefit_bounds_nothing(text: str, found: bool) -> None:  # noqa: FBT001 - a table
    assert bool(age.find(bare_posting(work_content=text))) is found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("岗位职责：1、公司提供客户资源，负责电话回访老客户；2、整理客户资料", 2),
        ("岗位职责：1、公司提供客户资源和培训；2、整理客户资料", 1),
    ],
)
def test_a_duty_may_open_with_what_the_company_gives(text: str, count: int) -> None:
    folded = fold(text).text
    assert len(duties(folded, HEADING.finditer(folded), 3)) == count


def test_a_keen_interest_is_asked_of_the_applicant() -> None:
    posting = bare_posting(work_content="对摄影有浓厚兴趣")
    assert CHECKS["conditions_stated"].bound({})(posting, context()).spans[0].quote == "浓厚兴趣"
