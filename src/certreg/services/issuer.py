"""The association as issuer: its signing key and the bureau's delegation, ready for use."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from certreg.config import Settings
from certreg.domain.errors import ConfigurationInvalid, KeyUnavailable
from certreg.domain.text import Text
from certreg.signing.anchor import Anchor
from certreg.signing.authority import authority, pinned
from certreg.signing.es256 import SigningKey
from certreg.signing.keys import KeyStore


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who signs labels and status lists, and the pinned key under which that is checked before anything goes out.

    `delegation` is the bureau's, as text; it holds from `delegated_at` until `delegated_until`.
    """

    key: SigningKey
    delegation: str
    delegated_at: datetime
    delegated_until: datetime
    anchor: Anchor
    bureau: str


def load_issuer(settings: Settings, *, now: datetime) -> Issuer:
    """The association's current key, and a delegation that holds now.

    Raises `KeyUnavailable` when the key, its passphrase or the delegation is missing, retired or expired, and
    `ConfigurationInvalid` when the bureau or the association is configured under another name than the
    delegation's.
    """
    store = KeyStore(settings.key_dir, settings.passphrase())
    held = authority(store, now)
    claims = held.delegation.claims
    if settings.bureau_url != claims.iss:
        raise ConfigurationInvalid(_OTHER_BUREAU.within(configured=settings.bureau_url or "-", bureau=claims.iss))
    if settings.base_url != claims.sub:
        raise ConfigurationInvalid(_OTHER_NAME.within(configured=settings.base_url, subject=claims.sub))
    return Issuer(
        key=held.key,
        delegation=held.token,
        delegated_at=datetime.fromtimestamp(claims.iat, UTC),
        delegated_until=datetime.fromtimestamp(claims.exp, UTC),
        anchor=pinned(store, now),
        bureau=claims.iss,
    )


def require_issuer(issuer: Issuer | None, now: datetime) -> Issuer:
    """The issuer, if there is one and its delegation holds; else `KeyUnavailable`."""
    if issuer is None:
        raise KeyUnavailable(_NO_ISSUER)
    if not issuer.delegated_at <= now < issuer.delegated_until:
        raise KeyUnavailable(_OUT_OF_TERM.within(until=issuer.delegated_until.isoformat()))
    return issuer


_NO_ISSUER: Final = Text(zh="登记系统没有可用的签名密钥", en="The registry has no usable signing key")
_OUT_OF_TERM: Final = Text(
    zh="主管部门的委托已不在有效期内（至 {until}）",
    en="The bureau's delegation does not hold now (until {until})",
)
_OTHER_BUREAU: Final = Text(
    zh="CERTREG_BUREAU_URL 是 {configured}，而委托由 {bureau} 签发",
    en="CERTREG_BUREAU_URL is {configured}, but the delegation is from {bureau}",
)
_OTHER_NAME: Final = Text(
    zh="CERTREG_BASE_URL 是 {configured}，而委托针对 {subject}",
    en="CERTREG_BASE_URL is {configured}, but the delegation is for {subject}",
)
