"""Rows of the storage as records of the services."""

from typing import Any, Final

from certreg.domain.errors import NotFound
from certreg.domain.lifecycle import State
from certreg.domain.people import Actor
from certreg.domain.text import Text
from certreg.services.records import AssessmentRecord, LabelRecord, Listed, PostingRecord
from certreg.storage import assessments
from certreg.storage.database import Reading
from certreg.storage.postings import LABEL_PREFIX
from certreg.storage.statements import Record


def posting_record(row: Record) -> PostingRecord:
    """A posting with everything that belongs to it."""
    return PostingRecord(
        **_common(row), digest=row["digest"], version=row["version"], card=row["card"], submitted_by=row["submitted_by"]
    )


def listed(row: Record) -> Listed:
    """One line of a list."""
    return Listed(**_common(row))


def label_record(row: Record) -> LabelRecord:
    """A label."""
    return LabelRecord(**{name: row[name] for name in LabelRecord.__struct_fields__})


def assessment_record(row: Record) -> AssessmentRecord:
    """An assessment with its decision, if there is one."""
    decided = row["decided_by"] is not None
    return AssessmentRecord(
        id=row["id"],
        posting_id=row["posting_id"],
        version=row["version"],
        proposal=row["proposal"],
        judgements=row["judgements"],
        card=row["card"],
        reason=row["reason"],
        assessor=Actor(row["assessor"], row["assessor_role"]),
        assessed_at=row["assessed_at"],
        decision=row["decision"],
        decision_reason=row["decision_reason"],
        decided_by=Actor(row["decided_by"], row["decided_role"]) if decided else None,
        decided_at=row["decided_at"],
    )


def _common(row: Record) -> dict[str, Any]:
    newest = None
    if row[LABEL_PREFIX + "id"] is not None:
        newest = label_record({f: row[LABEL_PREFIX + f] for f in LabelRecord.__struct_fields__})
    return {
        "id": row["id"],
        "state": State(row["stage"], newest.state if newest else None),
        "posting": row["content"],
        "created_at": row["created_at"],
        "updated_at": row["updated_at"],
        "label": newest,
    }


def newest_assessment(tx: Reading, posting_id: str) -> AssessmentRecord:
    """The posting's newest assessment. `NotFound` if it has none."""
    row = assessments.newest(tx, posting_id)
    if row is None:
        raise NotFound(_NO_ASSESSMENT.within(id=posting_id))
    return assessment_record(row)


def assessment_of_label(tx: Reading, label_id: str) -> AssessmentRecord:
    """The assessment that a label rests on. `NotFound` if there is no such label."""
    row = assessments.of_label(tx, label_id)
    if row is None:
        raise NotFound(_NO_ASSESSMENT.within(id=label_id[:60]))
    return assessment_record(row)


_NO_ASSESSMENT: Final = Text(zh="{id} 尚未评定", en="{id} has not been assessed yet")
