"""Finds criteria/, templates/ and examples/ in a wheel and in a checkout alike."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Path of a shipped file or folder, for example `resource("criteria", "cq-premium-2026.2.yaml")`.

    A wheel carries them under `_resources` (pyproject, force-include); a checkout has them beside `src`.
    Raises FileNotFoundError naming the file if neither has it.
    """
    for root in (_PACKAGE / "_resources", _PACKAGE.parent.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError("certreg was installed without " + "/".join(parts))
