"""`/organisations` and `/organisations.json`: filters, pages, what means nothing, hostile names."""

from datetime import datetime

import pytest

from casework import REGISTRAR, USCC
from certreg.domain.organisation import Organisation, OrganisationKind
from certreg.services import organisations
from certreg.services.registry import Registry
from website import AGENCY, Client


@pytest.fixture(autouse=True)
def filled(registry: Registry, now: datetime) -> None:
    organisations.put(registry, [AGENCY], "测试名册", actor=REGISTRAR, now=now)


def test_the_page_lists_with_licence_and_hostile_names_as_text(client: Client) -> None:
    page = client.get("/organisations", params={"q": "旧名人力（资源）"}).text
    assert "福建&lt;b&gt;测试&lt;/b&gt;" in page
    assert "<b>测试" not in page
    assert "测试许可2号" in page
    assert "未在重庆市报告设立分支机构" in page
    assert "共 1 条" in page
    assert USCC not in page


def test_filters_stay_in_the_form_and_narrow(client: Client) -> None:
    page = client.get("/organisations", params={"district": "福州市鼓楼区", "kind": "agency", "lang": "en"}).text
    assert AGENCY.uscc in page
    assert 'value="福州市鼓楼区"' in page
    assert '<option value="agency" selected>Agency</option>' in page
    assert "1 in all" in page
    assert "No organisation matches" in client.get("/organisations?status=revoked&lang=en").text


@pytest.mark.parametrize("query", ["district=朝阳区", "q=%25", "cursor=nothing"])
def test_what_means_nothing_is_said_on_the_page_and_refused_to_programs(client: Client, query: str) -> None:
    page = client.get(f"/organisations?{query}")
    assert page.status_code == 200
    assert "没有查到机构" in page.text
    answer = client.get(f"/organisations.json?{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == query.partition("=")[0]


def test_programs_go_from_page_to_page(client: Client, registry: Registry, now: datetime) -> None:
    kinds = frozenset({OrganisationKind.EMPLOYER})
    many = [Organisation(uscc=f"91500103M{n:09d}", name=f"重庆甲乙{n}公司", kinds=kinds) for n in range(5)]
    organisations.put(registry, many, "测试名册", actor=REGISTRAR, now=now)
    found, path = [], "/organisations.json?q=甲 乙&kind=employer&limit=2"
    while path:
        answer = client.get(path, headers={"Origin": "https://jobs.example"})
        assert answer.headers["access-control-allow-origin"] == "*"
        found += [item["organisation"]["uscc"] for item in answer.json()["items"]]
        path = answer.json().get("next", "").removeprefix("https://registry.example")
        assert ('rel="next"' in answer.headers.get("link", "")) is bool(path)
    assert found == [one.uscc for one in many]


def test_a_line_says_what_stands_against_it(client: Client) -> None:
    item = client.get("/organisations.json", params={"q": AGENCY.uscc.lower()}).json()["items"][0]
    assert item["obstacles"] == ["no_branch_report"]
    assert item["url"] == f"https://registry.example/organisations/{AGENCY.uscc}"
    assert item["source"] == "测试名册"


def test_the_pages_lead_to_one_another(client: Client) -> None:
    assert 'href="/organisations"' in client.get("/").text
    assert 'href="/organisations"' in client.get(f"/organisations/{AGENCY.uscc}").text
    assert f'href="/organisations/{AGENCY.uscc}"' in client.get("/organisations").text
