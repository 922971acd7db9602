"""Tokens against two programs that are not ours: PyJWT used directly, and npm `jose`."""

import jwt
import msgspec
import pytest
from vector_chain import BUREAU_KEY, CLAIMS, KEY, NOW, STRANGER, FixedKey, delegation, status
from vector_tokens import token

from certreg.signing import jws
from certreg.signing.es256 import Jwk, VerifyingKey
from certreg.signing.status_list import StatusListClaims
from peer_programs import ask

TOKENS = {
    "label": (token(), "trust-mark+jwt", KEY),
    "delegation": (delegation(), "trust-mark-delegation+jwt", BUREAU_KEY),
    "status list": (status(), "statuslist+jwt", KEY),
}


@pytest.mark.parametrize(("text", "typ", "key"), TOKENS.values(), ids=TOKENS)
def test_pyjwt_verifies_each_token(text: str, typ: str, key: FixedKey) -> None:
    public = jwt.PyJWK.from_dict(msgspec.to_builtins(key.public.jwk()))
    # PyJWT asks the machine's clock; the vectors have their own.
    claims = jwt.decode(text, public, ["ES256"], options={"verify_exp": False, "verify_iat": False})
    assert claims["iat"] < NOW.timestamp() < claims["exp"]
    assert jwt.get_unverified_header(text) == {"alg": "ES256", "kid": key.kid, "typ": typ}
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(text, STRANGER.public.public, ["ES256"])


def test_pyjwt_reads_the_claims_of_a_label() -> None:
    claims = jwt.decode(token(), KEY.public.public, ["ES256"], options={"verify_exp": False, "verify_iat": False})
    assert claims == msgspec.to_builtins(CLAIMS)


def test_jose_verifies_each_token(node: str) -> None:
    asked = [
        {"token": text, "typ": typ, "jwk": msgspec.to_builtins(key.public.jwk()), "now": NOW.timestamp()}
        for text, typ, key in TOKENS.values()
    ]
    answers = ask(node, "tokens.mjs", {"verify": asked})["verified"]
    assert [answer.get("error") for answer in answers] == [None] * 3
    for answer, (_, typ, key) in zip(answers, TOKENS.values(), strict=True):
        assert answer["header"] == {"alg": "ES256", "kid": key.kid, "typ": typ}
        assert answer["thumbprint"] == key.kid
    assert answers[0]["claims"] == msgspec.to_builtins(CLAIMS)


def test_jose_refuses_a_label_under_another_key_or_type(node: str) -> None:
    jwk, other = (msgspec.to_builtins(key.public.jwk()) for key in (KEY, STRANGER))
    asked = [
        {"token": token(), "typ": "trust-mark+jwt", "jwk": other, "now": NOW.timestamp()},
        {"token": token(), "typ": "statuslist+jwt", "jwk": jwk, "now": NOW.timestamp()},
        {"token": token(), "typ": "trust-mark+jwt", "jwk": jwk, "now": CLAIMS.exp + 1},
    ]
    errors = [answer["error"] for answer in ask(node, "tokens.mjs", {"verify": asked})["verified"]]
    assert errors == ["ERR_JWS_SIGNATURE_VERIFICATION_FAILED", "ERR_JWT_CLAIM_VALIDATION_FAILED", "ERR_JWT_EXPIRED"]


PAYLOAD = {
    "sub": "https://registry.example/statuslists/1",
    "iat": 1,
    "exp": 2,
    "ttl": 60,
    "status_list": {"bits": 2, "lst": "eNo76fITAAPfAgc"},
    "delegation": "x",
    "aggregation_uri": "https://registry.example/statuslists",
}


def test_a_token_made_by_jose_is_read_here(node: str) -> None:
    signed = ask(node, "tokens.mjs", {"sign": {"typ": "statuslist+jwt", "payload": PAYLOAD}})["signed"]
    key = VerifyingKey.from_jwk(msgspec.convert(signed["jwk"], Jwk))
    parsed = jws.parse(signed["token"], 10_000)
    parsed.require_type("statuslist+jwt")
    parsed.require_algorithm()
    parsed.require_signature(key)
    assert parsed.header.kid == key.kid
    assert parsed.claims(StatusListClaims).status_list.lst == "eNo76fITAAPfAgc"


def test_a_token_made_by_pyjwt_is_read_here() -> None:
    made = jwt.encode(PAYLOAD, KEY.private, "ES256", headers={"kid": KEY.kid, "typ": "statuslist+jwt"})
    parsed = jws.parse(made, 10_000)
    parsed.require_signature(KEY.public)
    assert parsed.claims(StatusListClaims).sub == PAYLOAD["sub"]
