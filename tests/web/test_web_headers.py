"""What every answer carries: security, reading from elsewhere, validators, HEAD and OPTIONS."""

import gzip

import msgspec
import pytest
from litestar.testing import TestClient

from casework import USCC, Casework
from certreg.app import create_app
from certreg.services.registry import Registry
from website import Client

PUBLIC = (
    "/labels/{label}.jwt",
    "/labels/{label}.json",
    "/labels/{label}/badge.svg",
    "/statuslists",
    "/statuslists/{list}",
    "/.well-known/jwks.json",
    "/.well-known/openid-federation",
    "/postings/{posting}/.well-known/openid-federation",
    "/feeds/promoted.json",
    "/schema/openapi.json",
    "/embed/organisation.js",
)
PAGES = ("/", "/search", "/postings/{posting}", "/labels/{label}", "/criteria", "/score", "/schema", "/problems")
FRAMED = (f"/organisations/{USCC}/embed",)


def addresses(work: Casework, paths: tuple[str, ...]) -> list[str]:
    label = work.certified()
    return [path.format(label=label.id, posting=label.posting_id, list=label.list_id) for path in paths]


def test_every_answer_is_guarded(client: Client, work: Casework) -> None:
    for path in [*addresses(work, PAGES + PUBLIC + FRAMED), "/nothing/here", "/health/live", "/api/v1/postings/none"]:
        head = client.get(path).headers
        assert "default-src 'none'" in head["content-security-policy"], path
        assert "script-src" not in head["content-security-policy"]
        assert "unsafe" not in head["content-security-policy"]
        assert head["x-content-type-options"] == "nosniff"
        assert head["referrer-policy"] == "strict-origin-when-cross-origin"
        assert head["cross-origin-opener-policy"] == "same-origin"
        assert "camera=()" in head["permissions-policy"]
        assert head["strict-transport-security"].startswith("max-age=")
        assert "set-cookie" not in head
        assert "server" not in head


def test_plain_http_on_loopback_has_no_transport_security(registry: Registry) -> None:
    local = msgspec.structs.replace(registry.settings, base_url="http://127.0.0.1:8080")
    app = create_app(Registry(registry.db, registry.scorer, local, registry.issuer))
    with TestClient(app) as client:
        assert "strict-transport-security" not in client.get("/health/live").headers


def test_only_public_documents_may_be_read_from_elsewhere(client: Client, work: Casework) -> None:
    for path in addresses(work, PUBLIC):
        head = client.get(path, headers={"Origin": "https://jobs.example"}).headers
        assert head["access-control-allow-origin"] == "*", path
        assert head["cross-origin-resource-policy"] == "cross-origin"
        assert "access-control-allow-credentials" not in head
    for path in [*addresses(work, PAGES), "/api/v1/postings/none"]:
        head = client.get(path, headers={"Origin": "https://jobs.example"}).headers
        assert "access-control-allow-origin" not in head, path
        assert head["cross-origin-resource-policy"] == "same-origin"


def test_only_the_panel_may_stand_in_a_frame_of_another_site(client: Client, work: Casework) -> None:
    for path in [*addresses(work, PAGES + PUBLIC), f"/organisations/{USCC}", "/nothing/embed", "/static/embed.css"]:
        assert "frame-ancestors 'none'" in client.get(path).headers["content-security-policy"], path
    for path in (*FRAMED, "/organisations/none/embed", "/organisations/a%2Fb/embed", "/organisations/%00/embed"):
        head = client.get(path).headers
        assert "frame-ancestors *" in head["content-security-policy"], path
        assert head["cross-origin-resource-policy"] == "cross-origin"
        assert head["cross-origin-embedder-policy"] == "require-corp"
        assert "access-control-allow-origin" not in head
        assert "x-frame-options" not in head


def test_head_is_get_without_a_body(client: Client, work: Casework) -> None:
    for path in addresses(work, PAGES + PUBLIC + FRAMED):
        plain = {"Accept-Encoding": "identity"}
        got, head = client.get(path, headers=plain), client.head(path, headers=plain)
        assert head.status_code == got.status_code == 200, path
        assert head.content == b""
        assert head.headers["content-length"] == str(len(got.content))
        assert head.headers.get("etag") == got.headers.get("etag")


def test_options_names_the_methods_and_answers_a_preflight(client: Client) -> None:
    answer = client.options(
        "/statuslists", headers={"Origin": "https://a.example", "Access-Control-Request-Method": "GET"}
    )
    assert answer.status_code == 204
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD"
    assert answer.headers["access-control-allow-headers"] == "If-None-Match"
    assert "access-control-allow-origin" not in client.options("/api/v1/postings").headers


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_what_is_known_already_is_not_sent_again(client: Client, work: Casework, encoding: str) -> None:
    for path in addresses(work, PAGES + PUBLIC + FRAMED):
        first = client.get(path, headers={"Accept-Encoding": encoding})
        again = client.get(path, headers={"Accept-Encoding": encoding, "If-None-Match": first.headers["etag"]})
        assert again.status_code == 304, path
        assert again.content == b""
        assert again.headers["etag"] == first.headers["etag"]
        assert again.headers["cache-control"] == first.headers["cache-control"]


def test_it_compresses_where_that_is_wanted(client: Client, work: Casework) -> None:
    label = work.certified()
    for path in (f"/postings/{label.posting_id}", f"/statuslists/{label.list_id}", "/static/certreg.css"):
        plain = client.get(path, headers={"Accept-Encoding": "identity"})
        assert "content-encoding" not in plain.headers
        for accepted in ("gzip", "br, gzip;q=0.5", "*"):
            packed = client.get(path, headers={"Accept-Encoding": accepted})
            assert packed.headers["content-encoding"] == "gzip", accepted
            assert packed.content == plain.content
            assert "Accept-Encoding" in packed.headers["vary"]
        assert "content-encoding" not in client.get(path, headers={"Accept-Encoding": "gzip;q=0"}).headers
    assert gzip.decompress(gzip.compress(b"x")) == b"x"


def test_the_style_sheet_may_be_kept_for_ever_under_its_digest(client: Client) -> None:
    page = client.get("/").text
    address = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert "immutable" in client.get(address).headers["cache-control"]
    assert "immutable" not in client.get(address.partition("?")[0]).headers["cache-control"]
    assert client.get("/static/nothing.css").status_code == 404
    assert client.get("/static/..%2fbase.html").status_code == 404
