"""What is taken as evidence, by content; and every way in which a file pretends."""

import io
import struct
import tracemalloc
import zlib
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from certreg.domain.errors import EvidenceUnavailable, InvalidInput
from certreg.evidence import documents_apart
from certreg.evidence.documents import require_plain, without_camera
from certreg.evidence.pictures import without_metadata
from certreg.evidence.recognise import MediaType, recognise
from evidence_files import (
    archive,
    bomb,
    chunk,
    pdf,
    pdf_that_reads_one_run_of_spaces_for_each,
    pdf_with_packed_object,
    photo,
    picture,
    written,
)

IN_PROCESS = patch("certreg.evidence.recognise.require_plain_apart", require_plain)
"""For hundreds of files, which a process each would take too long for."""

HTML = b"<html><script>alert(1)</script></html>"


def code(content: bytes) -> str:
    with pytest.raises(InvalidInput) as caught:
        recognise(content)
    (problem,) = caught.value.problems
    assert problem.field == "file"
    assert problem.reason.zh
    assert problem.reason.en
    return problem.code


def test_the_three_types_are_told_by_content() -> None:
    assert recognise(pdf()) is MediaType.PDF
    assert recognise(pdf() + b"\r\n") is MediaType.PDF
    assert recognise(picture("PNG")) is MediaType.PNG
    assert recognise(picture("JPEG")) is MediaType.JPEG
    assert recognise(picture("JPEG", progressive=True)) is MediaType.JPEG
    assert recognise(photo()) is MediaType.JPEG


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (HTML, "unknown_type"),
        (picture("GIF"), "unknown_type"),
        (picture("TIFF"), "unknown_type"),
        (archive(), "unknown_type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unknown_type"),
        (b"MZ" + b"\x00" * 100, "unknown_type"),
        (b"\n" + pdf(), "unknown_type"),
        (b"GIF89a" + pdf(), "unknown_type"),
        (picture("PNG") + HTML, "trailing_data"),
        (picture("PNG") + picture("PNG"), "trailing_data"),
        (picture("JPEG") + b"\x00", "trailing_data"),
        (picture("JPEG") + pdf(), "trailing_data"),
        (pdf() + HTML, "trailing_data"),
        (pdf() + archive(), "polyglot"),
        (picture("PNG") + archive(), "polyglot"),
        (picture("JPEG") + archive(), "polyglot"),
        (picture("PNG")[:-20], "damaged"),
        (picture("PNG")[:8], "damaged"),
        (picture("JPEG")[:-2], "damaged"),
        (b"\xff\xd8\xff\xd9", "damaged"),
        (b"\xff\xd8\xff", "damaged"),
        (b"%PDF-1.7\nnothing\n%%EOF", "damaged"),
        (b"%PDF-1.7\n", "damaged"),
    ],
)
def test_what_is_not_exactly_one_of_them_is_refused(content: bytes, said: str) -> None:
    assert code(content) == said


@pytest.mark.parametrize("hidden", [pdf(), b"Rar!\x1a\x07\x00" + b"x" * 20, b"7z\xbc\xaf\x27\x1c" + b"x" * 20])
def test_a_document_or_archive_in_a_comment_of_a_picture_is_found(hidden: bytes) -> None:
    assert code(picture("JPEG", comment=hidden)) == "polyglot"
    whole = picture("PNG")
    assert code(whole[:33] + chunk(b"tEXt", b"a\x00" + hidden) + whole[33:]) == "polyglot"


def test_an_archive_hidden_inside_a_picture_is_found() -> None:
    whole, zipped = picture("PNG"), archive()
    # The archive ends with a comment as long as what follows it, and its directory counts from where it begins.
    end = whole[-12:]
    hidden = chunk(b"zzZz", zipped[:-2] + struct.pack("<H", len(end) + 4))
    assert code(whole[:-12] + hidden + end) == "polyglot"


def test_a_wrong_checksum_is_refused() -> None:
    whole = bytearray(picture("PNG"))
    whole[20] ^= 1
    assert code(bytes(whole)) == "damaged"


