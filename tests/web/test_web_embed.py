"""The panel 许可及监管 for other sites (notice 2(2), 2(3)): what it says, how it fails, and the snippets to copy."""

import base64
import hashlib
import re
from datetime import date, timedelta
from html import unescape

import msgspec
import pytest
from litestar.testing import TestClient
from registers import code

from casework import LEAD, REGISTRAR, USCC, Casework, posting
from certreg.app import create_app
from certreg.domain.organisation import Organisation, OrganisationStatus, Violation
from certreg.services import label_life, organisations
from certreg.services.registry import Registry
from certreg.web import embed
from website import AGENCY, Client, Clock

PANEL = f"/organisations/{AGENCY.uscc}/embed"
LOCAL = msgspec.structs.replace(AGENCY, branch_reported_in=("500103",))
"""The same agency with nothing against it."""


def put(work: Casework, organisation: Organisation) -> None:
    organisations.put(work.registry, [organisation], "测试名册", actor=REGISTRAR, now=work.now)


def visible(page: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.partition("<body>")[2])))


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("zh", ("许可及监管", "许可有效，可以开展网络招聘服务", "存续", "2024-01-01 — 长期", "共 1 条", "北京时间")),
        ("en", ("Licence and supervision", "licensed for online recruitment", "Active", "without end", "1 in all")),
    ],
)
def test_the_panel_says_all_that_the_notice_asks(client: Client, work: Casework, lang: str, shown: tuple[str]) -> None:
    put(work, LOCAL)
    page = client.get(PANEL, params={"lang": lang})
    said = visible(page.text)
    facts = (
        "福建<b>测试</b>",
        AGENCY.uscc,
        "测试许可2号",
        "职业介绍",
        "测试区人力资源社会保障局",
        "82",
        "0591-00000000",
    )
    violation = ("未明示服务项目", "2025-06-30", "测试区局")
    assert [words for words in (*shown, *facts, *violation, "2026-11-24 10:00") if words not in said] == []
    assert page.headers["content-language"] == ("en" if lang == "en" else "zh-CN")
    assert page.headers["content-type"].startswith("text/html")
    assert f'href="/organisations/{AGENCY.uscc}?lang={page.headers["content-language"]}" target="_blank"' in page.text
    assert 'rel="noopener"' in page.text


def test_nothing_in_it_runs_is_kept_or_loaded_but_its_style(client: Client, work: Casework) -> None:
    hostile = "</dd><script>alert(1)</script>\u202e\"'>"
    licence = msgspec.structs.replace(AGENCY.licence, number=hostile, issued_by=hostile, scope=(hostile,))
    wrong = Violation(what=hostile, decided_by=hostile, decided_on=date(2026, 1, 1))
    put(
        work,
        msgspec.structs.replace(LOCAL, name=hostile, licence=licence, complaint_phone=hostile, violations=(wrong,)),
    )
    answer = client.get(PANEL)
    assert "<script" not in answer.text
    assert not re.search(r"\son\w+=|\sstyle=|javascript:", answer.text)
    assert re.findall(r"""\s(?:src|href)="([^"]*)""", answer.text)[0].startswith("/static/embed.css?v=")
    assert hostile in visible(answer.text)
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert answer.headers["vary"] == "Accept-Encoding, Accept-Language"


def test_the_style_is_open_to_the_sandbox_whose_origin_is_none(client: Client) -> None:
    page = client.get(f"/organisations/{USCC}/embed").text
    style = client.get(page.partition('rel="stylesheet" href="')[2].partition('"')[0])
    assert style.status_code == 200
    assert style.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "immutable" in style.headers["cache-control"]
    assert client.get("/static/certreg.css").headers["cross-origin-resource-policy"] == "same-origin"


def test_of_several_violations_the_newest_stands_there(client: Client, work: Casework) -> None:
    days = (date(2025, 1, 1), date(2026, 3, 3), date(2024, 5, 5))
    found = tuple(Violation(what=f"事由{day.year}", decided_by="测试区局", decided_on=day) for day in days)
    put(work, msgspec.structs.replace(LOCAL, violations=found))
    said = visible(client.get(PANEL).text)
    assert "共 3 条" in said
    assert "事由2026" in said
    assert "事由2025" not in said


def test_what_stands_against_the_agency_is_said_on_the_day(client: Client, work: Casework, clock: Clock) -> None:
    put(work, AGENCY)
    assert "reported no branch here" in client.get(f"{PANEL}?lang=en").text
    ending = msgspec.structs.replace(AGENCY.licence, valid_to=date(2026, 11, 25))
    put(work, msgspec.structs.replace(LOCAL, licence=ending))
    assert "许可有效" in client.get(PANEL).text
    clock.turn(seconds=timedelta(days=2).total_seconds())
    late = client.get(PANEL).text
    assert "许可有效，" not in late
    assert "该日许可证已过有效期" in late
    put(work, msgspec.structs.replace(LOCAL, licence=None, status=OrganisationStatus.REVOKED))
    gone = client.get(PANEL).text
    assert "没有人力资源服务许可证" in gone
    assert "吊销" in gone


