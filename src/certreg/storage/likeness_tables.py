"""Tables by which postings with nearly the same text are found."""

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, String, Table

from certreg.storage.columns import Moment
from certreg.storage.schema import ID, METADATA

_TEXT: Final = String(64)

text_signature: Final = Table(
    "text_signature",
    METADATA,
    Column("posting_id", ID, ForeignKey("posting.id"), primary_key=True),
    # Digest of the newest version's work text as it is compared; empty where the text is too short.
    Column("digest", _TEXT, nullable=False),
    # How the signature was made: others cannot be compared with it.
    Column("scheme", String(20), nullable=False),
    # Since when the posting has had this text, over all versions that left it as it was.
    Column("since", Moment, nullable=False),
    Index(None, "digest", "since"),
)

# Bands belong to a text and not to a posting: a thousand postings of one text have them once, and a new version
# leaves nothing to take away (the registry's account may not delete).
text_band: Final = Table(
    "text_band",
    METADATA,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("digest", _TEXT, primary_key=True),
)
