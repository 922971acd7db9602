"""Tables of those who take part: API keys, staff, organisations."""

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from certreg.domain.organisation import Organisation
from certreg.domain.people import Role
from certreg.storage.columns import Json, Moment, Word
from certreg.storage.schema import DIGEST, ID, METADATA

api_key: Final = Table(
    "api_key",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Word(Role), nullable=False),
    Column("scopes", Json[frozenset[str]](frozenset[str]), nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("created_by", ID, nullable=False),
    Column("expires_at", Moment, nullable=True),
    Column("revoked_at", Moment, nullable=True),
)

idempotency: Final = Table(
    "idempotency",
    METADATA,
    Column("actor", ID, primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("request_digest", DIGEST, nullable=False),
    # Claimed before the posting is written, so that of two the same only one writes it.
    Column("posting_id", ID, ForeignKey("posting.id", deferrable=True, initially="DEFERRED"), nullable=False),
    Column("created_at", Moment, nullable=False),
)

staff: Final = Table(
    "staff",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("name", Text, nullable=False),
    Column("roles", Json[frozenset[Role]](frozenset[Role]), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("disabled_at", Moment, nullable=True),
)

organisation: Final = Table(
    "organisation",
    METADATA,
    Column("uscc", String(40), primary_key=True),
    Column("name", Text, nullable=False),
    Column("content", Json[Organisation](Organisation), nullable=False),
    Column("source", Text, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index(None, "name"),
)
