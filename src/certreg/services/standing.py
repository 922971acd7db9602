"""Every posting of the registry with the judgements that stand on it, for a trial of other criteria."""

from collections.abc import Iterator

import msgspec

from certreg.domain.assessment import Judgement
from certreg.domain.posting import Posting
from certreg.services import cases, reading
from certreg.services.registry import Registry
from certreg.storage import assessments, postings


class Standing(msgspec.Struct, frozen=True):
    """One posting as it stands. Judgements on an earlier version stand no longer."""

    id: str
    posting: Posting
    judgements: tuple[Judgement, ...] = ()
    assessor: str = "assessor"


def standing(registry: Registry) -> Iterator[Standing]:
    """The postings by id, each read by itself: a trial over many takes minutes and holds nobody up."""
    with registry.db.read() as tx:
        every = list(postings.ids(tx))
    for posting_id in every:
        with registry.db.read() as tx:
            case = cases.read(tx, posting_id)
            row = assessments.newest(tx, posting_id)
        if row is None or row["version"] != case.version:
            yield Standing(case.id, case.posting)
        else:
            assessment = reading.assessment_record(row)
            yield Standing(case.id, case.posting, assessment.judgements, assessment.assessor.id)
