"""What every service works on: the database, the scorer, the settings, the issuer."""

from dataclasses import dataclass
from datetime import datetime

from certreg.config import Settings
from certreg.scoring.scorer import Scorer
from certreg.services.issuer import Issuer
from certreg.storage.database import Database


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
    raise NotImplementedError
