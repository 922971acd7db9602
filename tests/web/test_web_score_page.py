"""Score my posting: typed, pasted or uploaded; marked words, errors that lead to their field, nothing stored."""

import html
import re
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import func, select

from casework import Casework, posting
from certreg.domain.assessment import Outcome
from certreg.exchange.jobposting import to_jsonld
from certreg.exchange.native import encode_posting
from certreg.scoring.explanation import explain
from certreg.services.organisations import scoring_context
from certreg.services.registry import Registry
from certreg.storage.schema import METADATA
from certreg.web.highlights import marked
from certreg.web.score_fields import INPUTS
from website import Client, Clock
from workbooks import sheet_xml, write_workbook

FIELDS = {
    "way": "fields",
    "title": "数控车工",
    "employer.name": "重庆测试精密机械有限公司",
    "headcount": "5人",
    "employment_type": "全职",
    "conditions.education": "大专及以上",
    "conditions.experience": "1-3年",
    "work_content": "1. 操作数控车床，按工艺卡加工轴类零件；\r\n2. 首件自检并填写记录；\r\n3. 更换刀片。",
    "work_conditions": "8:00-17:00，周末双休，五险一金，包吃住，试用期2个月。",
    "location": "重庆市永川区凤凰湖工业园凤翔路18号",
    "pay": "8-13K·13薪",
    "apply": "在测试招聘网投递简历",
    "published_on": "2026-11-12",
    "valid_until": "2026-12-31",
}
HOSTILE = '</textarea><script>alert(1)</script>"><img src=x onerror=alert(2)>\u202e双休'


def result_rows(page: str) -> set[str]:
    return set(re.findall(r'<tr id="([GCAT]-[a-z-]+)">', page))


