"""Keys, entity statements and status lists, read as an outsider reads them."""

from base64 import urlsafe_b64decode
from datetime import timedelta
from pathlib import Path

import jwt
import msgspec
from litestar.testing import TestClient

from casework import BASE, BUREAU, PASSPHRASE, Casework, make_keys
from certreg.app import create_app
from certreg.services import readiness as readiness_service
from certreg.services.registry import Registry
from certreg.signing.keys import KeyRole, KeyStore
from website import Client, Clock


def claims(token: str) -> dict[str, object]:
    payload = token.split(".")[1]
    decoded: dict[str, object] = msgspec.json.decode(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return decoded


def test_labels_statements_and_lists_verify_with_the_published_keys(client: Client, work: Casework) -> None:
    """PyJWT, with nothing of ours but the addresses."""
    label = work.certified()
    keys = {key["kid"]: jwt.PyJWK(key) for key in client.get("/.well-known/jwks.json").json()["keys"]}
    for path in (
        f"/labels/{label.id}.jwt",
        f"/statuslists/{label.list_id}",
        "/.well-known/openid-federation",
        f"/postings/{label.posting_id}/.well-known/openid-federation",
    ):
        token = client.get(path).text
        key = keys[jwt.get_unverified_header(token)["kid"]]
        jwt.decode(token, key, algorithms=["ES256"], options={"verify_exp": False, "verify_iat": False})


def test_the_association_says_who_it_is_and_where_things_are(client: Client) -> None:
    answer = client.get("/.well-known/openid-federation")
    assert answer.headers["content-type"] == "application/entity-statement+jwt"
    said = claims(answer.text)
    assert said["iss"] == said["sub"] == BASE
    assert said["authority_hints"] == [BUREAU]
    assert said["metadata"]["federation_entity"]["organization_name"]  # type: ignore[index]


def test_a_postings_statement_carries_its_running_label(client: Client, work: Casework, clock: Clock) -> None:
    label = work.certified()
    url = f"/postings/{label.posting_id}/.well-known/openid-federation"
    said = claims(client.get(url).text)
    assert said["sub"] == f"{BASE}/postings/{label.posting_id}"
    assert [mark["trust_mark"] for mark in said["trust_marks"]] == [label.token]  # type: ignore[attr-defined]
    assert client.get(url).headers["etag"] == client.get(url).headers["etag"]
    clock.now = label.expires_at
    assert not claims(client.get(url).text).get("trust_marks")


def test_a_new_key_is_published_without_a_restart(registry: Registry, tmp_path: Path, clock: Clock) -> None:
    directory = tmp_path / "rotating"
    make_keys(directory, clock.now)
    settings = msgspec.structs.replace(registry.settings, key_dir=directory)
    app = create_app(Registry(registry.db, registry.scorer, settings, registry.issuer), clock=clock)
    store = KeyStore(directory, PASSPHRASE.encode())
    with TestClient(app) as client:

        def published() -> set[str]:
            return {key["kid"] for key in client.get("/.well-known/jwks.json").json()["keys"]}

        old = published()
        made = store.make(KeyRole.ASSOCIATION, BASE, clock.now)
        assert published() == {*old, made.kid}
        store.retire(next(iter(old)), clock.now, clock.now + timedelta(days=1))
        assert published() == {*old, made.kid}
        clock.turn(seconds=86_401)
        assert published() == {made.kid}


def test_ready_names_what_is_missing(client: Client, registry: Registry, clock: Clock) -> None:
    assert client.get("/health/ready").json() == {"ready": True, "database": True, "key": True, "delegation": True}
    clock.turn(seconds=10 * 365 * 86_400)
    late = client.get("/health/ready")
    assert late.status_code == 503
    assert late.json()["delegation"] is False
    assert "certreg keys delegate" in late.json()["reasons"][0]["en"]
    keyless = Registry(registry.db, registry.scorer, registry.settings, None)
    assert readiness_service.readiness(keyless, now=clock.now).key is False
    registry.db.close()


def test_without_a_key_nothing_pretends(registry: Registry, work: Casework, clock: Clock) -> None:
    label = work.certified()
    keyless = Registry(registry.db, registry.scorer, registry.settings, None)
    with TestClient(create_app(keyless, clock=clock)) as client:
        for path in ("/.well-known/openid-federation", f"/postings/{label.posting_id}/.well-known/openid-federation"):
            assert client.get(path).json()["code"] == "key_unavailable"
        answer = client.post("/api/v1/verify", json={"label": label.token})
        assert (answer.status_code, answer.json()["code"]) == (503, "key_unavailable")
        page = client.get(f"/labels/{label.id}").text
        assert "登记系统暂时无法核验" in page
        assert 'class="outcome-met"' not in page
