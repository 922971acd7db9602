"""Likeness of texts, kinship of employers, and the check of T-duplicate."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certreg.checks import duplicate, likeness
from certreg.checks.context import Context
from certreg.checks.kinship import kinship, name_core
from certreg.domain.assessment import Finding, Outcome
from certreg.domain.neighbour import Kinship, Neighbour, Neighbourhood
from certreg.domain.posting import Party, Posting

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
DUTIES = (
    "1、操作数控车床，按工艺卡加工轴类零件；2、首件自检并填写首件记录；3、更换刀片、修改刀补；"
    "4、加工异常时停机并通知班长；5、下班前清理机床和工位，交接未完成的工件；6、每月参加一次设备保养。"
)
LETTERS = st.text(alphabet=[chr(code) for code in range(0x4E00, 0x5600)], min_size=120, max_size=600)
GOLDEN = ("dc7706d0fe8b", 207_680_836_901_707_279, -6_969_747_655_153_205_460)


def said(text: str | None, name: str = "重庆甲机械有限公司") -> Posting:
    return Posting(title="车工", employer=Party(name=name), work_content=text)


def alike(one: str, other: str) -> float:
    return likeness.similarity(likeness.shingles(one), likeness.shingles(other))


@given(LETTERS)
def test_a_text_is_its_own_near_copy(text: str) -> None:
    assert alike(text, text) == 1.0
    assert likeness.signature(text) == likeness.signature(text)


@given(LETTERS, st.data())
def test_a_small_edit_stays_near_and_shares_a_band(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    edited = text[:place] + data.draw(st.sampled_from(["", "月", "薪面"])) + text[place + 1 :]
    assert alike(text, edited) >= likeness.NEAR
    shared = set(likeness.signature(text).bands) & set(likeness.signature(edited).bands)
    assert shared


@given(st.text(alphabet="甲乙丙丁戊己庚辛", min_size=80), st.text(alphabet="子丑寅卯辰巳午未", min_size=80))
def test_unrelated_texts_are_not_near(one: str, other: str) -> None:
    assert alike(one, other) == 0.0
    assert set(likeness.signature(one).bands).isdisjoint(likeness.signature(other).bands)


@pytest.mark.parametrize(
    "other",
    [
        DUTIES.replace("；", "\n").replace("、", ". "),
        DUTIES.replace("1、操作数控车床", "１、操作数控车床"),
        "<p>" + DUTIES + "</p>",
        DUTIES.replace("停机", "停\u200b机"),
    ],
)
def test_what_a_reader_does_not_see_makes_no_other_text(other: str) -> None:
    assert likeness.compared_text(said(other)) == likeness.compared_text(said(DUTIES))


@pytest.mark.parametrize("text", [None, "", "负责前台接待，收发快递。", "，。" * 500])
def test_short_texts_are_not_compared(text: str | None) -> None:
    assert likeness.compared_text(said(text)) == ""


def test_long_texts_are_looked_at_in_part() -> None:
    assert len(likeness.compared_text(said("工作内容很多很多" * 200_000))) == likeness.MOST


def test_signatures_are_those_that_databases_hold() -> None:
    """Another value here means other signatures in every database: a new scheme, and `certreg db upgrade`."""
    signature = likeness.signature(likeness.compared_text(said(DUTIES)))
    assert likeness.SCHEME == "1.2"
    assert len(signature.bands) == len(set(signature.bands)) == likeness.BANDS
    assert (signature.digest[:12], signature.bands[0], signature.bands[-1]) == GOLDEN


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("重庆甲机械有限公司", "重庆甲机械有限公司", Kinship.SAME),
        ("重庆甲机械（集团）有限公司", "重庆甲机械(集团)有限公司", Kinship.SAME),
        ("大连华钦软件技术有限公司", "上海华钦信息科技股份有限公司", Kinship.AKIN),
        ("中国平安人寿保险股份有限公司广东分公司", "平安科技(深圳)有限公司", Kinship.AKIN),
        ("北京信息科技有限公司", "上海信息技术有限公司", Kinship.OTHER),
        ("重庆甲方机械有限公司", "重庆乙方机械有限公司", Kinship.OTHER),
        ("某知名互联网公司", "重庆乙方机械有限公司", Kinship.UNNAMED),
        (None, "重庆乙方机械有限公司", Kinship.UNNAMED),
    ],
)
def test_kinship_by_name(one: str | None, other: str | None, expected: Kinship) -> None:
    parties = [Party(name=name) if name else None for name in (one, other)]
    assert kinship(*parties) is expected
    assert kinship(*reversed(parties)) is expected


def test_kinship_by_code() -> None:
    first, second = "91500118MA5U000119", "91500112DEM000313L"
    one = Party(name="重庆甲方机械有限公司", uscc=first)
    assert kinship(one, Party(name="甲方机械", uscc=first)) is Kinship.SAME
    assert kinship(one, Party(name=one.name, uscc=second)) is Kinship.AKIN


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("重庆市渝北区张三餐饮店", "张三"),
        ("IBM (China) Ltd", "ibm"),
        ("重庆网络科技有限公司", ""),
        ("重庆", ""),
    ],
)
def test_the_core_of_a_name(name: str, core: str) -> None:
    assert name_core(name) == core


class Fixed:
    def __init__(self, *near: Neighbour, same: int = 0, comparable: bool = True) -> None:
        self._found = Neighbourhood(comparable=comparable, same_employer=same, nearest=near)

    def near(self, posting: Posting) -> Neighbourhood:
        assert posting.work_content == DUTIES
        return self._found


def near(relation: Kinship, *, earlier: bool | None = True) -> Neighbour:
    return Neighbour(
        ref="p1",
        source="certreg postings",
        title="车床工",
        employer="重庆乙方机械有限公司",
        similarity=0.9567,
        kinship=relation,
        earlier=earlier,
        since=date(2026, 11, 1),
        address="https://registry.example/postings/p1",
    )


def checked(neighbours: Fixed | None) -> Finding:
    return duplicate.check(said(DUTIES), Context(NOW, neighbours=neighbours), duplicate.Params())


@pytest.mark.parametrize(
    ("neighbours", "outcome"),
    [
        (None, Outcome.UNKNOWN),
        (Fixed(), Outcome.MET),
        (Fixed(comparable=False), Outcome.UNKNOWN),
        (Fixed(near(Kinship.OTHER)), Outcome.UNMET),
        (Fixed(near(Kinship.OTHER, earlier=None)), Outcome.UNMET),
        (Fixed(near(Kinship.OTHER, earlier=False)), Outcome.MET),
        (Fixed(near(Kinship.AKIN)), Outcome.PARTLY),
        (Fixed(near(Kinship.UNNAMED)), Outcome.MET),
        (Fixed(near(Kinship.SAME), same=3), Outcome.MET),
        (Fixed(near(Kinship.SAME), same=4), Outcome.PARTLY),
        (Fixed(near(Kinship.SAME), near(Kinship.OTHER), same=4), Outcome.UNMET),
        (Fixed(same=4, comparable=False), Outcome.PARTLY),
    ],
)
def test_the_check(neighbours: Fixed | None, outcome: Outcome) -> None:
    assert checked(neighbours).outcome is outcome


def test_evidence_says_where_the_other_is() -> None:
    (fact,) = checked(Fixed(near(Kinship.OTHER))).facts
    assert fact.source == "certreg postings"
    assert fact.as_of == date(2026, 11, 1)
    for words in (fact.statement.zh, fact.statement.en):
        for part in ("p1", "https://registry.example/postings/p1", "车床工", "重庆乙方机械有限公司", "95%"):
            assert part in words


def test_the_later_copy_is_shown_to_the_first() -> None:
    assert checked(Fixed(near(Kinship.OTHER, earlier=False))).facts
