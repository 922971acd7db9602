"""What of an assessment leaves the association: the findings, not who among its staff made them.

Nor which other postings of the registry are near this one: they may be of others, and not be certified.
"""

from typing import Final

import msgspec

from certreg.scoring.explanation import CriterionExplained, DimensionExplained, Explanation
from certreg.services.neighbours import REGISTERED

ASSESSOR: Final = "assessor"


def without_names(explanation: Explanation) -> Explanation:
    """The explanation with the role in place of the person, so that nobody is called to account by a publisher."""
    return msgspec.structs.replace(
        explanation,
        gates=tuple(_criterion(criterion) for criterion in explanation.gates),
        dimensions=tuple(_dimension(dimension) for dimension in explanation.dimensions),
    )


def _dimension(dimension: DimensionExplained) -> DimensionExplained:
    return msgspec.structs.replace(dimension, criteria=tuple(_criterion(c) for c in dimension.criteria))


def _criterion(criterion: CriterionExplained) -> CriterionExplained:
    if criterion.judged_by is not None:
        criterion = msgspec.structs.replace(criterion, judged_by=ASSESSOR)
    if any(fact.source == REGISTERED for fact in criterion.facts):
        told = tuple(fact for fact in criterion.facts if fact.source != REGISTERED)
        criterion = msgspec.structs.replace(criterion, facts=told)
    return criterion
