"""XLSX: rows, days, sheets, and workbooks built to harm."""

import struct
import zipfile
import zlib
from datetime import date
from pathlib import Path

import pytest

from certreg.domain.errors import InvalidInput
from certreg.exchange.reading import Rejected, Row, read_postings
from workbooks import shared_sheet_xml, sheet_xml, write_workbook

ROWS = [
    ["岗位名称", "用人主体", "招聘人数", "劳动报酬", "有效期"],
    ["厨师", "某餐厅", 5, "6000-8000元/月", "day:46387"],
    ["服务员", "某餐厅", 2.5, "4000", "2026-12-31"],
]


def read(path: Path) -> list[Row | Rejected]:
    return list(read_postings(path))


def code_of(path: Path) -> str:
    with pytest.raises(InvalidInput) as caught:
        read(path)
    assert caught.value.detail.zh
    return caught.value.problems[0].code


def test_rows_are_read_with_their_numbers(tmp_path: Path) -> None:
    first, second = read(write_workbook(tmp_path / "a.xlsx", {"表": sheet_xml(ROWS)}))
    assert isinstance(first, Row)
    assert first.number == 2
    assert first.posting.headcount == 5
    assert first.posting.valid_until == date(2026, 12, 31)
    assert isinstance(second, Rejected)
    assert second.number == 3
    assert [(p.field, p.code, p.value) for p in second.problems] == [("招聘人数", "headcount_unreadable", "2.5")]
    assert second.raw == "服务员\t某餐厅\t2.5\t4000\t2026-12-31"


def test_numbers_are_those_of_the_sheet_when_it_starts_lower(tmp_path: Path) -> None:
    shifted = [[None, None, *row] for row in ROWS]
    path = write_workbook(tmp_path / "a.xlsx", {"表": sheet_xml(shifted, first_row=7)})
    assert [r.number for r in read(path)] == [8, 9]


def test_titles_above_the_headings_are_passed_over(tmp_path: Path) -> None:
    rows = [["某公司招聘信息汇总表"], ["填表日期：2026年11月"], *ROWS]
    assert [r.number for r in read(write_workbook(tmp_path / "a.xlsx", {"表": sheet_xml(rows)}))] == [4, 5]


def test_the_first_visible_sheet_with_headings_counts_and_others_are_named(tmp_path: Path) -> None:
    sheets = {"说明": [["填写说明"]], "旧": ROWS[:2], "表": ROWS, "更多": ROWS}
    written = {name: sheet_xml(rows) for name, rows in sheets.items()}
    found = read(write_workbook(tmp_path / "a.xlsx", written, hidden=["旧"]))
    assert len(found) == 2
    assert [(r.field, r.code) for r in found[0].remarks] == [("sheet 更多", "sheet_not_read")]


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    assert len(read(write_workbook(tmp_path / "a.csv", {"表": sheet_xml(ROWS)}))) == 2


def test_an_empty_workbook_and_one_without_headings_are_refused(tmp_path: Path) -> None:
    assert code_of(write_workbook(tmp_path / "a.xlsx", {"表": sheet_xml([])})) == "empty"
    assert code_of(write_workbook(tmp_path / "b.xlsx", {"表": sheet_xml([["a", "b"]])})) == "headings_unknown"


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04 and nothing more")
    assert code_of(path) == "not_a_workbook"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "no workbook")
    assert code_of(path) == "not_a_workbook"


def test_a_cell_a_million_rows_away_is_refused_before_it_takes_memory(tmp_path: Path) -> None:
    far = sheet_xml(ROWS).replace("</sheetData>", '<row r="1048576"><c r="IV1048576"><v>1</v></c></row></sheetData>')
    assert code_of(write_workbook(tmp_path / "a.xlsx", {"表": far})) == "too_many_cells"
    quoted = far.replace('r="IV1048576"', "r = 'IV1048576'")
    assert code_of(write_workbook(tmp_path / "b.xlsx", {"表": quoted})) == "too_many_cells"


def test_a_sheet_that_is_too_wide_is_refused(tmp_path: Path) -> None:
    wide = sheet_xml([["岗位名称", *["x"] * 300]])
    assert code_of(write_workbook(tmp_path / "a.xlsx", {"表": wide})) == "too_many_columns"


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    xml = sheet_xml(ROWS).replace("<worksheet", '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet', 1)
    assert code_of(write_workbook(tmp_path / "a.xlsx", {"表": xml})) == "doctype"


