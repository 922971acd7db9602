"""The registry runs on PostgreSQL under an account that owns nothing, with just the grants that the guide names."""

import re
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from casework import LEAD, Casework, register, settings, upgrade
from certreg.domain.lifecycle import LabelState
from certreg.scoring.criteria_file import current
from certreg.scoring.scorer import Scorer
from certreg.services import label_life
from certreg.services.issuer import Issuer
from certreg.services.registry import Registry
from certreg.storage.database import Database

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "operating.md"


@pytest.fixture
def limited(postgres_server: str, key_dir: Path, issuer: Issuer, now: datetime) -> Iterator[Registry]:
    """A registry whose account has the guide's grants and nothing else."""
    name = f"limited_{uuid.uuid4().hex[:12]}"
    owners = postgres_server.replace("/postgres?", f"/{name}?", 1)
    with psycopg.connect(postgres_server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}".encode())
        admin.execute(f"CREATE ROLE {name} LOGIN".encode())
    upgrade(owners)
    grants = re.findall(r"^GRANT [^;]+;$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(grants) == 4
    with psycopg.connect(owners, autocommit=True) as owner:
        for grant in grants:
            owner.execute(grant.replace(" TO certreg", f" TO {name}").encode())
    url = owners.replace("//postgres:", f"//{name}:", 1)
    registry = Registry(Database(url), Scorer(current(now.date())), settings(url, key_dir), issuer)
    register(registry, now)
    yield registry
    registry.db.close()
    with psycopg.connect(postgres_server, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
        admin.execute(f"DROP ROLE {name}".encode())


def test_the_whole_job_needs_no_more_than_the_guide_grants(limited: Registry, now: datetime) -> None:
    work = Casework(limited, now)
    revoked = label_life.revoke(limited, work.certified().id, "用人单位来函，岗位已取消", actor=LEAD, now=now)
    assert revoked.state is LabelState.REVOKED


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit",
        "DELETE FROM label",
        "TRUNCATE audit",
        "ALTER TABLE audit DISABLE TRIGGER ALL",
        "DROP TABLE event",
    ],
)
def test_it_cannot_do_away_with_the_record(limited: Registry, statement: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), limited.db.write() as tx:
        tx.connection.execute(text(statement))
