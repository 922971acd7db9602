"""Base64url without padding (RFC 7515 §2), in its one canonical spelling."""

import binascii
from typing import Final


class NotBase64url(ValueError):
    """The text is not the canonical base64url of any bytes."""


def encode(data: bytes) -> str:
    """Base64url without padding."""
    return _encoded(data).decode("ascii")


def decode(text: str | bytes) -> bytes:
    """The bytes of `text`, or `NotBase64url`.

    Refused: padding, white space, letters of another alphabet, and non-zero trailing bits. With them one
    signature would have several spellings.
    """
    try:
        spelt = text.encode("ascii") if isinstance(text, str) else text
        data = binascii.a2b_base64(spelt.translate(_FROM_URL) + _PADDING[len(spelt) % 4])
    except ValueError as error:
        raise NotBase64url from error
    # The decoder is lenient; its result counts only if it encodes to the very text that was given.
    if _encoded(data) != spelt:
        raise NotBase64url
    return data


def _encoded(data: bytes) -> bytes:
    return binascii.b2a_base64(data, newline=False).translate(_TO_URL, b"=")


_TO_URL: Final = bytes.maketrans(b"+/", b"-_")
_FROM_URL: Final = bytes.maketrans(b"-_", b"+/")
_PADDING: Final = (b"", b"===", b"==", b"=")
