"""From a share that is met to a finding."""

from certreg.domain.assessment import Fact, Finding, Span, met, partly, unmet
from certreg.domain.text import Text

_THOUSAND = 1000


def graded(share: float, reason: Text, *, spans: tuple[Span, ...] = (), facts: tuple[Fact, ...] = ()) -> Finding:
    """`met` from 1 up, `unmet` from 0 down, else `partly`, in thousandths as scores are counted."""
    thousandths = round(share * _THOUSAND)
    if thousandths >= _THOUSAND:
        return met(reason, spans=spans, facts=facts)
    if thousandths <= 0:
        return unmet(reason, spans=spans, facts=facts)
    return partly(thousandths / _THOUSAND, reason, spans=spans, facts=facts)
