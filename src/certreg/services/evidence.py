"""Take in evidence files of a posting, and list them. What is in them is shown by `certreg.services.evidence_views`."""

from datetime import datetime
from typing import Final

import msgspec

from certreg.domain.errors import (
    EvidenceUnavailable,
    FieldProblem,
    InvalidInput,
    KeyUnavailable,
    NotFound,
    NotPermitted,
)
from certreg.domain.evidence import (
    ADDING_ROLES,
    IDENTITY_KINDS,
    MAX_FILES,
    STAFF_KINDS,
    EvidenceKind,
    shown_name,
)
from certreg.domain.people import Actor, Role
from certreg.domain.policy import require_role
from certreg.domain.text import Text
from certreg.evidence.recognise import MediaType, recognise
from certreg.evidence.store import EvidenceStore, ObjectName, digest_of, open_store
from certreg.services import cases
from certreg.services.identifiers import new_id
from certreg.services.records import PostingRecord
from certreg.services.registry import Registry
from certreg.services.update_posting import require_owner
from certreg.signing import evidence_key
from certreg.signing.evidence_key import EvidenceKey
from certreg.signing.keys import KeyStore
from certreg.storage import audit, evidence
from certreg.storage.audit import AuditEntry
from certreg.storage.database import Writing
from certreg.storage.statements import Record


class EvidenceRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One file. `digest` is the SHA-256 of what was sent, in hex; `name` is for show and empty once purged."""

    id: str
    posting_id: str
    kind: EvidenceKind
    digest: str
    size: int
    media_type: MediaType
    name: str
    encrypted: bool
    uploaded_by: str
    uploaded_role: Role
    uploaded_at: datetime
    purged_at: datetime | None
    purged_by: str | None
    purge_reason: str | None

    @property
    def object_name(self) -> ObjectName:
        """Its object in the store."""
        return ObjectName(self.digest, self.encrypted)


def add(
    registry: Registry,
    posting_id: str,
    kind: EvidenceKind,
    content: bytes,
    *,
    name: str = "",
    actor: Actor,
    now: datetime,
) -> EvidenceRecord:
    """Keep a file for a posting; the same content as the same kind again gives the record that is there.

    From outside only for postings that the caller submitted. `InvalidInput` names what is wrong with the file. The
    file is in the store before the record is: a record always has its file. One that is there and can no longer be
    shown is put right.
    """
    require_may_add(registry, posting_id, kind, actor)
    require_size(len(content), registry.settings.evidence_max_bytes)
    record = EvidenceRecord(
        id=new_id("e"),
        posting_id=posting_id,
        kind=kind,
        digest=digest_of(content),
        size=len(content),
        media_type=recognise(content),
        name=shown_name(name),
        encrypted=kind in IDENTITY_KINDS,
        uploaded_by=actor.id,
        uploaded_role=actor.role,
        uploaded_at=now,
        purged_at=None,
        purged_by=None,
        purge_reason=None,
    )
    key = key_of(registry) if record.encrypted else None
    kept = key.seal(content, record.digest) if key is not None else content
    store = store_of(registry)
    written = store.put(record.object_name.path, kept)
    with registry.db.write() as tx:
        case = cases.lock(tx, posting_id)
        evidence.hold_digest(tx, record.digest)
        # A purge may have taken the object away since it was put; the digest is held now.
        if not store.put(record.object_name.path, kept) and not written and not _is_whole(store, key, record):
            store.replace(record.object_name.path, kept)
        return _recorded(tx, case, record, actor=actor)


def listed(registry: Registry, posting_id: str, *, actor: Actor) -> tuple[EvidenceRecord, ...]:
    """Every file of a posting, purged ones too, without content; from outside only of what the caller submitted."""
    with registry.db.read() as tx:
        require_owner(cases.read(tx, posting_id), actor)
        return tuple(evidence_record(row) for row in evidence.of_posting(tx, posting_id))


def require_may_add(registry: Registry, posting_id: str, kind: EvidenceKind, actor: Actor) -> None:
    """Everything that can be refused before the content is read."""
    require_role(actor, ADDING_ROLES)
    with registry.db.read() as tx:
        require_owner(cases.read(tx, posting_id), actor)
    if kind in STAFF_KINDS and not actor.is_person:
        raise NotPermitted(_STAFF_ONLY.within(kind=kind))


def require_size(size: int, limit: int) -> None:
    """`InvalidInput` for a file beyond the limit."""
    if size > limit:
        detail = _TOO_LARGE.within(limit=f"{limit:,}")
        raise InvalidInput(detail, [FieldProblem("file", "too_large", detail)])


def store_of(registry: Registry) -> EvidenceStore:
    """The store of the settings."""
    return open_store(registry.settings.evidence_store)


def key_of(registry: Registry) -> EvidenceKey:
    """The key of identity documents; `KeyUnavailable` if it cannot be opened."""
    return evidence_key.load(KeyStore(registry.settings.key_dir, registry.settings.passphrase()))


def evidence_record(row: Record) -> EvidenceRecord:
    """A row as record."""
    return EvidenceRecord(**{**row, "media_type": MediaType(row["media_type"])})


def content_of(registry: Registry, record: EvidenceRecord) -> bytes:
    """The file as it was sent; `EvidenceUnavailable` if the store lacks it or has something else there."""
    # A sealed object is longer by nonce and tag.
    kept = store_of(registry).get(record.object_name.path, record.size + _SEAL_BYTES)
    if kept is None:
        raise EvidenceUnavailable(_LACKING.within(id=record.id))
    content = key_of(registry).open(kept, record.digest) if record.encrypted else kept
    if digest_of(content) != record.digest:
        raise EvidenceUnavailable(_LACKING.within(id=record.id))
    return content


def write_audit(
    tx: Writing, case: PostingRecord, action: str, object_id: str, *, actor: Actor, now: datetime, reason: str
) -> None:
    """The line of something done to a posting's evidence. The case itself stays as it is, so its digest does too."""
    digest = cases.digest(case)
    line = AuditEntry(
        at=now,
        actor=actor.id,
        role=actor.role,
        action=action,
        object_type="evidence",
        object_id=object_id,
        posting_id=case.id,
        reason=reason,
        before=digest,
        after=digest,
    )
    audit.append(tx, [line])


