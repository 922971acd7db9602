"""What every service works on: the database, the scorer, the settings, the issuer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from certreg.config import Settings
from certreg.domain.errors import ConfigurationInvalid
from certreg.domain.policy import local_day
from certreg.domain.text import Text
from certreg.scoring.criteria_file import PublishedCriteria, current, published
from certreg.scoring.scorer import Scorer
from certreg.services.issuer import Issuer, load_issuer
from certreg.storage.database import Database
from certreg.storage.migrate import require_head


@dataclass(frozen=True, slots=True)
class Registry:
    """One running registry. `issuer` is None where no signing key is at hand: then nothing can be issued."""

    db: Database
    scorer: Scorer
    settings: Settings
    issuer: Issuer | None


def open_registry(settings: Settings, *, now: datetime, sign: bool = False) -> Registry:
    """Connect to an upgraded database and load criteria; with `sign`, the association's key as well.

    The caller closes it by `registry.db.close()`. Raises `ConfigurationInvalid` when the database has not been
    upgraded (`certreg db upgrade`) or the criteria are not known, `KeyUnavailable` when `sign` is asked for and
    there is no usable key.
    """
    scorer = Scorer(_criteria(settings, now))
    issuer = load_issuer(settings, now=now) if sign else None
    db = Database(settings.database_url)
    try:
        require_head(db)
    except BaseException:
        db.close()
        raise
    return Registry(db, scorer, settings, issuer)


def _criteria(settings: Settings, now: datetime) -> PublishedCriteria:
    if settings.criteria is None:
        return current(local_day(now))
    shipped = published()
    if settings.criteria not in shipped:
        raise ConfigurationInvalid(_NO_CRITERIA.within(id=settings.criteria, known=", ".join(sorted(shipped))))
    return shipped[settings.criteria]


_NO_CRITERIA: Final = Text(
    zh="没有编号为 {id} 的认证标准；现有：{known}",
    en="There are no published criteria {id}; there are: {known}",
)
