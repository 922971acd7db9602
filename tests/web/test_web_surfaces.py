"""Every surface tells the same of one label, after each transition and at each moment."""

import re
from base64 import urlsafe_b64decode
from dataclasses import dataclass

import msgspec
import pytest

from casework import LEAD, PLATFORM, Casework, posting
from certreg.domain.posting import Pay, PayPeriod
from certreg.domain.text import Text
from certreg.services.expire import expire_due
from certreg.services.issue import issue
from certreg.services.label_life import reinstate, revoke, suspend
from certreg.services.records import LabelRecord
from certreg.services.registry import Registry
from certreg.services.update_posting import update_posting
from certreg.signing.status_list import Status, StatusList
from certreg.web import words
from certreg.web.shown_state import ShownState
from website import Client, Clock

OTHER_PAY = Pay(min=500_000, max=900_000, period=PayPeriod.MONTH)
WIRE = {
    ShownState.VALID: Status.VALID,
    ShownState.SUSPENDED: Status.SUSPENDED,
    ShownState.REVOKED: Status.INVALID,
    ShownState.EXPIRED: Status.INVALID,
    ShownState.SUPERSEDED: Status.INVALID,
}


@dataclass
class Surfaces:
    """One label through every window of the registry."""

    client: Client
    label: LabelRecord

    def all_show(self, state: ShownState, *, newest: bool = True, wire: Status | None = None) -> None:
        words_of_state = words.STATE[state]
        assert self.document()["state"] == state
        assert self.client.get(f"/labels/{self.label.id}/badge.svg").text.count(self._badge_words(state)) >= 2
        assert self._badge_words(state) in self.client.get(f"/labels/{self.label.id}").text
        assert self.listed() == (WIRE[state] if wire is None else wire)
        assert self.is_promoted() is (state is ShownState.VALID)
        if newest:
            self._posting_shows(state, words_of_state)

    def _posting_shows(self, state: ShownState, words_of_state: Text) -> None:
        page = self.client.get(f"/postings/{self.label.posting_id}").text
        assert f'class="tag tone-{state}"' in page
        assert words_of_state.zh in page
        api = self.client.get(f"/api/v1/postings/{self.label.posting_id}").json()
        assert api["label_state"] == state
        assert api["label"]["state"] == state
        lines = self.client.get("/search", params={"state": str(state)}).text
        assert (f"/postings/{self.label.posting_id}" in lines) is True

    def _badge_words(self, state: ShownState) -> str:
        return "认证有效至" if state is ShownState.VALID else words.STATE[state].zh

    def document(self) -> dict[str, object]:
        answer: dict[str, object] = self.client.get(f"/labels/{self.label.id}.json").json()
        return answer

    def listed(self) -> int:
        token = self.client.get(f"/statuslists/{self.label.list_id}").text
        claims = msgspec.json.decode(_unpadded(token.split(".")[1]))
        return StatusList.decode(claims["status_list"]["lst"], claims["status_list"]["bits"])[self.label.idx]

    def is_promoted(self) -> bool:
        feed = self.client.get("/feeds/promoted.json").json()
        named = {
            element["item"]["hasCertification"]["certificationIdentification"] for element in feed["dataFeedElement"]
        }
        return self.label.id in named


def _unpadded(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


@pytest.fixture
def shown(client: Client, work: Casework) -> Surfaces:
    return Surfaces(client, work.certified())


def test_all_surfaces_agree_through_a_labels_life(shown: Surfaces, registry: Registry, work: Casework) -> None:
    label = shown.label
    shown.all_show(ShownState.VALID)
    suspend(registry, label.id, "投诉核实中", actor=LEAD, now=work.now)
    shown.all_show(ShownState.SUSPENDED)
    reinstate(registry, label.id, "核实无误", actor=LEAD, now=work.now)
    shown.all_show(ShownState.VALID)
    update_posting(registry, label.posting_id, posting(headcount=2), actor=PLATFORM, now=work.now)
    shown.all_show(ShownState.VALID)
    update_posting(registry, label.posting_id, posting(pay=OTHER_PAY), actor=PLATFORM, now=work.now)
    shown.all_show(ShownState.SUSPENDED)
    revoke(registry, label.id, "经查不实", actor=LEAD, now=work.now)
    shown.all_show(ShownState.REVOKED)


def test_a_certified_change_supersedes_the_label_everywhere(
    shown: Surfaces, registry: Registry, work: Casework
) -> None:
    old = shown.label
    record = update_posting(registry, old.posting_id, posting(title="数控车床操作工"), actor=PLATFORM, now=work.now)
    work.approve(work.assess(record))
    new = issue(registry, record.id, actor=LEAD, now=work.now)
    Surfaces(shown.client, new).all_show(ShownState.VALID)
    shown.all_show(ShownState.SUPERSEDED, newest=False)
    assert f"/labels/{new.id}" in shown.client.get(f"/labels/{old.id}").text


def test_expiry_shows_at_its_moment_before_the_timer_has_run(shown: Surfaces, registry: Registry, clock: Clock) -> None:
    shown.all_show(ShownState.VALID)
    clock.now = shown.label.expires_at
    # The list says nothing of terms: whoever reads it has met `exp` first (label profile, step 5 before 6).
    shown.all_show(ShownState.EXPIRED, wire=Status.VALID)
    assert expire_due(registry, now=shown.label.expires_at) == 1
    shown.all_show(ShownState.EXPIRED)


def test_a_green_badge_is_not_kept_past_the_end(shown: Surfaces, clock: Clock) -> None:
    def freshness() -> int:
        control = shown.client.get(f"/labels/{shown.label.id}/badge.svg").headers["cache-control"]
        assert "must-revalidate" in control
        assert "stale" not in control
        found = re.search(r"max-age=(\d+)", control)
        assert found is not None
        return int(found[1])

    assert freshness() == 60
    clock.turn(seconds=(shown.label.expires_at - clock.now).total_seconds() - 25)
    assert freshness() == 25
    clock.turn(seconds=25)
    assert freshness() == 60
