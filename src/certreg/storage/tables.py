"""The tables. A label's state is stored in its own row and nowhere else; a posting's stage in the posting's.

Ordinals instead of pointers: the newest label of a posting is the one whose `ordinal` equals the posting's
`labels`, the newest assessment likewise. They are counted under the posting's row lock.
"""

from typing import Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from certreg.domain.assessment import Judgement, ScoreCard
from certreg.domain.criteria import Level
from certreg.domain.label import LabelClaims
from certreg.domain.lifecycle import LabelState, Stage
from certreg.domain.people import Role
from certreg.domain.posting import Posting
from certreg.storage.columns import Json, Moment, Word
from certreg.storage.schema import DIGEST, ID, METADATA, SEQUENCE


def _one_of(column: str, values: type[Stage] | type[LabelState]) -> CheckConstraint:
    listed = ", ".join(f"'{value.value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


_LIVE: Final = text("state IN ('valid', 'suspended')")

posting: Final = Table(
    "posting",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("stage", Word(Stage), nullable=False),
    Column("version", Integer, nullable=False),
    Column("assessments", Integer, nullable=False, server_default="0"),
    Column("labels", Integer, nullable=False, server_default="0"),
    Column("digest", DIGEST, nullable=False),
    Column("submitted_by", ID, nullable=False),
    # Where the posting came from, so that a second submission of the same one is recognised.
    Column("origin", ID, nullable=False),
    Column("platform", Text, nullable=False, server_default=""),
    Column("source_id", Text, nullable=True),
    Column("division", String(6), nullable=True),
    # Who answers for the posting and who hires, by their codes as the register spells them (notice 2(3)).
    Column("publisher_uscc", String(40), nullable=True),
    Column("employer_uscc", String(40), nullable=True),
    Column("by_agency", Boolean, nullable=False, server_default=false()),
    Column("search_text", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    _one_of("stage", Stage),
    UniqueConstraint("origin", "platform", "source_id"),
    Index(None, "created_at", "id"),
    Index(None, "stage", "created_at", "id"),
    Index(None, "division"),
    Index(None, "publisher_uscc"),
    Index(None, "employer_uscc"),
)

posting_version: Final = Table(
    "posting_version",
    METADATA,
    Column("posting_id", ID, ForeignKey("posting.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("content", Json[Posting](Posting), nullable=False),
    Column("digest", DIGEST, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("recorded_by", ID, nullable=False),
)

score_card: Final = Table(
    "score_card",
    METADATA,
    Column("posting_id", ID, ForeignKey("posting.id"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("card", Json[ScoreCard](ScoreCard), nullable=False),
)

assessment: Final = Table(
    "assessment",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("posting_id", ID, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("proposal", String(20), nullable=False),
    Column("judgements", Json[tuple[Judgement, ...]](tuple[Judgement, ...]), nullable=False),
    Column("card", Json[ScoreCard](ScoreCard), nullable=False),
    Column("reason", Text, nullable=False),
    Column("assessor", ID, nullable=False),
    Column("assessor_role", Word(Role), nullable=False),
    Column("assessed_at", Moment, nullable=False),
    ForeignKeyConstraint(["posting_id", "version"], ["posting_version.posting_id", "posting_version.version"]),
    UniqueConstraint("posting_id", "ordinal"),
)

decision: Final = Table(
    "decision",
    METADATA,
    Column("assessment_id", ID, ForeignKey("assessment.id"), primary_key=True),
    Column("decision", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("decided_by", ID, nullable=False),
    Column("decided_role", Word(Role), nullable=False),
    Column("decided_at", Moment, nullable=False),
)

status_list: Final = Table(
    "status_list",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("created_at", Moment, nullable=False),
    # Counts every change of a label in the list; a token made for an older revision is stale.
    Column("revision", Integer, nullable=False),
    Column("used", Integer, nullable=False),
)

status_token: Final = Table(
    "status_token",
    METADATA,
    Column("list_id", ID, ForeignKey("status_list.id"), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    # When the delegation in the token began: a process with a newer one signs again.
    Column("delegated_at", Moment, nullable=False),
    Column("token", Text, nullable=False),
)

label: Final = Table(
    "label",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("posting_id", ID, ForeignKey("posting.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("assessment_id", ID, ForeignKey("assessment.id"), nullable=False, unique=True),
    Column("token", Text, nullable=False),
    Column("claims", Json[LabelClaims](LabelClaims), nullable=False),
    Column("level", Word(Level), nullable=False),
    Column("state", Word(LabelState), nullable=False),
    Column("since", Moment, nullable=False),
    Column("reason", Text, nullable=True),
    Column("list_id", ID, ForeignKey("status_list.id"), nullable=False),
    Column("idx", Integer, nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    _one_of("state", LabelState),
    UniqueConstraint("posting_id", "ordinal"),
    UniqueConstraint("list_id", "idx"),
    Index(
        "uq_label_live_posting_id",
        "posting_id",
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    ),
    Index(None, "state", "expires_at"),
    Index(None, "state", "issued_at", "id"),
    Index(None, "issued_at", "id"),
)

audit: Final = Table(
    "audit",
    METADATA,
    Column("sequence", SEQUENCE, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("actor", ID, nullable=False),
    Column("role", Word(Role), nullable=False),
    Column("action", String(40), nullable=False),
    Column("object_type", String(40), nullable=False),
    Column("object_id", ID, nullable=False),
    Column("posting_id", ID, nullable=True),
    Column("reason", Text, nullable=True),
    Column("before", DIGEST, nullable=True),
    Column("after", DIGEST, nullable=True),
    Index(None, "posting_id", "sequence"),
    Index(None, "object_type", "object_id"),
    sqlite_autoincrement=True,
)

event: Final = Table(
    "event",
    METADATA,
    Column("sequence", SEQUENCE, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("type", String(40), nullable=False),
    Column("posting_id", ID, nullable=False),
    Column("label_id", ID, nullable=True),
    Column("payload", Json[dict[str, object]](dict[str, object]), nullable=False),
    Index(None, "type", "sequence"),
    Index(None, "label_id"),
    sqlite_autoincrement=True,
)
