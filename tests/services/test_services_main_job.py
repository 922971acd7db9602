"""From submission to a label that verifies."""

from datetime import datetime

from casework import Casework, posting
from certreg.domain.lifecycle import LabelState, Stage, State
from certreg.services import lookup, status_lists
from certreg.services.registry import Registry
from certreg.verify import verify_label


def test_it_certifies_a_posting_and_the_label_verifies(registry: Registry, work: Casework, now: datetime) -> None:
    label = work.certified()
    record = lookup.posting(registry, label.posting_id)
    assert record.state == State(Stage.CERTIFIED, LabelState.VALID)
    assert record.label == label
    assert registry.issuer is not None
    published = status_lists.published(registry, label.list_id, now=now)
    verified = verify_label(
        label.token, anchor=registry.issuer.anchor, status=published.token, posting=posting(), now=now
    )
    assert verified.complete
    assert verified.claims == label.claims
    assert [entry.action for entry in lookup.timeline(registry, record.id)] == ["submit", "assess", "approve", "issue"]
