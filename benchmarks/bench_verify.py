"""Verifying a label against PyJWT and against the bare ES256 operation, in one run.

The rate of `verify_label` on labels not seen before is to be at least half that of the bare operation: label
signatures are never kept, that of the one delegation inside them all is. The best of several rounds counts, since a
busy machine only ever adds time.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import jwt

from certreg.domain.criteria import Level
from certreg.domain.label import CriteriaClaim, LabelClaims, ResultClaim, StatusClaim, StatusListClaim
from certreg.domain.posting import Party, Pay, PayPeriod, Posting
from certreg.signing import jws
from certreg.signing.anchor import Anchor
from certreg.signing.canonical import posting_digest
from certreg.signing.content import certified_content
from certreg.signing.delegation import mark_type, sign_delegation
from certreg.signing.es256 import SigningKey
from certreg.signing.status_list import MAX_ENTRIES, StatusList, sign_status_list
from certreg.signing.trust_mark import sign_label
from certreg.verify import verify_label

LABELS: Final = 1000
ROUNDS: Final = 5
TARGET: Final = 0.5
BUREAU, REGISTRY = "https://bureau.example", "https://registry.example"
LIST = f"{REGISTRY}/statuslists/1"
NOW = datetime.now(UTC)

bureau, key = SigningKey.generate(), SigningKey.generate()
anchor = Anchor((bureau.public,), BUREAU)
delegation = sign_delegation(
    bureau, (key.public,), issuer=BUREAU, subject=REGISTRY, now=NOW, expires=NOW + timedelta(days=730)
)
posting = Posting(
    title="前端开发工程师",
    employer=Party(name="重庆山城示例软件有限公司", uscc="91500103MA60EXAMP7"),
    headcount=3,
    work_content="负责公司网页产品的开发，参与代码评审，改进页面性能。" * 20,
    pay=Pay(min=1_000_000, max=1_500_000, period=PayPeriod.MONTH),
)


def label(number: int) -> str:
    """A label as the registry issues it."""
    claims = LabelClaims(
        iss=REGISTRY,
        sub=f"{REGISTRY}/postings/{number}",
        trust_mark_type=mark_type(BUREAU),
        iat=int(NOW.timestamp()),
        exp=int(NOW.timestamp()) + 86_400,
        jti=str(number),
        ref=f"{REGISTRY}/labels/{number}",
        logo_uri=f"{REGISTRY}/labels/{number}/badge.svg",
        delegation=delegation,
        status=StatusClaim(status_list=StatusListClaim(idx=number, uri=LIST)),
        posting=content,
        criteria=CriteriaClaim(id="cq-premium", version="2026.1", digest="sha-256:" + "A" * 43),
        result=ResultClaim(level=Level.PREMIUM, truthfulness=90, accuracy=88, completeness=92, overall=90),
    )
    return sign_label(claims, key)


content = certified_content(posting)
labels = [label(n) for n in range(LABELS)]
parsed = [jws.parse(token, 20_000) for token in labels]
statuses = StatusList.of_size(MAX_ENTRIES)
status = sign_status_list(
    statuses, key, uri=LIST, delegation=delegation, now=NOW, lifetime=timedelta(days=1), ttl=timedelta(minutes=1)
)
public = key.public.public


def rate(name: str, one: Callable[[Any], object], items: list[Any], floor: float | None = None) -> float:
    """Print and return how many a second in the best round."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for item in items:
            one(item)
        best = min(best, (time.perf_counter() - start) / len(items))
    ratio = "" if floor is None else f"   {1 / best / floor:5.2f} of bare"
    print(f"{name:<52} {1 / best:>10,.0f}/s {best * 1e6:>9.1f} us{ratio}")
    return 1 / best


print(f"{LABELS} labels of {len(labels[0])} bytes, status list of {MAX_ENTRIES} entries in {len(status)} bytes")
bare = rate("bare ES256 verify", lambda p: key.public.verifies(p.signature, p.signed), parsed)
rate("PyJWT decode: label signature and times", lambda t: jwt.decode(t, public, ["ES256"]), labels, bare)
offline = rate(
    "verify_label: steps 0-5",
    lambda t: verify_label(t, anchor=anchor, status=None, posting=None, now=NOW),
    labels,
    bare,
)
rate(
    "verify_label: steps 0-6, status list included",
    lambda t: verify_label(t, anchor=anchor, status=status, posting=None, now=NOW),
    labels,
    bare,
)
rate(
    "verify_label: steps 0-7, posting compared too",
    lambda t: verify_label(t, anchor=anchor, status=status, posting=posting, now=NOW),
    labels,
    bare,
)
rate("digest of a posting", lambda _: posting_digest(posting), labels)
rate("sign a label", label, list(range(LABELS)))
rate("pack and compress a full status list", lambda _: statuses.encode(), [0] * 5)
verdict = "met" if offline >= TARGET * bare else "MISSED"
print(f"target: verify_label at least {TARGET} of bare: {verdict} ({offline / bare:.2f})")