def _is_whole(store: EvidenceStore, key: EvidenceKey | None, record: EvidenceRecord) -> bool:
    """Whether the object that was there can still be shown: it may be damaged, or sealed by a key that was lost."""
    try:
        kept = store.get(record.object_name.path, record.size + _SEAL_BYTES) or b""
        content = key.open(kept, record.digest) if key is not None else kept
    except (EvidenceUnavailable, KeyUnavailable):
        return False
    return digest_of(content) == record.digest


def _recorded(tx: Writing, case: PostingRecord, record: EvidenceRecord, *, actor: Actor) -> EvidenceRecord:
    """Write the record of a locked case and a held digest, unless the same file is there already."""
    present = evidence.same(tx, case.id, record.kind, record.digest)
    if present is not None:
        return evidence_record(present)
    if sum(evidence.counts(tx, case.id).values()) >= MAX_FILES:
        detail = _TOO_MANY.within(most=MAX_FILES)
        raise InvalidInput(detail, [FieldProblem("file", "too_many", detail)])
    evidence.add(tx, msgspec.structs.asdict(record))
    write_audit(tx, case, "evidence.add", record.id, actor=actor, now=record.uploaded_at, reason=record.kind.value)
    return record


_SEAL_BYTES: Final = 28
_STAFF_ONLY: Final = Text(
    zh="“{kind}”由协会自行记录，不接受外部提交",
    en="'{kind}' is the association's own record; it is not taken from outside",
)
_TOO_LARGE: Final = Text(zh="文件超过 {limit} 字节", en="The file has more than {limit} bytes")
_TOO_MANY: Final = Text(zh="每条招聘信息最多保存 {most} 个证明材料", en="A posting has at most {most} evidence files")
_LACKING: Final = Text(
    zh="存储中没有证明材料 {id}，或内容不符", en="The store lacks the evidence {id}, or has other content"
)
NO_EVIDENCE: Final = Text(zh="没有编号为 {id} 的证明材料", en="There is no evidence {id}")


def require_record(row: Record | None, evidence_id: str) -> EvidenceRecord:
    """The record of a row; `NotFound` without one."""
    if row is None:
        raise NotFound(NO_EVIDENCE.within(id=evidence_id[:60]))
    return evidence_record(row)
