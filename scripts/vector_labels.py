"""The cases of tests/vectors/labels.json, first half: good labels, and labels broken in steps 0 to 4."""

import json
from collections.abc import Iterator

import msgspec
from vector_case import ANCHOR, GOOD, LEEWAY, OTHER_REGISTRY, Case, case, posting
from vector_chain import (
    BUREAU,
    BUREAU_KEY,
    CLAIMS,
    DAY,
    KEY,
    LIST,
    NEXT_KEY,
    NOW,
    OTHER_BUREAU_KEY,
    STRANGER,
    changed,
    delegation,
    status,
)
from vector_tokens import HEADER, respelt, spliced, token, with_header, with_payload, with_signature

from certreg.signing import base64url
from certreg.signing.anchor import Anchor


def cases() -> list[Case]:
    """Cases of steps 0 to 4, and the good ones."""
    parts = (good, form, claims_form, type_and_algorithm, issuer, signature)
    return [made for part in parts for made in part()]


def good() -> Iterator[Case]:
    """Labels that verify."""
    yield case("good", "verified")
    yield case("good-without-status", "incomplete", status=None)
    yield case("good-without-posting", "incomplete", posting=None)
    yield case(
        "good-pretty-printed-payload", "verified", token(payload=msgspec.json.format(msgspec.json.encode(CLAIMS)))
    )
    yield case("good-unknown-claim", "verified", with_payload({"x_future": {"a": [1, 2.5, None]}}))
    yield case("good-header-in-another-order", "verified", token(header=dict(reversed(HEADER.items()))))
    yield case("good-fewer-heads", "verified", posting=posting(headcount=1))
    yield case("good-no-headcount-shown", "verified", posting=posting(headcount=None))
    yield case("good-other-width-and-spaces", "verified", posting=posting(title="\u3000前端开发工程师\u2003"))
    yield case("good-iat-within-leeway", "verified", token(changed(iat=int((NOW + LEEWAY).timestamp()))))
    yield case("good-exp-within-leeway", "verified", token(changed(exp=int((NOW - LEEWAY).timestamp()) + 1)))
    rotated = delegation((KEY, NEXT_KEY), at=NOW - DAY)
    yield case("good-list-signed-by-the-next-key", "verified", status=status(signer=NEXT_KEY, delegated=rotated))
    older = delegation((NEXT_KEY,), at=NOW - 60 * DAY)
    yield case("good-list-with-an-older-delegation", "verified", status=status(signer=NEXT_KEY, delegated=older))
    yield case("good-anchor-without-entity", "verified", anchor=msgspec.json.decode(Anchor(ANCHOR.keys).encode()))


def form() -> Iterator[Case]:
    """Step 0: not a compact JWS of this profile."""
    head, body, mark = GOOD.split(".")
    yield case("empty", "malformed", "")
    yield case("two-parts", "malformed", f"{head}.{body}")
    yield case("four-parts", "malformed", f"{GOOD}.{mark}")
    yield case("padding", "malformed", f"{GOOD}==")
    yield case("line-end", "malformed", f"{GOOD}\n")
    yield case("space-inside", "malformed", f"{head}. {body}.{mark}")
    yield case("not-ascii", "malformed", f"{head}.{body}.{mark[:-1]}\u0430")
    yield case("standard-base64-alphabet", "malformed", f"{head}.{body}.{'+' + mark[1:]}")
    yield case("trailing-bits", "malformed", respelt(GOOD))
    yield case("signature-in-der", "malformed", with_signature(GOOD, KEY.der(GOOD.rpartition(".")[0].encode())))
    yield case("signature-short", "malformed", with_signature(GOOD, b"\x01" * 63))
    yield case("signature-long", "malformed", with_signature(GOOD, b"\x01" * 65))
    yield case("no-signature", "malformed", f"{head}.{body}.")
    yield case("alg-none-unsigned", "malformed", with_header(alg="none").rpartition(".")[0] + ".")
    yield case("header-not-json", "malformed", token(header=b"ES256"))
    yield case("header-array", "malformed", token(header=b"[]"))
    yield case("header-without-alg", "malformed", with_header(alg=None))
    twice = b'{"alg":"none","alg":"ES256","kid":"' + KEY.kid.encode() + b'","typ":"trust-mark+jwt"}'
    yield case("header-alg-twice", "malformed", token(header=twice))
    yield case("header-crit", "malformed", with_header(crit=["exp"]))
    yield case("header-b64", "malformed", with_header(b64=False))
    yield case("header-brings-a-key", "malformed", with_header(jwk=msgspec.to_builtins(STRANGER.public.jwk())))
    yield case("header-large", "malformed", with_header(kid="k" * 600))
    yield case("larger-than-16-kib", "malformed", with_payload({"x": "x" * 16_384}))


