"""Assessments and the decisions on them: rows are added and never changed."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_, select, update

from certreg.storage.database import Reading, Writing
from certreg.storage.statements import Record, insert, one
from certreg.storage.tables import assessment, decision, label, posting

_WITH_DECISION = select(
    assessment,
    decision.c.decision,
    decision.c.reason.label("decision_reason"),
    decision.c.decided_by,
    decision.c.decided_role,
    decision.c.decided_at,
).outerjoin(decision, decision.c.assessment_id == assessment.c.id)


def newest(tx: Reading, posting_id: str) -> Record | None:
    """The posting's newest assessment, decided or not."""
    is_newest = and_(assessment.c.posting_id == posting.c.id, assessment.c.ordinal == posting.c.assessments)
    return one(tx, _WITH_DECISION.join(posting, is_newest).where(posting.c.id == posting_id))


def of_label(tx: Reading, label_id: str) -> Record | None:
    """The assessment that a label rests on."""
    return one(tx, _WITH_DECISION.join(label, label.c.assessment_id == assessment.c.id).where(label.c.id == label_id))


def add(tx: Writing, row: Mapping[str, Any]) -> None:
    """Insert an assessment as the newest of its posting, whose lock is held."""
    counted = (
        update(posting)
        .where(posting.c.id == row["posting_id"])
        .values(assessments=posting.c.assessments + 1)
        .returning(posting.c.assessments)
    )
    insert(tx, assessment, [{**row, "ordinal": tx.connection.execute(counted).scalar_one()}])


def add_decision(tx: Writing, row: Mapping[str, Any]) -> None:
    """Insert the decision on an assessment; there is only one."""
    insert(tx, decision, [row])
