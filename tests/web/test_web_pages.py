"""Pages as people get them: content, languages, escaping, filters."""

import json
import re
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

import msgspec
import pytest

from casework import LEAD, PLATFORM, REGISTRAR, Casework, posting
from certreg.domain.organisation import Licence, Organisation, OrganisationKind
from certreg.domain.posting import Agency, Pay, PayPeriod, Posting, Provenance
from certreg.services import organisations
from certreg.services.label_life import revoke, suspend
from certreg.services.update_posting import update_posting
from website import Client

HOSTILE = '<script>alert(1)</script>\u202egnp.exe"><img src=x onerror=alert(2)>{{7*7}}'
LANGUAGES = pytest.mark.parametrize("lang", ["zh-CN", "en"])


@LANGUAGES
def test_every_page_names_its_language_and_links_to_the_other(client: Client, work: Casework, lang: str) -> None:
    label = work.certified()
    other = "en" if lang == "zh-CN" else "zh-CN"
    for path in (
        "/",
        "/search",
        f"/postings/{label.posting_id}",
        f"/labels/{label.id}",
        "/criteria",
        "/schema",
        "/problems",
    ):
        page = client.get(path, params={"lang": lang})
        assert page.status_code == 200, path
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert page.headers["content-language"] == lang
        assert "Accept-Language" in page.headers["vary"]
        assert f'<html lang="{lang}">' in page.text
        assert f'href="{path}?lang={other}" hreflang="{other}"' in page.text


def test_accept_language_decides_where_the_address_does_not(client: Client) -> None:
    assert '<html lang="en">' in client.get("/", headers={"Accept-Language": "en-GB, zh;q=0.1"}).text
    assert '<html lang="zh-CN">' in client.get("/").text
    assert '<html lang="zh-CN">' in client.get("/?lang=zh", headers={"Accept-Language": "en"}).text


def test_links_keep_a_chosen_language(client: Client) -> None:
    page = client.get("/search?lang=en&text=abc").text
    assert 'href="/criteria?lang=en"' in page
    assert '<input type="hidden" name="lang" value="en">' in page
    assert 'href="/search?text=abc&amp;lang=zh-CN"' in page
    assert "?lang=" not in re.sub(r'hreflang="[^"]*"|href="[^"]*lang=en"', "", client.get("/criteria").text)


def test_home_lists_what_is_certified(client: Client, work: Casework) -> None:
    assert "目前还没有有效的认证" in client.get("/").text
    label = work.certified()
    assert f'href="/postings/{label.posting_id}"' in client.get("/").text