def claims_form() -> Iterator[Case]:
    """Step 0 again: claims that are not a label's."""
    yield case("payload-not-json", "malformed", token(payload=b"hello"))
    yield case("payload-array", "malformed", token(payload=b"[]"))
    yield case("payload-trailing-text", "malformed", token(payload=msgspec.json.encode(CLAIMS) + b"{}"))
    yield case("payload-not-utf-8", "malformed", spliced("前端".encode(), "前端".encode("gb18030")))
    yield case("payload-lone-surrogate", "malformed", spliced("前端".encode(), b"\\ud800"))
    yield case("exp-twice", "malformed", spliced(b'"jti"', b'"exp":9999999999,"jti"'))
    yield case("overall-twice-inside", "malformed", spliced(b'"overall":90', b'"overall":10,"overall":90'))
    yield case("exp-missing", "malformed", with_payload({"exp": None}))
    yield case("exp-text", "malformed", with_payload({"exp": str(CLAIMS.exp)}))
    yield case("exp-fraction", "malformed", with_payload({"exp": CLAIMS.exp + 0.5}))
    yield case("exp-beyond-the-calendar", "malformed", with_payload({"exp": 2**53}))
    yield case("exp-not-a-number", "malformed", spliced(f'"exp":{CLAIMS.exp}'.encode(), b'"exp":NaN'))
    yield case("iat-negative", "malformed", with_payload({"iat": -1}))
    yield case("status-missing", "malformed", with_payload({"status": None}))
    yield case(
        "status-index-negative", "malformed", with_payload({"status": {"status_list": {"idx": -1, "uri": LIST}}})
    )
    yield case("canonical-form-unknown", "malformed", spliced(b'"canon":"1"', b'"canon":"2"'))
    yield case("digest-of-another-hash", "malformed", spliced(b'"sha-256:', b'"sha-384:'))


def type_and_algorithm() -> Iterator[Case]:
    """Steps 1 and 2."""
    yield case("typ-missing", "wrong_type", with_header(typ=None))
    yield case("typ-jwt", "wrong_type", with_header(typ="JWT"))
    yield case("typ-in-capitals", "wrong_type", with_header(typ="Trust-Mark+JWT"))
    yield case("typ-with-application", "wrong_type", with_header(typ="application/trust-mark+jwt"))
    yield case("a-status-list-for-a-label", "wrong_type", status())
    yield case("a-delegation-for-a-label", "wrong_type", delegation())
    yield case("alg-none", "unsupported_algorithm", with_header(alg="none"))
    yield case("alg-hs256", "unsupported_algorithm", with_header(alg="HS256"))
    yield case("alg-es384", "unsupported_algorithm", with_header(alg="ES384"))
    yield case("alg-in-small-letters", "unsupported_algorithm", with_header(alg="es256"))