def test_bombs_are_refused_before_they_go_off() -> None:
    assert len(bomb(60_000, 60_000)) < 8000
    assert code(bomb(60_000, 60_000)) == "too_many_pixels"
    assert code(bomb(25_000, 10)) == "too_many_pixels"
    # Within Pillow's own limit for errors, beyond ours.
    assert code(bomb(10_000, 5_100)) == "too_many_pixels"


def test_a_bomb_in_a_text_chunk_is_refused() -> None:
    whole = picture("PNG")
    packed = zlib.compress(b"\x00" * 100_000_000, 9)
    text = chunk(b"zTXt", b"Comment\x00\x00" + packed)
    assert code(whole[:33] + text + whole[33:]) == "damaged"


def _with(action: DictionaryObject) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)
    return written(writer)


def _named(**entries: str) -> DictionaryObject:
    return DictionaryObject({NameObject("/" + key): NameObject("/" + value) for key, value in entries.items()})


def test_programs_attachments_and_actions_in_a_pdf_are_refused() -> None:
    for action in ("JavaScript", "Launch", "SubmitForm", "ImportData", "GoToE", "GoToR", "Rendition"):
        assert code(_with(_named(S=action))) == "active_content", action
    script = DictionaryObject({NameObject("/JS"): TextStringObject("app.alert(1)")})
    assert code(_with(script)) == "active_content"
    attached = PdfWriter()
    attached.add_blank_page(200, 200)
    attached.add_attachment("run.exe", b"MZ")
    assert code(written(attached)) == "active_content"
    assert recognise(_with(_named(S="GoTo"))) is MediaType.PDF
    assert recognise(_with(_named(S="URI"))) is MediaType.PDF


def test_programs_behind_spelling_compression_and_missing_references_are_found() -> None:
    plain = _with(_named(S="Javascripx"))
    assert recognise(plain) is MediaType.PDF
    assert code(plain.replace(b"/Javascripx", b"/J#61vaScript")) == "active_content"
    assert recognise(pdf_with_packed_object(b"<</S/GoTo>>")) is MediaType.PDF
    packed = pdf_with_packed_object(b"<</S/JavaScript>>")
    assert b"JavaScript" not in packed
    assert code(packed) == "active_content"
    orphan = pdf().replace(b"%%EOF", b"99 0 obj <</S /Launch>> endobj\n%%EOF")
    assert code(orphan) == "active_content"


def test_an_encrypted_pdf_is_refused() -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("", "owner", algorithm="AES-256")
    assert code(written(writer)) == "encrypted"


def test_a_pdf_that_leads_in_circles_or_has_no_end_of_objects_is_refused_or_read() -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    page[NameObject("/Self")] = page.indirect_reference
    assert recognise(written(writer)) is MediaType.PDF
    many = PdfWriter()
    many.add_blank_page(200, 200)
    listed = ArrayObject(many._add_object(DictionaryObject({NameObject("/N"): NumberObject(1)})) for _ in range(50_100))
    many.root_object[NameObject("/Many")] = listed
    assert code(written(many)) == "too_many_objects"


def test_a_pdf_that_keeps_its_reader_busy_for_hours_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = pdf_that_reads_one_run_of_spaces_for_each(10_000, 4_000_000)
    monkeypatch.setattr(documents_apart, "_WALL_SECONDS", 4)
    assert code(content) == "too_costly"


def test_what_ends_the_reader_of_a_pdf_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    content = pdf_that_reads_one_run_of_spaces_for_each(10_000, 4_000_000)
    limited = "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 1)); "
    program = limited + "import sys; from certreg.evidence.documents import require_plain, without_camera; "
    monkeypatch.setattr(documents_apart, "_COMMAND", ("-c", program + "require_plain(sys.stdin.buffer.read())"))
    assert code(content) == "too_costly"
    monkeypatch.setattr(documents_apart, "_COMMAND", ("-c", "raise SystemExit('no such module')"))
    with pytest.raises(EvidenceUnavailable, match="no such module"):
        recognise(pdf())


