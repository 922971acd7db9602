"""`certreg keys`: a demo's store in one place, and the two sides of a real delegation."""

import json
from collections.abc import Callable
from pathlib import Path

import click.testing
import pytest

from certreg.cli import certreg
from certreg.domain.errors import CertregError
from certreg.signing.anchor import load_anchor
from certreg.signing.delegation import verify_delegation

Run = Callable[..., click.testing.Result]
PASSPHRASE = "correct horse battery"


def runner(monkeypatch: pytest.MonkeyPatch, directory: Path) -> Run:
    def call(*arguments: str, fails: str | None = None) -> click.testing.Result:
        monkeypatch.setenv("CERTREG_KEY_DIR", str(directory))
        result = click.testing.CliRunner().invoke(certreg, ["keys", *arguments])
        if fails is None:
            assert result.exit_code == 0, (result.output, result.exception)
        else:
            assert isinstance(result.exception, CertregError), result.output
            assert fails in str(result.exception)
        return result

    return call


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CERTREG_KEY_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("CERTREG_BASE_URL", "https://registry.example")
    monkeypatch.setenv("CERTREG_BUREAU_URL", "https://bureau.example")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def test_a_store_with_both_keys_delegates_by_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    keys = runner(monkeypatch, tmp_path / "keys")
    bureau = keys("new", "--role", "bureau")
    assert "In production it lies with the bureau" in bureau.stderr
    first = keys("new", "--role", "association")
    assert "The delegation was renewed" in first.stderr
    second = keys("new", "--role", "association").stdout.strip()
    keys("retire", first.stdout.strip()[:8])
    listed = json.loads(keys("list", "--format", "json").stdout)
    assert [record["role"] for record in listed] == ["bureau", "association", "association"]
    assert all("activated" in record for record in listed)
    assert "retired, published until" in keys("list").stdout
    published = json.loads(keys("jwks").stdout)
    assert [key["kid"] for key in published["keys"]] == [first.stdout.strip(), second]
    keys("retire", first.stdout.strip(), "--withdraw")
    assert len(json.loads(keys("jwks").stdout)["keys"]) == 1
    keys("anchor", "--out", str(tmp_path / "bureau.jwks"))
    held = verify_delegation(
        (tmp_path / "keys/delegation.jwt").read_text().strip(), load_anchor(tmp_path / "bureau.jwks")
    )
    assert set(held.keys) == {second}
    assert (held.claims.iss, held.claims.sub) == ("https://bureau.example", "https://registry.example")


def test_bureau_and_association_keep_their_keys_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    at_bureau, at_association = (runner(monkeypatch, tmp_path / name) for name in ("bureau", "association"))
    at_bureau("new", "--role", "bureau")
    made = at_association("new", "--role", "association")
    assert "Send the output of `certreg keys jwks` to the bureau" in made.stderr
    assert "awaits delegation" in at_association("list").stdout
    jwks, anchor, token = (str(tmp_path / name) for name in ("a.jwks", "bureau.jwks", "delegation.jwt"))
    at_association("jwks", "--out", jwks)
    at_bureau("anchor", "--out", anchor)
    at_bureau("delegate", "--keys", jwks, "--subject", "https://registry.example", "--days", "365", "--out", token)
    at_association("delegate", fails="No bureau key")
    at_association("anchor", fails="has no key of the bureau")
    at_association("take-in", token, "--anchor", anchor)
    assert "in use" in at_association("list").stdout
    assert at_association("anchor").stdout == (tmp_path / "bureau.jwks").read_text()


def test_what_is_wrong_is_said_and_nothing_is_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    keys = runner(monkeypatch, tmp_path / "keys")
    keys("list", fails="cannot be used")
    keys("new", "--role", "bureau", "--entity", "http://bureau.example", fails="https origin")
    monkeypatch.delenv("CERTREG_BUREAU_URL")
    keys("new", "--role", "bureau", fails="CERTREG_BUREAU_URL")
    monkeypatch.delenv("CERTREG_KEY_PASSPHRASE")
    keys("new", "--role", "association", fails="CERTREG_KEY_PASSPHRASE")
    assert list((tmp_path / "keys").iterdir()) == []


def test_a_passphrase_file_of_the_right_mode_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    keys = runner(monkeypatch, tmp_path / "keys")
    monkeypatch.delenv("CERTREG_KEY_PASSPHRASE")
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE + "\n")
    file.chmod(0o644)
    monkeypatch.setenv("CERTREG_KEY_PASSPHRASE_FILE", str(file))
    keys("new", "--role", "bureau", fails="0644")
    file.chmod(0o600)
    keys("new", "--role", "bureau")


@pytest.mark.parametrize("command", ["new", "list", "retire", "delegate", "take-in", "jwks", "anchor"])
def test_every_command_has_help_with_examples(command: str) -> None:
    said = click.testing.CliRunner().invoke(certreg, ["keys", command, "--help"]).output
    assert "Examples:" in said
    assert f"certreg keys {command}" in said
    assert "passphrase" not in " ".join(line for line in said.splitlines() if line.strip().startswith("--"))


def test_options_that_exclude_each_other() -> None:
    invoke = click.testing.CliRunner().invoke
    assert invoke(certreg, ["keys", "retire", "x", "--withdraw", "--until", "2027-01-01"]).exit_code == 2
    assert invoke(certreg, ["keys", "delegate", "--subject", "https://registry.example"]).exit_code == 2
