"""Conditions and employment type between schema.org's JobPosting and a posting.

Google's values for `credentialCategory` and `employmentType` are fewer than ours: the exact one stands beside them, as
`educationalLevel` or as a second type in Chinese.
"""

from collections.abc import Mapping
from typing import Any, Final

from certreg.domain.posting import Conditions, Education, EmploymentType, Experience
from certreg.domain.text import Text
from certreg.exchange.html_text import guarded
from certreg.exchange.jsonld import items, refuse
from certreg.exchange.jsonld_text import joined, words
from certreg.notation.education import read_education
from certreg.notation.employment_type import read_employment_type
from certreg.notation.experience import read_experience
from certreg.notation.unreadable import Unreadable

_NONE_ASKED: Final = "no requirements"
_MONTHS: Final = 12
_CATEGORIES: Final = {
    Education.PRIMARY: None,
    Education.JUNIOR_HIGH: None,
    Education.SENIOR_HIGH: "high school",
    Education.VOCATIONAL: "professional certificate",
    Education.ASSOCIATE: "associate degree",
    Education.BACHELOR: "bachelor degree",
    Education.MASTER: "postgraduate degree",
    Education.DOCTOR: "postgraduate degree",
}
_READ_CATEGORIES: Final = {
    "high school": Education.SENIOR_HIGH,
    "professional certificate": Education.VOCATIONAL,
    "associate degree": Education.ASSOCIATE,
    "bachelor degree": Education.BACHELOR,
    "postgraduate degree": Education.MASTER,
}
_LEVELS: Final = {
    Education.PRIMARY: "小学",
    Education.JUNIOR_HIGH: "初中",
    Education.SENIOR_HIGH: "高中",
    Education.VOCATIONAL: "中专",
    Education.ASSOCIATE: "大专",
    Education.BACHELOR: "本科",
    Education.MASTER: "硕士",
    Education.DOCTOR: "博士",
}
_TYPES: Final[Mapping[EmploymentType, str | list[str]]] = {
    EmploymentType.FULL_TIME: "FULL_TIME",
    EmploymentType.PART_TIME: "PART_TIME",
    EmploymentType.DISPATCH: ["OTHER", "劳务派遣"],
    EmploymentType.TEMPORARY: "TEMPORARY",
    EmploymentType.CONTRACT: "CONTRACTOR",
    EmploymentType.INTERN: "INTERN",
}


def conditions_from(node: Mapping[str, Any], verbatim: dict[str, str]) -> Conditions:
    """Education, experience, and qualifications and skills as the other conditions."""
    return Conditions(
        education=_education_from(node, verbatim),
        experience=_experience_from(node, verbatim),
        other=joined(node, ("qualifications", "skills")),
    )


def conditions_to(conditions: Conditions) -> dict[str, Any]:
    """The properties that state the conditions."""
    found: dict[str, Any] = {}
    if conditions.education is Education.ANY:
        found["educationRequirements"] = _NONE_ASKED
    elif conditions.education is not None:
        category = _CATEGORIES[conditions.education]
        found["educationRequirements"] = {
            "@type": "EducationalOccupationalCredential",
            **({"credentialCategory": category} if category else {}),
            "educationalLevel": _LEVELS[conditions.education],
        }
    experience = conditions.experience
    if experience == Experience():
        found["experienceRequirements"] = _NONE_ASKED
    elif experience is not None:
        upper = experience.max_years
        described = {} if upper is None else {"description": f"{experience.min_years}-{upper}年"}
        found["experienceRequirements"] = {
            "@type": "OccupationalExperienceRequirements",
            "monthsOfExperience": experience.min_years * _MONTHS,
            **described,
        }
    if conditions.other is not None:
        found["qualifications"] = guarded(conditions.other)
    return found


def employment_type_from(node: Mapping[str, Any], verbatim: dict[str, str]) -> EmploymentType | None:
    """The one type stated; None for several, and for those that we have no kind for (VOLUNTEER)."""
    stated = [text for value in items(node.get("employmentType")) if (text := words("employmentType", value))]
    if not stated:
        return None
    verbatim["employment_type"] = ", ".join(stated)
    try:
        kinds = {read_employment_type(text) for text in stated} - {None}
    except Unreadable as error:
        refuse("employmentType", error.code, error.reason)
    return kinds.pop() if len(kinds) == 1 else None


def employment_type_to(kind: EmploymentType | None) -> dict[str, Any]:
    """The `employmentType` property."""
    return {} if kind is None else {"employmentType": _TYPES[kind]}


def _education_from(node: Mapping[str, Any], verbatim: dict[str, str]) -> Education | None:
    levels: list[Education] = []
    for value in items(node.get("educationRequirements")):
        stated = value
        if isinstance(value, dict):
            stated = value.get("educationalLevel") or value.get("credentialCategory") or value.get("name")
        text = words("educationRequirements", stated)
        if text is None:
            continue
        verbatim["education"] = text
        level = _education(text)
        if level is not None:
            levels.append(level)
    return min(levels, key=tuple(Education).index) if levels else None


def _education(text: str) -> Education | None:
    category = text.lower().replace("'s degree", " degree")
    if category == _NONE_ASKED:
        return Education.ANY
    if category in _READ_CATEGORIES:
        return _READ_CATEGORIES[category]
    try:
        return read_education(text)
    except Unreadable:
        # The property is free text on the web ("a degree in engineering"): its words are kept, no level is claimed.
        return None


def _experience_from(node: Mapping[str, Any], verbatim: dict[str, str]) -> Experience | None:
    values = items(node.get("experienceRequirements"))
    if len(values) > 1:
        refuse("experienceRequirements", "several_values", _SEVERAL)
    if not values:
        return None
    value = values[0]
    months = value.get("monthsOfExperience") if isinstance(value, dict) else None
    text = words("experienceRequirements", value.get("description") if isinstance(value, dict) else value)
    if text is not None:
        verbatim["experience"] = text
        if text.lower() == _NONE_ASKED:
            return Experience()
    described = _described(text)
    if months is None:
        return described
    years = _years(months)
    return described if described is not None and described.min_years == years else Experience(min_years=years)


def _described(text: str | None) -> Experience | None:
    try:
        return None if text is None else read_experience(text)
    except Unreadable:
        # Free text on the web, like education.
        return None


def _years(months: object) -> int:
    """Whole years of a number of months, as number or text; a part of a year asks for less than the next one."""
    text = words("experienceRequirements.monthsOfExperience", months) or ""
    number = text.removesuffix(".0")
    if not number.isascii() or not number.isdigit() or len(number) > len("720") or int(number) > 60 * _MONTHS:
        refuse("experienceRequirements.monthsOfExperience", "experience_unreadable", _BAD_MONTHS)
    return int(number) // _MONTHS


_SEVERAL: Final = Text(zh="写了几种不同的经验要求", en="Several different requirements are stated")
_BAD_MONTHS: Final = Text(zh="经验月数应为0到720的整数", en="Months of experience are a whole number from 0 to 720")
