"""Puts a posting together from the cells of a row.

What of base information is stated but cannot be read refuses the row, as does a missing title: a posting with a wrong
pay or date is worse than none. Words known to state no value (若干, `code:3`, 长期有效) are kept verbatim beside an
absent value, and so is what is no base information (company size).
"""

from datetime import date
from typing import Final

import msgspec

from certreg.domain.errors import FieldProblem
from certreg.domain.posting import (
    Agency,
    ChannelField,
    Conditions,
    Division,
    EmployerProfile,
    Location,
    Party,
    Pay,
    Posting,
    Provenance,
)
from certreg.domain.text import Text
from certreg.exchange.cells import Cells
from certreg.exchange.profiles import Profile, Target
from certreg.notation.company_size import read_company_size
from certreg.notation.conditions import read_conditions
from certreg.notation.dates import Period, read_day, read_period
from certreg.notation.education import read_education
from certreg.notation.employment_type import read_employment_type
from certreg.notation.experience import read_experience
from certreg.notation.fees import Fee, read_charged, read_fee
from certreg.notation.headcount import read_headcount
from certreg.notation.location import read_division, read_location, with_address
from certreg.notation.pay import PayReading, read_pay
from certreg.notation.unreadable import Unreadable

_NOWHERE: Final = Location()
_NO_CONDITIONS: Final = Conditions()
_NO_PROFILE: Final = EmployerProfile()


def assemble(cells: Cells, profile: Profile, lacks: frozenset[ChannelField]) -> Posting | None:
    """The posting, or None with the reasons in `cells.problems`."""
    title = cells.line("title")
    if "title" not in cells.texts:
        cells.problems.append(FieldProblem(_first_heading(profile, "title"), "missing", _MISSING))
    collected = _collected(cells)
    published_on = cells.read("published_on", "published_on", lambda words: read_day(words, collected))
    valid_until = cells.read("valid_until", "valid_until", lambda words: read_day(words, collected))
    day = collected.last if collected is not None else published_on
    employer = _party(cells, "employer.name", "employer.uscc")
    agency = _agency(cells)
    headcount = cells.read("headcount", "headcount", read_headcount)
    conditions = _conditions(cells)
    employment_type = cells.read("employment_type", "employment_type", read_employment_type)
    work_content, work_conditions = cells.text("work_content"), cells.text("work_conditions")
    location = _location(cells, day, profile.within)
    pay = _pay(cells, profile)
    apply = cells.text("apply")
    employer_profile = _employer_profile(cells)
    provenance = _provenance(cells, collected, lacks)
    if cells.problems or title is None:
        return None
    return Posting(
        title=title,
        employer=employer,
        agency=agency,
        headcount=headcount,
        conditions=conditions,
        employment_type=employment_type,
        work_content=work_content,
        work_conditions=work_conditions,
        location=location,
        pay=pay,
        apply=apply,
        published_on=published_on,
        valid_until=valid_until,
        employer_profile=employer_profile,
        provenance=provenance,
        verbatim=cells.verbatim,
    )


def _first_heading(profile: Profile, target: Target) -> str:
    return next(heading for heading, of in profile.columns() if of == target)


def _collected(cells: Cells) -> Period | None:
    """When the row was collected; its words are kept unless they are a single day, which says it all."""
    collected = cells.read("collected", "collected_on", read_period)
    if collected is not None and collected.first == collected.last:
        del cells.verbatim["collected_on"]
    return collected


def _party(cells: Cells, name: Target, uscc: Target) -> Party | None:
    stated, code = cells.line(name), cells.line(uscc)
    if stated is None:
        if code is not None:
            cells.verbatim[uscc] = code
        return None
    return Party(name=stated, uscc=_uscc(cells, uscc, code))


def _uscc(cells: Cells, target: Target, code: str | None) -> str | None:
    if code is not None and len(code) > _MAX_USCC:
        cells.refuse(target, Unreadable("too_long", _USCC_TOO_LONG))
        return None
    return code


def _agency(cells: Cells) -> Agency | None:
    """None for a direct posting. Charges without an agency are nobody's: they refuse the row."""
    name, code = cells.line("agency.name"), cells.line("agency.uscc")
    charged = cells.read("agency.seekers_charged", "agency.seekers_charged", read_charged)
    fee = cells.read("agency.fee", "agency.fee", read_fee)
    if name is None:
        if charged or (fee is not None and fee.fen != 0):
            stated: Target = "agency.fee" if fee is not None else "agency.seekers_charged"
            cells.refuse(stated, Unreadable("agency_missing", _NO_AGENCY))
        return None
    sum_, words = fee if fee is not None else Fee(None, None)
    return Agency(name=name, uscc=_uscc(cells, "agency.uscc", code), seekers_charged=charged, fee=sum_, fee_text=words)


