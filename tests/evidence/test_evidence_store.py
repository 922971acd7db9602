"""Objects are kept whole under their digest, in a directory and on an S3 server, and nowhere else."""

import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from certreg.domain.errors import EvidenceUnavailable
from certreg.evidence.store import EvidenceStore, ObjectName, digest_of, open_store

CONTENT = b"%PDF-1.7 " + bytes(range(256)) * 40
NAME = ObjectName(digest_of(CONTENT), sealed=False)
LIMIT = 1 << 20


def test_an_object_comes_back_as_it_was_put(store: EvidenceStore) -> None:
    assert store.get(NAME.path, LIMIT) is None
    assert not store.has(NAME.path)
    store.put(NAME.path, CONTENT)
    store.put(NAME.path, CONTENT)
    assert store.has(NAME.path)
    assert store.get(NAME.path, LIMIT) == CONTENT
    assert store.get(ObjectName(NAME.digest, sealed=True).path, LIMIT) is None


def test_an_object_can_be_taken_away_and_put_again(store: EvidenceStore) -> None:
    store.delete(NAME.path)
    store.put(NAME.path, CONTENT)
    store.delete(NAME.path)
    assert not store.has(NAME.path)
    store.put(NAME.path, CONTENT)
    assert store.get(NAME.path, LIMIT) == CONTENT


def test_more_than_was_ever_taken_is_not_read(store: EvidenceStore) -> None:
    store.put(NAME.path, CONTENT)
    with pytest.raises(EvidenceUnavailable, match="bytes"):
        store.get(NAME.path, 100)


def test_many_at_once_put_one_whole_object(store: EvidenceStore) -> None:
    threads = [threading.Thread(target=store.put, args=(NAME.path, CONTENT)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.get(NAME.path, LIMIT) == CONTENT


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "a" * 63, "A" * 64, "a" * 63 + "/", "a" * 64 + "\x00"])
def test_nothing_but_a_digest_names_an_object(digest: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        ObjectName(digest, sealed=False)


def test_only_the_owner_reads_what_lies_in_the_directory(tmp_path: Path) -> None:
    root = tmp_path / "evidence"
    open_store(str(root)).put(NAME.path, CONTENT)
    modes = {str(p.relative_to(root)): stat.S_IMODE(p.stat().st_mode) for p in (root, *root.rglob("*"))}
    assert modes == {".": 0o700, ".waiting": 0o700, NAME.path[:2]: 0o700, NAME.path: 0o600}


def test_a_link_laid_into_the_directory_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    place = tmp_path / "evidence" / NAME.path
    place.parent.mkdir(parents=True)
    place.symlink_to(secret)
    with pytest.raises(EvidenceUnavailable):
        open_store(str(tmp_path / "evidence")).get(NAME.path, LIMIT)


KILLED = """
import os, pathlib, signal, sys
from certreg.evidence.store_directory import DirectoryStore
# Killed when the content is written, and before it is in its place.
pathlib.Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
DirectoryStore(pathlib.Path(sys.argv[1])).put(sys.argv[2], b"content")
"""


def test_a_process_killed_half_way_leaves_nothing_to_be_seen(tmp_path: Path) -> None:
    root = tmp_path / "evidence"
    ended = subprocess.run([sys.executable, "-c", KILLED, str(root), NAME.path], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert len(list((root / ".waiting").iterdir())) == 1
    store = open_store(str(root))
    assert not store.has(NAME.path)
    assert store.get(NAME.path, LIMIT) is None
    store.put(NAME.path, CONTENT)
    assert store.get(NAME.path, LIMIT) == CONTENT


def test_trouble_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(EvidenceUnavailable, match="cannot be used"):
        open_store(str(tmp_path / "file")).put(NAME.path, CONTENT)
    monkeypatch.setenv("AWS_ENDPOINT", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with pytest.raises(EvidenceUnavailable, match="s3://evidence"):
        open_store("s3://evidence").has(NAME.path)
