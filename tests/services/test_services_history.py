"""A change that nobody recorded is found."""

import pytest
from sqlalchemy import text

from casework import Casework
from certreg.services.history import broken_histories
from certreg.services.registry import Registry


def test_untouched_histories_are_whole(registry: Registry, work: Casework) -> None:
    work.submitted()
    work.certified()
    assert list(broken_histories(registry)) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE posting SET stage = 'approved' WHERE id = :id",
        "UPDATE label SET state = 'revoked' WHERE posting_id = :id",
        "UPDATE score_card SET card = replace(card, '已核实', '已核查') WHERE posting_id = :id",
    ],
)
def test_a_change_behind_the_services_is_found(registry: Registry, work: Casework, statement: str) -> None:
    work.certified()
    label = work.certified()
    with registry.db.write() as tx:
        tx.connection.execute(text(statement), {"id": label.posting_id})
    (found,) = broken_histories(registry)
    assert found.posting_id == label.posting_id


def test_a_posting_without_a_beginning_is_found(registry: Registry, work: Casework) -> None:
    record = work.submitted()
    trigger = "audit_no_delete" if registry.db.is_sqlite else "audit_append_only ON audit"
    with registry.db.write() as tx:
        tx.connection.execute(text(f"DROP TRIGGER {trigger}"))
        tx.connection.execute(text("DELETE FROM audit"))
    (found,) = broken_histories(registry)
    assert found.posting_id == record.id
