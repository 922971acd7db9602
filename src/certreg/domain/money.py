"""Money is counted in fen (分); people read it in yuan (元)."""

from typing import Final

_FEN: Final = 100


def yuan(fen: int) -> str:
    """An amount that is not negative, to the last fen: 10050 is `100.50`."""
    whole, rest = divmod(fen, _FEN)
    return f"{whole}.{rest:02d}"
