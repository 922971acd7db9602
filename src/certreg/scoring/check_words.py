"""Checks and their parameters in words: how a criterion is measured, for those who are measured by it."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from certreg.checks import CHECKS
from certreg.checks.discrimination import RULES
from certreg.domain.criteria import Criterion
from certreg.domain.text import Text
from certreg.scoring.check_word_lists import CHECK_WORDS, PARAM_WORDS


class Parameter(msgspec.Struct, frozen=True):
    """One parameter as it is in force: its own name, what it means, its value."""

    name: str
    words: Text
    value: Text


class Measured(msgspec.Struct, frozen=True):
    """The check of a criterion: its name, what it does, and every parameter, defaults too."""

    check: str
    words: Text
    parameters: tuple[Parameter, ...]


def measured(criterion: Criterion) -> Measured | None:
    """How the criterion is measured; None where an assessor alone judges it. KeyError for an unknown check."""
    use = criterion.check
    if use is None:
        return None
    values = msgspec.to_builtins(msgspec.convert(use.params, CHECKS[use.name].params))
    parameters = tuple(Parameter(name, _param(use.name, name), _shown(value)) for name, value in values.items())
    return Measured(use.name, CHECK_WORDS.get(use.name, Text(zh=use.name, en=use.name)), parameters)


def _param(check: str, name: str) -> Text:
    words: Mapping[str, Text] = PARAM_WORDS.get(check, {})
    return words.get(name, Text(zh=name, en=name))


def _shown(value: Any) -> Text:  # noqa: ANN401 - whatever a parameter may be
    if isinstance(value, bool):
        return _YES if value else _NO
    if isinstance(value, float):
        return Text(zh=f"{value:g}", en=f"{value:g}")
    if isinstance(value, list | tuple):
        parts = [_shown(item) for item in value]
        return Text(zh="、".join(part.zh for part in parts) or "—", en=", ".join(part.en for part in parts) or "—")
    if isinstance(value, dict):
        pairs = [(key, _shown(item)) for key, item in value.items()]
        return Text(
            zh="；".join(f"{key} {item.zh}" for key, item in pairs) or "—",
            en="; ".join(f"{key} {item.en}" for key, item in pairs) or "—",
        )
    return _VALUES.get(value) or Text(zh=str(value), en=str(value))


_VALUES: Final[Mapping[Any, Text]] = {kind: rule.title for kind, rule in RULES.items()}
"""Values that are names of something, in words."""
_YES: Final = Text(zh="是", en="yes")
_NO: Final = Text(zh="否", en="no")
