"""The contract is valid, complete, and what the server really does."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from httpx import Response
from jsonschema import Draft202012Validator
from litestar import Litestar
from litestar.routes import HTTPRoute
from openapi_spec_validator import validate

from casework import ADMINISTRATOR, LEAD, USCC, Casework, posting
from certreg.domain.people import Role
from certreg.domain.posting import Posting
from certreg.exchange.jobposting import from_jsonld
from certreg.exchange.native import decode_posting, encode_posting
from certreg.services import api_keys, register_file
from certreg.services.label_life import suspend
from certreg.services.records import Scope
from certreg.web.schema import openapi_document
from certreg.web.schema_operations import followed
from evidence_files import pdf
from website import Client

ROOT = Path(__file__).resolve().parents[2]
BASE = "https://registry.example"
METHODS = ("get", "post", "put")
FORMS = {
    "/organisations/{name}": ("/organisations/{uscc}", "/organisations/{uscc}.json"),
    "/labels/{name}": ("/labels/{label_id}", "/labels/{label_id}.jwt", "/labels/{label_id}.json"),
    "/criteria/{name}": ("/criteria/{criteria_id}", "/criteria/{criteria_id}.yaml", "/criteria/{criteria_id}.json"),
}
"""One route, several addresses: the suffix chooses the form."""
FILES = ("/organisations.csv", "/organisations.csv.gz", "/organisations.csv.sha256")
PAGES = {
    "/", "/organisations", "/organisations/{uscc}", "/organisations/{uscc}/embed", "/embed/organisation.js",
    "/search", "/postings/{posting_id}", "/labels/{label_id}", "/criteria", "/criteria/{criteria_id}", "/schema",
    "/score", "/schema/{name}", "/problems", "/problems/{code}", "/static/{name}",
}  # fmt: skip


@pytest.fixture(scope="module")
def contract() -> dict[str, Any]:
    return openapi_document(BASE)


def routes(app: Litestar) -> set[tuple[str, str]]:
    """Every method and address of the application, with the forms of one route told apart."""
    found = set()
    for route in app.routes:
        assert isinstance(route, HTTPRoute)
        path = re.sub(r"\{(\w+):\w+\}", r"{\1}", route.path)
        for form in FORMS.get(path, (path,)):
            found |= {(method.lower(), form) for method in route.methods - {"HEAD", "OPTIONS"}}
    return found


def operations(contract: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in contract["paths"].items():
        for method in METHODS:
            if method in item:
                yield method, path, item[method]


def fits(contract: dict[str, Any], schema: dict[str, Any], value: object) -> None:
    rooted = {**schema, "components": contract["components"]}
    errors = [error.message for error in Draft202012Validator(rooted).iter_errors(value)]
    assert not errors, errors[:3]


def test_it_is_valid_openapi(contract: dict[str, Any]) -> None:
    validate(contract)
    assert contract["openapi"].startswith("3.1")
    assert contract["servers"] == [{"url": BASE}]


def test_it_lists_exactly_the_routes_for_programs(contract: dict[str, Any], app: Litestar) -> None:
    documented = {(method, path) for method, path, _ in operations(contract)}
    assert documented == {(method, path) for method, path in routes(app) if path not in PAGES}


def test_the_integration_guide_lists_every_route(app: Litestar) -> None:
    guide = (ROOT / "docs" / "integrating.md").read_text(encoding="utf-8")
    listed = {
        (method.lower(), path) for method, path in re.findall(r"^\| `(GET|POST|PUT) (\S+)` \|", guide, re.MULTILINE)
    }
    assert listed == routes(app)


def test_every_operation_has_examples_that_fit(contract: dict[str, Any]) -> None:
    for method, path, operation in operations(contract):
        bodies = [followed(contract, operation["requestBody"])] if "requestBody" in operation else []
        bodies += [followed(contract, answer) for answer in operation["responses"].values()]
        shown = 0
        for body in bodies:
            for content in body.get("content", {}).values():
                assert content["examples"], (method, path)
                for example in content["examples"].values():
                    fits(contract, content["schema"], followed(contract, example)["value"])
                    shown += 1
        assert shown, (method, path)
        assert operation["operationId"]
        assert " · " in operation["summary"]


def test_the_example_postings_are_read_by_the_real_readers(contract: dict[str, Any]) -> None:
    examples = contract["components"]["examples"]
    assert isinstance(decode_posting(examples["posting"]["value"]), Posting)
    assert isinstance(from_jsonld(examples["jobPosting"]["value"]), Posting)


def test_real_answers_fit(client: Client, work: Casework, key: dict[str, str], contract: dict[str, Any]) -> None:
    label = work.certified()
    suspended = work.certified(posting(title="焊工"))
    suspend(work.registry, suspended.id, "核实中", actor=LEAD, now=work.now)
    native = {"Content-Type": "application/json"}
    body = encode_posting(posting(title="钳工"))
    created = client.post("/api/v1/postings", content=body, headers={**native, **key})
    one = f"/api/v1/postings/{created.json()['id']}"
    whichever = {"If-Match": "*"}
    bureau = api_keys.create(
        work.registry, "市局", {Scope.REGISTER}, role=Role.BUREAU, actor=ADMINISTRATOR, now=work.now
    ).secret
    head = {"Authorization": f"Bearer {bureau}"}
    imports = "/api/v1/register/imports"
    records = {"source": "名册", "records": [{"uscc": USCC, "integrity_points": 90}, {"uscc": "1"}]}
    shown = client.post(f"{imports}?preview=true", json=records, headers=head)
    applied = client.post(imports, json=records, headers=head)
    made = f"{imports}/{applied.json()['import']['id']}"
    add = partial(client.post, one + "/evidence")

    def file(path: str) -> Response:
        register_file.publish(work.registry, now=work.now)
        return client.get(path)

    asked = [
        ("post", imports, shown),
        ("post", imports, applied),
        ("get", imports + "/{import_id}", client.get(made, headers=head)),
        (
            "post",
            imports + "/{import_id}/rollback",
            client.post(made + "/rollback", json={"reason": "有误"}, headers=head),
        ),
        (
            "post",
            imports + "/{import_id}/rollback",
            client.post(made + "/rollback", json={"reason": "有误"}, headers=head),
        ),
        ("post", "/api/v1/postings", created),
        ("post", "/api/v1/postings", client.post("/api/v1/postings", content=b"{}", headers={**native, **key})),
        ("post", "/api/v1/postings", client.post("/api/v1/postings", content=body, headers=native)),
        ("get", "/api/v1/postings/{posting_id}", client.get(one, headers=key)),
        ("get", "/api/v1/postings/{posting_id}", client.get(f"/api/v1/postings/{label.posting_id}")),
        (
            "put",
            "/api/v1/postings/{posting_id}",
            client.put(one, content=body, headers={**native, **key, **whichever}),
        ),
        ("put", "/api/v1/postings/{posting_id}", client.put(one, content=body, headers={**native, **key})),
        ("post", "/api/v1/postings/{posting_id}/evidence", add(params={"kind": "licence"}, content=pdf(), headers=key)),
        ("post", "/api/v1/postings/{posting_id}/evidence", add(params={"kind": "x"}, content=pdf(), headers=key)),
        ("get", "/api/v1/postings/{posting_id}/evidence", client.get(one + "/evidence", headers=key)),
        ("get", "/api/v1/postings/{posting_id}", client.get(one, headers=key)),
        ("post", "/api/v1/score", client.post("/api/v1/score", content=body, headers=native)),
        ("post", "/api/v1/verify", client.post("/api/v1/verify", json={"label": label.token})),
        ("post", "/api/v1/verify", client.post("/api/v1/verify", json={"items": [{"label": suspended.token}]})),
        ("post", "/api/v1/licences/check", client.post("/api/v1/licences/check", json={"usccs": [USCC, "x"]})),
        ("post", "/api/v1/licences/check", client.post("/api/v1/licences/check", json={"usccs": []})),
        ("get", "/organisations/{uscc}.json", client.get(f"/organisations/{USCC}.json")),
        ("get", "/organisations/{uscc}.json", client.get("/organisations/none.json")),
        ("get", "/organisations.json", client.get("/organisations.json", params={"q": USCC})),
        ("get", "/organisations.json", client.get("/organisations.json", params={"district": "123"})),
        ("get", "/organisations.csv", client.get("/organisations.csv")),
        *((("get", path, file(path))) for path in FILES),
        ("get", "/labels/{label_id}.json", client.get(f"/labels/{label.id}.json")),
        ("get", "/labels/{label_id}.json", client.get(f"/labels/{suspended.id}.json")),
        ("get", "/labels/{label_id}.jwt", client.get(f"/labels/{label.id}.jwt")),
        ("get", "/labels/{label_id}/badge.svg", client.get(f"/labels/{label.id}/badge.svg")),
        ("get", "/statuslists", client.get("/statuslists")),
        ("get", "/statuslists/{list_id}", client.get(f"/statuslists/{label.list_id}")),
        ("get", "/.well-known/jwks.json", client.get("/.well-known/jwks.json")),
        ("get", "/.well-known/openid-federation", client.get("/.well-known/openid-federation")),
        ("get", "/feeds/promoted.json", client.get("/feeds/promoted.json")),
        ("get", "/health/live", client.get("/health/live")),
        ("get", "/health/ready", client.get("/health/ready")),
    ]
    for method, path, answer in asked:
        responses = contract["paths"][path][method]["responses"]
        documented = followed(contract, responses[str(answer.status_code)])
        media_type = answer.headers["content-type"].partition(";")[0]
        schema = documented["content"][media_type]["schema"]
        fits(contract, schema, answer.json() if media_type.endswith("json") else answer.text)


def test_it_is_served_in_both_forms_and_as_a_page(client: Client, contract: dict[str, Any]) -> None:
    assert client.get("/schema/openapi.json").json() == contract
    yaml = client.get("/schema/openapi.yaml")
    assert yaml.headers["content-type"] == "application/yaml"
    page = client.get("/schema?lang=en").text
    for _, path, operation in operations(contract):
        assert f'id="{operation["operationId"]}"' in page
        assert path in page
