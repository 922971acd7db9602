"""Entity statements of OpenID Federation (OIDF §3): who the association is, and the marks of a posting."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

import msgspec

from certreg.domain.label import NumericDate, Url
from certreg.signing import jws
from certreg.signing.es256 import JwkSet, Signer

TYP: Final = "entity-statement+jwt"
MEDIA_TYPE: Final = "application/entity-statement+jwt"


class TrustMarkMember(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of `trust_marks` (OIDF §3.1.2)."""

    trust_mark_type: Url
    trust_mark: str


class EntityClaims(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An entity's statement about itself. `metadata` maps an entity type to its members."""

    iss: Url
    sub: Url
    iat: NumericDate
    exp: NumericDate
    jwks: JwkSet
    authority_hints: tuple[Url, ...]
    metadata: Mapping[str, Mapping[str, Any]] = {}
    trust_marks: tuple[TrustMarkMember, ...] = ()


def sign_association_statement(
    key: Signer,
    *,
    entity: str,
    bureau: str,
    keys: JwkSet,
    name: str,
    now: datetime,
    lifetime: timedelta,
    endpoints: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The association's own statement, for `/.well-known/openid-federation`.

    `endpoints` holds the members of `federation_entity` that name an address, for instance
    `federation_trust_mark_list_endpoint`; name only those that answer. Key sets have no place there (OIDF §5.2.1):
    the statement's own `jwks` has the keys.
    """
    claims = EntityClaims(
        iss=entity,
        sub=entity,
        iat=int(now.timestamp()),
        exp=int((now + lifetime).timestamp()),
        jwks=keys,
        authority_hints=(bureau,),
        metadata={"federation_entity": {"organization_name": name, **endpoints}},
    )
    return jws.sign(TYP, claims, key)


def sign_posting_statement(
    key: Signer,
    *,
    posting: str,
    association: str,
    keys: JwkSet,
    marks: tuple[TrustMarkMember, ...],
    now: datetime,
    lifetime: timedelta,
) -> str:
    """The statement of a posting, with its labels in `trust_marks`.

    A posting has no key: the association signs for it, under the posting's identifier and with its own key
    set. docs/label-profile.md states this deviation from OIDF §9, where every entity signs for itself.
    """
    claims = EntityClaims(
        iss=posting,
        sub=posting,
        iat=int(now.timestamp()),
        exp=int((now + lifetime).timestamp()),
        jwks=keys,
        authority_hints=(association,),
        trust_marks=marks,
    )
    return jws.sign(TYP, claims, key)
