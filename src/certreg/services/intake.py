"""Taking postings in: scored and given their digest outside the transaction, written inside it."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec

from certreg.checks.context import Context
from certreg.checks.likeness import Signature
from certreg.domain.assessment import ScoreCard
from certreg.domain.eligibility import Stated
from certreg.domain.label import DIGEST_PREFIX
from certreg.domain.lifecycle import START
from certreg.domain.people import Actor, Role
from certreg.domain.posting import Party, Posting
from certreg.domain.text import normalise
from certreg.services import cases, signatures, unlicensed
from certreg.services.identifiers import new_id
from certreg.services.organisations import normal_code
from certreg.services.records import PostingRecord
from certreg.services.registry import Registry
from certreg.services.signatures import Signed
from certreg.signing import base64url
from certreg.signing.canonical import posting_digest
from certreg.storage import audit, events, postings
from certreg.storage.audit import AuditEntry
from certreg.storage.database import Writing

REGISTRY: Final = "registry"
"""Origin of postings that staff take in: one for all of them, whoever runs the import."""

_LONGEST_CODE: Final = 40
"""What the register's key holds; folding full-width forms can make a stated code longer."""


class Source(msgspec.Struct, frozen=True):
    """By what a second submission of the same posting is recognised; `source_id` None: by nothing."""

    origin: str
    platform: str
    source_id: str | None


class Prepared(msgspec.Struct, frozen=True):
    """A posting ready to be written."""

    posting: Posting
    digest: str
    card: ScoreCard
    signature: Signature


def prepare(registry: Registry, posting: Posting, context: Context) -> Prepared:
    """Score the posting, take its digest, and the signature of its work text."""
    card = registry.scorer.score(posting, context)
    return Prepared(posting, posting_digest(posting), card, signatures.signature_of(posting))


def source_of(posting: Posting, actor: Actor) -> Source:
    """Callers from outside have their own namespace each: none can touch what another one submitted."""
    outside = actor.role in (Role.PUBLISHER, Role.PLATFORM)
    provenance = posting.provenance
    return Source(actor.id if outside else REGISTRY, provenance.platform or "", provenance.source_id)


def content_digest(posting: Posting) -> str:
    """Digest of everything the posting says, not only of what a label is bound to."""
    encoded = msgspec.json.encode(posting, order="deterministic")
    return DIGEST_PREFIX + base64url.encode(hashlib.sha256(encoded).digest())


def write(
    tx: Writing, taken: Sequence[tuple[str, Source, Prepared]], *, actor: Actor, now: datetime
) -> tuple[PostingRecord, ...]:
    """Write new postings under the given ids, each with its card, audit line and event."""
    postings.add(
        tx,
        [
            {
                "id": posting_id,
                "stage": START.stage,
                "version": 1,
                "digest": prepared.digest,
                "submitted_by": actor.id,
                **msgspec.structs.asdict(source),
                **searchable(prepared.posting),
                "created_at": now,
                "updated_at": now,
            }
            for posting_id, source, prepared in taken
        ],
        [version_row(posting_id, 1, prepared, actor, now) for posting_id, _, prepared in taken],
    )
    postings.put_cards(tx, [(posting_id, 1, prepared.card) for posting_id, _, prepared in taken])
    signatures.write(tx, [Signed(posting_id, prepared.signature, now) for posting_id, _, prepared in taken])
    unlicensed.note(tx, [(posting_id, one.posting, stated_in(one.posting)) for posting_id, _, one in taken], now)
    written = tuple(_as_written(posting_id, prepared, actor, now) for posting_id, _, prepared in taken)
    audit.append(tx, [_submitted(record, actor, now) for record in written])
    events.append(tx, [cases.event_of("posting.submitted", record, now, None) for record in written])
    return written


def searchable(posting: Posting) -> dict[str, object]:
    """The columns by which a posting is found."""
    parties = [party.name for party in (posting.employer, posting.publisher) if party is not None]
    names = dict.fromkeys(search_form(name) for name in (posting.title, *parties))
    return {
        "division": posting.location.division,
        "search_text": "\n".join(names),
        "publisher_uscc": code_of(posting.publisher),
        "employer_uscc": code_of(posting.employer),
        "by_agency": posting.agency is not None,
    }


def stated_in(posting: Posting) -> Stated:
    """What of it the gates of eligibility depend on."""
    columns = searchable(posting)
    return msgspec.convert({name: columns[name] for name in Stated.__struct_fields__}, Stated)


def code_of(party: Party | None) -> str | None:
    """Its code as the register spells it; None for one without, or with one that no organisation can have."""
    code = normal_code(party.uscc) if party is not None and party.uscc is not None else ""
    return code if 0 < len(code) <= _LONGEST_CODE else None


def search_form(text: str) -> str:
    """Texts that people would call the same are the same: normalised, without case."""
    return normalise(text).casefold()


def version_row(posting_id: str, version: int, prepared: Prepared, actor: Actor, now: datetime) -> dict[str, object]:
    """Columns of one version."""
    return {
        "posting_id": posting_id,
        "version": version,
        "content": prepared.posting,
        "digest": prepared.digest,
        "recorded_at": now,
        "recorded_by": actor.id,
    }


def fresh_id() -> str:
    """Id for a posting about to be written."""
    return new_id("p")


def _as_written(posting_id: str, prepared: Prepared, actor: Actor, now: datetime) -> PostingRecord:
    return PostingRecord(
        id=posting_id,
        state=START,
        version=1,
        posting=prepared.posting,
        digest=prepared.digest,
        created_at=now,
        updated_at=now,
        submitted_by=actor.id,
        card=prepared.card,
        label=None,
    )


def _submitted(record: PostingRecord, actor: Actor, now: datetime) -> AuditEntry:
    return AuditEntry(
        at=now,
        actor=actor.id,
        role=actor.role,
        action="submit",
        object_type="posting",
        object_id=record.id,
        posting_id=record.id,
        after=cases.digest(record),
    )
