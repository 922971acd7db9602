"""A posting's case: the one place where its stage and its label's state are written.

`lock` takes the row lock, `move` asks the state machine and writes the state with its audit line and its events,
all in the caller's transaction. Nothing else in the program writes a state.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import msgspec

from certreg.domain.errors import NotFound
from certreg.domain.label import DIGEST_PREFIX
from certreg.domain.lifecycle import FINAL, Action, LabelState, Stage, advance
from certreg.domain.people import Actor
from certreg.domain.text import Text
from certreg.services import reading
from certreg.services.records import PostingRecord
from certreg.signing import base64url
from certreg.storage import audit, events, evidence, labels, mandates, postings, status_lists
from certreg.storage.audit import AuditEntry
from certreg.storage.database import Reading, Writing
from certreg.storage.events import Event

_POSTING_EVENT: Final[Mapping[Action, str]] = {
    Action.CHANGE: "posting.changed",
    Action.REVISE: "posting.revised",
    Action.ASSESS: "posting.assessed",
    Action.APPROVE: "posting.approved",
    Action.RETURN: "posting.returned",
    Action.REFUSE: "posting.refused",
}
_LABEL_EVENT: Final[Mapping[LabelState, str]] = {
    LabelState.SUSPENDED: "label.suspended",
    LabelState.REVOKED: "label.revoked",
    LabelState.EXPIRED: "label.expired",
    LabelState.SUPERSEDED: "label.superseded",
}


def read(tx: Reading, posting_id: str) -> PostingRecord:
    """The posting as it stands in this transaction. `NotFound` if there is none."""
    row = postings.find(tx, posting_id)
    if row is None:
        raise NotFound(_NO_POSTING.within(id=posting_id[:60]))
    return msgspec.structs.replace(reading.posting_record(row), evidence=evidence.counts(tx, posting_id))


def lock(tx: Writing, posting_id: str) -> PostingRecord:
    """The posting, which nobody else can change until this transaction ends. `NotFound` if there is none."""
    postings.lock(tx, posting_id)
    return read(tx, posting_id)


def posting_of(tx: Reading, label_id: str) -> str:
    """The posting that a label belongs to. `NotFound` if there is no such label."""
    row = labels.find(tx, label_id)
    if row is None:
        raise NotFound(_NO_LABEL.within(id=label_id[:60]))
    return str(row["posting_id"])


def move(
    tx: Writing,
    case: PostingRecord,
    action: Action,
    *,
    actor: Actor,
    now: datetime,
    reason: str | None = None,
    new_label: Mapping[str, Any] | None = None,
) -> PostingRecord:
    """Take one step of the state machine with a locked case, or raise `TransitionRefused`.

    `case` is the posting as it was locked, before anything else was written in this transaction; it is what the
    audit line calls "before". `new_label` are the columns of the label that `Action.ISSUE` brings, without its
    state.
    """
    after = advance(case.state, action)
    told = [_POSTING_EVENT[action]] if action in _POSTING_EVENT else []
    if new_label is not None:
        case = _supersede(tx, case, actor, now)
        labels.add(tx, {**new_label, "state": after.label, "since": now, "reason": None})
        told.append("label.issued")
    elif case.label is not None and after.label is not None and after.label is not case.label.state:
        labels.set_state(tx, case.label.id, after.label, now, reason)
        status_lists.touch(tx, case.label.list_id)
        told.append(_LABEL_EVENT.get(after.label, "label.reinstated"))
    postings.set_stage(tx, case.id, after.stage, now)
    if after.stage in (Stage.REFUSED, Stage.CLOSED):
        mandates.release(tx, case.id)
    return note(tx, action, case, actor=actor, now=now, reason=reason, told=told)


def note(
    tx: Writing,
    action: str,
    before: PostingRecord,
    *,
    actor: Actor,
    now: datetime,
    reason: str | None = None,
    told: Sequence[str],
) -> PostingRecord:
    """Write the audit line and the events of a change already made to a locked case; returns it as it is now.

    The line's digests chain: "before" is the "after" of the posting's line before it.
    """
    after = read(tx, before.id)
    entry = AuditEntry(
        at=now,
        actor=actor.id,
        role=actor.role,
        action=str(action),
        object_type="posting",
        object_id=before.id,
        posting_id=before.id,
        reason=reason,
        before=digest(before),
        after=digest(after),
    )
    audit.append(tx, [entry])
    events.append(tx, [event_of(kind, after, now, reason) for kind in told])
    return after


def event_of(kind: str, case: PostingRecord, now: datetime, reason: str | None) -> Event:
    """An event that tells the state after a change."""
    label = case.label if kind.startswith("label.") else None
    payload: dict[str, object] = {
        "stage": case.state.stage,
        "label": case.state.label,
        "version": case.version,
        "digest": case.digest,
        "reason": reason,
    }
    return Event(
        at=now,
        type=kind,
        posting_id=case.id,
        label_id=label.id if label is not None else None,
        payload=payload,
    )


def digest(case: PostingRecord) -> str:
    """Digest of everything about a case that changes: SHA-256 over its JSON with members in order of name."""
    label = case.label
    record = {
        "id": case.id,
        "stage": case.state.stage,
        "version": case.version,
        "posting": case.posting,
        "card": case.card,
        "label": label and {"id": label.id, "state": label.state, "expires_at": label.expires_at},
    }
    encoded = msgspec.json.encode(record, order="deterministic")
    return DIGEST_PREFIX + base64url.encode(hashlib.sha256(encoded).digest())


def _supersede(tx: Writing, case: PostingRecord, actor: Actor, now: datetime) -> PostingRecord:
    """A re-certified posting gets a new label; the one before ends here (label profile, "Lifecycle")."""
    former = case.label
    if former is None or former.state in FINAL:
        return case
    labels.set_state(tx, former.id, LabelState.SUPERSEDED, now, None)
    status_lists.touch(tx, former.list_id)
    return note(tx, "supersede", case, actor=actor, now=now, told=["label.superseded"])


_NO_POSTING: Final = Text(zh="没有编号为 {id} 的招聘信息", en="There is no posting {id}")
_NO_LABEL: Final = Text(zh="没有编号为 {id} 的标签", en="There is no label {id}")
