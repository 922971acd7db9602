"""`certreg verify`: verify a label, step by step."""

import itertools
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from certreg.cli.failures import NO, terminal_language
from certreg.cli.verify_report import Report
from certreg.config import Settings
from certreg.domain.errors import InvalidInput
from certreg.domain.posting import Posting
from certreg.domain.text import Language, Text
from certreg.domain.verification import UntrustedIssuer, VerificationFailure
from certreg.signing import status_list, trust_mark
from certreg.signing.anchor import Anchor, load_anchor
from certreg.verify import NoStatus, VerifiedLabel, verify_label

EXAMPLES: Final = """\b
Examples:
  certreg verify label.jwt --anchor bureau.jwks
  certreg verify label.jwt --anchor bureau.jwks --status statuslist.jwt --posting posting.json
  certreg verify https://registry.example/labels/8Kq3.jwt --anchor bureau.jwks --online
  certreg verify - --format json < label.jwt

\b
Exit codes:
  0  every step that was taken passed; read which were skipped, or ask for --complete
  1  the label fails; the name of the failure is printed
  3  a file or address cannot be read
"""


@click.command(epilog=EXAMPLES)
@click.argument("label")
@click.option(
    "--posting",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The posting as displayed: native JSON or JobPosting JSON-LD. Compared with the certified one.",
)
@click.option(
    "--anchor",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The bureau's public key: JWK, JWK Set or PEM. Else CERTREG_ANCHOR, else the key store's.",
)
@click.option("--status", help="Status list token: a file or an address.")
@click.option("--online", is_flag=True, help="Fetch the status list that the label itself names.")
@click.option("--bureau", help="Entity identifier that the bureau must have.")
@click.option("--complete", is_flag=True, help="Fail too if status or content was not checked.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--lang", type=click.Choice(["zh-CN", "en"]), help="Language of the answer; else the terminal's.")
def command(
    *,
    label: str,
    posting: Path | None,
    anchor: Path | None,
    status: str | None,
    online: bool,
    bureau: str | None,
    complete: bool,
    form: str,
    lang: Language | None,
) -> None:
    """Verify a label: a token, a file, an address, or - for standard input.

    Needs no database and no server; nothing is fetched unless you give an address or --online. Each step is
    printed as checked or skipped.
    """
    if status is not None and online:
        raise click.UsageError("Give --status or --online, not both.")
    report = Report(form == "json", lang or terminal_language())
    displayed = None if posting is None else _read_posting(posting)
    pinned = _pinned(anchor, bureau)
    token = _read_token(label)
    try:
        verified = _verify(token, pinned, status, displayed, online=online)
    except VerificationFailure as failure:
        report.failure(failure)
        sys.exit(NO)
    report.verified(verified)
    if complete and not verified.complete:
        sys.exit(NO)


def _verify(
    token: bytes, anchor: Anchor, status: str | None, posting: Posting | None, *, online: bool
) -> VerifiedLabel:
    now = datetime.now(UTC)
    given = None if status is None else _read_status(status)
    try:
        if online:
            # Ask nobody on the word of a label that does not hold by itself.
            offline = verify_label(token, anchor=anchor, status=None, posting=None, now=now)
            given = _fetch_status(offline.claims.status.status_list.uri)
        return verify_label(token, anchor=anchor, status=given, posting=posting, now=now)
    except UntrustedIssuer as failure:
        if anchor.keys:
            raise
        unpinned = UntrustedIssuer(_NO_ANCHOR)
        unpinned.checked = failure.checked
        raise unpinned from failure


def _pinned(file: Path | None, bureau: str | None) -> Anchor:
    """The anchor asked for, else the configured one, else the key store's; without any, one that trusts nobody."""
    settings = Settings.from_env(os.environ)
    chosen = file or settings.anchor
    if chosen is not None:
        anchor = load_anchor(chosen)
    elif settings.key_dir.is_dir():
        from certreg.signing.authority import known_bureau
        from certreg.signing.keys import KeyStore

        anchor = known_bureau(KeyStore(settings.key_dir), datetime.now(UTC)) or Anchor(())
    else:
        anchor = Anchor(())
    return anchor if bureau is None else Anchor(anchor.keys, bureau.rstrip("/"))


def _read_token(label: str) -> bytes:
    if label == "-":
        return sys.stdin.buffer.read(trust_mark.MAX_BYTES + 2).strip()
    if label.startswith(("https://", "http://")):
        from certreg.cli.fetching import fetch

        return fetch(label, accept=trust_mark.MEDIA_TYPE, max_bytes=trust_mark.MAX_BYTES + 2).strip()
    path = Path(label)
    if label.count(".") == _DOTS and len(label) > _LONGEST_NAME:
        return label.encode("utf-8", "replace")
    return _read_file(path, trust_mark.MAX_BYTES).strip()


def _read_status(status: str) -> bytes | NoStatus:
    if status.startswith(("https://", "http://")):
        return _fetch_status(status)
    return _read_file(Path(status), status_list.MAX_BYTES).strip()


def _fetch_status(url: str) -> bytes | NoStatus:
    from certreg.cli.fetching import fetch

    try:
        return fetch(url, accept=status_list.MEDIA_TYPE, max_bytes=status_list.MAX_BYTES).strip()
    except InvalidInput as error:
        return NoStatus(error.detail)


def _read_file(path: Path, max_bytes: int) -> bytes:
    try:
        with path.open("rb") as file:
            # One line end may follow the token; what is longer still is for the verifier to refuse.
            return file.read(max_bytes + 2)
    except OSError as error:
        raise InvalidInput(_UNREADABLE.within(path=path, reason=error.strerror)) from error


def _read_posting(path: Path) -> Posting:
    """The one posting of a file in any format that `certreg score` reads."""
    from certreg.exchange.reading import Rejected, read_postings

    rows = list(itertools.islice(read_postings(path), 2))
    if len(rows) != 1:
        raise InvalidInput(_NOT_ONE.within(path=path))
    row = rows[0]
    if isinstance(row, Rejected):
        raise InvalidInput(_NOT_READ.within(path=path), row.problems)
    return row.posting


_DOTS: Final = 2
_LONGEST_NAME: Final = 255
"""A token has two dots and is longer than any name of a file (NAME_MAX)."""
_NO_ANCHOR: Final = Text(
    zh="没有信任锚：请用 --anchor 指定主管部门的公钥文件，或设置 CERTREG_ANCHOR",
    en="No trust anchor: pass --anchor with the bureau's public key, or set CERTREG_ANCHOR",
)
_UNREADABLE: Final = Text(zh="无法读取 {path}：{reason}", en="{path} cannot be read: {reason}")
_NOT_ONE: Final = Text(zh="{path} 应只含一条招聘信息", en="{path} must hold one posting")
_NOT_READ: Final = Text(zh="{path} 中的招聘信息有误", en="The posting in {path} is not valid")