def test_a_workbook_that_inflates_too_far_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certreg.exchange.workbook_guard.MAX_INFLATED_BYTES", 1_000_000)
    padded = sheet_xml(ROWS) + " " * 2_000_000
    assert code_of(write_workbook(tmp_path / "a.xlsx", {"表": padded})) == "inflates_too_far"


def test_the_declared_size_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certreg.exchange.workbook_guard.MAX_INFLATED_BYTES", 1_000_000)
    path = write_workbook(tmp_path / "a.xlsx", {"表": sheet_xml(ROWS) + " " * 2_000_000})
    data = bytearray(path.read_bytes())
    # Declare ten bytes for every part, in the directory and in the local headers.
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset : at + offset + 4] = struct.pack("<I", 10)
            at = data.find(mark, at + 4)
    path.write_bytes(data)
    assert code_of(path) == "inflates_too_far"


def test_a_large_file_and_many_parts_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"表": sheet_xml(ROWS)})
    monkeypatch.setattr("certreg.exchange.workbook_guard.MAX_WORKBOOK_PARTS", 2)
    assert code_of(path) == "too_many_parts"
    monkeypatch.setattr("certreg.exchange.workbook_guard.MAX_WORKBOOK_BYTES", 100)
    assert code_of(path) == "too_large"


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"表": sheet_xml(ROWS)})
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
    start = part.header_offset + 30 + len(part.filename)
    data[start : start + 20] = b"\xff" * 20
    path.write_bytes(data)
    with pytest.raises(zlib.error):
        zlib.decompress(bytes(data[start : start + part.compress_size]), -15)
    assert code_of(path) == "not_a_workbook"


def test_an_encrypted_part_is_refused(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"表": sheet_xml(ROWS)})
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    path.write_bytes(data)
    assert code_of(path) == "encrypted"


SHARED = ["岗位名称", "工作内容", "厨师", "x" * 1_000]
POINTERS = [[0, 1], *[[2, 3]] * 100]


def test_shared_strings_are_read(tmp_path: Path) -> None:
    found = read(write_workbook(tmp_path / "a.xlsx", {"表": shared_sheet_xml(POINTERS)}, shared=SHARED))
    assert len(found) == 100
    assert isinstance(found[0], Row)
    assert found[0].posting.title == "厨师"


def test_strings_that_grow_too_far_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"表": shared_sheet_xml(POINTERS)}, shared=SHARED)
    # 100 cells of 1,000 characters, 100 of two, and the headings.
    monkeypatch.setattr("certreg.exchange.workbook_guard.MAX_SHARED_CHARACTERS", 100_208)
    assert len(read(path)) == 100
    monkeypatch.setattr("certreg.exchange.workbook_guard.MAX_SHARED_CHARACTERS", 100_207)
    assert code_of(path) == "strings_too_far"


@pytest.mark.parametrize(
    ("plain", "odd"),
    [
        ('t="s"', "t='s'"),
        ("<v>3</v>", "<v > 3 </v>"),
        ("<v>3</v>", "<v><!-- 9 -->3</v>"),
        ("<v>3</v>", "<v>&#51;</v>"),
    ],
)
def test_odd_spelling_of_a_pointer_hides_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plain: str, odd: str
) -> None:
    monkeypatch.setattr("certreg.exchange.workbook_guard.MAX_SHARED_CHARACTERS", 50_000)
    xml = shared_sheet_xml(POINTERS).replace(plain, odd)
    assert odd in xml
    assert code_of(write_workbook(tmp_path / "a.xlsx", {"表": xml}, shared=SHARED)) == "strings_too_far"


def test_shared_strings_that_are_no_xml_are_refused(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"表": shared_sheet_xml(POINTERS)})
    for content in ("<sst><si>", '<!DOCTYPE x [<!ENTITY a "aaaa">]><sst>&a;</sst>'):
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("xl/sharedStrings.xml", content)
        assert code_of(path) == "not_a_workbook"
        path = write_workbook(tmp_path / "b.xlsx", {"表": shared_sheet_xml(POINTERS)})


def test_pictures_are_no_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certreg.exchange.workbook_guard.MAX_SHARED_CHARACTERS", 300_000)
    path = write_workbook(tmp_path / "a.xlsx", {"表": shared_sheet_xml(POINTERS[:5])}, shared=SHARED)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.png", b"\x89PNG" + b"<\x00" * 1_000)
    assert len(read(path)) == 4