def issuer() -> Iterator[Case]:
    """Step 3: from the anchor to the key."""

    def under(delegated: str) -> str:
        return token(changed(delegation=delegated))

    other_anchor = msgspec.json.decode(Anchor((OTHER_BUREAU_KEY.public,), BUREAU).encode())
    elsewhere = msgspec.json.decode(Anchor(ANCHOR.keys, "https://another.example").encode())
    yield case("anchor-of-another-bureau", "untrusted_issuer", anchor=other_anchor)
    yield case("anchor-names-another-entity", "untrusted_issuer", anchor=elsewhere)
    yield case("delegation-by-a-stranger", "untrusted_issuer", under(delegation(signer=STRANGER)))
    yield case("delegation-by-itself", "untrusted_issuer", under(delegation(signer=KEY)))
    yield case("delegation-over", "delegation_invalid", under(delegation(at=NOW - 800 * DAY)))
    yield case("delegation-not-begun", "delegation_invalid", under(delegation(at=NOW + DAY)))
    yield case("delegation-for-another", "delegation_invalid", under(delegation(subject=OTHER_REGISTRY)))
    yield case("delegation-tampered", "delegation_invalid", under(with_signature(delegation(), b"\x07" * 64)))
    yield case("delegation-is-a-label", "delegation_invalid", under(token()))
    yield case("delegation-is-no-token", "delegation_invalid", under("https://bureau.example/delegation"))
    yield case("delegation-for-another-mark", "delegation_invalid", under(_other_mark()))
    yield case("label-of-another-mark", "delegation_invalid", with_payload({"trust_mark_type": f"{BUREAU}/marks/x"}))
    yield case("delegation-brings-a-private-key", "delegation_invalid", under(_delegating({"d": "A" * 43})))
    yield case("delegation-key-off-the-curve", "delegation_invalid", under(_delegating({"x": "A" * 43, "kid": None})))
    yield case("delegation-key-under-another-kid", "delegation_invalid", under(_delegating({"kid": STRANGER.kid})))
    yield case("delegation-without-keys", "delegation_invalid", under(_delegation_with({"jwks": {"keys": []}})))
    yield case("kid-missing", "unknown_key", with_header(kid=None))
    yield case("kid-of-a-stranger", "unknown_key", token(header={**HEADER, "kid": STRANGER.kid}, signer=STRANGER))
    withdrawn = delegation((NEXT_KEY,), at=NOW - DAY)
    yield case("key-withdrawn-since", "unknown_key", status=status(signer=NEXT_KEY, delegated=withdrawn))


def _delegation_with(change: Case) -> str:
    _, body, _ = delegation().split(".")
    claims = json.loads(base64url.decode(body)) | change
    header = {"alg": "ES256", "kid": BUREAU_KEY.kid, "typ": "trust-mark-delegation+jwt"}
    return token(header=header, payload=json.dumps(claims).encode(), signer=BUREAU_KEY)


def _delegating(change: Case) -> str:
    jwk = msgspec.to_builtins(KEY.public.jwk()) | change
    return _delegation_with({"jwks": {"keys": [{name: value for name, value in jwk.items() if value is not None}]}})


def _other_mark() -> str:
    return _delegation_with({"trust_mark_type": f"{BUREAU}/marks/training-school"})


def signature() -> Iterator[Case]:
    """Step 4."""
    head, body, mark = GOOD.split(".")
    flipped = ("B" if mark[0] == "A" else "A") + mark[1:]
    other = token(changed(jti="another"))
    yield case("signature-flipped", "bad_signature", f"{head}.{body}.{flipped}")
    yield case("signature-of-another-label", "bad_signature", f"{head}.{body}.{other.split('.')[2]}")
    yield case("payload-of-another-label", "bad_signature", f"{head}.{other.split('.')[1]}.{mark}")
    yield case("signed-by-a-stranger", "bad_signature", token(signer=STRANGER))
    yield case("signature-zero", "bad_signature", with_signature(GOOD, bytes(64)))
    yield case("signature-all-ones", "bad_signature", with_signature(GOOD, b"\xff" * 64))
