"""The answer of `certreg verify`, for people and for programs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import click
import msgspec

from certreg.domain.policy import SHANGHAI
from certreg.domain.text import Language, Text
from certreg.domain.verification import ContentMismatch, StepReport, VerificationFailure
from certreg.verify import VerifiedLabel


@dataclass(frozen=True, slots=True)
class Report:
    """How the answer is printed: as JSON with both languages, or as text in one."""

    as_json: bool
    language: Language

    def verified(self, verified: VerifiedLabel) -> None:
        """Every step, the label's facts, and whether anything was left out."""
        if self.as_json:
            outcome = "verified" if verified.complete else "incomplete"
            _print_json({"outcome": outcome, **msgspec.to_builtins(verified)})
            return
        self._steps(verified.checked, verified.skipped)
        click.echo()
        for name, value in _facts(verified):
            click.echo(f"  {name.to(self.language)}: {_printable(value)}")
        click.echo()
        if verified.complete:
            click.secho(f"verified: {_VERIFIED.to(self.language)}", fg="green")
        else:
            left_out = ", ".join(step.title.to(self.language) for step in verified.left_out)
            click.secho(f"incomplete: {_INCOMPLETE.to(self.language)}{left_out}", fg="yellow")

    def failure(self, failure: VerificationFailure) -> None:
        """The steps before, the one that failed, and the failure's name on the last line."""
        if self.as_json:
            _print_json(_failure_members(failure))
            return
        self._steps(failure.checked, failure.skipped)
        self._step(StepReport(failure.step, failure.detail), _FAILED, "red")
        click.echo()
        click.secho(f"{failure.code}: {failure.title.to(self.language)}", fg="red")

    def _steps(self, checked: tuple[StepReport, ...], skipped: tuple[StepReport, ...]) -> None:
        lines = [(report, _CHECKED, "green") for report in checked]
        lines += [(report, _SKIPPED, "yellow") for report in skipped]
        for line in sorted(lines, key=lambda line: line[0].step):
            self._step(*line)

    def _step(self, report: StepReport, word: Text, colour: str) -> None:
        said = click.style(word.to(self.language), fg=colour)
        title, detail = report.step.title.to(self.language), report.detail.to(self.language)
        click.echo(f"  {int(report.step)} {said} {title}: {_printable(detail)}")


def _failure_members(failure: VerificationFailure) -> dict[str, object]:
    return {
        "outcome": "failed",
        "failure": failure.code,
        "step": int(failure.step),
        "title": failure.title,
        "detail": failure.detail,
        "fields": failure.fields if isinstance(failure, ContentMismatch) else (),
        "checked": failure.checked,
        "skipped": failure.skipped,
    }


def _facts(verified: VerifiedLabel) -> Iterator[tuple[Text, str]]:
    claims = verified.claims
    yield _POSTING, claims.posting.title
    yield _EMPLOYER, claims.posting.employer.name
    yield _LEVEL, f"{claims.result.level} ({claims.result.overall})"
    yield _ISSUER, claims.iss
    yield _TERM, f"{_local(claims.iat)} - {_local(claims.exp)}"
    if verified.status_as_of is not None:
        yield _AS_OF, _local(int(verified.status_as_of.timestamp()))
    yield _KEY, verified.key
    yield _ANCHOR, verified.anchor


def _local(seconds: int) -> str:
    """In the registry's zone, as its pages write it."""
    return datetime.fromtimestamp(seconds, SHANGHAI).strftime("%Y-%m-%d %H:%M (Asia/Shanghai)")


def _print_json(members: dict[str, object]) -> None:
    click.echo(msgspec.json.format(msgspec.json.encode(members)).decode())


def _printable(text: str) -> str:
    """Without characters that would move the cursor of a terminal or reorder its line."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


_CHECKED: Final = Text(zh="已核验", en="checked")
_SKIPPED: Final = Text(zh="未核验", en="skipped")
_FAILED: Final = Text(zh="未通过", en="FAILED ")
_VERIFIED: Final = Text(zh="全部步骤均已通过", en="every step was taken and passed")
_INCOMPLETE: Final = Text(zh="已核验的步骤均通过；未核验：", en="every step taken was passed; not checked: ")
_POSTING: Final = Text(zh="招聘信息", en="posting")
_EMPLOYER: Final = Text(zh="用人主体", en="employer")
_LEVEL: Final = Text(zh="等级（总分）", en="level (overall points)")
_ISSUER: Final = Text(zh="签发机构", en="issuer")
_TERM: Final = Text(zh="有效期", en="term")
_AS_OF: Final = Text(zh="状态截至", en="status as of")
_KEY: Final = Text(zh="签名密钥", en="signing key")
_ANCHOR: Final = Text(zh="信任锚", en="anchor")
