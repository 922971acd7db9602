"""The page 许可及监管 of one organisation (notice 2(1) to 2(4))."""

from datetime import date, datetime, timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from casework import LEAD, PLATFORM, REGISTRAR, USCC, Casework, posting
from certreg.domain.organisation import (
    ONLINE_RECRUITMENT,
    Licence,
    Organisation,
    OrganisationKind,
    OrganisationStatus,
    Violation,
)
from certreg.domain.posting import Agency
from certreg.services import label_life, organisations
from certreg.services.registry import Registry
from certreg.services.update_posting import update_posting
from certreg.storage.tables import posting as table
from website import Client

AGENCY = Organisation(
    uscc=USCC,
    name="重庆<b>测试</b>人力资源有限公司",
    kinds=frozenset({OrganisationKind.AGENCY}),
    division="110105",
    former_names=("重庆旧名人力资源有限公司",),
    branch_reported_in=("500103",),
    licence=Licence(
        number="测试许可1号",
        scope=(ONLINE_RECRUITMENT, "职业介绍"),
        issued_by="测试区人力资源社会保障局",
        valid_from=date(2024, 1, 1),
    ),
    integrity_points=96,
    complaint_phone="023-00000000",
    violations=(
        Violation(what="未明示<script>服务</script>项目", decided_by="测试区局", decided_on=date(2025, 6, 30)),
    ),
)


def put(registry: Registry, organisation: Organisation, now: datetime) -> None:
    organisations.put(registry, [organisation], "2026-11 测试名册", actor=REGISTRAR, now=now)


def test_the_page_shows_the_whole_record_as_text(client: Client, registry: Registry, now: datetime) -> None:
    put(registry, AGENCY, now)
    page = client.get(f"/organisations/{USCC}").text
    shown = [
        "测试许可1号", "测试区人力资源社会保障局", "职业介绍", "2024-01-01", "长期", "存续", "渝中区", "朝阳区",
        "重庆旧名人力资源有限公司", "96", "023-00000000", "2025-06-30", "2026-11 测试名册", "许可有效",
    ]  # fmt: skip
    assert [words for words in shown if words not in page] == []
    assert "未明示&lt;script&gt;服务" in page
    assert "<b>测试" not in page
    assert "<script>服务" not in page


def test_what_stands_against_an_agency_is_said(client: Client, registry: Registry, now: datetime) -> None:
    changed: dict[str, Any] = {"licence": None, "branch_reported_in": (), "violations": ()}
    put(registry, Organisation(**{**{f: getattr(AGENCY, f) for f in AGENCY.__struct_fields__}, **changed}), now)
    page = client.get(f"/organisations/{USCC}?lang=en").text
    assert "It holds no human-resources service licence" in page
    assert "reported no branch here" in page
    assert "The register has none." in page


def test_an_employer_is_not_held_to_a_licence(client: Client) -> None:
    page = client.get(f"/organisations/{USCC}").text
    assert "存续" in page
    assert "没有人力资源服务许可证" not in page


