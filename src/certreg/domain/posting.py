"""The posting: the base information of notice 3(1), as typed values."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

MAX_LINE = 500
MAX_TEXT = 500_000

Line = Annotated[str, Meta(min_length=1, max_length=MAX_LINE)]
LongText = Annotated[str, Meta(min_length=1, max_length=MAX_TEXT)]
Uscc = Annotated[str, Meta(min_length=1, max_length=40)]
"""As stated, right or wrong: whether the check character holds is a finding, not a refusal."""
Fen = Annotated[int, Meta(ge=0, le=10**12)]
Headcount = Annotated[int, Meta(ge=1, le=1_000_000)]
Division = Annotated[str, Meta(pattern=r"^[0-9]{6}$", max_length=6)]
"""`$` alone would let a line end pass after the sixth digit."""
Years = Annotated[int, Meta(ge=0, le=60)]


class _Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Common form: immutable, by keyword, no unknown field, absent values left out."""


class EmploymentType(StrEnum):
    """用工类型."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    DISPATCH = "dispatch"
    TEMPORARY = "temporary"
    CONTRACT = "contract"
    INTERN = "intern"


class Education(StrEnum):
    """The lowest education asked for; ANY says that none is asked for (学历不限)."""

    ANY = "any"
    PRIMARY = "primary"
    JUNIOR_HIGH = "junior_high"
    SENIOR_HIGH = "senior_high"
    VOCATIONAL = "vocational"
    ASSOCIATE = "associate"
    BACHELOR = "bachelor"
    MASTER = "master"
    DOCTOR = "doctor"


class PayPeriod(StrEnum):
    """What one payment covers."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Party(_Value, frozen=True, kw_only=True):
    """An organisation as the posting states it."""

    name: Line
    uscc: Uscc | None = None


class Agency(_Value, frozen=True, kw_only=True):
    """Who posts for the employer, and what it asks of the seeker (notice 3(1): 求职是否收费、收费标准).

    `fee` is in fen for one placement; `fee_text` is the standard in words where it is no single sum.
    """

    name: Line
    uscc: Uscc | None = None
    seekers_charged: bool | None = None
    fee: Fen | None = None
    fee_text: Line | None = None


class Experience(_Value, frozen=True, kw_only=True):
    """Years asked for. `Experience(min_years=0)` says that none is asked for (经验不限)."""

    min_years: Years = 0
    max_years: Years | None = None


class Conditions(_Value, frozen=True, kw_only=True):
    """招聘条件."""

    education: Education | None = None
    experience: Experience | None = None
    other: LongText | None = None


class Location(_Value, frozen=True, kw_only=True):
    """Where the work is done: GB/T 2260 division code and address down to the street."""

    division: Division | None = None
    address: Line | None = None


class Pay(_Value, frozen=True, kw_only=True):
    """劳动报酬 in fen per `period`; `months` is the number of monthly payments a year (13薪).

    `max` absent: only a lower bound is promised (4000元以上). `negotiable`: 面议, no figure at all.
    `composition` says what the figure is made of (base, commission, allowances).
    """

    min: Fen | None = None
    max: Fen | None = None
    currency: Annotated[str, Meta(pattern=r"^[A-Z]{3}$", max_length=3)] = "CNY"
    period: PayPeriod | None = None
    months: Annotated[int, Meta(ge=1, le=36)] | None = None
    negotiable: bool = False
    composition: LongText | None = None


class EmployerProfile(_Value, frozen=True, kw_only=True):
    """What the posting says of the employer's size and kind (inclusive bounds, in people)."""

    size_min: Annotated[int, Meta(ge=0)] | None = None
    size_max: Annotated[int, Meta(ge=0)] | None = None
    kind: Line | None = None
    industry: Line | None = None


BaseField = Literal[
    "employer",
    "headcount",
    "conditions",
    "employment_type",
    "work_content",
    "work_conditions",
    "location",
    "pay",
]
"""The eight of notice 3(1)."""

ChannelField = Literal[
    "employer",
    "headcount",
    "education",
    "experience",
    "employment_type",
    "work_content",
    "work_conditions",
    "location",
    "address",
    "pay",
    "published_on",
    "valid_until",
    "apply",
    "agency",
]
"""A field that a channel may have no place for."""


class Provenance(_Value, frozen=True, kw_only=True):
    """Where the posting was met.

    `channel_lacks` names fields that the channel has no place for: a value missing there was not left out
    by the employer, it could not be stated.
    """

    platform: Line | None = None
    url: Line | None = None
    source_id: Line | None = None
    publisher: Party | None = None
    collected_on: date | None = None
    channel_lacks: frozenset[ChannelField] = frozenset()


class Posting(_Value, frozen=True, kw_only=True):
    """One job advert. Days are calendar days in the registry's zone; text is kept as published.

    `verbatim` holds the words behind a typed value (`pay`: "8-13K·13薪"), keyed by the name of the field, so
    that evidence can quote what people saw.
    """

    title: Line
    employer: Party | None = None
    agency: Agency | None = None
    headcount: Headcount | None = None
    conditions: Conditions = Conditions()
    employment_type: EmploymentType | None = None
    work_content: LongText | None = None
    work_conditions: LongText | None = None
    location: Location = Location()
    pay: Pay | None = None
    apply: LongText | None = None
    published_on: date | None = None
    valid_until: date | None = None
    employer_profile: EmployerProfile = EmployerProfile()
    provenance: Provenance = Provenance()
    verbatim: Mapping[str, str] = msgspec.field(default_factory=dict)

    @property
    def publisher(self) -> Party | None:
        """Who answers for the posting: the agency, else the employer (notice 2(3))."""
        if self.agency is not None:
            return Party(name=self.agency.name, uscc=self.agency.uscc)
        return self.employer

    def text_of(self, field: str) -> str | None:
        """The words of one field as people saw them; spans of evidence count in this string.

        Fields are those of `verbatim`, and of the posting's own texts: title, employer, conditions,
        work_content, work_conditions, location (the address where there is no verbatim one), address, pay,
        composition, apply.
        """
        stated = self.verbatim.get(field)
        if stated is not None:
            return stated
        words = _WORDS.get(field)
        return None if words is None else words(self)


def _composition(posting: Posting) -> str | None:
    return posting.pay.composition if posting.pay else None


_WORDS: Final[Mapping[str, Callable[[Posting], str | None]]] = {
    "title": lambda posting: posting.title,
    "employer": lambda posting: posting.employer.name if posting.employer else None,
    "conditions": lambda posting: posting.conditions.other,
    "work_content": lambda posting: posting.work_content,
    "work_conditions": lambda posting: posting.work_conditions,
    "location": lambda posting: posting.location.address,
    "address": lambda posting: posting.location.address,
    "pay": _composition,
    "composition": _composition,
    "apply": lambda posting: posting.apply,
}
