"""Hypothesis strategies of postings: whatever the native format accepts."""

from datetime import date

from hypothesis import strategies as st

from certreg.domain.posting import (
    Agency,
    Conditions,
    Education,
    EmployerProfile,
    EmploymentType,
    Experience,
    Location,
    Party,
    Pay,
    PayPeriod,
    Posting,
    Provenance,
)
from certreg.domain.text import FORBIDDEN

_CHARACTERS = st.characters(exclude_categories=("Cs", "Cc")).filter(lambda sign: not FORBIDDEN.search(sign))
_MARKUP = st.sampled_from(["<", ">", "&", "&amp;", "<b>", "</p>", "<script>", "年", " ", "\t", "\n", "“", "１", "㎡"])


def texts(longest: int = 60) -> st.SearchStrategy[str]:
    """Texts with something to see in them; markup and odd spaces come up often."""
    pieces = st.lists(_CHARACTERS | _MARKUP, min_size=1, max_size=longest // 9)
    return pieces.map("".join).filter(lambda text: bool(text.strip()))


lines = texts()
fen = st.integers(min_value=0, max_value=10**12)
dates = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1))
parties = st.builds(Party, name=lines, uscc=st.none() | st.from_regex(r"[0-9A-Z]{18}", fullmatch=True))
divisions = st.sampled_from(["500000", "500106", "500112", "330212", "429004", "999999"])


@st.composite
def pays(draw: st.DrawFn) -> Pay:
    """Ordered bounds, or none and negotiable."""
    low, high = draw(st.none() | fen), draw(st.none() | fen)
    if low is not None and high is not None:
        low, high = sorted((low, high))
    return Pay(
        min=low,
        max=high,
        currency=draw(st.sampled_from(["CNY", "USD", "HKD"])),
        period=draw(st.none() | st.sampled_from(PayPeriod)),
        months=draw(st.none() | st.integers(min_value=1, max_value=36)),
        negotiable=low is None and high is None and draw(st.booleans()),
        composition=draw(st.none() | lines),
    )


@st.composite
def experiences(draw: st.DrawFn) -> Experience:
    """Ordered bounds."""
    low = draw(st.integers(min_value=0, max_value=60))
    return Experience(min_years=low, max_years=draw(st.none() | st.integers(min_value=low, max_value=60)))


agencies = st.builds(
    Agency,
    name=lines,
    uscc=st.none() | st.from_regex(r"[0-9A-Z]{18}", fullmatch=True),
    seekers_charged=st.none() | st.booleans(),
    fee=st.none() | fen,
    fee_text=st.none() | lines,
)
postings = st.builds(
    Posting,
    title=lines,
    employer=st.none() | parties,
    agency=st.none() | agencies,
    headcount=st.none() | st.integers(min_value=1, max_value=1_000_000),
    conditions=st.builds(
        Conditions,
        education=st.none() | st.sampled_from(Education),
        experience=st.none() | experiences(),
        other=st.none() | texts(200),
    ),
    employment_type=st.none() | st.sampled_from(EmploymentType),
    work_content=st.none() | texts(300),
    work_conditions=st.none() | texts(200),
    location=st.builds(Location, division=st.none() | divisions, address=st.none() | lines),
    pay=st.none() | pays(),
    apply=st.none() | lines,
    published_on=st.none() | dates,
    valid_until=st.none() | dates,
    employer_profile=st.builds(EmployerProfile, industry=st.none() | lines),
    provenance=st.builds(Provenance, platform=st.none() | lines, url=st.none() | lines, source_id=st.none() | lines),
    verbatim=st.dictionaries(st.sampled_from(["pay", "headcount", "location"]), lines, max_size=3),
)