def test_a_pdf_that_takes_all_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    limited = "from certreg.evidence import documents_apart as apart; apart.MEMORY = 2**27; "
    program = limited + "import sys; sys.exit(apart.main())"
    monkeypatch.setattr(documents_apart, "_COMMAND", ("-c", program))
    assert code(pdf_with_packed_object(b" " * 70_000_000 + b"<</S/GoTo>>")) == "too_costly"


def test_a_pdf_whose_objects_are_a_bomb_is_refused() -> None:
    content = pdf_with_packed_object(b" " * 200_000_000 + b"<</S/GoTo>>")
    assert len(content) < 300_000
    tracemalloc.start()
    try:
        with IN_PROCESS:
            assert code(content) == "damaged"
        assert tracemalloc.get_traced_memory()[1] < 200_000_000
    finally:
        tracemalloc.stop()


def test_a_shown_picture_has_no_trace_of_the_camera_and_stands_upright() -> None:
    shown = without_metadata(photo())
    assert b"Secret" not in shown
    assert b"Exif" not in shown
    opened = Image.open(io.BytesIO(shown))
    assert opened.format == "JPEG"
    assert opened.size == (30, 40)
    assert not opened.getexif()
    described = picture("PNG")
    described = described[:33] + chunk(b"tEXt", b"Author\x00Secret") + described[33:]
    assert b"Secret" not in without_metadata(described)


def test_a_photograph_in_a_pdf_is_shown_without_trace_of_the_camera() -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretMaker"
    exif.get_ifd(0x8825)[2] = (29.0, 33.0, 1.0)
    taken = picture("JPEG", (40, 30), exif=exif.tobytes(), xmp=b"<x>SecretPlace</x>")
    writer = PdfWriter()
    page = writer.add_blank_page(40, 30)
    stream = DecodedStreamObject()
    stream.set_data(taken)
    named = {"/Type": "/XObject", "/Subtype": "/Image", "/Filter": "/DCTDecode", "/ColorSpace": "/DeviceRGB"}
    stream.update({NameObject(key): NameObject(value) for key, value in named.items()})
    sizes = {"/Width": 40, "/Height": 30, "/BitsPerComponent": 8}
    stream.update({NameObject(key): NumberObject(value) for key, value in sizes.items()})
    images = DictionaryObject({NameObject("/Scan"): writer._add_object(stream)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): images})
    content = written(writer)
    assert recognise(content) is MediaType.PDF
    assert b"SecretMaker" in content
    assert b"SecretPlace" in content
    shown = without_camera(content)
    assert len(shown) == len(content)
    assert b"Secret" not in shown
    (image,) = PdfReader(io.BytesIO(shown)).pages[0].images
    assert image.image is not None
    assert image.image.tobytes() == Image.open(io.BytesIO(taken)).tobytes()
    assert without_camera(pdf()) == pdf()


def test_transparency_and_other_colours_survive() -> None:
    for mode, kind in (("RGBA", "PNG"), ("P", "PNG"), ("1", "PNG"), ("I;16", "PNG"), ("CMYK", "JPEG"), ("L", "JPEG")):
        made = io.BytesIO()
        Image.new(mode, (10, 10)).save(made, kind)
        assert recognise(without_metadata(made.getvalue()))


@IN_PROCESS
@given(st.binary(max_size=200), st.sampled_from([b"", b"%PDF-1.7\n", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]))
def test_no_content_makes_anything_but_a_refusal(noise: bytes, beginning: bytes) -> None:
    with pytest.raises(InvalidInput):
        recognise(beginning + noise)


@IN_PROCESS
@given(st.data())
def test_no_damage_to_a_real_file_makes_anything_but_an_answer(data: st.DataObject) -> None:
    whole = bytearray(data.draw(st.sampled_from([pdf(), photo(), picture()])))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        kind = recognise(bytes(whole))
    except InvalidInput as error:
        assert error.problems[0].field == "file"  # noqa: PT017 - either answer is right
    else:
        assert kind in MediaType
        assert kind is not MediaType.PDF or PdfReader(io.BytesIO(bytes(whole))).pages
