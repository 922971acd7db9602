"""By what right the association signs: making, taking in and using the bureau's delegation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from certreg.domain.errors import KeyUnavailable
from certreg.domain.text import Text
from certreg.domain.verification import VerificationFailure
from certreg.signing.anchor import Anchor
from certreg.signing.delegation import Delegation, sign_delegation, verify_delegation
from certreg.signing.es256 import SigningKey, VerifyingKey
from certreg.signing.keys import KeyRecord, KeyRole, KeyStore

DELEGATION_LIFETIME: Final = timedelta(days=730)
"""Longer than the longest label (366 days), so that a label never outlives the delegation inside it."""


@dataclass(frozen=True, slots=True)
class Authority:
    """What issuing needs: the key that signs, and the delegation that names it, as text and as read."""

    key: SigningKey
    token: str
    delegation: Delegation


def authority(store: KeyStore, now: datetime) -> Authority:
    """The association's authority to sign now.

    `KeyUnavailable` if there is no key in use, or no delegation that names it and holds now.
    """
    record = store.in_use(KeyRole.ASSOCIATION)
    token = store.delegation()
    held = _verified(token, pinned(store, now), now)
    if record.kid not in held.keys or record.entity != held.claims.sub:
        raise KeyUnavailable(_NOT_NAMED.within(kid=record.kid, entity=record.entity))
    return Authority(store.load(record.kid), token, held)


def known_bureau(store: KeyStore, now: datetime) -> Anchor | None:
    """The bureau as this store knows it: its keys if they lie here, else the anchor taken in with the delegation."""
    records = [record for record in store.list(KeyRole.BUREAU) if record.is_published(now)]
    if records:
        return Anchor(tuple(record.public() for record in records), records[-1].entity)
    return store.anchor()


def pinned(store: KeyStore, now: datetime) -> Anchor:
    """As `known_bureau`, or `KeyUnavailable` if the store knows none."""
    anchor = known_bureau(store, now)
    if anchor is None:
        raise KeyUnavailable(_NO_BUREAU.within(directory=store.directory))
    return anchor


def delegate(store: KeyStore, now: datetime, lifetime: timedelta = DELEGATION_LIFETIME) -> str:
    """Sign a new delegation for every published key of the association, with the bureau's key in this store.

    Keys named for the first time may sign from now on. `KeyUnavailable` if either side has no key.
    """
    records = [record for record in store.list(KeyRole.ASSOCIATION) if record.is_published(now)]
    if not records:
        raise KeyUnavailable(_NO_ASSOCIATION.within(directory=store.directory))
    token = delegate_to(store, tuple(r.public() for r in records), records[-1].entity, now, lifetime)
    _adopt(store, token, records, now)
    return token


def delegate_to(
    store: KeyStore, keys: tuple[VerifyingKey, ...], subject: str, now: datetime, lifetime: timedelta
) -> str:
    """Sign a delegation for keys that lie elsewhere: what the bureau does with the association's JWK Set."""
    bureau = store.in_use(KeyRole.BUREAU)
    key = store.load(bureau.kid)
    return sign_delegation(key, keys, issuer=bureau.entity, subject=subject, now=now, expires=now + lifetime)


def take_in(store: KeyStore, token: str, anchor: Anchor, now: datetime) -> None:
    """Store a delegation that the bureau signed elsewhere, with the anchor, and let the keys it names sign.

    `KeyUnavailable` if it does not verify under `anchor`, is not in its term, or names no key of this store.
    """
    held = _verified(token, anchor, now)
    subject = held.claims.sub
    ours = [r for r in store.list(KeyRole.ASSOCIATION) if r.kid in held.keys and r.entity == subject]
    if not ours:
        raise KeyUnavailable(_NOT_OURS.within(subject=subject, directory=store.directory))
    store.store_anchor(anchor)
    _adopt(store, token, ours, now)


def _adopt(store: KeyStore, token: str, named: Sequence[KeyRecord], now: datetime) -> None:
    # The delegation comes first: no key may sign before there is a right to show.
    store.store_delegation(token)
    for record in named:
        store.activate(record.kid, now)


def _verified(token: str, anchor: Anchor, now: datetime) -> Delegation:
    try:
        held = verify_delegation(token, anchor)
        held.require_term(now, leeway_seconds=0)
    except VerificationFailure as failure:
        raise KeyUnavailable(failure.detail) from failure
    return held


_NOT_NAMED: Final = Text(
    zh="现行委托不包含密钥 {kid}（{entity}）；请运行 certreg keys delegate",
    en="The delegation in force does not name key {kid} of {entity}; run `certreg keys delegate`",
)
_NO_BUREAU: Final = Text(
    zh="{directory} 中没有主管部门的密钥或公钥；请运行 certreg keys take-in",
    en="{directory} has no key of the bureau, private or public; run `certreg keys take-in`",
)
_NO_ASSOCIATION: Final = Text(
    zh="{directory} 中没有协会密钥；请运行 certreg keys new --role association",
    en="There is no association key in {directory}; run `certreg keys new --role association`",
)
_NOT_OURS: Final = Text(
    zh="该委托针对 {subject}，不包含 {directory} 中的任何密钥",
    en="The delegation is for {subject} and names no key of {directory}",
)
