"""Status lists: which indices are taken, what each list says, and the token signed last."""

import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select, update

from certreg.domain.lifecycle import LabelState
from certreg.signing.status_list import MAX_ENTRIES
from certreg.storage.database import Reading, Writing
from certreg.storage.statements import Record, insert_if_absent, one, put
from certreg.storage.tables import label, status_list, status_token

FULL_AT: Final = MAX_ENTRIES // 2
"""A list takes no more labels when half full: a random draw then finds a free index in two attempts on average."""


def take_index(tx: Writing, now: datetime) -> tuple[str, int]:
    """A free random index in the open list, held until the transaction ends; the list counts it as used.

    The label's row, with its unique (list, index), is what takes the index for good.
    """
    list_id = _open_list(tx, now)
    while True:
        index = secrets.randbelow(MAX_ENTRIES)
        taken = select(label.c.id).where(label.c.list_id == list_id, label.c.idx == index)
        if tx.connection.execute(taken).first() is None:
            break
    tx.connection.execute(
        update(status_list)
        .where(status_list.c.id == list_id)
        .values(used=status_list.c.used + 1, revision=status_list.c.revision + 1)
    )
    return list_id, index


def _open_list(tx: Writing, now: datetime) -> str:
    """The first list with room, locked; a new one if there is none."""
    query = select(status_list.c.id).where(status_list.c.used < FULL_AT).order_by(status_list.c.created_at).limit(1)
    while True:
        found = tx.connection.execute(query.with_for_update()).scalar_one_or_none()
        if found is not None:
            return str(found)
        count = tx.connection.execute(select(func.count()).select_from(status_list)).scalar_one()
        # Another transaction may open the same list at this moment: then that one is found above.
        insert_if_absent(tx, status_list, {"id": str(count + 1), "created_at": now, "revision": 0, "used": 0})


def touch(tx: Writing, list_id: str) -> None:
    """Note that the list says something else from now on."""
    tx.connection.execute(
        update(status_list).where(status_list.c.id == list_id).values(revision=status_list.c.revision + 1)
    )


def ids(tx: Reading) -> list[str]:
    """Every list, in the order of opening."""
    query = select(status_list.c.id).order_by(status_list.c.created_at, status_list.c.id)
    return [str(row.id) for row in tx.connection.execute(query)]


def head(tx: Reading, list_id: str) -> Record | None:
    """Revision of the list; of its last token the revision, its time and its delegation's (None before the first)."""
    query = (
        select(
            status_list.c.revision,
            status_token.c.revision.label("signed_revision"),
            status_token.c.issued_at,
            status_token.c.delegated_at,
        )
        .outerjoin(status_token, status_token.c.list_id == status_list.c.id)
        .where(status_list.c.id == list_id)
    )
    return one(tx, query)


def lock(tx: Writing, list_id: str) -> None:
    """Keep the list as it is until the transaction ends."""
    tx.connection.execute(select(status_list.c.id).where(status_list.c.id == list_id).with_for_update())


def entries(tx: Reading, list_id: str) -> Iterator[tuple[int, LabelState]]:
    """Index and state of every label of the list that is not simply valid."""
    query = select(label.c.idx, label.c.state).where(label.c.list_id == list_id, label.c.state != LabelState.VALID)
    for row in tx.connection.execute(query):
        yield row.idx, row.state


def token(tx: Reading, list_id: str) -> Record | None:
    """The token signed last."""
    return one(tx, select(status_token).where(status_token.c.list_id == list_id))


def put_token(tx: Writing, row: Mapping[str, Any]) -> None:
    """Store a token in place of the one before."""
    put(tx, status_token, [row])
