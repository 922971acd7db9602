"""Who is told which postings are near one's own."""

from datetime import datetime, timedelta

import pytest

from casework import OTHER_PLATFORM, Casework, posting
from certreg.domain.posting import Party
from certreg.exchange.native import encode_posting
from certreg.resources import resource
from certreg.scoring.criteria_file import load_criteria
from certreg.scoring.explanation import Explanation, explain
from certreg.scoring.scorer import Scorer
from certreg.services.neighbours import REGISTERED
from certreg.services.registry import Registry
from certreg.web.outside_view import without_names
from website import Client

SECRET = "成都乙方仿形机械厂"
URL = "/api/v1/postings"


def facts(explanation: Explanation) -> list[str]:
    return [fact.source for rule in explanation.dimensions for one in rule.criteria for fact in one.facts]


def test_others_are_counted_and_not_named(
    client: Client, key: dict[str, str], registry: Registry, now: datetime
) -> None:
    work = Casework(registry, now - timedelta(hours=1))
    hidden = work.submitted(posting(employer=Party(name=SECRET), title="别家的职位"), OTHER_PLATFORM)
    answer = client.post(URL, content=encode_posting(posting()), headers={"Content-Type": "application/json", **key})
    (near,) = answer.json()["neighbours"]
    assert (near["similarity"], near["kinship"], near["earlier"]) == (1.0, "other", True)
    for word in (SECRET, hidden.id, "别家的职位"):
        assert word not in answer.text


def test_own_postings_are_linked(client: Client, key: dict[str, str]) -> None:
    headers = {"Content-Type": "application/json", **key}
    first = client.post(URL, content=encode_posting(posting()), headers=headers).json()
    second = client.post(URL, content=encode_posting(posting(title="车工二")), headers=headers).json()
    (near,) = second["neighbours"]
    assert (near["id"], near["title"]) == (first["id"], posting().title)
    assert near["url"] == f"https://registry.example/api/v1/postings/{first['id']}"
    assert client.get(f"{URL}/{first['id']}", headers=key).json()["neighbours"][0]["id"] == second["id"]


def test_a_certified_posting_is_linked_for_everyone(
    client: Client, key: dict[str, str], registry: Registry, now: datetime
) -> None:
    label = Casework(registry, now).certified()
    copy = posting(employer=Party(name=SECRET))
    headers = {"Content-Type": "application/json", **key}
    (near,) = client.post(URL, content=encode_posting(copy), headers=headers).json()["neighbours"]
    assert near["url"] == f"https://registry.example/postings/{label.posting_id}"


@pytest.mark.parametrize("path", ["/postings/{}", "/api/v1/postings/{}"])
def test_the_public_sees_no_uncertified_neighbour(client: Client, registry: Registry, now: datetime, path: str) -> None:
    hidden = Casework(registry, now).submitted(posting(employer=Party(name=SECRET)), OTHER_PLATFORM)
    label = Casework(registry, now).certified()
    answer = client.get(path.format(label.posting_id))
    assert answer.status_code == 200
    assert SECRET not in answer.text
    assert hidden.id not in answer.text


def test_facts_about_registered_postings_stay_inside(registry: Registry, now: datetime) -> None:
    published = load_criteria(resource("criteria", "cq-premium-2026.2.yaml"))
    strict = Registry(registry.db, Scorer(published), registry.settings, registry.issuer)
    work = Casework(strict, now)
    work.submitted(posting(employer=Party(name=SECRET)), OTHER_PLATFORM)
    record = work.submitted()
    assert record.card is not None
    whole = explain(record.card, published, record.posting)
    assert REGISTERED in facts(whole)
    assert REGISTERED not in facts(without_names(whole))
