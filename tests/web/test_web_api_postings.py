"""Submitting, reading and updating postings through the API."""

from datetime import datetime, timedelta

import msgspec
import pytest

from casework import ADMINISTRATOR, LEAD, PLATFORM_SCOPES, REGISTRAR, USCC, Casework, employer, posting
from certreg.domain.mandate import Mandate, MandateLine
from certreg.domain.organisation import OrganisationStatus
from certreg.domain.posting import Agency
from certreg.exchange.jobposting import to_jsonld
from certreg.exchange.native import encode_posting
from certreg.services import api_keys, lookup, mandates, organisations
from certreg.services.issue import issue
from certreg.services.records import Scope
from certreg.services.registry import Registry
from website import AGENCY, Client, Clock

NATIVE = {"Content-Type": "application/json"}
URL = "/api/v1/postings"


def submitted(client: Client, key: dict[str, str], body: bytes | None = None, **headers: str) -> dict[str, object]:
    answer = client.post(URL, content=body or encode_posting(posting()), headers={**NATIVE, **key, **headers})
    assert answer.status_code == 201, answer.text
    document: dict[str, object] = answer.json()
    return document


def test_a_posting_is_recorded_scored_and_readable_by_its_key(client: Client, key: dict[str, str]) -> None:
    answer = client.post(URL, content=encode_posting(posting()), headers={**NATIVE, **key})
    assert answer.status_code == 201
    document = answer.json()
    assert answer.headers["location"] == f"https://registry.example/api/v1/postings/{document['id']}"
    assert answer.headers["etag"].startswith('"1-')
    assert document["stage"] == "submitted"
    assert document["explanation"]["dimensions"]
    assert document["posting"]["title"] == posting().title
    assert "label" not in document
    again = client.get(f"{URL}/{document['id']}", headers=key)
    assert again.json() == document
    assert again.headers["etag"] == answer.headers["etag"]
    assert again.headers["cache-control"] == "no-store"


def test_what_stands_against_publisher_and_employer_is_in_the_answer(
    client: Client, key: dict[str, str], registry: Registry, clock: Clock, work: Casework
) -> None:
    assert "against" not in submitted(client, key)
    stated = posting(title="铣工", agency=Agency(name="代招", uscc=AGENCY.uscc, seekers_charged=False))
    document = submitted(client, key, encode_posting(stated))
    against = document["against"]
    assert isinstance(against, list)
    assert [(one["gate"], one["code"], one["uscc"]) for one in against] == [("G-licence", "unknown", AGENCY.uscc)]
    assert "请核对代码" in against[0]["detail"]["zh"]
    organisations.put(registry, [AGENCY], "test register", actor=REGISTRAR, now=clock())
    read = client.get(f"{URL}/{document['id']}", headers=key).json()
    assert [one["code"] for one in read["against"]] == ["no_branch_report"]
    label = work.certified()
    put_down = msgspec.structs.replace(employer(), status=OrganisationStatus.REVOKED)
    organisations.put(registry, [put_down], "test register", actor=REGISTRAR, now=clock())
    shown = client.get(f"{URL}/{label.posting_id}").json()
    assert (shown["label_state"], "against" in shown) == ("suspended", False)


def test_job_posting_json_ld_is_taken_too(client: Client, key: dict[str, str]) -> None:
    body = msgspec.json.encode(to_jsonld(posting()))
    document = submitted(client, key, body, **{"Content-Type": "application/ld+json; charset=utf-8"})
    native = submitted(client, key, encode_posting(posting(provenance=posting().provenance)))
    assert document["digest"] == native["digest"]


def test_the_same_idempotency_key_brings_the_first_record(client: Client, key: dict[str, str], clock: Clock) -> None:
    headers = {**NATIVE, **key, "Idempotency-Key": "job-1"}
    first = client.post(URL, content=encode_posting(posting()), headers=headers)
    clock.turn(seconds=5)
    second = client.post(URL, content=encode_posting(posting()), headers=headers)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    other = client.post(URL, content=encode_posting(posting(title="焊工")), headers=headers)
    assert (other.status_code, other.json()["code"]) == (409, "conflict")


def test_nobody_else_sees_a_posting_before_its_label(
    client: Client, key: dict[str, str], registry: Registry, clock: Clock
) -> None:
    document = submitted(client, key)
    stranger = api_keys.create(registry, "另一平台", PLATFORM_SCOPES, actor=ADMINISTRATOR, now=clock.now).secret
    for headers in ({}, {"Authorization": f"Bearer {stranger}"}):
        assert client.get(f"{URL}/{document['id']}", headers=headers).status_code == 404
    update = client.put(
        f"{URL}/{document['id']}",
        content=encode_posting(posting(headcount=1)),
        headers={**NATIVE, "Authorization": f"Bearer {stranger}", "If-Match": "*"},
    )
    assert update.status_code == 404


def test_once_labelled_the_public_part_is_for_everyone(client: Client, key: dict[str, str], work: Casework) -> None:
    document = submitted(client, key)
    record = lookup.posting(work.registry, str(document["id"]))
    work.approve(work.assess(record))
    label = issue(work.registry, record.id, actor=LEAD, now=work.now)
    public = client.get(f"{URL}/{record.id}").json()
    assert public["label_state"] == "valid"
    assert public["label"]["id"] == label.id
    assert "stage" not in public
    assert "explanation" not in public
    own = client.get(f"{URL}/{record.id}", headers=key).json()
    assert own["stage"] == "certified"
    judged = [c for d in own["explanation"]["dimensions"] for c in d["criteria"] if "judged_by" in c]
    assert {c["judged_by"] for c in judged} == {"assessor"}, "the role, not the name"


