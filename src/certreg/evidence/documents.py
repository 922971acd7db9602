"""PDF: nothing in it may run, open, attach or hide anything."""

import io
import logging
import re
import zlib
from collections.abc import Iterator
from typing import Any, Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from certreg.domain.text import Text
from certreg.evidence.refusal import refused

MAX_OBJECTS: Final = 50_000
"""Objects that a document may have: some thousand scanned pages."""

_END: Final = b"%%EOF"
_BLANK: Final = b"\r\n\t \x0c\x00"

_ACTIVE: Final = frozenset(
    {
        "/JS", "/JavaScript", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/EF", "/FileAttachment", "/RichMedia",
        "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/Movie", "/Sound", "/XFA",
    }
)  # fmt: skip
"""Names of actions, attachments and forms with programs (ISO 32000-2 §12.6, §7.11.4, Annex K)."""

# Objects that no reference leads to are seen by a reader that mends a file. Only long names are looked for in the
# raw bytes: short ones turn up in compressed pictures by chance.
_RAW: Final = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|FileAttachment)(?![A-Za-z0-9])")
# EXIF and XMP in the segment APP1, what Photoshop notes in APP13 (ITU-T T.81 §B.2.4.6); the length counts itself.
_CAMERA: Final = re.compile(
    rb"\xff[\xe1\xed](..)(?=Exif\x00|http://ns\.adobe\.com/(?:xap|xmp)/|Photoshop 3\.0\x00)", re.DOTALL
)
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")

# What pypdf raises on broken input besides its own errors.
_BROKEN: Final = (
    PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OverflowError,
    NotImplementedError, AssertionError, OSError, zlib.error,
)  # fmt: skip

# A hostile file would fill the log with what pypdf mends; what matters is in the refusal.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def require_plain(content: bytes) -> None:
    """`InvalidInput` unless this is one whole PDF without password, attachments, programs, and actions on files."""
    end = content.rfind(_END)
    if end == -1:
        raise refused("damaged", _DAMAGED)
    after = content[end + len(_END) :].strip(_BLANK)
    if after:
        raise refused("trailing_data", _TRAILING.within(count=len(after)))
    found = _raw_name(content) or _active_name(content)
    if found is not None:
        raise refused("active_content", _ACTIVE_CONTENT.within(name=found))


def without_camera(content: bytes) -> bytes:
    """The same PDF, in which photographs lie as the telephone made them, without place, camera and maker's notes.

    Their segments are filled with zeros in place: every object stays where the table says that it is.
    """
    shown = bytearray(content)
    for found in _CAMERA.finditer(content):
        begin, end = found.end(1), found.start() + 2 + int.from_bytes(found[1])
        shown[begin:end] = bytes(max(0, min(end, len(shown)) - begin))
    return bytes(shown)


def _raw_name(content: bytes) -> str | None:
    """A forbidden name outside of compressed streams, also where it is written with #xx (ISO 32000-2 §7.3.5)."""
    spelt_out = _ESCAPED.sub(lambda found: bytes((int(found[1], 16),)), content)
    match = _RAW.search(content) or _RAW.search(spelt_out)
    return match[0].decode("ascii") if match else None


def _active_name(content: bytes) -> str | None:
    """A forbidden name in any object that the document refers to, compressed ones too."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise refused("encrypted", _PASSWORD)
        if not reader.get_num_pages():
            raise refused("damaged", _DAMAGED)
        return next((name for name in _names(reader) if name in _ACTIVE), None)
    except _BROKEN as error:
        raise refused("damaged", _DAMAGED) from error


def _names(reader: PdfReader) -> Iterator[str]:
    """Keys and names of every object that is reached from the trailer, each object once."""
    waiting: list[Any] = [reader.trailer]
    seen: set[int] = set()
    looked_at = 0
    while waiting:
        value = waiting.pop()
        if isinstance(value, IndirectObject):
            if value.idnum in seen:
                continue
            seen.add(value.idnum)
            value = value.get_object()
        looked_at += 1
        if len(seen) > MAX_OBJECTS or looked_at > 20 * MAX_OBJECTS:
            raise refused("too_many_objects", _TOO_MANY.within(most=f"{MAX_OBJECTS:,}"))
        if isinstance(value, DictionaryObject):
            yield from (str(key) for key in value)
            waiting.extend(value.raw_get(key) for key in value)
        elif isinstance(value, ArrayObject):
            waiting.extend(list.__iter__(value))
        elif isinstance(value, str):
            yield value


_DAMAGED: Final = Text(
    zh="PDF 已损坏或不完整，无法打开；请重新生成",
    en="The PDF is damaged or cut off and does not open; make it again",
)
_TRAILING: Final = Text(
    zh="PDF 结束标记之后还有 {count} 字节其他数据；请另存为普通的 PDF",
    en="{count} bytes of something else follow the end of the PDF; save it anew as a plain PDF",
)
_PASSWORD: Final = Text(
    zh="PDF 设有密码或加密；请提交未加密的文件", en="The PDF is encrypted; send it without a password"
)
_ACTIVE_CONTENT: Final = Text(
    zh="PDF 含有附件、脚本或动作（{name}）；请打印为 PDF 后再提交",
    en="The PDF has an attachment, a program or an action ({name}); print it to a plain PDF first",
)
_TOO_MANY: Final = Text(
    zh="PDF 的对象超过 {most} 个；请分成几个文件", en="The PDF has more than {most} objects; divide it"
)
