"""From the bureau's key to the right to sign: delegating, taking in, rotating, withdrawing."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from certreg.domain.errors import KeyUnavailable
from certreg.domain.verification import DelegationInvalid, UnknownKey, UntrustedIssuer
from certreg.signing import authority
from certreg.signing.anchor import Anchor
from certreg.signing.delegation import MAX_KEYS, sign_delegation, verify_delegation
from certreg.signing.es256 import SigningKey
from certreg.signing.keys import KeyRole, KeyStore

PASSPHRASE = b"correct horse battery"
BUREAU, REGISTRY = "https://bureau.example", "https://registry.example"


@pytest.fixture
def together(tmp_path: Path, now: datetime) -> KeyStore:
    """A demo's store: both keys and the delegation in one place."""
    store = KeyStore(tmp_path / "keys", PASSPHRASE)
    store.make(KeyRole.BUREAU, BUREAU, now)
    store.make(KeyRole.ASSOCIATION, REGISTRY, now)
    authority.delegate(store, now)
    return store


def test_delegating_lets_the_key_sign(together: KeyStore, now: datetime) -> None:
    held = authority.authority(together, now)
    claims = held.delegation.claims
    assert (claims.iss, claims.sub, claims.trust_mark_type) == (BUREAU, REGISTRY, f"{BUREAU}/marks/premium-posting")
    assert held.delegation.require_key(held.key.kid) == held.key.public
    assert claims.exp - claims.iat == 730 * 86_400
    assert authority.pinned(together, now).entity == BUREAU


def test_rotation_keeps_the_old_key_verifiable(together: KeyStore, now: datetime) -> None:
    old = authority.authority(together, now).key
    later = now + timedelta(days=100)
    new = together.make(KeyRole.ASSOCIATION, REGISTRY, later)
    assert authority.authority(together, later).key.kid == old.kid
    authority.delegate(together, later)
    together.retire(old.kid, later, later + timedelta(days=366))
    authority.delegate(together, later)
    held = authority.authority(together, later)
    assert held.key.kid == new.kid
    assert set(held.delegation.keys) == {old.kid, new.kid}


def test_a_withdrawn_key_is_no_longer_named(together: KeyStore, now: datetime) -> None:
    old = authority.authority(together, now).key
    together.make(KeyRole.ASSOCIATION, REGISTRY, now)
    together.retire(old.kid, now, None)
    authority.delegate(together, now)
    with pytest.raises(UnknownKey):
        authority.authority(together, now).delegation.require_key(old.kid)


def test_there_is_no_authority_without_a_delegation_that_holds(together: KeyStore, now: datetime) -> None:
    for when in (now - timedelta(seconds=1), now + timedelta(days=730)):
        with pytest.raises(KeyUnavailable, match="holds from"):
            authority.authority(together, when)
    key = together.make(KeyRole.ASSOCIATION, REGISTRY, now + timedelta(days=1))
    together.activate(key.kid, now + timedelta(days=1))
    with pytest.raises(KeyUnavailable, match=f"does not name key {key.kid}"):
        authority.authority(together, now + timedelta(days=1))


def test_the_bureau_signs_for_keys_that_lie_elsewhere(tmp_path: Path, now: datetime) -> None:
    bureau, association = (KeyStore(tmp_path / name, PASSPHRASE) for name in ("bureau", "association"))
    bureau.make(KeyRole.BUREAU, BUREAU, now)
    record = association.make(KeyRole.ASSOCIATION, REGISTRY, now)
    with pytest.raises(KeyUnavailable, match="No bureau key"):
        authority.delegate(association, now)
    keys = association.published(now)
    token = authority.delegate_to(bureau, keys, REGISTRY, now, timedelta(days=30))
    anchor = authority.pinned(bureau, now)
    authority.take_in(association, token, anchor, now)
    assert authority.authority(association, now).key.kid == record.kid
    assert authority.pinned(association, now) == anchor


def test_a_delegation_that_does_not_fit_is_not_taken_in(tmp_path: Path, now: datetime) -> None:
    store = KeyStore(tmp_path / "keys", PASSPHRASE)
    record = store.make(KeyRole.ASSOCIATION, REGISTRY, now)
    bureau = SigningKey.generate()
    anchor = Anchor((bureau.public,), BUREAU)

    def signed(key: SigningKey, subject: str, start: datetime) -> str:
        keys = (record.public() if subject == REGISTRY else SigningKey.generate().public,)
        return sign_delegation(key, keys, issuer=BUREAU, subject=subject, now=start, expires=start + timedelta(days=1))

    for token, reason in (
        (signed(SigningKey.generate(), REGISTRY, now), "not a trusted key"),
        (signed(bureau, REGISTRY, now - timedelta(days=2)), "which is not now"),
        (signed(bureau, "https://elsewhere.example", now), "names no key"),
        ("nonsense", "three parts"),
    ):
        with pytest.raises(KeyUnavailable, match=reason):
            authority.take_in(store, token, anchor, now)
    assert [path.suffix for path in store.directory.iterdir() if path.stem == "delegation"] == []
    with pytest.raises(KeyUnavailable, match="has no key of the bureau"):
        authority.pinned(store, now)


def test_a_delegation_names_at_least_one_key_and_no_more_than_are_read(now: datetime) -> None:
    bureau = SigningKey.generate()
    for count in (0, MAX_KEYS + 1):
        keys = tuple(SigningKey.generate().public for _ in range(count))
        with pytest.raises(KeyUnavailable):
            sign_delegation(bureau, keys, issuer=BUREAU, subject=REGISTRY, now=now, expires=now)


def test_a_delegation_leads_from_the_anchor_only(now: datetime) -> None:
    bureau, key = SigningKey.generate(), SigningKey.generate()
    token = sign_delegation(
        bureau, (key.public,), issuer=BUREAU, subject=REGISTRY, now=now, expires=now + timedelta(days=1)
    )
    assert verify_delegation(token, Anchor((key.public, bureau.public))).anchor_kid == bureau.kid
    for anchor in (Anchor(()), Anchor((key.public,)), Anchor((bureau.public,), "https://another.example")):
        with pytest.raises(UntrustedIssuer):
            verify_delegation(token, anchor)
    with pytest.raises(DelegationInvalid):
        verify_delegation(token[:-2], Anchor((bureau.public,)))
