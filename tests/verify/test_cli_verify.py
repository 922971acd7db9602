"""`certreg verify`: what it prints, how it ends, and what it does not load."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import click.testing
import msgspec
import pytest
from vector_chain import BUREAU, BUREAU_KEY, DAY, KEY, POSTING, changed, delegation, status
from vector_tokens import token

from certreg.cli import certreg
from certreg.signing.anchor import Anchor
from certreg.signing.status_list import StatusList

Run = Callable[..., click.testing.Result]
CLOCK = datetime.now(UTC)


def fresh_label(**claims: object) -> str:
    """A label that holds at the machine's time, which is the command's."""
    times = {"iat": int((CLOCK - DAY).timestamp()), "exp": int((CLOCK + 30 * DAY).timestamp())}
    return token(changed(**{**times, "delegation": delegation(at=CLOCK - DAY), **claims}))


def fresh_list(value: int = 0, **parts: object) -> str:
    statuses = StatusList.of([(7, value)], 64)
    return status(statuses, delegated=delegation(at=CLOCK - DAY), at=CLOCK - timedelta(minutes=5), **parts)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    tmp_path.joinpath("label.jwt").write_text(fresh_label() + "\n")
    tmp_path.joinpath("list.jwt").write_text(fresh_list())
    tmp_path.joinpath("revoked.jwt").write_text(fresh_list(1))
    tmp_path.joinpath("bureau.jwks").write_bytes(Anchor((BUREAU_KEY.public,), BUREAU).encode())
    tmp_path.joinpath("posting.json").write_bytes(msgspec.json.encode(POSTING))
    raised = msgspec.structs.replace(POSTING, headcount=99)
    tmp_path.joinpath("tampered.json").write_bytes(msgspec.json.encode(raised))
    return tmp_path


@pytest.fixture
def run(files: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(files)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("CERTREG_KEY_DIR", str(files / "no-keys"))

    def call(*arguments: str, **more: object) -> click.testing.Result:
        runner = click.testing.CliRunner()
        return runner.invoke(certreg, ["verify", *arguments], **more)  # type: ignore[arg-type]

    return call


WHOLE = ("label.jwt", "--anchor", "bureau.jwks", "--status", "list.jwt", "--posting", "posting.json")


def test_a_good_label_is_verified_step_by_step(run: Run) -> None:
    result = run(*WHOLE)
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert [line.split()[:2] for line in lines[:9]] == [[str(n), "checked" if n < 8 else "skipped"] for n in range(9)]
    assert lines[-1] == "verified: every step was taken and passed"
    assert "posting: 前端开发工程师" in result.output
    assert f"signing key: {KEY.kid}" in result.output


def test_it_speaks_chinese_when_asked(run: Run) -> None:
    result = run(*WHOLE, "--lang", "zh-CN")
    assert "3 已核验 签发机构与主管部门委托" in result.output
    assert "verified: 全部步骤均已通过" in result.output


def test_what_was_skipped_is_said_and_complete_asks_for_all(run: Run) -> None:
    result = run("label.jwt", "--anchor", "bureau.jwks")
    assert result.exit_code == 0
    assert result.output.splitlines()[-1].startswith("incomplete: ")
    assert "6 skipped status: no status list was given" in result.output
    assert run("label.jwt", "--anchor", "bureau.jwks", "--complete").exit_code == 1
    assert run(*WHOLE, "--complete").exit_code == 0


def test_a_failure_is_named_on_the_last_line(run: Run) -> None:
    for arguments, name in (
        (("label.jwt", "--anchor", "bureau.jwks", "--posting", "tampered.json"), "content_mismatch"),
        (("label.jwt", "--anchor", "bureau.jwks", "--status", "revoked.jwt"), "revoked"),
        (("list.jwt", "--anchor", "bureau.jwks"), "wrong_type"),
        (("posting.json", "--anchor", "bureau.jwks"), "malformed"),
        (("label.jwt", "--anchor", "bureau.jwks", "--bureau", "https://another.example"), "untrusted_issuer"),
        (("label.jwt", "--anchor", "bureau.jwks", "--status", "posting.json"), "status_unavailable"),
    ):
        result = run(*arguments)
        assert result.exit_code == 1, result.output
        assert result.output.splitlines()[-1].startswith(f"{name}: "), result.output


def test_the_answer_as_json(run: Run) -> None:
    good = json.loads(run(*WHOLE, "--format", "json").output)
    assert (good["outcome"], good["claims"]["result"]["overall"]) == ("verified", 90)
    bad = json.loads(
        run("label.jwt", "--anchor", "bureau.jwks", "--posting", "tampered.json", "--format", "json").output
    )
    assert (bad["outcome"], bad["failure"], bad["step"], bad["fields"]) == (
        "failed",
        "content_mismatch",
        7,
        ["headcount"],
    )
    assert [report["step"] for report in bad["checked"]] == [0, 1, 2, 3, 4, 5]


def test_a_label_is_also_taken_from_standard_input_and_as_text(run: Run) -> None:
    assert run("-", "--anchor", "bureau.jwks", input=fresh_label() + "\n").exit_code == 0
    assert run(fresh_label(), "--anchor", "bureau.jwks").exit_code == 0


def test_without_an_anchor_it_fails_closed_and_says_what_to_pass(run: Run) -> None:
    result = run("label.jwt")
    assert result.exit_code == 1
    assert "pass --anchor with the bureau's public key, or set CERTREG_ANCHOR" in result.output
    assert result.output.splitlines()[-1].startswith("untrusted_issuer: ")


def test_the_anchor_of_the_configuration_is_used(run: Run, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CERTREG_ANCHOR", str(files / "bureau.jwks"))
    assert run("label.jwt").exit_code == 0


def test_what_cannot_be_read_is_named(run: Run) -> None:
    for arguments in (
        ("nowhere.jwt", "--anchor", "bureau.jwks"),
        ("label.jwt", "--anchor", "posting.json"),
        ("label.jwt", "--anchor", "bureau.jwks", "--status", "nowhere.jwt"),
        ("label.jwt", "--anchor", "bureau.jwks", "--posting", "bureau.jwks"),
        ("http://registry.example/labels/1.jwt", "--anchor", "bureau.jwks"),
        ("https://me:secret@registry.example/labels/1.jwt", "--anchor", "bureau.jwks"),
    ):
        result = run(*arguments)
        assert result.exception is not None
        assert type(result.exception).__name__ == "InvalidInput", (arguments, result.exception)
        assert "secret" not in str(result.exception)


def test_a_title_cannot_command_the_terminal(run: Run, files: Path) -> None:
    posting = msgspec.structs.replace(changed().posting, title="\x1b[2J\u202e会计")
    (files / "label.jwt").write_text(fresh_label(posting=posting))
    result = run("label.jwt", "--anchor", "bureau.jwks")
    assert "posting: \ufffd[2J\ufffd会计" in result.output


class Registry(BaseHTTPRequestHandler):
    """A registry of one label: pages by path, set by the test."""

    pages: dict[str, tuple[int, dict[str, str], bytes]]
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        code, headers, body = self.pages.get(self.path, (404, {}, b"nothing here"))
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def registry() -> Iterator[tuple[str, type[Registry]]]:
    handler = type("Served", (Registry,), {"pages": {}, "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", handler
    server.shutdown()
    thread.join()
    server.server_close()


def test_online_fetches_the_list_that_the_label_names(run: Run, registry: tuple[str, type[Registry]]) -> None:
    base, handler = registry
    uri = f"{base}/statuslists/1"
    listed = {"status_list": {"idx": 7, "uri": uri}}
    label = fresh_label(status=msgspec.convert(listed, type(changed().status)))
    handler.pages["/labels/1.jwt"] = (200, {}, label.encode() + b"\n")
    handler.pages["/statuslists/1"] = (200, {}, fresh_list(uri=uri).encode())
    result = run(f"{base}/labels/1.jwt", "--anchor", "bureau.jwks", "--online", "--posting", "posting.json")
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-1].startswith("verified: ")
    handler.pages["/statuslists/1"] = (200, {}, fresh_list(2, uri=uri).encode())
    assert (
        run(f"{base}/labels/1.jwt", "--anchor", "bureau.jwks", "--online")
        .output.splitlines()[-1]
        .startswith("suspended")
    )
    del handler.pages["/statuslists/1"]
    gone = run(f"{base}/labels/1.jwt", "--anchor", "bureau.jwks", "--status", uri)
    assert gone.output.splitlines()[-1].startswith("status_unavailable: ")
    assert "404" in gone.output


def test_a_label_that_does_not_hold_sends_nobody_anywhere(run: Run, registry: tuple[str, type[Registry]]) -> None:
    base, handler = registry
    listed = msgspec.convert({"status_list": {"idx": 7, "uri": f"{base}/statuslists/1"}}, type(changed().status))
    forged = token(changed(status=listed), signer=BUREAU_KEY)
    assert run(forged, "--anchor", "bureau.jwks", "--online").exit_code == 1
    assert handler.asked == []


def test_redirects_stay_on_the_host_and_answers_are_bounded(run: Run, registry: tuple[str, type[Registry]]) -> None:
    base, handler = registry
    handler.pages["/1"] = (302, {"Location": "/labels/1.jwt"}, b"")
    handler.pages["/labels/1.jwt"] = (200, {}, fresh_label().encode())
    assert run(f"{base}/1", "--anchor", "bureau.jwks").exit_code == 0
    handler.pages["/1"] = (302, {"Location": base.replace("127.0.0.1", "localhost") + "/labels/1.jwt"}, b"")
    away = run(f"{base}/1", "--anchor", "bureau.jwks")
    assert "redirect to another host" in str(away.exception)
    handler.pages["/1"] = (200, {}, b"x" * 20_000)
    assert "more than" in str(run(f"{base}/1", "--anchor", "bureau.jwks").exception)


def test_status_and_online_exclude_each_other(run: Run) -> None:
    assert run("label.jwt", "--online", "--status", "list.jwt").exit_code == 2


def test_verifying_loads_no_server_package_and_no_yaml(files: Path) -> None:
    program = (
        "import sys; from certreg.cli import certreg;"
        f"certreg({['verify', *WHOLE[:5]]!r}, standalone_mode=False);"
        "print([m for m in ('litestar', 'sqlalchemy', 'jinja2', 'babel', 'yaml', 'rich', 'urllib.request')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=files, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_help_has_examples_and_exit_codes(run: Run) -> None:
    said = run("--help").output
    assert "Examples:" in said
    assert "Exit codes:" in said
