"""Scoring without storing."""

import msgspec

from casework import posting
from certreg.exchange.jobposting import to_jsonld
from certreg.exchange.native import encode_posting
from certreg.services import lookup
from certreg.services.lookup import SearchQuery
from certreg.services.registry import Registry
from website import Client, Clock

URL = "/api/v1/score"


def test_it_explains_every_criterion_and_stores_nothing(client: Client, registry: Registry, clock: Clock) -> None:
    answer = client.post(URL, content=encode_posting(posting()), headers={"Content-Type": "application/json"})
    assert answer.status_code == 200
    explained = answer.json()
    named = {c["id"] for d in explained["dimensions"] for c in d["criteria"]} | {c["id"] for c in explained["gates"]}
    in_force = {c.id for c in registry.scorer.published.criteria.criteria if c.in_force(clock.now.date())}
    assert named == in_force
    assert explained["criteria"]["digest"] == registry.scorer.published.digest
    assert not lookup.search(registry, SearchQuery(public=False), now=clock.now).items


def test_both_forms_score_the_same(client: Client) -> None:
    native = client.post(URL, content=encode_posting(posting()), headers={"Content-Type": "application/json"})
    linked = client.post(
        URL, content=msgspec.json.encode(to_jsonld(posting())), headers={"Content-Type": "application/ld+json"}
    )
    assert linked.status_code == 200, linked.text
    assert [d["id"] for d in linked.json()["dimensions"]] == [d["id"] for d in native.json()["dimensions"]]


def test_what_is_missing_comes_with_a_remedy(client: Client) -> None:
    answer = client.post(URL, json={"title": "焊工"})
    unmet = [c for d in answer.json()["dimensions"] for c in d["criteria"] if c["outcome"] == "unmet"]
    assert unmet
    assert all(c["remedy"]["zh"] and c["remedy"]["en"] for c in unmet)