def test_a_posting_that_never_had_a_label_is_not_public(client: Client, work: Casework) -> None:
    record = work.submitted()
    answer = client.get(f"/postings/{record.id}", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert record.posting.title not in answer.text
    assert record.id not in client.get("/search").text


def test_a_posting_shows_base_fields_scores_and_every_criterion(client: Client, work: Casework) -> None:
    label = work.certified()
    page = client.get(f"/postings/{label.posting_id}").text
    for shown in (
        "数控车工",
        "重庆测试精密机械有限公司",
        "6 人",
        "中专、中技",
        "1 年以上",
        "全日制",
        "6,500-9,000 元/月",
        "每年 13 个月工资",
    ):
        assert shown in page, shown
    for criterion in work.registry.scorer.published.criteria.criteria:
        assert f'id="{criterion.id}"' in page
    assert '<a href="https://jobs.example/1" rel="nofollow noopener noreferrer external">' in page
    assert "an" not in re.findall(r"judged_by[^<]*", page)


def base_fields(client: Client, content: Posting) -> str:
    """The base fields alone: what lacks one is never certified, so its page is not public."""
    macros: Any = client.app.state.site.pages.template("posting_fields.html", "zh-CN").make_module(
        {"language": "zh-CN"}
    )
    return str(macros.base_fields(lambda text: text, content))


def test_a_field_the_channel_lacks_is_told_from_one_left_out(client: Client) -> None:
    lacks = posting(headcount=None, provenance=Provenance(channel_lacks=frozenset({"headcount"})))
    assert "发布渠道没有此栏" in base_fields(client, lacks)
    assert "未写明" in base_fields(client, posting(headcount=None))
    assert "若干" in base_fields(client, posting(headcount=None, verbatim={"headcount": "若干"}))


@pytest.mark.parametrize(
    ("agency", "words"),
    [
        (Agency(name="甲人力"), "未写明"),
        (Agency(name="甲人力", seekers_charged=False), "不收费"),
        (Agency(name="甲人力", seekers_charged=True), "收费，未写明标准"),
        (Agency(name="甲人力", seekers_charged=True, fee=20_000), "收费，每人 200 元"),
        (Agency(name="甲人力", seekers_charged=True, fee_text="首月工资的一半"), "首月工资的一半"),
    ],
)
def test_an_agency_posting_shows_agency_and_fee(client: Client, agency: Agency, words: str) -> None:
    shown = base_fields(client, posting(agency=agency))
    assert "甲人力" in shown
    assert words in shown.partition("向求职者收费")[2]


@LANGUAGES
def test_hostile_text_stays_text(client: Client, work: Casework, lang: str) -> None:
    content = posting(
        title=HOSTILE,
        work_content=f"1. 负责设备点检；\n2. {HOSTILE}；\n3. 润滑设备；\n4. 更换零件并填写维修记录。",
        provenance=Provenance(platform=HOSTILE, url="javascript:alert(1)", source_id=HOSTILE),
    )
    label = work.certified(content)
    # A reason holds no characters that change the direction of writing.
    suspend(work.registry, label.id, HOSTILE.replace("\u202e", ""), actor=LEAD, now=work.now)
    for path in ("/", "/search", f"/postings/{label.posting_id}", f"/labels/{label.id}"):
        page = client.get(path, params={"lang": lang}).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "49" not in re.findall(r"\{\{7\*7\}\}|>49<", page)
        assert 'href="javascript:' not in page
        for found in re.finditer(re.escape("&lt;script&gt;alert(1)"), page):
            before = page[max(0, found.start() - 400) : found.start()]
            isolated = max(before.rfind("<bdi"), before.rfind('dir="auto"'), before.rfind("<title>"))
            assert isolated >= 0, before[-120:]


def test_structured_data_is_json_and_cannot_end_its_element(client: Client, work: Casework) -> None:
    label = work.certified(posting(title="</script><b>&amp;"))
    page = client.get(f"/postings/{label.posting_id}").text
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    data = json.loads(block[1])
    assert data["@type"] == "JobPosting"
    assert data["title"] == "</script><b>&amp;"
    assert "<" not in block[1]


def test_a_changed_posting_says_what_differs(client: Client, work: Casework) -> None:
    label = work.certified()
    changed = posting(pay=Pay(min=500_000, max=900_000, period=PayPeriod.MONTH))
    update_posting(work.registry, label.posting_id, changed, actor=PLATFORM, now=work.now)
    for path in (f"/postings/{label.posting_id}", f"/labels/{label.id}"):
        page = client.get(path).text
        assert "认证已暂停" in page
        assert "不一致的项目：劳动报酬" in page
        assert "What differs" in client.get(path, params={"lang": "en"}).text


def test_a_label_page_shows_steps_chain_and_how_to_verify(client: Client, work: Casework) -> None:
    label = work.certified()
    page = client.get(f"/labels/{label.id}").text
    for shown in (
        "认证有效至 2026-12-31",
        "certreg verify",
        f"https://registry.example/labels/{label.id}.jwt",
        "https://bureau.example",
        label.claims.posting.digest,
        label.claims.criteria.digest,
        "2026-11-24 10:00",
        f"/labels/{label.id}/badge.svg",
        "登记册中没有" if label.claims.posting.publisher.uscc is None else "存续",
    ):
        assert shown in page, shown
    assert page.count('class="outcome-met"') == 8
    assert page.count('class="outcome-unknown"') == 1


def test_a_revoked_label_page_names_the_failed_step(client: Client, work: Casework) -> None:
    label = work.certified()
    revoke(work.registry, label.id, "经查不实", actor=LEAD, now=work.now)
    page = client.get(f"/labels/{label.id}").text
    assert "<code>revoked</code>" in page
    assert "经查不实" in page
    assert "认证有效至" not in page


def test_the_disclosure_panel_shows_the_licence_of_an_agency(client: Client, work: Casework) -> None:

    label = work.certified()
    licence = Licence(number="许2024-001", scope=("开展网络招聘服务",), valid_from=work.now.date())
    agency = Organisation(
        uscc=label.claims.posting.publisher.uscc or "",
        name="重庆测试精密机械有限公司",
        kinds=frozenset({OrganisationKind.AGENCY}),
        licence=licence,
        integrity_points=92,
        complaint_phone="023-00000000",
    )
    organisations.put(work.registry, [agency], "test", actor=REGISTRAR, now=work.now)
    page = client.get(f"/labels/{label.id}").text
    for shown in ("许2024-001", "开展网络招聘服务", "92", "023-00000000"):
        assert shown in page


def test_search_filters_stand_in_the_address(client: Client, work: Casework) -> None:
    lathe = work.certified()
    welder = work.certified(posting(title="焊工", headcount=3))
    revoke(work.registry, welder.id, "经查不实", actor=LEAD, now=work.now)

    def found(**query: str) -> set[str]:
        return set(re.findall(r'href="/postings/(\w+)"', client.get("/search", params=query).text))

    both = {lathe.posting_id, welder.posting_id}
    assert found() == both
    assert found(text="焊工") == {welder.posting_id}
    assert found(state="valid") == {lathe.posting_id}
    assert found(state="revoked") == {welder.posting_id}
    assert found(district="500118") == both
    assert found(district="500106") == set()
    assert found(level=str(lathe.claims.result.level)) >= {lathe.posting_id}
    assert found(text="没有这样的岗位") == set()
    assert found(level="nonsense", state="nonsense", district="x") == both


def test_search_goes_page_by_page(client: Client, work: Casework) -> None:
    made = {work.certified(posting(title=f"车工{n}")).posting_id for n in range(23)}
    first = client.get("/search").text
    assert "前 20 条，还有更多" in first
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following is not None
    second = client.get(following[1].replace("&amp;", "&")).text
    seen = re.findall(r'href="/postings/(\w+)"', first) + re.findall(r'href="/postings/(\w+)"', second)
    assert sorted(seen) == sorted(made)
    assert 'rel="next"' not in second


def test_a_cursor_made_elsewhere_is_refused_with_a_page(client: Client) -> None:
    answer = client.get("/search?cursor=abc", headers={"Accept": "text/html"})
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("text/html")


def test_the_number_of_a_label_leads_to_the_label(client: Client, work: Casework) -> None:
    label = work.certified()
    answer = client.get("/search", params={"text": label.id, "lang": "en"}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/labels/{label.id}?lang=en"


@LANGUAGES
def test_criteria_show_every_criterion_in_both_languages(client: Client, work: Casework, lang: str) -> None:
    published = work.registry.scorer.published
    page = client.get(f"/criteria/{published.criteria.id}", params={"lang": lang}).text
    for criterion in published.criteria.criteria:
        assert f'id="{criterion.id}"' in page
        assert msgspec.to_builtins(criterion.title)["en" if lang == "en" else "zh"] in page.replace("&#39;", "'")
    assert published.digest in page


def test_criteria_json_hashes_to_the_digest_that_labels_carry(client: Client, work: Casework) -> None:

    published = work.registry.scorer.published
    content = client.get(f"/criteria/{published.criteria.id}.json").content
    digest = urlsafe_b64encode(sha256(content).digest()).rstrip(b"=").decode()
    assert f"sha-256:{digest}" == published.digest == work.certified().claims.criteria.digest
    assert client.get(f"/criteria/{published.criteria.id}.yaml").content == published.raw


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh-CN", ["自 2026-11-24 起，新的评定不再依据本版", "继续有效"]),
        ("en", ["Since 2026-11-24 postings are no longer assessed by this set", "stand until they expire"]),
    ],
)
def test_a_set_that_was_followed_by_another_says_so(client: Client, lang: str, words: list[str]) -> None:
    page = client.get("/criteria/cq-premium-2026.1", params={"lang": lang}).text
    for word in words:
        assert word in page
        assert word not in client.get("/criteria/cq-premium-2026.2", params={"lang": lang}).text


def test_what_changed_is_said_in_words(client: Client) -> None:
    page = client.get("/criteria/cq-premium-2026.2", params={"lang": "zh-CN"}).text
    gate = page[page.index('<article class="panel stack-close" id="G-discrimination">') :].partition("</article>")[0]
    assert "新增 《妇女权益保障法》第 43 条、《人力资源市场暂行条例》第 24 条" in gate
    assert "评定员判断 → 自动检查，评定员确认" in gate
    assert "性别、民族、宗教信仰、户籍、籍贯地域、婚育状况、相貌身高、病原携带" in gate
    assert "source" not in page