def text_of(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", page))


def test_the_form_has_every_field_and_a_menu_entry(client: Client) -> None:
    page = client.get("/score").text
    for item in INPUTS:
        assert f'for="{item.id}"' in page
        assert f'name="{item.target}"' in page
    assert '<a href="/score" aria-current="page">自评</a>' in page
    assert "<script" not in page
    assert page.count("<form") == 3
    english = client.get("/score?lang=en").text
    assert "Score my posting" in english
    assert 'action="/score?lang=en"' in english


@pytest.mark.parametrize("form", ["urlencoded", "multipart"])
def test_typed_words_are_read_and_explained(client: Client, registry: Registry, form: str) -> None:
    answer = (
        client.post("/score", data=FIELDS)
        if form == "urlencoded"
        else client.post("/score", files={name: (None, value) for name, value in FIELDS.items()})
    )
    assert answer.status_code == 200
    page = answer.text
    assert result_rows(page) == {c.id for c in registry.scorer.published.criteria.criteria}
    assert "8,000-13,000 元/月" in page
    assert "13 薪" in page or "13薪" in page
    assert answer.headers["cache-control"] == "no-store"
    assert 'value="8-13K·13薪"' in page
    assert "没有保存" in page
    assert "set-cookie" not in answer.headers


def test_marks_lead_to_the_criterion_and_back(client: Client) -> None:
    page = client.post("/score", data=FIELDS).text
    places = set(re.findall(r'<span id="(m-[^"]+)" class="place">', page))
    assert places
    assert set(re.findall(r'href="#(m-[^"]+)"', page)) == places
    refs = set(re.findall(r'<sup class="refs">(.*?)</sup>', page, re.DOTALL))
    linked = {target for ref in refs for target in re.findall(r'href="#([^"]+)"', ref)}
    assert linked <= result_rows(page)
    assert re.search(r'href="/criteria/[^"#]+#C-pay"', page)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_the_page_says_what_the_api_says(client: Client) -> None:
    content = posting()
    native = encode_posting(content)
    said = client.post("/api/v1/score", content=native, headers={"Content-Type": "application/json"}).json()
    page = client.post("/score", data={"way": "paste", "paste": native.decode()}).text
    for part in (*said["gates"], *(c for d in said["dimensions"] for c in d["criteria"])):
        row = page[page.index(f'<tr id="{part["id"]}">') :].partition("</tr>")[0]
        assert part["reason"]["zh"] in text_of(row), part["id"]
        assert f"outcome-{part['outcome']}" in row
        assert f'href="{part["anchor"]}"' in row
        assert row.count("<mark>") == len(part.get("spans", ()))


@pytest.mark.parametrize("way", ["native", "jsonld", "ndjson", "table"])
def test_a_whole_posting_is_pasted(client: Client, way: str) -> None:
    content = posting()
    text = {
        "native": msgspec.json.format(encode_posting(content), indent=2).decode(),
        "jsonld": msgspec.json.encode(to_jsonld(content, identifier_url="https://jobs.example/1")).decode(),
        "ndjson": encode_posting(content).decode() + "\n",
        "table": "岗位名称,用人单位,薪资\n数控车工,重庆测试精密机械有限公司,6500-9000元/月\n",
    }[way]
    answer = client.post("/score", data={"way": "paste", "paste": text})
    assert answer.status_code == 200, text_of(answer.text)
    assert "6,500-9,000 元/月" in answer.text


def test_files_are_uploaded(client: Client, tmp_path: Path) -> None:
    rows = [["岗位名称", "用人单位", "薪资"], ["数控车工", "重庆测试精密机械有限公司", "6500-9000元/月"]]
    files = {
        "one.xlsx": write_workbook(tmp_path / "one.xlsx", {"岗位": sheet_xml(rows)}).read_bytes(),
        "one.csv": "\n".join(",".join(row) for row in rows).encode("gb18030"),
        "one.json": encode_posting(posting()),
    }
    for name, data in files.items():
        answer = client.post("/score", data={"way": "file"}, files={"file": (name, BytesIO(data))})
        assert answer.status_code == 200, (name, text_of(answer.text))
        assert "6,500-9,000 元/月" in answer.text


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_what_cannot_be_read_leads_to_its_field(client: Client, lang: str) -> None:
    wrong = {**FIELDS, "title": "", "pay": "很多很多", "valid_until": "下辈子"}
    answer = client.post("/score", params={"lang": lang}, data=wrong)
    assert answer.status_code == 422
    page = answer.text
    summary = page[page.index('class="error-summary"') :].partition("</div>")[0]
    assert 'role="alert"' in page
    assert re.findall(r'href="#([^"]+)"', summary)[0:1] == ["f-title"]
    assert set(re.findall(r'href="#([^"]+)"', summary)) == {"f-title", "f-pay", "f-valid-until"}
    assert 'id="f-pay-error"' in page
    assert re.search(r'id="f-pay"[^>]*aria-describedby="[^"]*f-pay-error"[^>]*aria-invalid="true"', page)
    assert 'value="很多很多"' in page
    assert f"<title>{'错误：' if lang == 'zh-CN' else 'Error: '}" in page
    assert not result_rows(page)


@pytest.mark.parametrize(
    ("data", "file", "field"),
    [
        ({}, None, "f-title"),
        ({"way": "nothing"}, None, "f-title"),
        ({"way": "paste"}, None, "paste"),
        ({"way": "paste", "paste": "{"}, None, "paste"),
        ({"way": "paste", "paste": '{"title": 5}'}, None, "paste"),
        ({"way": "paste", "paste": '{"title": "a"}\n{"title": "b"}'}, None, "paste"),
        ({"way": "paste", "paste": "just words"}, None, "paste"),
        ({"way": "file"}, None, "file"),
        ({"way": "file"}, ("a.xlsx", b"PK\x03\x04 broken"), "file"),
        ({"way": "file"}, ("a.bin", b"\x00\xff\xfe"), "file"),
        ({"way": "file"}, ("a.json.gz", b"\x1f\x8b broken"), "file"),
        ({"way": "file", "file": "no file at all"}, None, "file"),
    ],
)
def test_nothing_readable_is_an_error_in_words(
    client: Client, data: dict[str, str], file: tuple[str, bytes] | None, field: str
) -> None:
    answer = client.post("/score", data=data, files={"file": file} if file else None)
    assert answer.status_code == 422
    assert f'<a href="#{field}">' in answer.text
    assert f'id="{field}"' in answer.text


def test_hostile_text_stays_text(client: Client) -> None:
    changed = {**FIELDS, "title": HOSTILE, "work_content": HOSTILE * 20, "work_conditions": HOSTILE, "pay": HOSTILE}
    for data in (changed, {**changed, "pay": ""}, {"way": "paste", "paste": HOSTILE}):
        page = client.post("/score", data=data).text
        assert "<script" not in page
        assert "<img" not in page
        assert page.count("</textarea>") == page.count("<textarea")


def test_a_long_text_is_refused_by_size_and_a_large_one_is_scored(client: Client, registry: Registry) -> None:
    limit = registry.settings.max_body_bytes
    large = client.post("/score", data={**FIELDS, "work_content": "负责测量。" * (limit // 60)})
    assert large.status_code == 200
    accept = {"Accept": "text/html"}
    refused = client.post("/score", data={**FIELDS, "work_content": "x" * limit}, headers=accept)
    assert refused.status_code == 413
    assert "text/html" in refused.headers["content-type"]


def test_nothing_is_stored(client: Client, registry: Registry) -> None:
    def rows() -> dict[str, int]:
        with registry.db.read() as tx:
            return {
                table.name: tx.connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in METADATA.sorted_tables
            }

    before = rows()
    client.post("/score", data=FIELDS)
    client.post("/score", data={"way": "paste", "paste": encode_posting(posting()).decode()})
    assert rows() == before


def test_marked_pieces_are_the_whole_text(work: Casework, clock: Clock) -> None:
    content = posting(title="👷数控车工\u200b", verbatim={"pay": "6.5-9K·13薪"})
    registry = work.registry
    card = registry.scorer.score(content, scoring_context(registry, clock.now))
    explanation = explain(card, registry.scorer.published, content)
    fields = {one.field: one for one in marked(content, explanation)}
    for one in fields.values():
        assert "".join(piece.text for piece in one.pieces) == content.text_of(one.field)
    spans = [s for d in explanation.dimensions for c in d.criteria for s in c.spans]
    assert sum(len(piece.starts) for one in fields.values() for piece in one.pieces) == len(spans)
    assert {"title", "work_content", "pay"} <= set(fields)
    assert any(piece.tone is Outcome.MET for piece in fields["work_conditions"].pieces)


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_plain_words_that_were_pasted_are_sent_to_the_fields(client: Client, lang: str) -> None:
    answer = client.post(f"/score?lang={lang}", data={"way": "paste", "paste": "招聘出纳，月薪5000\n双休"})
    assert answer.status_code == 422
    page = text_of(answer.text)
    assert {"zh-CN": "纯文字的招聘信息请填入上面的各栏", "en": "put plain words into the fields above"}[lang] in page
    assert "row 1" not in page


def test_a_row_of_a_file_is_named_in_the_language_of_the_page(client: Client) -> None:
    sent = {"files": {"file": ("a.csv", "说明\n无\n".encode(), "text/csv")}, "data": {"way": "file"}}
    assert "第 1 行：前20行中没有可用的表头" in text_of(client.post("/score", **sent).text)
    assert "row 1: " in text_of(client.post("/score?lang=en", **sent).text)
