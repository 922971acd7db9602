"""Is the registry ready to serve and to sign: what a load balancer and `certreg serve` ask."""

from datetime import datetime
from typing import Final

import msgspec

from certreg.domain.errors import CertregError
from certreg.domain.text import Text
from certreg.services.issuer import require_issuer
from certreg.services.registry import Registry
from certreg.storage import migrate


class Readiness(msgspec.Struct, frozen=True, omit_defaults=True):
    """`ready` only when each part is. A reason names what to do; it names no path, address or key."""

    ready: bool
    database: bool
    key: bool
    delegation: bool
    reasons: tuple[Text, ...] = ()


def readiness(registry: Registry, *, now: datetime) -> Readiness:
    """Ask each part now."""
    database = _database(registry)
    key = registry.issuer is not None
    delegation = _delegation(registry, now)
    parts = ((database, _DATABASE), (key, _KEY), (delegation, _DELEGATION))
    return Readiness(
        ready=all(fine for fine, _ in parts),
        database=database,
        key=key,
        delegation=delegation,
        reasons=tuple(reason for fine, reason in parts if not fine),
    )


def _database(registry: Registry) -> bool:
    try:
        migrate.require_head(registry.db)
    except CertregError:
        return False
    return True


def _delegation(registry: Registry, now: datetime) -> bool:
    try:
        require_issuer(registry.issuer, now)
    except CertregError:
        return False
    return True


_DATABASE: Final = Text(
    zh="数据库没有响应或版本不符：certreg db upgrade",
    en="The database does not answer or has another version: certreg db upgrade",
)
_KEY: Final = Text(zh="没有可用的签名密钥：certreg keys new", en="There is no usable signing key: certreg keys new")
_DELEGATION: Final = Text(
    zh="主管部门的委托不存在或不在有效期内：certreg keys delegate",
    en="The bureau's delegation is missing or out of its term: certreg keys delegate",
)
