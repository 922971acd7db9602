"""What a file is, by its content alone: the name and the type that came with it are not believed."""

import io
import zipfile
from enum import StrEnum
from typing import Final

from certreg.domain.text import Text
from certreg.evidence import pictures
from certreg.evidence.documents_apart import require_plain_apart
from certreg.evidence.refusal import refused


class MediaType(StrEnum):
    """The three kinds of file that are taken."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"


_BEGINNINGS: Final = ((b"%PDF-", MediaType.PDF), (b"\xff\xd8\xff", MediaType.JPEG), (pictures.PNG, MediaType.PNG))


def recognise(content: bytes) -> MediaType:
    """The type of a whole file that is exactly one thing; `InvalidInput` with the reason for any other.

    The beginning must be at the first byte and the end at the last, so that no second file rides along, and the
    file must open: a picture is decoded, a PDF is walked through.
    """
    if not content:
        raise refused("empty", _EMPTY)
    kind = next((kind for beginning, kind in _BEGINNINGS if content.startswith(beginning)), None)
    if kind is None:
        raise refused("unknown_type", _UNKNOWN)
    # An archive is found from its end, so that it may stand inside any other file.
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise refused("polyglot", _ARCHIVE)
    if any(mark in content for mark in _ARCHIVES):
        raise refused("polyglot", _ARCHIVE)
    if kind is MediaType.PDF:
        require_plain_apart(content)
    else:
        pictures.require_whole(content)
        if _PDF_MARK in content[:_PDF_WITHIN]:
            raise refused("polyglot", _DOCUMENT)
    return kind


_ARCHIVES: Final = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
"""RAR and 7z unpack from wherever their mark is; six bytes do not turn up in a picture by chance."""

_PDF_MARK: Final = b"%PDF-"
_PDF_WITHIN: Final = 1024 + len(_PDF_MARK)
"""Readers take a file for a PDF whose mark is within its first 1,024 bytes (ISO 32000-1, annex H, note 13)."""

_EMPTY: Final = Text(zh="文件是空的", en="The file is empty")
_UNKNOWN: Final = Text(
    zh="只接受 PDF、JPEG、PNG 文件，按内容识别；此文件的内容不是其中任何一种",
    en="Only PDF, JPEG and PNG are taken, by their content; this is none of them",
)
_ARCHIVE: Final = Text(
    zh="文件同时也是压缩包；请另存为普通的 PDF 或图片",
    en="The file is an archive as well; save it anew as a plain PDF or picture",
)
_DOCUMENT: Final = Text(
    zh="图片同时也是 PDF；请另存为普通的图片", en="The picture is a PDF as well; save it anew as a plain picture"
)
