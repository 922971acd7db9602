"""Which language an answer is in: `?lang=` first, then `Accept-Language`, then Chinese. No cookie."""

from typing import Final

from certreg.domain.text import LANGUAGES, Language

DEFAULT: Final[Language] = "zh-CN"
_MAX_HEADER: Final = 500
_MAX_RANGES: Final = 20


def chosen(value: str | None) -> Language | None:
    """The language named by `?lang=`, by its tag or its primary part; None when it names none of ours."""
    if not value:
        return None
    primary = value.lower().split("-")[0]
    return next((tag for tag in LANGUAGES if tag.lower().split("-")[0] == primary), None)


def accepted(header: str | None) -> Language:
    """The first of our languages by the weights of `Accept-Language` (RFC 9110 §12.5.4)."""
    if not header:
        return DEFAULT
    weighed: list[tuple[float, int, Language]] = []
    for position, item in enumerate(header[:_MAX_HEADER].split(",")[:_MAX_RANGES]):
        tag, _, parameter = item.strip().partition(";")
        language = DEFAULT if tag.strip() == "*" else chosen(tag.strip())
        weight = _weight(parameter)
        if language is not None and weight > 0:
            weighed.append((-weight, position, language))
    return min(weighed)[2] if weighed else DEFAULT


def _weight(parameter: str) -> float:
    """The q value; a malformed one counts as 0, so that it is never preferred."""
    name, _, value = parameter.strip().partition("=")
    if not name:
        return 1.0
    if name.strip().lower() != "q":
        return 0.0
    try:
        weight = float(value)
    except ValueError:
        return 0.0
    return weight if 0.0 <= weight <= 1.0 else 0.0
