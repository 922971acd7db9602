"""Search of a register of 100,000 made-up organisations, on SQLite and on PostgreSQL.

    python benchmarks/bench_organisations.py [ORGANISATIONS]

Each kind of question is asked many times with other words, through the service and through HTTP inside this process
(`/organisations`, the whole page). Printed are the median and the 95th percentile in milliseconds: the median over
all kinds must stay under 50 ms on both databases. The exit code says whether it does.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Final

import msgspec
from fresh_databases import databases
from litestar.testing import TestClient

from certreg.app import create_app
from certreg.config import Settings
from certreg.domain.organisation import (
    ONLINE_RECRUITMENT,
    Licence,
    Organisation,
    OrganisationKind,
    OrganisationStatus,
)
from certreg.domain.people import Actor, Role
from certreg.services import organisations
from certreg.services.organisation_search import OrganisationQuery, search
from certreg.services.registry import open_registry
from certreg.storage import migrate
from certreg.storage.database import Database

COUNT: Final = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
ASKED: Final = 60
TARGET_MS: Final = 50
NOW: Final = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
REGISTRAR: Final = Actor("re", Role.REGISTRAR)

DISTRICTS: Final = ("500101", "500102", "500103", "500104", "500105", "500106", "500107", "500108", "500112", "510104")
PLACES: Final = ("重庆", "重庆", "重庆", "重庆", "重庆市", "重庆渝北", "成都", "上海")
WORDS: Final = (
    "山城渝江长嘉陵巴蜀天府云海金银华新兴盛达通汇聚贤才英博智慧联创科信诚安泰和顺福德润丰源宏远鑫瑞祥龙凤鹏飞翔"
    "宇星辰光明阳春秋东南西北中大小桥石峰岭松柏竹梅兰菊鼎铭锦程启航卓越恒久立群众友邦正方圆"
)
TRADES: Final = (
    "人力资源", "劳务", "商贸", "科技", "信息技术", "物流", "餐饮管理", "建筑工程", "机械制造", "电子", "软件", "医药",
    "教育咨询", "文化传媒", "物业管理", "汽车销售", "供应链管理", "食品",
)  # fmt: skip
FORMS: Final = ("有限公司", "有限公司", "有限公司", "有限公司", "有限责任公司", "股份有限公司", "集团有限公司")
SIGNS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def made(chance: random.Random, number: int) -> Organisation:
    """One organisation: one in five an agency with a licence, one in ten with a former name, some no longer active."""
    agency = number % 5 == 0
    division = chance.choice(DISTRICTS)
    return Organisation(
        uscc=f"91{division}M" + "".join(chance.choices(SIGNS, k=4)) + f"{number:05d}",
        name=_name(chance, TRADES[0] if agency else None),
        kinds=frozenset({OrganisationKind.AGENCY if agency else OrganisationKind.EMPLOYER}),
        status=OrganisationStatus.DEREGISTERED if chance.random() < 0.03 else OrganisationStatus.ACTIVE,
        former_names=(_name(chance, None),) if chance.random() < 0.1 else (),
        division=division,
        licence=Licence(
            number=f"渝人服证字〔{chance.randint(2015, 2026)}〕第{number:06d}号",
            scope=(ONLINE_RECRUITMENT,),
            valid_from=date(2024, 1, 1),
            valid_to=date(2027, 12, 31),
        )
        if agency
        else None,
        complaint_phone="023-00000000",
    )


def _name(chance: random.Random, trade: str | None) -> str:
    own = "".join(chance.choices(WORDS, k=chance.choice((2, 2, 3, 4))))
    return chance.choice(PLACES) + own + (trade or chance.choice(TRADES)) + chance.choice(FORMS)


def questions(chance: random.Random, known: Sequence[Organisation]) -> dict[str, list[OrganisationQuery]]:
    """By kind, `ASKED` of each."""

    def asked(make: Callable[[Organisation], OrganisationQuery]) -> list[OrganisationQuery]:
        return [make(chance.choice(known)) for _ in range(ASKED)]

    agencies = [one for one in known if one.licence is not None]

    def licence(_: Organisation) -> str:
        found = chance.choice(agencies).licence
        return found.number if found is not None else ""

    return {
        "whole name": asked(lambda one: OrganisationQuery(text=one.name)),
        "part of a name": asked(lambda one: OrganisationQuery(text=_part(chance, one.name))),
        "two parts of a name": asked(lambda one: OrganisationQuery(text=f"{one.name[2:4]} {one.name[-8:-4]}")),
        "name in full width, spaced": asked(lambda one: OrganisationQuery(text=f"　{one.name[2:6]}（集团） ")),
        "name that nobody has": asked(lambda _: OrganisationQuery(text="".join(chance.choices("甲乙丙丁戊己", k=3)))),
        "common words": asked(
            lambda _: OrganisationQuery(text=chance.choice(("重庆", "有限公司", "人力资源", "科技")))
        ),
        "common words, nobody": asked(
            lambda _: OrganisationQuery(text=chance.choice(("公司重庆", "科技人力", "商贸物流")))
        ),
        "whole code": asked(lambda one: OrganisationQuery(text=one.uscc.lower())),
        "beginning of a code": asked(lambda one: OrganisationQuery(text=one.uscc[:11])),
        "middle of a code": asked(lambda one: OrganisationQuery(text=one.uscc[8:16])),
        "whole licence number": asked(lambda one: OrganisationQuery(text=licence(one))),
        "part of a licence number": asked(lambda one: OrganisationQuery(text=licence(one)[-8:-1])),
        "district": asked(lambda one: OrganisationQuery(district=one.division)),
        "name in a district": asked(lambda one: OrganisationQuery(text=one.name[2:4], district=one.division)),
        "agencies no longer active": asked(
            lambda _: OrganisationQuery(kind=OrganisationKind.AGENCY, status=OrganisationStatus.DEREGISTERED)
        ),
        "everything": asked(lambda _: OrganisationQuery()),
    }


def _part(chance: random.Random, name: str) -> str:
    start = chance.randrange(0, len(name) - 4)
    return name[start : start + chance.randint(2, 4)]


def measure(what: str, asked: dict[str, list[OrganisationQuery]], ask: Callable[[OrganisationQuery], object]) -> float:
    """Print median and 95th percentile by kind; return the median over all."""
    everything = []
    for kind, each in asked.items():
        times = []
        for query in each:
            begun = time.perf_counter()
            ask(query)
            times.append((time.perf_counter() - begun) * 1000)
        everything += times
        print(f"  {what:8} {kind:28} {_figures(times)}")
    print(f"  {what:8} {'ALL':28} {_figures(everything)}", flush=True)
    return statistics.median(everything)


def _figures(times: list[float]) -> str:
    return f"median {statistics.median(times):7.2f} ms   95th {statistics.quantiles(times, n=20)[-1]:7.2f} ms"


def run(name: str, url: str, known: Sequence[Organisation], asked: dict[str, list[OrganisationQuery]]) -> bool:
    """Fill one database and ask it; whether the medians are under the target."""
    database = Database(url)
    migrate.upgrade(database)
    database.close()
    settings = Settings.from_env({"CERTREG_DATABASE_URL": url, "CERTREG_BASE_URL": "http://127.0.0.1:8080"})
    registry = open_registry(msgspec.structs.replace(settings, rate_limit=100_000_000), now=NOW, sign=False)
    begun = time.perf_counter()
    organisations.put(registry, known, "made up", actor=REGISTRAR, now=NOW)
    print(f"{name}: {len(known):,} organisations taken in in {time.perf_counter() - begun:.1f} s")
    medians = [measure("service", asked, lambda query: search(registry, query))]
    with TestClient(create_app(registry, clock=lambda: NOW)) as client:
        medians.append(measure("HTTP", asked, lambda query: _page(client, query)))
    registry.db.close()
    return max(medians) < TARGET_MS


def _page(client: "TestClient[object]", query: OrganisationQuery) -> None:
    given = {"q": query.text, "district": query.district, "kind": query.kind, "status": query.status}
    answer = client.get("/organisations", params={name: value for name, value in given.items() if value})
    if answer.status_code != 200:
        raise RuntimeError(answer.text)


def main() -> None:
    chance = random.Random(20261124)
    known = [made(chance, number) for number in range(COUNT)]
    asked = questions(chance, known)
    with databases() as urls:
        met = [run(name, url, known, asked) for name, url in urls.items()]
    print(f"medians under {TARGET_MS} ms on both databases: {'yes' if all(met) else 'NO'}")
    sys.exit(0 if all(met) else 1)


if __name__ == "__main__":
    main()
