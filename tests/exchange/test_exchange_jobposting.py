"""schema.org JobPosting, in and out."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from certreg.domain.errors import InvalidInput
from certreg.domain.posting import (
    Agency,
    Conditions,
    Education,
    EmploymentType,
    Experience,
    Location,
    Party,
    Pay,
    PayPeriod,
    Posting,
)
from certreg.exchange.html_text import html_of_text, text_of_html
from certreg.exchange.jobposting import from_jsonld, to_jsonld
from certreg.signing.canonical import canonical_object
from posting_strategies import postings

REQUIRED = ("title", "description", "datePosted", "hiringOrganization")


def google_misses(node: dict[str, Any]) -> set[str]:
    """Properties that Google requires of a JobPosting and that the node lacks."""
    missing = {name for name in REQUIRED if not node.get(name)}
    if node.get("jobLocationType") == "TELECOMMUTE" and "jobLocation" not in node:
        return missing | ({"applicantLocationRequirements"} - node.keys())
    if "jobLocation" not in node:
        return missing | {"jobLocation"}
    address = node["jobLocation"].get("address", {})
    return missing | (set() if address.get("addressCountry") else {"jobLocation.address.addressCountry"})


def node(**properties: Any) -> dict[str, Any]:
    return {"@context": "https://schema.org/", "@type": "JobPosting", "title": "厨师", **properties}


def problems_of(document: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as caught:
        from_jsonld(document)
    assert all(problem.reason.zh and problem.reason.en for problem in caught.value.problems)
    return [(problem.field, problem.code) for problem in caught.value.problems]


FULL = Posting(
    title="数控操作工",
    employer=Party(name="重庆某某机械有限公司", uscc="91500000MA5U0000XX"),
    agency=Agency(name="某某人力资源有限公司", seekers_charged=True, fee=50_050, fee_text="入职后收取"),
    headcount=12,
    conditions=Conditions(
        education=Education.ASSOCIATE, experience=Experience(min_years=1, max_years=3), other="年龄<35岁 & 能吃苦"
    ),
    employment_type=EmploymentType.DISPATCH,
    work_content="操作数控车床\n看图<A3>、首件自检",
    work_conditions="五险一金\n两班倒",
    location=Location(division="500106", address="大学城南路1号"),
    pay=Pay(min=500_000, max=800_050, period=PayPeriod.MONTH, months=13, composition="底薪3000元加计件"),
    apply="在本平台投递简历",
    published_on=date(2026, 11, 24),
    valid_until=date(2026, 12, 31),
)


def test_a_full_posting_is_what_google_asks_for() -> None:
    made = to_jsonld(FULL, identifier_url="https://registry.example/postings/1")
    assert google_misses(made) == set()
    assert made["@id"] == made["identifier"]["value"] == "https://registry.example/postings/1"
    assert made["baseSalary"]["value"]["minValue"] == 5_000
    assert made["baseSalary"]["value"]["maxValue"] == 8_000.5
    assert made["baseSalary"]["value"]["unitText"] == "MONTH"
    assert made["jobLocation"]["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "大学城南路1号",
        "addressRegion": "重庆市",
        "addressLocality": "沙坪坝区",
        "addressCountry": "CN",
    }
    assert made["description"] == "<p>操作数控车床</p><p>看图&lt;A3&gt;、首件自检</p>"
    assert made["totalJobOpenings"] == 12
    json.dumps(made)


def test_the_last_day_holds_to_its_end_in_shanghai() -> None:
    made = to_jsonld(FULL)
    assert made["validThrough"] == "2026-12-31T23:59:59+08:00"
    assert from_jsonld(made).valid_until == FULL.valid_until


@given(postings)
def test_base_fields_come_back(posting: Posting) -> None:
    again = from_jsonld(json.loads(json.dumps(to_jsonld(posting))))
    assert canonical_object(again) == canonical_object(posting)
    assert again.headcount == posting.headcount
    assert (again.published_on, again.valid_until) == (posting.published_on, posting.valid_until)
    assert (again.pay is not None and again.pay.negotiable) == (posting.pay is not None and posting.pay.negotiable)


def test_the_whole_example_comes_back() -> None:
    again = from_jsonld(to_jsonld(FULL))
    assert again.agency == FULL.agency
    assert again.conditions == FULL.conditions
    assert again.pay == FULL.pay
    assert again.work_content == FULL.work_content
    assert again.apply == FULL.apply


EXAMPLES = ("valid1", "valid2", "valid3", "hybrid-job", "missing-recommended", "missing-required")


@pytest.mark.parametrize("name", [*EXAMPLES, "missing-address-country", "remote-missing-location"])
def test_published_examples_are_read(shared_data: Path, name: str) -> None:
    document = json.loads((shared_data / "jobposting" / f"adobe_{name}.json").read_text(encoding="utf-8"))
    posting = from_jsonld(document)
    assert posting.title == "Software Engineer"
    assert posting.work_content is not None
    assert posting.work_content.startswith("Google aspires")
    assert posting.pay == Pay(min=4_000, max=4_000, currency="USD", period=PayPeriod.HOUR)
    assert str(posting.published_on) == "2024-01-18"


def test_what_google_requires_and_an_example_lacks_is_absent_and_not_invented(shared_data: Path) -> None:
    folder = shared_data / "jobposting"
    document = json.loads((folder / "adobe_missing-required.json").read_text(encoding="utf-8"))
    posting = from_jsonld(document)
    assert posting.employer is None
    assert posting.location == Location()
    assert google_misses(to_jsonld(posting)) == {"hiringOrganization", "jobLocation"}
    remote = from_jsonld(json.loads((folder / "adobe_remote-missing-location.json").read_text(encoding="utf-8")))
    assert remote.verbatim["location"] == "TELECOMMUTE"
    assert remote.employment_type is None
    assert remote.verbatim["employment_type"] == "FULL_TIME, CONTRACTOR"
    graduate = from_jsonld(json.loads((folder / "adobe_valid3.json").read_text(encoding="utf-8")))
    assert graduate.conditions == Conditions(education=Education.BACHELOR, experience=Experience(min_years=3))


def test_a_page_of_another_vocabulary_is_refused(shared_data: Path) -> None:
    document = json.loads((shared_data / "jobposting" / "jsonresume_sample.job.json").read_text(encoding="utf-8"))
    assert problems_of(document) == [("@context", "not_schema_org")]


@pytest.mark.parametrize(
    "context",
    [
        "http://schema.org",
        "https://schema.org/",
        "HTTPS://schema.org",
        "http://www.schema.org/",
        ["https://schema.org", {"x": "https://example.org/"}],
        {"@vocab": "https://schema.org/"},
        {"schema": "https://schema.org/"},
    ],
)
def test_the_context_is_written_in_many_ways(context: object) -> None:
    assert from_jsonld(node() | {"@context": context}).title == "厨师"


@pytest.mark.parametrize(
    "kind", ["JobPosting", ["Thing", "JobPosting"], "https://schema.org/JobPosting", "schema:JobPosting"]
)
def test_the_type_is_written_in_many_ways(kind: object) -> None:
    assert from_jsonld(node() | {"@type": kind}).title == "厨师"


def test_a_graph_is_searched_and_its_references_followed() -> None:
    document = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "site"},
            {"@type": "Organization", "@id": "#org", "name": "某公司", "identifier": "91500000MA5U0000XX"},
            {"@type": "JobPosting", "title": "厨师", "hiringOrganization": {"@id": "#org"}},
        ],
    }
    assert from_jsonld(document).employer == Party(name="某公司", uscc="91500000MA5U0000XX")


def test_a_reference_to_itself_does_no_harm() -> None:
    document = node(**{"@id": "#a", "hiringOrganization": {"@id": "#a"}})
    assert problems_of(document | {"title": {"@id": "#a"}})


def test_two_postings_in_one_document_are_refused() -> None:
    graph = [{"@type": "JobPosting", "title": "厨师"}, {"@type": "JobPosting", "title": "服务员"}]
    assert problems_of({"@context": "https://schema.org", "@graph": graph}) == [("@graph", "several_postings")]


@pytest.mark.parametrize(
    ("document", "field", "code"),
    [
        ({"@type": "JobPosting", "title": "厨师"}, "@context", "not_schema_org"),
        ({"@context": "https://example.org", "@type": "JobPosting"}, "@context", "not_schema_org"),
        ({"@context": "https://schema.org", "@type": "Recipe"}, "@type", "no_job_posting"),
        (node(title=None), "title", "missing"),
        (node(title="  "), "title", "missing"),
        (node(title=["厨师", "服务员"]), "title", "several_values"),
        (node(title={"a": {"b": "c"}}), "title", "missing"),
        (node(title=True), "title", "wrong_type"),
        (node(title="厨师\u0000"), "title", "forbidden_character"),
        (node(title="厨师\u202e"), "title", "forbidden_character"),
        (node(title="x" * 501), "title", "too_long"),
        (node(description="x" * 500_001), "description", "too_long"),
        (node(datePosted="2026-02-30"), "datePosted", "date_not_in_calendar"),
        (node(datePosted=["2026-01-01", "2026-01-02"]), "datePosted", "several_values"),
        (node(validThrough="soon"), "validThrough", "date_unreadable"),
        (node(totalJobOpenings="many"), "totalJobOpenings", "headcount_unreadable"),
        (node(employmentType="五险一金"), "employmentType", "employment_type_unreadable"),
        (node(baseSalary="lots"), "baseSalary", "pay_unreadable"),
        (node(baseSalary={"value": "many"}), "baseSalary.value", "pay_unreadable"),
        (node(baseSalary={"value": {"minValue": -1}}), "baseSalary.minValue", "pay_out_of_range"),
        (node(baseSalary={"value": {"minValue": 1e300}}), "baseSalary.minValue", "pay_out_of_range"),
        (node(baseSalary={"value": {"minValue": "1e999999999"}}), "baseSalary.minValue", "pay_out_of_range"),
        (node(baseSalary={"value": {"minValue": 0.001}}), "baseSalary.minValue", "pay_out_of_range"),
        (node(baseSalary={"value": {"value": 1, "unitText": "AEON"}}), "baseSalary.unitText", "period_unknown"),
        (node(baseSalary={"currency": "元", "value": 1}), "baseSalary.currency", "currency_unknown"),
        (node(jobLocation={"address": [{}, {"streetAddress": "a"}]}), "jobLocation.address", "several_values"),
        (
            node(jobLocation={"identifier": {"propertyID": "GB/T 2260", "value": "50"}}),
            "jobLocation.identifier",
            "division_unreadable",
        ),
        (
            node(experienceRequirements={"monthsOfExperience": "soon"}),
            "experienceRequirements.monthsOfExperience",
            "experience_unreadable",
        ),
        (node(subjectOf={"publisher": {"@type": "EmploymentAgency"}}), "subjectOf.publisher.name", "missing"),
    ],
)
def test_hostile_documents_are_refused_by_name(document: dict[str, Any], field: str, code: str) -> None:
    assert problems_of(document) == [(field, code)]


def test_every_unreadable_property_is_named_at_once() -> None:
    found = problems_of(node(title="", datePosted="x", baseSalary="x", totalJobOpenings="x"))
    assert [field for field, _ in found] == ["totalJobOpenings", "baseSalary", "datePosted", "title"]


def amount(**properties: Any) -> dict[str, Any]:
    return {"@type": "MonetaryAmount", "currency": "CNY", **properties}


MONTH = PayPeriod.MONTH


@pytest.mark.parametrize(
    ("salary", "pay"),
    [
        (
            amount(value={"minValue": 8000, "maxValue": 12000, "unitText": "MONTH"}),
            Pay(min=800_000, max=1_200_000, period=MONTH),
        ),
        (
            amount(currency="RMB", value={"value": "8,000.5", "unitCode": "MON"}),
            Pay(min=800_050, max=800_050, period=MONTH),
        ),
        (amount(currency="cny", minValue=150, unitText="day"), Pay(min=15_000, period=PayPeriod.DAY)),
        (amount(value=8000), Pay(min=800_000, max=800_000)),
        (amount(value={"minValue": 9, "maxValue": 8}), Pay(min=800, max=900)),
        ("15-20万/年", Pay(min=15_000_000, max=20_000_000, period=PayPeriod.YEAR)),
        ("面议", Pay(negotiable=True)),
        (8000, Pay(min=800_000, max=800_000)),
    ],
)
def test_salaries_of_many_forms(salary: object, pay: Pay) -> None:
    assert from_jsonld(node(baseSalary=salary)).pay == pay


def place(**address: Any) -> dict[str, Any]:
    return {"@type": "Place", "address": {"@type": "PostalAddress", **address}}


@pytest.mark.parametrize(
    ("where", "location"),
    [
        (
            place(addressCountry="CN", addressRegion="重庆市", addressLocality="渝北区", streetAddress="龙溪街道1号"),
            Location(division="500112", address="龙溪街道1号"),
        ),
        (
            place(addressCountry="CN", addressRegion="北京", streetAddress="海淀区学院路1号"),
            Location(division="110108", address="海淀区学院路1号"),
        ),
        (
            place(addressCountry={"@type": "Country", "name": "CN"}, streetAddress="重庆市渝中区1号"),
            Location(division="500103", address="重庆市渝中区1号"),
        ),
        (
            place(addressCountry="US", addressRegion="CA", addressLocality="Mountain View"),
            Location(address="Mountain View, CA, US"),
        ),
        (
            place(addressRegion="CA", addressLocality="Mountain View", streetAddress="1 Way"),
            Location(address="CA-Mountain View 1 Way"),
        ),
        ({"address": "浙江省宁波市鄞州区1号"}, Location(division="330212", address="1号")),
        ("上海·虹口·北外滩", Location(division="310109", address="北外滩")),
        (
            [{"address": "重庆市渝中区1号"}, {"address": "重庆市南岸区2号"}],
            Location(division="500000", address="1号；2号"),
        ),
        ([{"address": "重庆市渝中区1号"}, {"address": "成都市2号"}], Location(address="1号；2号")),
        ([], Location()),
    ],
)
def test_places_of_many_forms(where: object, location: Location) -> None:
    assert from_jsonld(node(jobLocation=where)).location == location


@pytest.mark.parametrize(
    ("education", "level"),
    [
        ("no requirements", Education.ANY),
        ({"credentialCategory": "bachelor degree"}, Education.BACHELOR),
        ({"credentialCategory": "postgraduate degree", "educationalLevel": "博士"}, Education.DOCTOR),
        ([{"credentialCategory": "bachelor degree"}, {"credentialCategory": "associate degree"}], Education.ASSOCIATE),
        ("大专及以上", Education.ASSOCIATE),
        ("a degree in engineering", None),
    ],
)
def test_education_of_many_forms(education: object, level: Education | None) -> None:
    posting = from_jsonld(node(educationRequirements=education))
    assert posting.conditions.education is level
    assert posting.verbatim["education"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("plain\ntext", "plain\ntext"),
        ("a &amp; b", "a & b"),
        ("<p>一</p><p>二</p>", "一\n二"),
        ("<ul><li>一<li>二</ul>", "一\n二"),
        ("一<br>二<br/>三", "一\n二\n三"),
        ("<b>重</b>点", "重点"),
        ("<script>steal()</script><style>x{}</style>内容", "内容"),
        ("<img src=x onerror=alert(1)>内容", "内容"),
        ("年龄<35岁", "年龄<35岁"),
        ("<p>a &lt;b&gt; c</p>", "a <b> c"),
        ("<!-- hidden -->内容", "内容"),
    ],
)
def test_markup_is_rendered(source: str, text: str) -> None:
    assert text_of_html(source) == text


def test_text_as_markup_is_escaped() -> None:
    assert html_of_text("a<b>\n\n&c") == "<p>a&lt;b&gt;</p><p>&amp;c</p>"
