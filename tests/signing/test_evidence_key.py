"""The key of identity documents: sealed, made once, bound to what it sealed."""

import stat
from pathlib import Path

import click.testing
import pytest

from certreg.cli import certreg
from certreg.domain.errors import KeyUnavailable
from certreg.signing import evidence_key
from certreg.signing.keys import KeyStore

STORE_PASSPHRASE = b"correct horse battery"


@pytest.fixture
def store(tmp_path: Path) -> KeyStore:
    return KeyStore(tmp_path / "keys", STORE_PASSPHRASE)


def test_what_was_sealed_opens_with_the_key_of_the_file_and_its_own_digest_only(store: KeyStore) -> None:
    evidence_key.make(store)
    sealed = evidence_key.load(store).seal(b"identity card", "digest")
    assert b"identity" not in sealed
    assert evidence_key.load(store).open(sealed, "digest") == b"identity card"
    assert evidence_key.load(store).seal(b"identity card", "digest") != sealed
    for changed, digest in ((sealed, "other"), (sealed[:-1], "digest"), (b"", "digest"), (b"x" + sealed[1:], "digest")):
        with pytest.raises(KeyUnavailable):
            evidence_key.load(store).open(changed, digest)


def test_the_file_is_private_and_made_once(store: KeyStore) -> None:
    path = evidence_key.make(store)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    with pytest.raises(KeyUnavailable):
        evidence_key.make(store)
    assert path.read_bytes() == before
    path.chmod(0o644)
    with pytest.raises(KeyUnavailable, match="0644"):
        evidence_key.load(store)


def test_another_passphrase_no_passphrase_and_a_broken_file_do_not_open_it(store: KeyStore) -> None:
    with pytest.raises(KeyUnavailable, match="new-evidence-key"):
        evidence_key.load(store)
    path = evidence_key.make(store)
    for passphrase in (b"another passphrase", b"short", None):
        with pytest.raises(KeyUnavailable):
            evidence_key.load(KeyStore(store.directory, passphrase))
    path.write_bytes(path.read_bytes().replace(b"key-1", b"key-2"))
    with pytest.raises(KeyUnavailable):
        evidence_key.load(store)
    path.write_bytes(b"{")
    with pytest.raises(KeyUnavailable):
        evidence_key.load(store)


def test_the_command_makes_it_and_shows_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CERTREG_KEY_DIR", str(tmp_path / "keys"))
    monkeypatch.setenv("CERTREG_KEY_PASSPHRASE", STORE_PASSPHRASE.decode())
    made = click.testing.CliRunner().invoke(certreg, ["keys", "new-evidence-key"])
    assert made.exit_code == 0, made.exception
    assert "evidence.key" in made.stderr
    assert evidence_key.load(KeyStore(tmp_path / "keys", STORE_PASSPHRASE))
    assert KeyStore(tmp_path / "keys").list() == ()
    again = click.testing.CliRunner().invoke(certreg, ["keys", "new-evidence-key"])
    assert isinstance(again.exception, KeyUnavailable)
