"""What the tables have in common: names of constraints, and types that both databases have."""

from typing import Final

from sqlalchemy import BigInteger, Integer, MetaData, String

from certreg.domain.lifecycle import LabelState

METADATA: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

APPEND_ONLY: Final = (
    *("audit", "posting_version", "assessment", "decision", "event"),
    *("organisation_change", "evidence_view"),
)
"""Tables whose rows are never changed nor deleted: triggers refuse it on both databases."""

SEQUENCE: Final = BigInteger().with_variant(Integer, "sqlite")
ID: Final = String(60)
DIGEST: Final = String(60)
LIVE: Final = (LabelState.VALID, LabelState.SUSPENDED)
