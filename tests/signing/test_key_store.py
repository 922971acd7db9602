"""The key store: what lies on disk, who may read it, and what happens when something is wrong."""

import os
import shutil
import stat
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from certreg.domain.errors import KeyUnavailable, NotFound
from certreg.signing import pkcs8, private_files
from certreg.signing.keys import KeyRole, KeyStore

PASSPHRASE = b"correct horse battery"
REGISTRY = "https://registry.example"


@pytest.fixture
def store(tmp_path: Path) -> KeyStore:
    return KeyStore(tmp_path / "keys", PASSPHRASE)


def key_file(store: KeyStore, kid: str) -> Path:
    return next(store.directory.glob(f"*-{kid}.pem"))


def test_a_key_is_made_listed_and_opened(store: KeyStore, now: datetime) -> None:
    record = store.make(KeyRole.ASSOCIATION, REGISTRY, now)
    assert store.list() == (record,)
    assert (record.role, record.entity, record.created, record.activated) == ("association", REGISTRY, now, None)
    key = store.load(record.kid)
    assert key.public == record.public()
    assert record.public().verifies(key.sign(b"x"), b"x")


def test_files_are_for_the_owner_only_whatever_the_umask(store: KeyStore, now: datetime) -> None:
    before = os.umask(0)
    try:
        record = store.make(KeyRole.BUREAU, REGISTRY, now)
        store.retire(record.kid, now, now)
        store.store_delegation("x.y.z")
    finally:
        os.umask(before)
    assert stat.S_IMODE(store.directory.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in store.directory.iterdir()} == {0o600}
    assert len(list(store.directory.iterdir())) == 3


def test_no_file_holds_the_private_number(store: KeyStore, now: datetime) -> None:
    record = store.make(KeyRole.BUREAU, REGISTRY, now)
    number = store.load(record.kid).private.private_numbers().private_value.to_bytes(32)
    contents = b"".join(path.read_bytes() for path in store.directory.iterdir())
    assert number not in contents
    assert b"BEGIN ENCRYPTED PRIVATE KEY" in contents


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not on PATH")
def test_openssl_opens_the_private_key(store: KeyStore, now: datetime) -> None:
    record = store.make(KeyRole.BUREAU, REGISTRY, now)
    path = key_file(store, record.kid)
    opened = subprocess.run(
        ["openssl", "pkey", "-in", path, "-passin", "env:PASS", "-pubout"],
        env=os.environ | {"PASS": PASSPHRASE.decode()},
        capture_output=True,
        check=True,
    )
    assert b"BEGIN PUBLIC KEY" in opened.stdout
    parsed = subprocess.run(["openssl", "asn1parse", "-in", path], capture_output=True, text=True, check=True).stdout
    assert "PBES2" in parsed
    assert "aes-256-cbc" in parsed


def test_a_wrong_passphrase_names_the_file_and_nothing_of_it(store: KeyStore, now: datetime) -> None:
    record = store.make(KeyRole.BUREAU, REGISTRY, now)
    path = key_file(store, record.kid)
    with pytest.raises(KeyUnavailable) as caught:
        KeyStore(store.directory, b"wrong horse battery").load(record.kid)
    said = str(caught.value)
    assert str(path) in said
    assert "horse" not in said
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("passphrase", [None, b"", b"seven77"])
def test_no_passphrase_or_a_short_one_is_refused(tmp_path: Path, now: datetime, passphrase: bytes | None) -> None:
    with pytest.raises(KeyUnavailable, match="CERTREG_KEY_PASSPHRASE"):
        KeyStore(tmp_path / "keys", passphrase).make(KeyRole.BUREAU, REGISTRY, now)
    assert list((tmp_path / "keys").iterdir()) == []


def test_records_are_read_without_a_passphrase(store: KeyStore, now: datetime) -> None:
    record = store.make(KeyRole.BUREAU, REGISTRY, now)
    assert KeyStore(store.directory).list() == (record,)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_that_others_can_read_is_refused(store: KeyStore, now: datetime, mode: int) -> None:
    record = store.make(KeyRole.BUREAU, REGISTRY, now)
    path = key_file(store, record.kid)
    path.chmod(mode)
    with pytest.raises(KeyUnavailable, match=f"{mode:04o}") as caught:
        store.load(record.kid)
    assert str(path) in str(caught.value)


def test_a_directory_that_others_can_enter_is_refused(store: KeyStore, now: datetime) -> None:
    store.make(KeyRole.BUREAU, REGISTRY, now)
    store.directory.chmod(0o755)
    with pytest.raises(KeyUnavailable, match="0755"):
        store.list()
    with pytest.raises(KeyUnavailable, match="0755"):
        store.make(KeyRole.BUREAU, REGISTRY, now)


def test_what_is_missing_is_named(store: KeyStore, now: datetime) -> None:
    with pytest.raises(KeyUnavailable, match=str(store.directory)):
        store.list()
    record = store.make(KeyRole.BUREAU, REGISTRY, now)
    path = key_file(store, record.kid)
    path.unlink()
    with pytest.raises(KeyUnavailable, match=path.name):
        store.load(record.kid)
    with pytest.raises(KeyUnavailable, match=r"delegation\.jwt"):
        store.delegation()
    with pytest.raises(KeyUnavailable, match="No association key"):
        store.in_use(KeyRole.ASSOCIATION)


