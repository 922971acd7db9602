"""The cases of tests/vectors/labels.json, second half: steps 5 to 7."""

import base64
import json
import zlib
from collections.abc import Iterator

import msgspec
from vector_case import GOOD, LEEWAY, OTHER_REGISTRY, Case, case, posting
from vector_chain import DAY, LIST, NOW, POSTING, STRANGER, changed, delegation, status
from vector_tokens import HEADER, token, with_signature

from certreg.domain.posting import Agency, Location, Pay, PayPeriod, Posting
from certreg.signing import base64url
from certreg.signing.status_list import StatusList


def cases() -> list[Case]:
    """Cases of steps 5 to 7."""
    parts = (term, status_broken, status_values, content)
    return [made for part in parts for made in part()]


def term() -> Iterator[Case]:
    """Step 5."""
    revoked = status(StatusList.of([(7, 1)], 1024))
    yield case("from-tomorrow", "not_yet_valid", token(changed(iat=int((NOW + DAY).timestamp()))))
    yield case("beyond-leeway", "not_yet_valid", token(changed(iat=int((NOW + LEEWAY).timestamp()) + 1)))
    yield case("over", "expired", token(changed(exp=int((NOW - DAY).timestamp()))))
    yield case("just-over", "expired", token(changed(exp=int((NOW - LEEWAY).timestamp()))))
    yield case("expiry-beats-status", "expired", token(changed(exp=int((NOW - DAY).timestamp()))), status=revoked)


def status_broken() -> Iterator[Case]:
    """Step 6: a list that gives no answer."""
    code = "status_unavailable"
    good_list = status()
    yield case("list-over", code, status=status(at=NOW - 2 * DAY))
    yield case("list-from-tomorrow", code, status=status(at=NOW + DAY))
    yield case("list-of-another-address", code, status=status(uri=f"{LIST}0"))
    foreign = delegation(subject=OTHER_REGISTRY)
    yield case("list-of-another-issuer", code, status=status(delegated=foreign))
    over = delegation(at=NOW - 800 * DAY)
    yield case("list-under-an-old-delegation", code, status=status(delegated=over))
    yield case("list-under-a-strange-bureau", code, status=status(delegated=delegation(signer=STRANGER)))
    yield case("list-signed-by-a-stranger", code, status=status(signer=STRANGER))
    yield case("list-tampered", code, status=with_signature(good_list, b"\x07" * 64))
    yield case("list-is-a-label", code, status=GOOD)
    yield case("list-is-no-token", code, status="<html>")
    yield case("list-too-short", code, status=status(StatusList.of_size(4)))
    yield case("list-value-without-meaning", code, status=status(StatusList.of([(7, 3)], 1024)))
    yield case("list-of-three-bits", code, status=_list({"bits": 3, "lst": "eNpjYAAAAAIAAQ"}))
    yield case("list-not-zlib", code, status=_list({"bits": 2, "lst": "AAAA"}))
    yield case("list-cut-off", code, status=_list({"bits": 2, "lst": _lst(zlib.compress(bytes(256))[:-2])}))
    yield case("list-with-more-behind", code, status=_list({"bits": 2, "lst": _lst(zlib.compress(bytes(256)) + b"x")}))
    yield case("list-larger-than-2-20", code, status=_list({"bits": 2, "lst": _lst(zlib.compress(bytes(2**20)))}))
    bomb = _lst(zlib.compress(bytes(8 * 2**20), 9))
    yield case("list-bomb", code, status=_list({"bits": 8, "lst": bomb}))


def _lst(packed: bytes) -> str:
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def _list(member: Case) -> str:
    _, body, _ = status().split(".")
    claims = json.loads(base64url.decode(body)) | {"status_list": member}
    return token(header={**HEADER, "typ": "statuslist+jwt"}, payload=json.dumps(claims).encode())


def status_values() -> Iterator[Case]:
    """Step 6: the list says no."""
    yield case("revoked", "revoked", status=status(StatusList.of([(7, 1)], 1024)))
    yield case("suspended", "suspended", status=status(StatusList.of([(7, 2)], 1024)))
    yield case("revoked-in-a-one-bit-list", "revoked", status=status(StatusList.of([(7, 1)], 1024, 1)))
    yield case(
        "revoked-beats-content", "revoked", status=status(StatusList.of([(7, 1)], 1024)), posting=posting(pay=None)
    )


def content() -> Iterator[Case]:
    """Step 7."""

    def differs(name: str, fields: list[str], **members: object) -> Case:
        return case(name, "content_mismatch", posting=posting(**members), fields=fields)

    raised = Pay(min=1_000_000, max=2_000_000, period=PayPeriod.MONTH, months=13)
    yield differs("pay-raised", ["pay"], pay=raised)
    yield differs("pay-negotiable-now", ["pay"], pay=None)
    yield differs("title-changed", ["title"], title="高级前端开发工程师")
    yield differs("agency-added", ["agency"], agency=Agency(name="某人力资源公司"))
    yield differs("two-fields", ["work_content", "location"], work_content="打杂", location=_moved())
    yield differs("more-heads", ["headcount"], headcount=4)
    yield differs("more-heads-and-pay", ["pay", "headcount"], headcount=30, pay=None)
    yield differs("another-posting", list(_stated()), **_another())


def _moved() -> Location:
    return msgspec.structs.replace(POSTING.location, division="500112")


def _stated() -> tuple[str, ...]:
    return ("title", "employer", "conditions", "employment_type", "work_content", "work_conditions", "location", "pay")


def _another() -> Case:
    empty = Posting(title="保安", headcount=1)
    return {name: getattr(empty, name) for name in (*_stated(), "headcount")}
