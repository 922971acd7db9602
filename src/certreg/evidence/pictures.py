"""JPEG and PNG: measured before they are decoded, and shown without what the camera wrote into them."""

import io
import struct
import threading
import warnings
import zlib
from typing import Final

from PIL import Image, ImageOps

from certreg.domain.text import Text
from certreg.evidence.refusal import refused

PNG: Final = b"\x89PNG\r\n\x1a\n"
MAX_PIXELS: Final = 50_000_000
"""A decoded picture takes four bytes a pixel: 200 MB at the most."""
MAX_SIDE: Final = 20_000

_FORMATS: Final = ("JPEG", "PNG")
_QUALITY: Final = 92
_CHUNK_FRAME: Final = 12

# JPEG markers (ITU-T T.81, table B.1).
_TEM: Final = 0x01
_RST: Final = range(0xD0, 0xD8)
_EOI: Final = 0xD9
_SOS: Final = 0xDA

# Decoding is the one costly step: a few large pictures at once must not take all the memory there is.
_DECODING: Final = threading.BoundedSemaphore(2)

# What Pillow raises on broken input, besides its own errors (which are OSError).
_BROKEN: Final = (OSError, ValueError, SyntaxError, TypeError, IndexError, struct.error, zlib.error, EOFError)


def require_whole(content: bytes) -> None:
    """`InvalidInput` unless this is one whole picture within the limits, with nothing after its end."""
    end = _end_of_png(content) if content.startswith(PNG) else _end_of_jpeg(content)
    if end is None:
        raise refused("damaged", _DAMAGED)
    if end != len(content):
        raise refused("trailing_data", _TRAILING.within(count=len(content) - end))
    with _DECODING:
        _decoded(content)


def without_metadata(content: bytes) -> bytes:
    """The same picture, upright, in the same format, without EXIF, place, comments, thumbnails and profiles."""
    with _DECODING:
        picture = _decoded(content)
        kind = picture.format or "PNG"
        upright = ImageOps.exif_transpose(picture)
        if kind == "JPEG" and upright.mode not in ("L", "RGB"):
            upright = upright.convert("RGB")
        # The transparent colour of a palette is part of the picture; all else in `info` came with it.
        upright.info = {name: value for name, value in upright.info.items() if name == "transparency"}
        shown = io.BytesIO()
        options = {"quality": _QUALITY} if kind == "JPEG" else {}
        upright.save(shown, kind, **options)
    return shown.getvalue()


def _decoded(content: bytes) -> Image.Image:
    """The picture; its size is looked at in the head of the file, before any memory is taken for it."""
    try:
        with warnings.catch_warnings():
            # Pillow warns of large pictures and odd metadata; the limits here are our own.
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(content), formats=_FORMATS)
            width, height = picture.size
            if width * height <= MAX_PIXELS and max(width, height) <= MAX_SIDE:
                picture.load()
                return picture
    except Image.DecompressionBombError as error:
        raise refused("too_many_pixels", _BOMB.within(most=f"{MAX_PIXELS:,}", side=f"{MAX_SIDE:,}")) from error
    except _BROKEN as error:
        raise refused("damaged", _DAMAGED) from error
    raise refused("too_many_pixels", _BOMB.within(most=f"{MAX_PIXELS:,}", side=f"{MAX_SIDE:,}"))


def _end_of_png(content: bytes) -> int | None:
    """Where IEND ends (PNG §5.3); None if a chunk is cut off or its checksum is wrong."""
    at = len(PNG)
    while at + _CHUNK_FRAME <= len(content):
        size = int.from_bytes(content[at : at + 4])
        end = at + _CHUNK_FRAME + size
        if end > len(content):
            return None
        if zlib.crc32(content[at + 4 : end - 4]) != int.from_bytes(content[end - 4 : end]):
            return None
        if content[at + 4 : at + 8] == b"IEND":
            return end
        at = end
    return None


def _end_of_jpeg(content: bytes) -> int | None:
    """Where EOI ends (ITU-T T.81 §B.1.1); None if there is none outside of segments."""
    at = 2
    while at + 2 <= len(content) and content[at] == 0xFF:  # noqa: PLR2004 - every marker begins so
        marker = content[at + 1]
        if marker == 0xFF:  # noqa: PLR2004 - fill byte
            at += 1
        elif marker == _EOI:
            return at + 2
        elif marker == _TEM or marker in _RST:
            at += 2
        elif at + 4 > len(content):
            return None
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4])
            if marker == _SOS:
                at = _next_marker(content, at)
    return None


def _next_marker(content: bytes, at: int) -> int:
    """The first marker after coded data, in which FF 00 is data and FF D0 to FF D7 only divide it."""
    while (at := content.find(b"\xff", at)) != -1 and at + 1 < len(content):
        if content[at + 1] != 0 and content[at + 1] not in _RST:
            return at
        at += 2
    return len(content)


_DAMAGED: Final = Text(
    zh="图片已损坏或不完整，无法打开；请重新扫描或另存",
    en="The picture is damaged or cut off and does not open; scan or save it again",
)
_TRAILING: Final = Text(
    zh="图片结束之后还有 {count} 字节其他数据；请另存为普通图片",
    en="{count} bytes of something else follow the end of the picture; save it anew as a plain picture",
)
_BOMB: Final = Text(
    zh="图片过大：最多 {most} 像素，边长最多 {side}；请缩小后再提交",
    en="The picture is too large: at most {most} pixels, {side} a side; make it smaller",
)
