"""Named errors as messages on standard error, with documented exit codes."""

import locale
import os
from typing import Final

import click

from certreg.domain.errors import (
    CertregError,
    ConfigurationInvalid,
    Conflict,
    CriteriaInvalid,
    InvalidInput,
    KeyUnavailable,
    NotFound,
    NotPermitted,
    PolicyRefused,
    TransitionRefused,
)
from certreg.domain.text import Language

NO: Final = 1
UNREADABLE: Final = 3
REFUSED: Final = 4
SETUP: Final = 5

_EXIT: Final[dict[type[CertregError], int]] = {
    InvalidInput: UNREADABLE,
    CriteriaInvalid: NO,
    NotFound: UNREADABLE,
    Conflict: REFUSED,
    TransitionRefused: REFUSED,
    NotPermitted: REFUSED,
    PolicyRefused: REFUSED,
    KeyUnavailable: SETUP,
    ConfigurationInvalid: SETUP,
}


def terminal_language() -> Language:
    """Chinese where the terminal's locale is Chinese, else English."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh-CN" if named.startswith("zh") or (locale.getlocale()[0] or "").startswith("zh") else "en"


def report(error: CertregError) -> int:
    """Print the error with every problem it names; returns the exit code."""
    language = terminal_language()
    click.echo(f"certreg: {error.code}: {error.detail.to(language)}", err=True)
    if isinstance(error, InvalidInput | CriteriaInvalid):
        for problem in error.problems:
            shown = f" ({problem.value!r})" if problem.value is not None else ""
            click.echo(f"  {problem.field}: {problem.reason.to(language)}{shown}", err=True)
    if isinstance(error, PolicyRefused):
        for reason in error.reasons:
            click.echo(f"  - {reason.to(language)}", err=True)
    return next((code for kind, code in _EXIT.items() if isinstance(error, kind)), SETUP)