def test_what_the_register_does_not_say_is_not_made_up(client: Client, work: Casework) -> None:
    put(work, msgspec.structs.replace(LOCAL, integrity_points=None, complaint_phone=None, violations=()))
    said = visible(client.get(PANEL).text)
    assert said.count("未登记") == 2
    assert "登记册中没有记录" in said


def test_it_counts_the_postings_certified_now(client: Client, work: Casework, clock: Clock) -> None:
    def counted() -> str:
        page = client.get(f"/organisations/{USCC}/embed").text
        return page.partition("认证中的招聘信息</dt><dd>")[2].partition("<")[0]

    assert counted() == "0"
    labels = [work.certified(posting(title=title)) for title in ("铣工", "磨工", "镗工")]
    work.submitted(posting(title="未认证的钳工"))
    assert counted() == "3"
    label_life.suspend(work.registry, labels[0].id, "核实", actor=LEAD, now=work.now)
    assert counted() == "2"
    clock.now = max(label.expires_at for label in labels)
    assert counted() == "0"


def test_an_employer_is_not_held_to_a_licence(client: Client) -> None:
    said = visible(client.get(f"/organisations/{USCC}/embed").text)
    assert "许可有效" not in said
    assert "不具备" not in said


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        (code(7), 404, "登记册中没有"),
        ("91350100M000100Y44", 422, "校验码"),
        ("none", 422, "校验码"),
        ("%3Cscript%3Ealert(1)%3C%2Fscript%3E", 404, "许可及监管"),
        ("%3Cimg%20src%3Dx%3E", 422, "校验码"),
        ("x" * 3000, 422, "校验码"),
        ("%00", 400, "许可及监管"),
        ("..%2f..%2fetc", 404, "许可及监管"),
    ],
)
def test_a_code_that_leads_to_nothing_gets_a_panel_that_says_so(
    client: Client, name: str, status: int, words: str
) -> None:
    for accept in ("text/html", "*/*", "application/json"):
        answer = client.get(f"/organisations/{name}/embed", headers={"Accept": accept})
        assert answer.status_code == status
        assert answer.headers["content-type"].startswith("text/html")
        assert words in answer.text
        assert "<script" not in answer.text
        assert "<img" not in answer.text
        assert len(answer.text) < 4000
        assert answer.headers["cache-control"] == "no-store"
        assert "frame-ancestors *" in answer.headers["content-security-policy"]
    head = client.head(f"/organisations/{name}/embed")
    assert (head.status_code, head.content) == (status, b"")


def test_the_refusal_is_in_the_asked_language(client: Client) -> None:
    assert "check character is wrong" in client.get("/organisations/none/embed?lang=en").text
    assert "The register has no" in client.get(f"/organisations/{code(7)}/embed?lang=en").text


def test_too_many_requests_are_told_in_the_frame_as_well(registry: Registry) -> None:
    settings = msgspec.structs.replace(registry.settings, rate_limit=1)
    app = create_app(Registry(registry.db, registry.scorer, settings, registry.issuer))
    with TestClient(app) as client:
        assert client.get(f"/organisations/{USCC}/embed").status_code == 200
        refused = client.get(f"/organisations/{USCC}/embed")
    assert refused.status_code == 429
    assert "frame-ancestors *" in refused.headers["content-security-policy"]
    assert "embed.css" in refused.text


def test_other_spellings_of_a_code_lead_to_the_same(client: Client, work: Casework) -> None:
    put(work, AGENCY)
    assert AGENCY.uscc in client.get(f"/organisations/%20{AGENCY.uscc.lower()}/embed").text


def test_the_script_is_one_small_file_that_may_be_pinned(client: Client) -> None:
    answer = client.get("/embed/organisation.js", headers={"Origin": "https://jobs.example"})
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["cache-control"] == "public, max-age=3600"
    assert len(answer.content) < 4096
    for word in ("eval", "Function", "innerHTML", "cookie =", 'setAttribute("style', "import(", "http://"):
        assert word not in answer.text, word
    assert f"usual: {embed.HEIGHT}," in answer.text
    assert client.get("/embed/other.js").status_code == 404
    digest = base64.b64encode(hashlib.sha256(answer.content).digest())
    assert digest == base64.b64encode(hashlib.sha256(client.get("/embed/organisation.js").content).digest())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_shows_both_snippets_as_text(client: Client, work: Casework, lang: str) -> None:
    put(work, AGENCY)
    page = client.get(f"/organisations/{AGENCY.uscc}?lang={lang}").text
    assert "<iframe" not in page
    assert "<script" not in page
    frame, script = (unescape(text) for text in re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", page, re.DOTALL))
    assert f'<iframe src="https://registry.example/organisations/{AGENCY.uscc}/embed?lang={lang}"' in frame
    assert "福建&lt;b&gt;测试&lt;/b&gt;人力资源有限公司" in frame
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in frame
    assert f'<script src="https://registry.example/embed/organisation.js"\n  data-uscc="{AGENCY.uscc}"' in script
    assert f'data-lang="{lang}" async></script>' in script
