"""Certified postings with their labels, for other systems: one at a time, so that any number can be written."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import msgspec

from certreg.domain.criteria import Level
from certreg.domain.posting import Posting
from certreg.services import reading
from certreg.services.records import Listed
from certreg.services.registry import Registry
from certreg.storage import postings

BATCH: Final = 200


class ExportedLabel(msgspec.Struct, frozen=True):
    """A label as it is exported: where it is, what it says in short, and the token that proves it."""

    id: str
    url: str
    level: Level
    issued_at: datetime
    expires_at: datetime
    token: str


class Exported(msgspec.Struct, frozen=True):
    """One certified posting: `posting` is the native format, ready to be read by any import."""

    id: str
    url: str
    posting: Posting
    label: ExportedLabel


def certified(registry: Registry, *, now: datetime) -> Iterator[Exported]:
    """Every posting certified now, by id; all as of one moment, whatever changes meanwhile."""
    with registry.db.read() as tx:
        for row in postings.certified(tx, now, BATCH):
            exported = _exported(reading.listed(row))
            if exported is not None:
                yield exported


def _exported(item: Listed) -> Exported | None:
    label = item.label
    if label is None:
        return None
    claims = label.claims
    return Exported(
        id=item.id,
        url=claims.sub,
        posting=item.posting,
        label=ExportedLabel(
            id=label.id,
            url=claims.ref,
            level=claims.result.level,
            issued_at=label.issued_at,
            expires_at=label.expires_at,
            token=label.token,
        ),
    )
