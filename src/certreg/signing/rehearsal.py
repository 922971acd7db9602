"""A throw-away chain of trust: a candidate label is signed and verified with it before the real key is touched.

Label profile, "Lifecycle". The keys live in memory for one rehearsal and sign nothing that leaves it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from certreg.domain.label import LabelClaims
from certreg.signing.anchor import Anchor
from certreg.signing.delegation import sign_delegation
from certreg.signing.es256 import SigningKey
from certreg.signing.status_list import StatusList, sign_status_list
from certreg.signing.trust_mark import sign_label


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A candidate label, with the anchor and the status list under which it has to verify."""

    token: str
    anchor: Anchor
    status: str


def rehearse(claims: LabelClaims, bureau: str, now: datetime) -> Rehearsal:
    """Sign `claims` as they are, apart from the delegation, with throw-away keys of `bureau` and of the issuer."""
    bureau_key, key = SigningKey.generate(), SigningKey.generate()
    delegation = sign_delegation(
        bureau_key,
        (key.public,),
        issuer=bureau,
        subject=claims.iss,
        now=now,
        expires=now + timedelta(days=1),
    )
    reference = claims.status.status_list
    status = sign_status_list(
        StatusList.of_size(reference.idx + 1),
        key,
        uri=reference.uri,
        delegation=delegation,
        now=now,
        lifetime=timedelta(hours=1),
        ttl=timedelta(minutes=1),
    )
    candidate = msgspec.structs.replace(claims, delegation=delegation)
    return Rehearsal(sign_label(candidate, key), Anchor((bureau_key.public,), bureau), status)