def test_a_link_is_not_followed(store: KeyStore, now: datetime, tmp_path: Path) -> None:
    record = store.make(KeyRole.BUREAU, REGISTRY, now)
    path = key_file(store, record.kid)
    moved = path.rename(tmp_path / "elsewhere.pem")
    path.symlink_to(moved)
    with pytest.raises(KeyUnavailable, match=path.name):
        store.load(record.kid)


def test_a_key_under_another_ones_name_is_refused(store: KeyStore, now: datetime) -> None:
    first, second = (store.make(KeyRole.BUREAU, REGISTRY, now) for _ in range(2))
    key_file(store, first.kid).write_bytes(key_file(store, second.kid).read_bytes())
    with pytest.raises(KeyUnavailable, match="does not belong"):
        store.load(first.kid)
    record = store.directory / f"{first.kid}.json"
    record.write_bytes((store.directory / f"{second.kid}.json").read_bytes())
    with pytest.raises(KeyUnavailable, match="does not belong"):
        store.list()


def test_a_broken_record_is_named(store: KeyStore, now: datetime) -> None:
    record = store.make(KeyRole.BUREAU, REGISTRY, now)
    path = store.directory / f"{record.kid}.json"
    path.write_bytes(b"{}")
    with pytest.raises(KeyUnavailable, match=path.name):
        store.list()


def test_a_key_is_found_by_its_beginning(store: KeyStore, now: datetime) -> None:
    record = store.make(KeyRole.BUREAU, REGISTRY, now)
    assert store.record(record.kid[:6]) == record
    for kid in (record.kid[:5], "", "x" * 43):
        with pytest.raises(NotFound):
            store.record(kid)


def test_a_retired_key_stays_published_until_its_day(store: KeyStore, now: datetime) -> None:
    record = store.make(KeyRole.ASSOCIATION, REGISTRY, now)
    until = now + timedelta(days=10)
    store.retire(record.kid, now, until)
    assert store.published(until - timedelta(seconds=1)) == (record.public(),)
    assert store.published(until) == ()
    withdrawn = store.retire(record.kid, now + timedelta(days=1), None)
    assert withdrawn.retired == now
    assert store.published(now) == ()


def test_the_newest_active_key_signs(store: KeyStore, now: datetime) -> None:
    old, new = (store.make(KeyRole.ASSOCIATION, REGISTRY, now + timedelta(hours=n)) for n in range(2))
    with pytest.raises(KeyUnavailable):
        store.in_use(KeyRole.ASSOCIATION)
    store.activate(old.kid, now)
    assert store.in_use(KeyRole.ASSOCIATION).kid == old.kid
    store.activate(new.kid, now + timedelta(hours=2))
    store.activate(old.kid, now + timedelta(hours=3))
    assert store.in_use(KeyRole.ASSOCIATION).kid == new.kid
    store.retire(new.kid, now, None)
    assert store.in_use(KeyRole.ASSOCIATION).kid == old.kid


def test_nothing_is_overwritten_and_no_scratch_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    private_files.write_new(path, b"first")
    with pytest.raises(KeyUnavailable, match="exists"):
        private_files.write_new(path, b"second")
    assert path.read_bytes() == b"first"
    private_files.replace(path, b"third")
    assert private_files.read(path) == b"third"
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(KeyUnavailable, match="nowhere"):
        private_files.write_new(tmp_path / "nowhere" / "secret", b"x")


def test_a_file_too_large_for_a_key_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    private_files.write_new(path, bytes(private_files.MAX_BYTES + 1))
    with pytest.raises(KeyUnavailable, match="more than"):
        private_files.read(path)


def test_only_an_encrypted_elliptic_curve_key_is_opened() -> None:
    plain = ec.generate_private_key(ec.SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with pytest.raises(ValueError, match="not encrypted"):
        pkcs8.unseal(plain, PASSPHRASE)
    other = rsa.generate_private_key(65537, 2048)
    with pytest.raises(ValueError, match="not an elliptic-curve key"):
        pkcs8.unseal(pkcs8.seal(other, PASSPHRASE), PASSPHRASE)  # type: ignore[arg-type]
    with pytest.raises(ValueError):
        pkcs8.unseal(b"no PEM", PASSPHRASE)


def test_two_files_of_one_key_share_neither_salt_nor_text() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    first, second = pkcs8.seal(key, PASSPHRASE), pkcs8.seal(key, PASSPHRASE)
    assert first != second
    numbers = {pkcs8.unseal(pem, PASSPHRASE).private_numbers().private_value for pem in (first, second)}
    assert numbers == {key.private_numbers().private_value}


def test_a_record_is_plain_json_for_people_too(store: KeyStore, now: datetime) -> None:
    record = store.make(KeyRole.BUREAU, REGISTRY, now)
    read = msgspec.json.decode((store.directory / f"{record.kid}.json").read_bytes())
    assert read["role"] == "bureau"
    assert read["jwk"]["kid"] == record.kid