def test_an_update_names_the_version_it_is_based_on(client: Client, key: dict[str, str]) -> None:
    document = submitted(client, key)
    url = f"{URL}/{document['id']}"
    tag = client.get(url, headers=key).headers["etag"]
    fewer = encode_posting(posting(headcount=2))
    missing = client.put(url, content=fewer, headers={**NATIVE, **key})
    assert (missing.status_code, missing.json()["code"]) == (428, "precondition_required")
    strange = client.put(url, content=fewer, headers={**NATIVE, **key, "If-Match": "version 1"})
    assert (strange.status_code, strange.json()["code"]) == (400, "malformed")
    updated = client.put(url, content=fewer, headers={**NATIVE, **key, "If-Match": tag})
    assert updated.status_code == 200
    assert updated.json()["version"] == 2
    assert updated.json()["posting"]["headcount"] == 2
    stale = client.put(url, content=fewer, headers={**NATIVE, **key, "If-Match": tag})
    assert (stale.status_code, stale.json()["code"]) == (412, "precondition_failed")
    whichever = client.put(
        url, content=encode_posting(posting(headcount=1)), headers={**NATIVE, **key, "If-Match": "*"}
    )
    assert whichever.json()["version"] == 3


def test_a_change_of_state_does_not_spoil_an_update(client: Client, key: dict[str, str], work: Casework) -> None:
    document = submitted(client, key)
    url = f"{URL}/{document['id']}"
    tag = client.get(url, headers=key).headers["etag"]
    work.assess(lookup.posting(work.registry, str(document["id"])))
    assert client.get(url, headers=key).headers["etag"] != tag
    updated = client.put(url, content=encode_posting(posting(headcount=2)), headers={**NATIVE, **key, "If-Match": tag})
    assert updated.status_code == 200


def test_reading_again_is_cheap(client: Client, key: dict[str, str]) -> None:
    document = submitted(client, key)
    first = client.get(f"{URL}/{document['id']}", headers=key)
    again = client.get(f"{URL}/{document['id']}", headers={**key, "If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic abc", "Bearer certreg_nonsense", "Bearer " + "x" * 5000, "nonsense"]
)
def test_a_key_that_is_no_good_is_refused(client: Client, header: str) -> None:
    answer = client.post(URL, content=b"{}", headers={**NATIVE, "Authorization": header})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.json()["code"] == "not_authenticated"


def test_no_key_is_refused_before_the_body_is_read(client: Client) -> None:
    assert client.post(URL, content=b"not json", headers=NATIVE).status_code == 401


def test_a_revoked_or_expired_key_is_refused(client: Client, registry: Registry, clock: Clock) -> None:
    made = api_keys.create(
        registry, "短期", PLATFORM_SCOPES, expires_at=clock.now + timedelta(hours=1), actor=ADMINISTRATOR, now=clock.now
    )
    headers = {**NATIVE, "Authorization": f"Bearer {made.secret}"}
    assert client.post(URL, content=encode_posting(posting()), headers=headers).status_code == 201
    clock.turn(seconds=3600)
    assert client.post(URL, content=encode_posting(posting()), headers=headers).status_code == 401


def test_a_key_without_the_scope_is_refused(client: Client, registry: Registry, clock: Clock) -> None:
    made = api_keys.create(registry, "只读", [Scope.READ], actor=ADMINISTRATOR, now=clock.now)
    answer = client.post(
        URL, content=encode_posting(posting()), headers={**NATIVE, "Authorization": f"Bearer {made.secret}"}
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")


def test_the_key_has_a_limit_of_its_own(client: Client, key: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    site = client.app.state.site
    monkeypatch.setattr(site.keys_in_use, "take", lambda _caller: 7.2)
    answer = client.get(f"{URL}/none", headers=key)
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "8"
    assert answer.json()["code"] == "too_many_requests"


AGENT = Agency(name="重庆聘渡桥人力资源有限公司", uscc="91500112DEM000313L", seekers_charged=False)


def mandated(registry: Registry, now: datetime, headcount: int) -> None:
    """The employer's mandate to the agency, for so many people."""
    agreed = Mandate(
        number="委-1",
        employer="重庆测试精密机械有限公司",
        employer_uscc=USCC,
        agency_uscc=str(AGENT.uscc),
        valid_from=now.date(),
        valid_to=now.date() + timedelta(days=90),
        lines=(MandateLine(position="数控车工", headcount=headcount),),
    )
    mandates.put(registry, [agreed], "test", actor=LEAD, now=now)


def test_an_agency_learns_how_its_posting_stands_to_the_mandate(
    client: Client, key: dict[str, str], registry: Registry, clock: Clock
) -> None:
    mandated(registry, clock(), 6)
    first = submitted(client, key, encode_posting(posting(agency=AGENT)))
    assert first["mandate"] == {"number": "委-1", "line": 1}
    second = submitted(client, key, encode_posting(posting(agency=AGENT, headcount=2)))
    mandate = second["mandate"]
    assert isinstance(mandate, dict)
    assert str(first["id"]) in mandate["problems"][0]["zh"]
    assert "mandate" not in submitted(client, key, encode_posting(posting()))


@pytest.mark.parametrize("taken", [False, True])
def test_more_people_than_the_mandate_are_refused(
    client: Client, key: dict[str, str], registry: Registry, clock: Clock, *, taken: bool
) -> None:
    mandated(registry, clock(), 5)
    if taken:
        submitted(client, key, encode_posting(posting(agency=AGENT, headcount=1)))
    answer = client.post(URL, content=encode_posting(posting(agency=AGENT)), headers={**NATIVE, **key})
    assert answer.status_code == 422
    problem = answer.json()["errors"][0]
    assert (problem["field"], problem["code"]) == ("headcount", "over_mandate")
    assert "委-1" in answer.text
