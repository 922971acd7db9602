"""The association as issuer: its signing key and the bureau's delegation, ready for use."""

from dataclasses import dataclass
from datetime import datetime

from certreg.config import Settings
from certreg.signing.keys import SigningKey
from certreg.verify import Anchor


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who signs labels and status lists, and the pinned key under which that is checked before anything goes out."""

    key: SigningKey
    delegation: str
    anchor: Anchor


def load_issuer(settings: Settings, *, now: datetime) -> Issuer:
    """The association's current key, and a delegation that holds now.

    Raises `KeyUnavailable` when the key, its passphrase or the delegation is missing, retired or expired, and
    `ConfigurationInvalid` when the bureau is not named.
    """
    raise NotImplementedError
