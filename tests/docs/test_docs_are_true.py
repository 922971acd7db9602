"""The documents against the program: every command, option, setting and route, and nothing that does not exist."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from certreg.app import HANDLERS
from certreg.cli import COMMANDS, EXIT_CODES, certreg
from certreg.config import SETTINGS, variable_of

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    {ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md"), *ROOT.glob("[a-z]*/README.md")}
)
PRODUCT = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCE = re.compile(r"^```(?:sh|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(certreg [a-z][^`]*)`")


def _text(paths: list[Path]) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def _calls(path: Path) -> Iterator[list[str]]:
    """Every call of certreg in the fenced blocks and inline code of a document."""
    text = path.read_text(encoding="utf-8")
    lines = [line for block in FENCE.findall(text) for line in block.replace("\\\n", " ").splitlines()]
    lines += INLINE.findall(FENCE.sub("", text))
    for line in lines:
        for part in re.split(r"\||&&|;|>|<(?!\w)", line.split(" #")[0]):
            if re.search(r"(^|\s)certreg\s", part):
                words = shlex.split(part)
                yield words[words.index("certreg") + 1 :]


def _resolve(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that a call names, and the words after its name."""
    command: click.Command = certreg
    context = click.Context(command, info_name="certreg")
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(context, words[0])
        if found is None:
            raise AssertionError(f"no command: certreg {' '.join(words)}")
        command, words = found, words[1:]
        context = click.Context(command, info_name=command.name, parent=context)
    return command, words


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_and_option_shown_exists(path: Path) -> None:
    for words in _calls(path):
        command, rest = _resolve(words)
        options = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
        used = {word.split("=")[0] for word in rest if word.startswith("--")}
        unknown = used - options - {"--help", "--version"}
        assert not unknown, f"{path.name}: certreg {' '.join(words)}"


def _leaves(command: click.Command, name: str) -> Iterator[str]:
    if isinstance(command, click.Group):
        for sub in command.list_commands(click.Context(command)):
            found = command.get_command(click.Context(command), sub)
            assert found is not None
            yield from _leaves(found, f"{name} {sub}")
    else:
        yield name


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_documented(name: str) -> None:
    command, _ = _resolve([name])
    documented = _text(PRODUCT)
    missing = [leaf for leaf in _leaves(command, f"certreg {name}") if leaf not in documented]
    assert not missing


def test_every_command_has_help_with_examples() -> None:
    for name in COMMANDS:
        command, _ = _resolve([name])
        for leaf in _leaves(command, name):
            found, _ = _resolve(leaf.split())
            shown = found.get_help(click.Context(found, info_name=f"certreg {leaf}"))
            assert f"certreg {leaf.split()[0]}" in shown.split("Options:", 1)[-1] + shown, leaf
            assert found.help, leaf


def test_settings_are_documented_and_none_is_invented() -> None:
    operating = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| `(CERTREG_[A-Z_]+)` \|", operating, re.MULTILINE))
    assert rows == {variable_of(name) for name in SETTINGS}
    mentioned = set(re.findall(r"CERTREG_[A-Z_]+", _text(DOCUMENTS)))
    assert mentioned <= rows


def test_every_route_is_documented_and_none_is_invented() -> None:
    paths = {re.sub(r"\{\w+:\w+\}", "{}", path) for handler in HANDLERS for path in handler.paths}
    stated = re.findall(r"`(?:GET|POST|PUT) (/[^` ]*)`", _text(PRODUCT))
    # Several forms of one object are one route: `/labels/{label_id}.jwt`.
    documented = {re.sub(r"\{\w+\}(\.\w+)?", "{}", path) for path in stated}
    assert documented == paths


def test_exit_codes_are_those_of_the_command() -> None:
    operating = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    stated = re.findall(r"^  ([0-9])  (.+)$", EXIT_CODES, re.MULTILINE)
    assert stated
    for code, meaning in stated:
        assert f"| {code} | {meaning} |" in operating


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
        if not target.startswith(("http://", "https://")):
            assert (path.parent / target).exists(), target
