"""Tables of organisations: what is written can be read, whatever it says, and a spreadsheet runs none of it."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from registers import code

from certreg.domain.organisation import Licence, Organisation, OrganisationKind, OrganisationStatus, Violation
from certreg.exchange.reading import Rejected
from certreg.exchange.register_cells import HEADINGS, row
from certreg.exchange.register_rows import RegisterRow, read_register
from certreg.exchange.spreadsheet import cell, csv_bytes, plain
from website import AGENCY

DAYS = st.dates(date(2000, 1, 1), date(2050, 1, 1))
DIVISIONS = st.sampled_from(["500112", "500118", "510104", "110105"])
WORDS = st.text(st.sampled_from("重庆渝北𠮷㐂人力资源服务=+-@，、,\"'()（）· A9"), min_size=1, max_size=12).filter(
    lambda text: text == text.strip()
)
ITEMS = WORDS.filter(lambda text: text[0] != "'")
LICENCES = st.builds(
    Licence, number=ITEMS, scope=st.lists(ITEMS, min_size=1, max_size=3).map(tuple), issued_by=st.none() | ITEMS,
    valid_from=DAYS, valid_to=st.none() | DAYS,
).filter(lambda one: one.valid_to is None or one.valid_from <= one.valid_to)  # fmt: skip
VIOLATIONS = st.builds(
    Violation, what=ITEMS, decided_by=st.sampled_from(["渝北区人力资源和社会保障局", "测试区局"]), decided_on=DAYS
)
ORGANISATIONS = st.builds(
    Organisation, uscc=st.integers(0, 10**9 - 1).map(code), name=ITEMS,
    kinds=st.sets(st.sampled_from(OrganisationKind), min_size=1).map(frozenset),
    status=st.sampled_from(OrganisationStatus), former_names=st.lists(ITEMS, max_size=3).map(tuple),
    division=st.none() | DIVISIONS, activity_divisions=st.lists(DIVISIONS, max_size=2).map(tuple),
    licence=st.none() | LICENCES, branch_reported_in=st.lists(DIVISIONS, max_size=2).map(tuple),
    integrity_points=st.none() | st.integers(-999, 999), complaint_phone=st.none() | ITEMS,
    violations=st.lists(VIOLATIONS, max_size=3).map(tuple),
)  # fmt: skip


def written(path: Path, *organisations: Organisation) -> Path:
    path.write_bytes(b"".join(csv_bytes(HEADINGS, map(row, organisations))))
    return path


def stated(path: Path) -> Organisation:
    (found,) = read_register(path)
    assert isinstance(found, RegisterRow), found
    given = {name: value for name, value in found.stated.facts().items() if value is not None}
    return Organisation(uscc=found.stated.uscc, **given)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(organisation=ORGANISATIONS)
def test_what_is_written_is_read_as_it_was(tmp_path: Path, organisation: Organisation) -> None:
    assert stated(written(tmp_path / "one.csv", organisation)) == organisation


@given(organisation=ORGANISATIONS)
def test_no_cell_is_a_formula(organisation: Organisation) -> None:
    text = b"".join(csv_bytes(HEADINGS, [row(organisation)])).decode("utf-8-sig")
    _, cells = csv.reader(io.StringIO(text))
    # A negative number is a number.
    points = HEADINGS.index("诚信分")
    assert not [one for at, one in enumerate(cells) if at != points and one.startswith(("=", "+", "-", "@"))]
    assert text.endswith("\r\n")


@given(text=st.text(max_size=20))
def test_a_guarded_cell_gives_back_its_text(text: str) -> None:
    assert plain(cell(text)) == text or text.startswith("'")


def test_the_cells_are_those_that_people_write() -> None:
    by_heading = dict(zip(HEADINGS, (cell(value) for value in row(AGENCY)), strict=True))
    assert by_heading["类别"] == "人力资源服务机构"
    assert by_heading["许可范围"] == "开展网络招聘服务；职业介绍"
    assert by_heading["违法违规记录"] == "2025-06-30 未明示服务项目（测试区局）"
    assert by_heading["有效期止"] == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2025-06-30 虚假招聘（渝北区局）；2026-01-02 收取押金; 扣证件(渝北区局)",
         [("虚假招聘", "渝北区局"), ("收取押金; 扣证件", "渝北区局")]),
        ("2025-06-30 发布虚假信息（两次）（渝北区局）", [("发布虚假信息（两次）", "渝北区局")]),
        ("虚假招聘", None),
        ("2025-13-30 虚假招聘（渝北区局）", None),
    ],
)  # fmt: skip
def test_violations_are_read_one_by_one_or_named(
    tmp_path: Path, words: str, expected: list[tuple[str, str]] | None
) -> None:
    path = tmp_path / "violations.csv"
    path.write_text(f'统一社会信用代码,违法违规记录\n{code(1)},"{words}"\n', encoding="utf-8")
    (found,) = read_register(path)
    if expected is None:
        assert isinstance(found, Rejected)
        assert found.problems[0].field.startswith("违法违规记录")
        return
    assert isinstance(found, RegisterRow)
    violations = found.stated.violations
    assert isinstance(violations, tuple)
    assert [(one.what, one.decided_by) for one in violations] == expected


def test_a_day_of_a_violation_is_kept(tmp_path: Path) -> None:
    late = msgspec.structs.replace(AGENCY.violations[0], decided_on=date(2026, 1, 1) + timedelta(days=58))
    kept = stated(written(tmp_path / "day.csv", msgspec.structs.replace(AGENCY, uscc=code(3), violations=(late,))))
    assert kept.violations == (late,)


def test_an_empty_register_is_headings_only(tmp_path: Path) -> None:
    assert list(read_register(written(tmp_path / "none.csv"))) == []