def _conditions(cells: Cells) -> Conditions:
    education = cells.read("conditions.education", "education", read_education)
    experience = cells.read("conditions.experience", "experience", read_experience)
    everything, other = cells.text("conditions"), cells.text("conditions.other")
    if everything is not None:
        read = read_conditions(everything)
        education = education or read.education
        experience = experience or read.experience
        other = everything if other is None else f"{everything}\n{other}"
    if education is None and experience is None and other is None:
        return _NO_CONDITIONS
    return Conditions(education=education, experience=experience, other=other)


def _location(cells: Cells, day: date | None, within: Division | None) -> Location:
    words, address = cells.texts.get("location"), cells.texts.get("location.address")
    code = cells.read("location.division", "division", read_division)
    if words is None and address is None:
        return _NOWHERE if code is None else Location(division=code)
    # Both columns are one field of the posting; a finding may quote either.
    cells.verbatim["location"] = " ".join(filter(None, (words, address)))
    target: Target = "location" if words is not None else "location.address"
    try:
        location = _NOWHERE if words is None else read_location(words, day=day, within=within)
        target = "location.address" if address is not None else target
        if address is not None:
            location = with_address(location, address, day=day, within=within)
    except Unreadable as error:
        cells.refuse(target, error)
        return _NOWHERE
    return location if code is None else msgspec.structs.replace(location, division=code)


def _pay(cells: Cells, profile: Profile) -> Pay | None:
    least, most = cells.texts.get("pay.min"), cells.texts.get("pay.max")
    if "pay" not in cells.texts and (least or most):
        target: Target = "pay.min" if least else "pay.max"
        bounds = f"{least}-{most}" if least and most else f"{least}以上" if least else f"{most}以下"
        cells.put("pay", bounds, cells.headings[target])
    read: PayReading | None = cells.read("pay", "pay", lambda words: read_pay(words, default_period=profile.pay_period))
    pay = None if read is None else read.pay
    if read is not None and read.swapped:
        cells.remarks.append(FieldProblem(cells.headings["pay"], "bounds_swapped", _PUT_RIGHT, cells.texts["pay"]))
    composition = cells.text("pay.composition")
    if composition is None:
        return pay
    if pay is None:
        return Pay(composition=composition)
    both = composition if pay.composition is None else f"{pay.composition}\n{composition}"
    return msgspec.structs.replace(pay, composition=both)


def _employer_profile(cells: Cells) -> EmployerProfile:
    kind, industry = cells.line("employer_profile.kind"), cells.line("employer_profile.industry")
    words = cells.texts.get("employer_profile.size")
    size = None if words is None else read_company_size(words)
    if words is not None and size is None:
        cells.verbatim["employer_profile.size"] = words
    if size is None and kind is None and industry is None:
        return _NO_PROFILE
    low, high = size or (None, None)
    return EmployerProfile(size_min=low, size_max=high, kind=kind, industry=industry)


def _provenance(cells: Cells, collected: Period | None, lacks: frozenset[ChannelField]) -> Provenance:
    single = collected is not None and collected.first == collected.last
    return Provenance(
        platform=cells.line("provenance.platform"),
        url=cells.line("provenance.url"),
        source_id=cells.line("provenance.source_id"),
        publisher=_party(cells, "provenance.publisher.name", "provenance.publisher.uscc"),
        collected_on=collected.first if collected is not None and single else None,
        channel_lacks=lacks,
    )


_MAX_USCC: Final = 40
_MISSING: Final = Text(zh="缺少岗位名称", en="The title is missing")
_USCC_TOO_LONG: Final = Text(
    zh=f"统一社会信用代码超过{_MAX_USCC}个字符", en=f"The USCC has more than {_MAX_USCC} characters"
)
_NO_AGENCY: Final = Text(
    zh="填写了向求职者收费，却没有填写代招机构", en="Seekers are charged, but no agency is named that charges them"
)
_PUT_RIGHT: Final = Text(zh="上下限写反，已按从低到高读取", en="The higher bound stood first; read the right way round")
