"""What a file is, by its content alone: the name and the type that came with it are not believed."""

import io
import zipfile
from enum import StrEnum
from typing import Final

from certreg.domain.text import Text
from certreg.evidence import documents, pictures
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
    if kind is MediaType.PDF:
        documents.require_plain(content)
    else:
        pictures.require_whole(content)
    return kind


_EMPTY: Final = Text(zh="文件是空的", en="The file is empty")
_UNKNOWN: Final = Text(
    zh="只接受 PDF、JPEG、PNG 文件，按内容识别；此文件的内容不是其中任何一种",
    en="Only PDF, JPEG and PNG are taken, by their content; this is none of them",
)
_ARCHIVE: Final = Text(
    zh="文件同时也是压缩包；请另存为普通的 PDF 或图片",
    en="The file is an archive as well; save it anew as a plain PDF or picture",
)
