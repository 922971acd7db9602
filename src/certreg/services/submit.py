"""Submit a posting."""

from datetime import datetime
from typing import Final

from certreg.domain.errors import Conflict, FieldProblem, InvalidInput
from certreg.domain.people import Actor
from certreg.domain.policy import SUBMITTING_ROLES, require_role
from certreg.domain.posting import Posting
from certreg.domain.text import Text
from certreg.services import cases, intake, mandates
from certreg.services.intake import Source
from certreg.services.neighbours import case_context
from certreg.services.records import PostingRecord
from certreg.services.registry import Registry
from certreg.storage import parties, postings
from certreg.storage.database import Writing

MAX_KEY: Final = 255


def submit(
    registry: Registry, posting: Posting, *, actor: Actor, now: datetime, idempotency_key: str | None = None
) -> PostingRecord:
    """Store a new posting, scored, at stage SUBMITTED.

    The same idempotency key with the same posting gives the first answer again; with another posting it is a
    `Conflict`. Keys are remembered for each actor apart. Without a key, the same `provenance.platform` and
    `provenance.source_id` from the same actor with the same content also give the first answer; with other content
    they are a `Conflict` (send an update). `InvalidInput` for more people than the mandate on file is for.
    """
    require_role(actor, SUBMITTING_ROLES)
    _require_usable(idempotency_key)
    source = intake.source_of(posting, actor)
    prepared = intake.prepare(registry, posting, case_context(registry, now))
    with registry.db.write() as tx:
        postings.hold_source(tx, source.origin, source.source_id)
        known = _known(tx, source)
        posting_id = known or intake.fresh_id()
        first = _claim(tx, idempotency_key, posting_id, posting, actor=actor, now=now)
        if first is not None:
            return cases.read(tx, first)
        if known is not None:
            return _same_again(cases.read(tx, known), posting)
        mandates.match(tx, posting_id, posting, now)
        return intake.write(tx, [(posting_id, source, prepared)], actor=actor, now=now)[0]


def _known(tx: Writing, source: Source) -> str | None:
    if source.source_id is None:
        return None
    return postings.by_source(tx, source.origin, source.platform, [source.source_id]).get(source.source_id)


def _claim(
    tx: Writing, key: str | None, posting_id: str, posting: Posting, *, actor: Actor, now: datetime
) -> str | None:
    """None if the key is this call's to use, else the posting that it was used for."""
    if key is None:
        return None
    wanted = intake.content_digest(posting)
    row = {"actor": actor.id, "key": key, "request_digest": wanted, "posting_id": posting_id, "created_at": now}
    if parties.claim(tx, row):
        return None
    used = parties.claimed(tx, actor.id, key)
    if used is None or used["request_digest"] != wanted:
        raise Conflict(_KEY_USED)
    return str(used["posting_id"])


def _same_again(record: PostingRecord, posting: Posting) -> PostingRecord:
    if record.posting != posting:
        source = posting.provenance.source_id
        raise Conflict(_SOURCE_USED.within(source=source, id=record.id))
    return record


def _require_usable(key: str | None) -> None:
    if key is not None and not (0 < len(key) <= MAX_KEY and key.isascii() and key.isprintable()):
        raise InvalidInput(_BAD_KEY, [FieldProblem("Idempotency-Key", "invalid", _BAD_KEY)])


_BAD_KEY: Final = Text(
    zh="幂等键应为 1 至 255 个可打印的 ASCII 字符",
    en="An idempotency key is 1 to 255 printable ASCII characters",
)
_KEY_USED: Final = Text(
    zh="该幂等键已用于另一份内容",
    en="This idempotency key was used for another posting",
)
_SOURCE_USED: Final = Text(
    zh="来源编号 {source} 已登记为 {id}，内容不同；如需修改请更新该记录",
    en="The source id {source} is registered as {id} with other content; send an update of that posting",
)
