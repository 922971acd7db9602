"""The label itself: a Trust Mark JWT (OIDF §7.1)."""

from typing import Final

from certreg.domain.label import LabelClaims
from certreg.signing import jws
from certreg.signing.es256 import Signer

TYP: Final = "trust-mark+jwt"
MEDIA_TYPE: Final = "application/trust-mark+jwt"
MAX_BYTES: Final = 16 * 1024


def sign_label(claims: LabelClaims, key: Signer) -> str:
    """The label as text. Whether it may be issued is `certreg.services.issue`'s to decide, and is decided before."""
    return jws.sign(TYP, claims, key)
