"""Files for tests of evidence: real ones, made here, and what attackers make of them."""

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image
from pypdf import PdfWriter


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), colour: str = "navy", **options: Any) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, colour).save(made, kind, **options)
    return made.getvalue()


def photo() -> bytes:
    """A JPEG as a telephone makes it: turned, with the place, a maker's note and a comment."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "SecretMaker"
    exif.get_ifd(0x8825)[2] = (29.0, 33.0, 1.0)
    return picture("JPEG", (40, 30), exif=exif.tobytes(), comment=b"SecretComment")


def pdf(title: str = "招聘简章") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Title": title})
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("run.exe", b"MZ")
    return made.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that takes gigabytes when it is decoded."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\x00" * 4_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pdf_with_packed_object(packed: bytes) -> bytes:
    """A PDF whose opening action, object 5, lies in a compressed object stream (ISO 32000-2 §7.5.7)."""
    head = b"5 0 "
    stream = zlib.compress(head + packed, 9)
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R/OpenAction 5 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        4: b"<</Type/ObjStm/N 1/First %d/Filter/FlateDecode/Length %d>>stream\n" % (len(head), len(stream))
        + stream
        + b"\nendstream",
    }
    content, places = b"%PDF-1.7\n", {}
    for number, body in objects.items():
        places[number] = len(content)
        content += b"%d 0 obj" % number + body + b"endobj\n"
    rows = [b"\x00" * 7, *(struct.pack(">BIH", 1, places[n], 0) for n in (1, 2, 3, 4)), struct.pack(">BIH", 2, 4, 0)]
    at = len(content)
    rows.append(struct.pack(">BIH", 1, at, 0))
    table = b"".join(rows)
    content += b"6 0 obj<</Type/XRef/Size 7/W[1 4 2]/Root 1 0 R/Length %d>>stream\n" % len(table)
    return content + table + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % at


def pdf_that_reads_one_run_of_spaces_for_each(objects: int, spaces: int) -> bytes:
    """A PDF whose table points many times at the same object, which begins with megabytes of spaces."""
    listed = b" ".join(b"%d 0 R" % (4 + n) for n in range(objects))
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(
        (
            b"<</Type/Catalog/Pages 2 0 R/X[" + listed + b"]>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/MediaBox[0 0 9 9]/Parent 2 0 R>>",
            b" " * spaces + b"<<>>",
        ),
        start=1,
    ):
        places.append(len(content))
        content += b"%d 0 obj" % number + body + b"endobj\n"
    rows = b"".join(b"%010d 00000 n \n" % place for place in [*places[:3], *[places[3]] * objects])
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (4 + objects) + rows
    return content + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (4 + objects, len(content))
