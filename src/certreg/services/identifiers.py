"""Identifiers that cannot be guessed, are safe in addresses, and are read out without mistakes."""

import secrets
from typing import Final

_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
"""32 signs without i, l, o and u, which are taken for others or spell words (Crockford's Base32)."""

_LENGTH: Final = 16
"""80 random bits: among 10^9 postings two the same are less likely than one in a million."""


def new_id(kind: str) -> str:
    """`kind` is one letter: `p` posting, `l` label, `a` assessment, `k` API key."""
    return kind + "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
