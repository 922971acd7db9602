"""`certreg criteria`."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from certreg.cli.criteria import command
from certreg.domain.errors import NotFound
from certreg.resources import resource

SOURCE = resource("criteria", "cq-premium-2026.1.yaml")


def test_a_sound_file_is_ok_with_its_digest() -> None:
    result = CliRunner().invoke(command, ["check", str(SOURCE)])
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{SOURCE}: OK cq-premium-2026.1 sha-256:")


def test_every_problem_of_every_file_is_printed(tmp_path: Path) -> None:
    text = SOURCE.read_text(encoding="utf-8")
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    one.write_text(text.replace("max_age_days: 60", "max_age_days: 0").replace("weight: 16", "weight: 15"), "utf-8")
    two.write_text("id: [", "utf-8")
    result = CliRunner().invoke(command, ["check", str(one), str(two), str(SOURCE), "--lang", "zh-CN"])
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert [line.rsplit(" ", 1)[1] for line in lines[:4]] == [
        "[weights_do_not_sum]",
        "[weights_do_not_sum]",
        "[bad_params]",
        "[not_strict_yaml]",
    ]
    assert "生效之日各项权重之和应为 100 (99)" in lines[0]
    assert "OK" in lines[4]


def test_the_list_marks_what_is_in_effect() -> None:
    result = CliRunner().invoke(command, ["list", "--lang", "en"])
    assert "cq-premium-2026.2  2026-11-24..  in effect" in result.stdout
    assert "cq-premium-2026.1  2026-01-01..  superseded by cq-premium-2026.2 from 2026-11-24" in result.stdout


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Premium: each dimension at least 80", "Completeness (30)", "C-pay  Pay  14", "notice 3(1) pay"]),
        ("zh-CN", ["优质：各维度不低于 80 分", "全面性 (30)", "“面议”不得分", "渝人社发〔2024〕1 号 三（一）劳动报酬"]),
    ],
)
def test_one_file_is_shown_in_words(language: str, words: list[str]) -> None:
    result = CliRunner().invoke(command, ["show", "cq-premium-2026.1", "--lang", language])
    assert result.exit_code == 0
    for word in words:
        assert word in result.stdout


def test_an_unknown_id_is_not_found() -> None:
    with pytest.raises(NotFound):
        CliRunner().invoke(command, ["show", "nothing"], catch_exceptions=False)
