"""The checks of the criteria: one module each, listed here and nowhere found by magic.

A check is a pure function of a posting, a context and its parameters. It says what it found and quotes it; it never
decides. Criteria files name checks by the names of this list.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any, Final, Generic, Protocol, TypeVar

import msgspec

from certreg.checks import (
    address_to_street,
    advert,
    age,
    agency_disclosed,
    apply_way_stated,
    charges,
    conditions_stated,
    current,
    discrimination,
    duplicate,
    education_consistent,
    employer_named,
    employer_registered,
    employment_type_stated,
    exaggerated,
    experience_consistent,
    fees_stated,
    headcount_plausible,
    headcount_stated,
    identity,
    licence,
    location_code,
    location_consistent,
    minimum_wage,
    minors,
    pay_basis,
    pay_consistent,
    pay_plausible,
    pay_stated,
    pay_width,
    private_contact,
    title_consistent,
    type_consistent,
    validity_stated,
    work_conditions_stated,
    work_content_concrete,
)
from certreg.checks.context import Context
from certreg.domain.assessment import Finding
from certreg.domain.posting import Posting

P = TypeVar("P", bound=msgspec.Struct)
P_contra = TypeVar("P_contra", bound=msgspec.Struct, contravariant=True)


class CheckFunction(Protocol[P_contra]):
    """`check` of a check module. `params` is of the same module's `Params`."""

    def __call__(self, posting: Posting, context: Context, params: P_contra) -> Finding:
        """What the check found in this posting."""


@dataclass(frozen=True)
class Check(Generic[P]):
    """One check: the struct of its parameters with their defaults, and its function."""

    params: type[P]
    function: CheckFunction[P]

    def read(self, given: Mapping[str, Any]) -> P:
        """The parameters as a criteria file gives them. Raises msgspec.ValidationError where they are not valid."""
        return msgspec.convert(given, self.params)

    def bound(self, given: Mapping[str, Any]) -> Callable[[Posting, Context], Finding]:
        """The check with its parameters filled in. Raises msgspec.ValidationError where they are not valid."""
        return partial(self.function, params=self.read(given))


CHECKS: Final[Mapping[str, Check[Any]]] = MappingProxyType(
    {
        "address_to_street": Check(address_to_street.Params, address_to_street.check),
        "advert": Check(advert.Params, advert.check),
        "age": Check(age.Params, age.check),
        "agency_disclosed": Check(agency_disclosed.Params, agency_disclosed.check),
        "apply_way_stated": Check(apply_way_stated.Params, apply_way_stated.check),
        "charges": Check(charges.Params, charges.check),
        "conditions_stated": Check(conditions_stated.Params, conditions_stated.check),
        "current": Check(current.Params, current.check),
        "discrimination": Check(discrimination.Params, discrimination.check),
        "duplicate": Check(duplicate.Params, duplicate.check),
        "education_consistent": Check(education_consistent.Params, education_consistent.check),
        "employer_named": Check(employer_named.Params, employer_named.check),
        "employer_registered": Check(employer_registered.Params, employer_registered.check),
        "employment_type_stated": Check(employment_type_stated.Params, employment_type_stated.check),
        "exaggerated": Check(exaggerated.Params, exaggerated.check),
        "experience_consistent": Check(experience_consistent.Params, experience_consistent.check),
        "fees_stated": Check(fees_stated.Params, fees_stated.check),
        "headcount_plausible": Check(headcount_plausible.Params, headcount_plausible.check),
        "headcount_stated": Check(headcount_stated.Params, headcount_stated.check),
        "identity": Check(identity.Params, identity.check),
        "licence": Check(licence.Params, licence.check),
        "location_code": Check(location_code.Params, location_code.check),
        "location_consistent": Check(location_consistent.Params, location_consistent.check),
        "minimum_wage": Check(minimum_wage.Params, minimum_wage.check),
        "minors": Check(minors.Params, minors.check),
        "pay_basis": Check(pay_basis.Params, pay_basis.check),
        "pay_consistent": Check(pay_consistent.Params, pay_consistent.check),
        "pay_plausible": Check(pay_plausible.Params, pay_plausible.check),
        "pay_stated": Check(pay_stated.Params, pay_stated.check),
        "pay_width": Check(pay_width.Params, pay_width.check),
        "private_contact": Check(private_contact.Params, private_contact.check),
        "title_consistent": Check(title_consistent.Params, title_consistent.check),
        "type_consistent": Check(type_consistent.Params, type_consistent.check),
        "validity_stated": Check(validity_stated.Params, validity_stated.check),
        "work_conditions_stated": Check(work_conditions_stated.Params, work_conditions_stated.check),
        "work_content_concrete": Check(work_content_concrete.Params, work_content_concrete.check),
    }
)
