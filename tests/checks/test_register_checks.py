"""What the register can answer: employer, identity, licence."""

from datetime import date, datetime

import msgspec
import pytest

from certreg.checks import CHECKS, uscc
from certreg.checks.context import Context
from certreg.domain.assessment import Finding
from certreg.domain.organisation import Licence, Organisation, OrganisationStatus
from certreg.domain.posting import Location, Party, Posting
from posting_cases import (
    NOW,
    agency_posting,
    agency_record,
    bare_posting,
    context,
    employer_record,
    good_posting,
    sound_code,
)

CODE = sound_code("91500000MA5UQ1X02")


def run(name: str, posting: Posting, *records: Organisation) -> Finding:
    return CHECKS[name].bound({})(posting, context(*records))


@pytest.mark.parametrize("name", ["employer_registered", "identity"])
def test_register_and_posting_agree(name: str) -> None:
    assert run(name, good_posting(), employer_record()).outcome == "met"


@pytest.mark.parametrize("name", ["employer_registered", "identity"])
def test_without_a_register_nothing_is_claimed(name: str) -> None:
    assert run(name, good_posting()).outcome == "unknown"


@pytest.mark.parametrize("name", ["employer_registered", "identity"])
def test_a_wrong_check_character_fails_without_a_register(name: str) -> None:
    wrong = CODE[:-1] + ("A" if CODE[-1] != "A" else "B")
    posting = good_posting(employer=Party(name="重庆山城精密机械有限公司", uscc=wrong))
    assert run(name, posting).outcome == "unmet"


@pytest.mark.parametrize("name", ["employer_registered", "identity"])
def test_a_code_that_the_register_does_not_have_fails(name: str) -> None:
    assert run(name, good_posting(), agency_record()).outcome == "unmet"


@pytest.mark.parametrize("name", ["employer_registered", "identity"])
def test_without_a_code_an_assessor_must_see_the_papers(name: str) -> None:
    assert run(name, good_posting(employer=Party(name="张三"))).outcome == "unknown"
    assert run(name, bare_posting()).outcome == "unmet"


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (OrganisationStatus.ACTIVE, "met"),
        (OrganisationStatus.SUSPENDED, "unmet"),
        (OrganisationStatus.REVOKED, "unmet"),
        (OrganisationStatus.DEREGISTERED, "unmet"),
    ],
)
def test_only_an_active_employer_hires(status: OrganisationStatus, outcome: str) -> None:
    assert run("employer_registered", good_posting(), employer_record(status=status)).outcome == outcome


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("重庆山城精密机械有限公司", "met"),
        ("重庆山城精密机械 有限公司", "met"),
        ("重庆山城机械厂", "partly"),
        ("重庆山城精密仪器有限公司", "unmet"),
    ],
)
def test_the_name_is_the_registered_one(name: str, outcome: str) -> None:
    assert run("identity", good_posting(employer=Party(name=name, uscc=CODE)), employer_record()).outcome == outcome


def test_a_code_in_full_width_letters_is_read() -> None:
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in CODE)
    assert uscc.is_sound(wide)
    assert uscc.canonical(f" {wide.lower()} ") == CODE


def test_brackets_of_any_width_are_the_same_name() -> None:
    posting = good_posting(employer=Party(name="金蝶(重庆)软件有限公司", uscc=CODE))
    assert run("identity", posting, employer_record(name="金蝶（重庆）软件有限公司")).outcome == "met"


LICENCE = agency_record().licence
assert LICENCE is not None


@pytest.mark.parametrize(
    ("record", "outcome"),
    [
        (agency_record(), "met"),
        (agency_record(licence=None), "unmet"),
        (agency_record(status=OrganisationStatus.REVOKED), "unmet"),
        (agency_record(status=OrganisationStatus.DEREGISTERED), "unmet"),
        (agency_record(licence=msgspec.structs.replace(LICENCE, valid_to=date(2026, 11, 23))), "unmet"),
        (agency_record(licence=msgspec.structs.replace(LICENCE, valid_to=date(2026, 11, 24))), "met"),
        (agency_record(licence=Licence(number="1", scope=("职业介绍",), valid_from=date(2025, 1, 1))), "unmet"),
        (agency_record(division="110105"), "unmet"),
        (agency_record(division="110105", branch_reported_in=("500103",)), "met"),
        (agency_record(division=None), "unknown"),
    ],
)
def test_an_agency_holds_a_licence_here(record: Organisation, outcome: str) -> None:
    assert run("licence", agency_posting(), record).outcome == outcome


def test_an_outside_agency_needs_no_branch_for_work_elsewhere() -> None:
    posting = agency_posting(location=Location(division="110105", address="北京市朝阳区建国路88号"))
    assert run("licence", posting, agency_record(division="110105")).outcome == "met"


def test_an_employer_that_hires_for_itself_needs_no_licence() -> None:
    assert run("licence", good_posting(), employer_record()).outcome == "not_applicable"


def test_an_agency_that_the_register_cannot_find_fails_or_stays_unknown() -> None:
    assert run("licence", agency_posting()).outcome == "unknown"
    assert run("licence", agency_posting(), employer_record()).outcome == "unmet"


def test_a_naive_clock_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        Context(datetime(2026, 11, 24, 2, 0))  # noqa: DTZ001 - that is the point
    assert Context(NOW).day == date(2026, 11, 24)
