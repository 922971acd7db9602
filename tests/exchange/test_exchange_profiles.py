"""Mapping profiles: the shipped ones, users' own, and ones that are wrong."""

from pathlib import Path

import pytest

from certreg.domain.errors import InvalidInput, NotFound
from certreg.exchange.profiles import available, fold, load_profile, read_profile

HEAD = "profile: mine\ntitle: {zh: 我的, en: mine}\n"


def write(folder: Path, content: str, name: str = "mine.yaml") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_every_shipped_profile_is_sound_and_named_like_its_file() -> None:
    shipped = available()
    assert set(shipped) == {"crawled-postings", "notice-spreadsheet"}
    for name, path in shipped.items():
        assert read_profile(path).profile == name
        assert load_profile(name) == read_profile(path)


def test_a_profile_of_ones_own_hides_the_shipped_one_of_its_name(tmp_path: Path) -> None:
    content = HEAD.replace("mine", "crawled-postings", 1) + "fields: {title: [x]}\n"
    write(tmp_path, content, "crawled-postings.yaml")
    write(tmp_path, "not a profile", "README.yaml")
    assert dict(load_profile("crawled-postings", tmp_path).columns()) == {"x": "title"}


@pytest.mark.parametrize("name", ["none", "../secrets", "/etc/passwd", "", "a/b"])
def test_names_that_are_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFound):
        load_profile(name, tmp_path)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (HEAD + "fields: {employer.name: [x]}\n", "missing"),
        (HEAD + "fields: {title: [x], headcount: [' X*']}\n", "heading_twice"),
        (HEAD + "fields: {title: [x]}\nignore: [x]\n", "heading_twice"),
        (HEAD + "fields: {title: [x]}\nchannel: {by_value: {a: [pay]}}\n", "missing"),
        (HEAD + "fields: {title: [x], soul: [z]}\n", "profile_invalid"),
        (HEAD + "fields: {title: x}\n", "profile_invalid"),
        (HEAD + "fields: {title: [x]}\ncolour: red\n", "profile_invalid"),
        (HEAD + "fields: {title: [x]}\nwithin: '50'\n", "profile_invalid"),
        ("just text", "profile_invalid"),
        ("a: [", "not_strict_yaml"),
        (HEAD + "fields: {title: [x], title: [y]}\n", "not_strict_yaml"),
        ("a: &a [x]\nb: *a\n", "not_strict_yaml"),
        ("a: !!python/object/apply:os.system [id]\n", "not_strict_yaml"),
        ("a: 2026-99-99\n", "profile_invalid"),
        ("a: " + "[" * 5_000, "not_strict_yaml"),
        ("a: " + "x" * 600_000, "not_strict_yaml"),
    ],
)
def test_profiles_that_are_wrong_are_refused_by_name(tmp_path: Path, content: str, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        load_profile(write(tmp_path, content))
    assert caught.value.problems[0].code == code
    assert caught.value.detail.zh


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        load_profile(tmp_path / "none.yaml")
    assert caught.value.problems[0].code == "file_unreadable"


@pytest.mark.parametrize(
    "heading", ["岗位名称", " 岗位 名称 ", "*岗位名称", "岗位名称（必填）", "岗位名称：", "岗位\n名称", "岗位名称 [x]"]
)
def test_headings_are_compared_without_their_dress(heading: str) -> None:
    assert fold(heading) == "岗位名称"
