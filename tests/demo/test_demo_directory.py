"""The demo clears what it made, and nothing else."""

import fcntl
from pathlib import Path

import pytest

from certreg.cli.demo.directory import MARKER, demo_directory
from certreg.domain.errors import ConfigurationInvalid


def test_it_makes_a_folder_that_only_its_owner_may_enter(tmp_path: Path) -> None:
    with demo_directory(tmp_path / "demo") as directory:
        assert directory.path.stat().st_mode & 0o777 == 0o700
        assert directory.make_passphrase().stat().st_mode & 0o777 == 0o600


def test_each_run_draws_another_passphrase(tmp_path: Path) -> None:
    drawn = set()
    for _ in range(2):
        with demo_directory(tmp_path / "demo") as directory:
            drawn.add(directory.make_passphrase().read_text(encoding="utf-8"))
    assert len(drawn) == 2


def test_it_clears_what_an_earlier_run_made(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    with demo_directory(folder) as directory:
        (directory.file("keys") / "old").mkdir(parents=True)
        directory.write("label.jwt", "old")
    with demo_directory(folder):
        assert sorted(path.name for path in folder.iterdir()) == [MARKER]


def test_it_keeps_files_that_it_did_not_make(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    with demo_directory(folder):
        (folder / "notes.txt").write_text("mine", encoding="utf-8")
    with demo_directory(folder):
        assert (folder / "notes.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("left", ["file", "folder"])
def test_it_leaves_a_folder_alone_that_is_not_its_own(tmp_path: Path, left: str) -> None:
    theirs = tmp_path / "registry.sqlite3"
    if left == "file":
        theirs.write_text("theirs", encoding="utf-8")
    else:
        theirs.mkdir()
    with pytest.raises(ConfigurationInvalid), demo_directory(tmp_path):
        pytest.fail("the block must not run")
    assert theirs.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["registry.sqlite3"]


def test_it_refuses_a_file_in_place_of_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "demo"
    path.write_text("theirs", encoding="utf-8")
    with pytest.raises(ConfigurationInvalid), demo_directory(path):
        pytest.fail("the block must not run")


def test_it_takes_up_a_run_killed_before_the_marker_was_written(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    with demo_directory(tmp_path / "demo") as directory:
        assert (directory.path / MARKER).is_file()


def test_it_does_not_follow_a_link_out_of_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_text("kept", encoding="utf-8")
    folder = tmp_path / "demo"
    with demo_directory(folder):
        (folder / "keys").symlink_to(outside, target_is_directory=True)
    with demo_directory(folder):
        assert not (folder / "keys").exists()
    assert (outside / "kept").exists()


def test_two_demos_do_not_share_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    with demo_directory(folder) as directory:
        kept = directory.write("label.jwt", "first")
        with pytest.raises(ConfigurationInvalid, match="Another demo"), demo_directory(folder):
            pytest.fail("the block must not run")
        assert kept.read_text(encoding="utf-8") == "first"


def test_the_lock_ends_with_the_run(tmp_path: Path) -> None:
    with demo_directory(tmp_path / "demo"):
        pass
    with (tmp_path / "demo" / MARKER).open("r+") as marker:
        fcntl.flock(marker, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_only_files_that_a_later_run_would_clear_are_written(tmp_path: Path) -> None:
    with demo_directory(tmp_path / "demo") as directory, pytest.raises(ValueError, match=r"other\.txt"):
        directory.write("other.txt", "")
