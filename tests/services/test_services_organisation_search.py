"""Search of the register, on both databases: forms of writing, former names, numbers, districts, pages."""

from datetime import date, datetime

import pytest
from alembic import command
from sqlalchemy import text

from casework import REGISTRAR
from certreg.domain.errors import InvalidInput
from certreg.domain.organisation import Licence, Organisation, OrganisationKind, OrganisationStatus
from certreg.services import organisations
from certreg.services.organisation_search import OrganisationQuery, search
from certreg.services.registry import Registry
from certreg.storage import migrate
from certreg.storage import organisation_search as stored

BRIDGE = Organisation(
    uscc="91500112DEM000313L",
    name="重庆聘渡桥（渝北）人力资源 有限公司",
    kinds=frozenset({OrganisationKind.AGENCY}),
    division="500112",
    former_names=("重庆老码头ABC劳务有限公司",),
    licence=Licence(number="渝人服证字〔2024〕第0112000313号", scope=(), valid_from=date(2024, 1, 1)),
)
SHIP = Organisation(
    uscc="91500105DEM000022D",
    name="重庆渡燕湾供应链有限公司",
    kinds=frozenset({OrganisationKind.EMPLOYER}),
    status=OrganisationStatus.DEREGISTERED,
    division="500105",
)


@pytest.fixture
def filled(registry: Registry, now: datetime) -> Registry:
    organisations.put(registry, [BRIDGE, SHIP], "测试名册", actor=REGISTRAR, now=now)
    return registry


def names(registry: Registry, **query: object) -> list[str]:
    wanted = OrganisationQuery(**query)  # type: ignore[arg-type]
    return [found.organisation.name for found in search(registry, wanted).items]


@pytest.mark.parametrize(
    "typed",
    [
        "聘渡桥", "渡桥", "桥", "重庆聘渡桥(渝北)人力资源有限公司", "重庆聘渡桥渝北", "【聘渡桥】 人力 资源", "老码头",
        "abc劳务", "ＡＢＣ", "91500112DEM000313L", "91500112dem000313l", "９１５００１１２ＤＥＭ０００３１３Ｌ",
        "9150 0112 DEM0 0031 3L", "91500112", "DEM000313", "渝人服证字〔2024〕第0112000313号",
        "渝人服证字[2024]第0112000313号", "0112000313",
    ],
)  # fmt: skip
def test_it_finds_what_people_type(filled: Registry, typed: str) -> None:
    assert names(filled, text=typed) == [BRIDGE.name]


@pytest.mark.parametrize("typed", ["渡桥聘", "聘渡桥 供应链", "公司重庆聘", "91500112DEM000313M", "司9150", "库_桥"])
def test_it_finds_nothing_else(filled: Registry, typed: str) -> None:
    assert names(filled, text=typed) == []


@pytest.mark.parametrize("typed", ["%", "（）", " ".join("甲乙丙丁戊己庚辛壬")])
def test_words_that_mean_nothing_are_refused(filled: Registry, typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        names(filled, text=typed)
    assert refused.value.problems[0].field == "q"


def test_a_name_given_up_still_leads_to_the_organisation(filled: Registry, now: datetime) -> None:
    renamed = Organisation(uscc=SHIP.uscc, name="重庆新燕物流有限公司", kinds=SHIP.kinds)
    organisations.put(filled, [renamed], "测试名册", actor=REGISTRAR, now=now)
    assert names(filled, text="渡燕湾") == [renamed.name]
    assert names(filled, text="新燕") == [renamed.name]
    assert organisations.organisation(filled, SHIP.uscc).former_names[-1] == SHIP.name


@pytest.mark.parametrize(
    ("district", "expected"),
    [
        ("500112", [BRIDGE]), ("渝北区", [BRIDGE]), ("两江新区", [SHIP, BRIDGE]), ("50", [SHIP, BRIDGE]),
        ("重庆市", [SHIP, BRIDGE]), ("渝中区", []), ("５００１０５", [SHIP]),
    ],
)  # fmt: skip
def test_a_district_is_a_code_or_a_name(filled: Registry, district: str, expected: list[Organisation]) -> None:
    assert names(filled, district=district) == [one.name for one in expected]


def test_kind_and_status_narrow(filled: Registry) -> None:
    assert names(filled, kind=OrganisationKind.AGENCY) == [BRIDGE.name]
    assert names(filled, status=OrganisationStatus.DEREGISTERED) == [SHIP.name]
    assert names(filled, text="渡", kind=OrganisationKind.AGENCY) == [BRIDGE.name]
    assert names(filled, kind=OrganisationKind.AGENCY, status=OrganisationStatus.DEREGISTERED) == []


@pytest.mark.parametrize("district", ["朝阳区", "123", "没有的地方"])
def test_a_district_that_means_nothing_is_named(filled: Registry, district: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        names(filled, district=district)
    assert refused.value.problems[0].field == "district"


@pytest.mark.parametrize("few", [0, 2_000])
def test_pages_follow_one_another_and_lose_nobody(
    registry: Registry, now: datetime, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both ways of going: along a pair, and through all in order."""
    monkeypatch.setattr(stored, "FEW", few)
    monkeypatch.setattr(stored, "_AT_ONCE", 3)
    many = [Organisation(uscc=f"91500103M{n:09d}", name=f"重庆甲乙{n}公司", kinds=frozenset()) for n in range(23)]
    organisations.put(registry, many, "测试名册", actor=REGISTRAR, now=now)
    found: list[str] = []
    cursor = None
    while True:
        page = search(registry, OrganisationQuery(text="甲乙"), cursor=cursor, limit=5)
        found += [item.organisation.uscc for item in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert found == [one.uscc for one in many]


@pytest.mark.parametrize("cursor", ["", "x", "é", "MQ"])
def test_a_foreign_cursor_is_refused(filled: Registry, cursor: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        search(filled, OrganisationQuery(), cursor=cursor)
    assert refused.value.problems[0].field == "cursor"


def test_the_migration_fills_what_is_there(filled: Registry) -> None:
    read = text("SELECT uscc, text, licence, division, kinds, status FROM organisation_search ORDER BY uscc")
    with filled.db.read() as tx:
        before = tx.connection.execute(read).all()
    with filled.db.write() as tx:
        command.downgrade(migrate._config(tx.connection), "0002")
    migrate.upgrade(filled.db)
    with filled.db.read() as tx:
        assert tx.connection.execute(read).all() == before
    assert names(filled, text="聘渡桥") == [BRIDGE.name]
    assert migrate.differences(filled.db) == []