def test_the_json_is_the_record_with_source_and_time(client: Client, registry: Registry, now: datetime) -> None:
    put(registry, AGENCY, now)
    answer = client.get(f"/organisations/{USCC}.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["access-control-allow-origin"] == "*"
    shown = answer.json()
    assert shown["organisation"]["violations"][0]["decided_on"] == "2025-06-30"
    assert shown["organisation"]["name"] == AGENCY.name
    assert (shown["obstacles"], shown["source"]) == ([], "2026-11 测试名册")
    assert datetime.fromisoformat(shown["updated_at"]) == now
    again = client.get(f"/organisations/{USCC}.json", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/organisations/none", "/organisations/none.json"])
def test_an_unknown_code_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_label_page_links_to_its_publisher(client: Client, work: Any) -> None:
    label = work.certified()
    assert f'href="/organisations/{USCC}"' in client.get(f"/labels/{label.id}").text


def test_certified_postings_stand_on_the_page_and_in_the_json(client: Client, work: Casework) -> None:
    assert "现在没有认证中的招聘信息" in client.get(f"/organisations/{USCC}").text
    kept = work.certified(posting(title="铣<i>工</i>"))
    gone = work.certified(posting(title="磨工", headcount=2))
    work.submitted(posting(title="未认证的钳工"))
    label_life.suspend(work.registry, gone.id, "核实", actor=LEAD, now=work.now)
    page = client.get(f"/organisations/{USCC}").text
    assert f'href="/labels/{kept.id}"' in page
    assert "铣&lt;i&gt;工" in page
    assert "磨工" not in page
    assert "未认证的钳工" not in page
    shown = client.get(f"/organisations/{USCC}.json").json()["postings"]
    assert [(one["title"], one["level"], one["label_url"]) for one in shown] == [
        ("铣<i>工</i>", kept.claims.result.level, f"https://registry.example/labels/{kept.id}")
    ]
    assert datetime.fromisoformat(shown[0]["valid_until"]) == kept.expires_at


def test_certified_postings_come_in_pages(client: Client, work: Casework, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certreg.web.organisations._PAGE", 2)
    titles = {"铣工", "磨工", "镗工"}
    for title in titles:
        work.certified(posting(title=title))
    first = client.get(f"/organisations/{USCC}.json").json()
    second = client.get(first["next_postings"].removeprefix("https://registry.example")).json()
    assert (len(first["postings"]), len(second["postings"]), "next_postings" in second) == (2, 1, False)
    assert {one["title"] for one in first["postings"] + second["postings"]} == titles
    page = client.get(f"/organisations/{USCC}?lang=en").text
    assert "Next page" in page
    assert client.get(f"/organisations/{USCC}?cursor=nonsense").status_code == 422


def test_a_posting_stands_with_its_agency_and_moves_with_a_new_version(
    work: Casework, registry: Registry, now: datetime
) -> None:
    put(registry, msgspec.structs.replace(AGENCY, uscc="91350100M000100Y43"), now)
    record = work.submitted(posting(agency=Agency(name="代招", uscc=" 91350100m000100y43 ")))
    with registry.db.read() as tx:
        row = tx.connection.execute(select(table.c.publisher_uscc, table.c.employer_uscc, table.c.by_agency)).one()
    assert tuple(row) == ("91350100M000100Y43", USCC, True)
    update_posting(registry, record.id, posting(), actor=PLATFORM, now=now)
    with registry.db.read() as tx:
        row = tx.connection.execute(select(table.c.publisher_uscc, table.c.employer_uscc, table.c.by_agency)).one()
    assert tuple(row) == (USCC, USCC, False)


def test_page_and_json_show_what_changed_when_and_whence(client: Client, registry: Registry, now: datetime) -> None:
    put(registry, AGENCY, now)
    renamed = msgspec.structs.replace(
        AGENCY,
        name="重庆<i>新名</i>人力资源有限公司",
        integrity_points=90,
        status=OrganisationStatus.SUSPENDED,
        licence=None,
    )
    put(registry, renamed, now + timedelta(days=2))
    shown = client.get(f"/organisations/{USCC}.json").json()
    assert AGENCY.name in shown["organisation"]["former_names"]
    changed = {line["fact"]: line for line in shown["history"]}
    assert (changed["integrity_points"]["before"], changed["integrity_points"]["after"]) == (96, 90)
    assert (changed["status"]["before"], changed["status"]["after"]) == ("active", "suspended")
    assert changed["licence"]["after"] is None
    assert {changed[fact]["valid_from"] for fact in ("name", "licence")} == {"2026-11-26"}
    assert shown["facts"]["division"]["valid_from"] == "2026-11-24"
    assert shown["facts"]["name"]["source"] == "2026-11 测试名册"
    assert "licence" not in shown["facts"]
    page = client.get(f"/organisations/{USCC}").text
    for words in ("登记内容的变化", "自 2026-11-26 起", "不再登记", "96", "90", "停业"):
        assert words in page
    assert "<i>新名" not in page
