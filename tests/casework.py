"""A registry with people, keys and postings that reach a level: what tests of the services work on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from certreg.config import Settings
from certreg.domain.assessment import Judgement, Outcome
from certreg.domain.organisation import Organisation, OrganisationKind
from certreg.domain.people import Actor, Role
from certreg.domain.posting import (
    Conditions,
    Education,
    EmployerProfile,
    EmploymentType,
    Experience,
    Location,
    Party,
    Pay,
    PayPeriod,
    Posting,
    Provenance,
)
from certreg.services import organisations
from certreg.services.assess import assess
from certreg.services.decide import decide
from certreg.services.issue import issue
from certreg.services.records import LabelRecord, PostingRecord, Scope
from certreg.services.registry import Registry, open_registry
from certreg.services.score import preview
from certreg.services.submit import submit
from certreg.signing import evidence_key
from certreg.signing.authority import delegate
from certreg.signing.keys import KeyRole, KeyStore
from certreg.storage import migrate
from certreg.storage.database import Database

BUREAU = "https://bureau.example"
BASE = "https://registry.example"
PASSPHRASE = "only for tests"
USCC = "91500118MA5U000119"

PLATFORM_SCOPES = (Scope.READ, Scope.WRITE, Scope.SCORE)
"""All that a platform's key may do."""

PLATFORM = Actor("key:platform", Role.PLATFORM)
OTHER_PLATFORM = Actor("key:other", Role.PLATFORM)
ASSESSOR = Actor("an", Role.ASSESSOR)
SECOND = Actor("bo", Role.ASSESSOR)
LEAD = Actor("li", Role.LEAD)
REGISTRAR = Actor("re", Role.REGISTRAR)
ADMINISTRATOR = Actor("ad", Role.ADMINISTRATOR)


def settings(url: str, keys: Path) -> Settings:
    """Settings of a test registry, by the same way as in production."""
    return Settings.from_env(
        {
            "CERTREG_DATABASE_URL": url,
            "CERTREG_BASE_URL": BASE,
            "CERTREG_BUREAU_URL": BUREAU,
            "CERTREG_KEY_DIR": str(keys),
            "CERTREG_KEY_PASSPHRASE": PASSPHRASE,
            "CERTREG_EVIDENCE_STORE": str(keys.parent / "evidence"),
        }
    )


def make_keys(directory: Path, now: datetime) -> None:
    """A bureau's key, the association's, and the delegation between them."""
    store = KeyStore(directory, PASSPHRASE.encode())
    store.make(KeyRole.BUREAU, BUREAU, now)
    store.make(KeyRole.ASSOCIATION, BASE, now)
    delegate(store, now)
    evidence_key.make(store)


def make_registry(url: str, keys: Path, now: datetime) -> Registry:
    """An upgraded database with one organisation in the register, and the keys of a folder."""
    upgrade(url)
    registry = open_registry(settings(url, keys), now=now, sign=True)
    register(registry, now)
    return registry


def upgrade(url: str) -> None:
    """Bring an empty database to the program's version."""
    database = Database(url)
    migrate.upgrade(database)
    database.close()


def register(registry: Registry, now: datetime) -> None:
    """Put the employer of `posting()` into the register."""
    organisations.put(registry, [employer()], "test register", actor=REGISTRAR, now=now)


def employer() -> Organisation:
    """The employer of `posting()`."""
    return Organisation(uscc=USCC, name="重庆测试精密机械有限公司", kinds=frozenset({OrganisationKind.EMPLOYER}))


def posting(**changes: Any) -> Posting:
    """A posting that passes every automatic check of the first criteria."""
    fields: dict[str, Any] = {
        "title": "数控车工",
        "employer": Party(name="重庆测试精密机械有限公司", uscc=USCC),
        "headcount": 6,
        "conditions": Conditions(
            education=Education.VOCATIONAL,
            experience=Experience(min_years=1),
            other="会看零件图和形位公差；会用千分尺、内径表；有数控车工四级证书。",
        ),
        "employment_type": EmploymentType.FULL_TIME,
        "work_content": "1. 操作数控车床，按工艺卡加工轴类零件；\n2. 首件自检并填写首件记录；\n"
        "3. 更换刀片、修改刀补；\n4. 加工异常时停机并通知班长。",
        "work_conditions": "长白班8:00-17:00，午休1小时；每周休息2天，法定节假日休息；入职当月缴纳五险一金；"
        "试用期2个月；提供免费宿舍和工作餐。",
        "location": Location(division="500118", address="重庆市永川区凤凰湖工业园凤翔路18号2号厂房"),
        "pay": Pay(
            min=650_000,
            max=900_000,
            period=PayPeriod.MONTH,
            months=13,
            composition="基本工资4200元+计件工资+夜班补贴，试用期发80%",
        ),
        "apply": "在测试招聘网本岗位页面点击“投递简历”，3个工作日内答复。",
        "published_on": date(2026, 11, 12),
        "valid_until": date(2026, 12, 31),
        "employer_profile": EmployerProfile(size_min=200, size_max=500),
        "provenance": Provenance(platform="测试招聘网", url="https://jobs.example/1"),
    }
    return Posting(**{**fields, **changes})


def judgements(registry: Registry, content: Posting, now: datetime) -> tuple[Judgement, ...]:
    """The assessor finds everything in order that no check could tell."""
    criteria = registry.scorer.published.criteria
    unknown = preview(registry, content, now=now).unknown
    open_ids = [i for i in unknown if (c := criteria.criterion(i)) and c.method != "automatic"]
    return tuple(Judgement(criterion=i, outcome=Outcome.MET, reason="已核实") for i in open_ids)


@dataclass(frozen=True)
class Casework:
    """Each step of the main job in one call, on one registry, at one moment."""

    registry: Registry
    now: datetime

    def submitted(self, content: Posting | None = None, actor: Actor = PLATFORM) -> PostingRecord:
        return submit(self.registry, content or posting(), actor=actor, now=self.now)

    def assessed(self, content: Posting | None = None) -> PostingRecord:
        return self.assess(self.submitted(content))

    def assess(self, record: PostingRecord, said: Sequence[Judgement] | None = None) -> PostingRecord:
        words = judgements(self.registry, record.posting, self.now) if said is None else tuple(said)
        assess(self.registry, record.id, "certify", words, "材料齐全", actor=ASSESSOR, now=self.now)
        return record

    def approved(self, content: Posting | None = None) -> PostingRecord:
        return self.approve(self.assessed(content))

    def approve(self, record: PostingRecord) -> PostingRecord:
        return decide(self.registry, record.id, "approve", "同意", actor=LEAD, now=self.now)

    def certified(self, content: Posting | None = None) -> LabelRecord:
        return issue(self.registry, self.approved(content).id, actor=LEAD, now=self.now)
