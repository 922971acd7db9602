"""The chain of trust of the test vectors, made from fixed numbers.

TEST KEYS: whoever reads this file has them. They are derived from their names, so that no private key lies in
the tree and the vectors come out the same each time. Never pin this anchor outside the tests.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from certreg.domain.criteria import Level
from certreg.domain.label import (
    CriteriaClaim,
    LabelClaims,
    ResultClaim,
    StatusClaim,
    StatusListClaim,
)
from certreg.domain.posting import (
    Conditions,
    Education,
    EmploymentType,
    Experience,
    Location,
    Party,
    Pay,
    PayPeriod,
    Provenance,
)
from certreg.domain.posting import Posting as PostingValue
from certreg.signing.content import certified_content
from certreg.signing.delegation import mark_type, sign_delegation
from certreg.signing.es256 import VerifyingKey
from certreg.signing.status_list import StatusList, sign_status_list

BUREAU = "https://bureau.example"
REGISTRY = "https://registry.example"
LIST = f"{REGISTRY}/statuslists/1"
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@dataclass(frozen=True)
class FixedKey:
    """A key derived from its name, signing deterministically (RFC 6979)."""

    name: str
    private: ec.EllipticCurvePrivateKey = field(init=False)
    public: VerifyingKey = field(init=False)

    def __post_init__(self) -> None:
        """Derive the private number from the name."""
        digest = hashlib.sha256(b"certreg test key: " + self.name.encode()).digest()
        number = int.from_bytes(digest) % (P256_ORDER - 1) + 1
        object.__setattr__(self, "private", ec.derive_private_key(number, ec.SECP256R1()))
        object.__setattr__(self, "public", VerifyingKey.from_public(self.private.public_key()))

    @property
    def kid(self) -> str:
        """Thumbprint."""
        return self.public.kid

    def der(self, data: bytes) -> bytes:
        """Signature in ASN.1, as OpenSSL makes it and JOSE does not."""
        return self.private.sign(data, ec.ECDSA(SHA256(), deterministic_signing=True))

    def sign(self, data: bytes) -> bytes:
        """ES256 as JOSE wants it."""
        r, s = decode_dss_signature(self.der(data))
        return r.to_bytes(32) + s.to_bytes(32)


BUREAU_KEY = FixedKey("bureau")
OTHER_BUREAU_KEY = FixedKey("other bureau")
KEY = FixedKey("association")
NEXT_KEY = FixedKey("association, next")
STRANGER = FixedKey("stranger")


def delegation(
    keys: tuple[FixedKey, ...] = (KEY,),
    *,
    signer: FixedKey = BUREAU_KEY,
    issuer: str = BUREAU,
    subject: str = REGISTRY,
    at: datetime = NOW - 30 * DAY,
    lifetime: timedelta = 730 * DAY,
) -> str:
    """A delegation of the test bureau."""
    public = tuple(key.public for key in keys)
    return sign_delegation(signer, public, issuer=issuer, subject=subject, now=at, expires=at + lifetime)


def status(
    statuses: StatusList | None = None,
    *,
    signer: FixedKey = KEY,
    uri: str = LIST,
    delegated: str | None = None,
    at: datetime = NOW - timedelta(minutes=1),
    lifetime: timedelta = DAY,
) -> str:
    """A status list token of the test association; every entry valid unless given."""
    return sign_status_list(
        statuses or StatusList.of_size(1024),
        signer,
        uri=uri,
        delegation=delegated or delegation(),
        now=at,
        lifetime=lifetime,
        ttl=timedelta(minutes=1),
    )


POSTING = PostingValue(
    title="前端开发工程师",
    employer=Party(name="重庆山城示例软件有限公司", uscc="91500103MA60EXAMP7"),
    headcount=3,
    conditions=Conditions(
        education=Education.BACHELOR, experience=Experience(min_years=3, max_years=5), other="熟悉 TypeScript"
    ),
    employment_type=EmploymentType.FULL_TIME,
    work_content="负责公司网页产品的开发；参与代码评审；改进页面性能。",
    work_conditions="每日八小时，双休，五险一金，试用期三个月。",
    location=Location(division="500103", address="重庆市渝中区示例路 1 号"),
    pay=Pay(min=1_000_000, max=1_500_000, period=PayPeriod.MONTH, months=13),
    provenance=Provenance(platform="示例招聘网", url="https://jobs.example/1"),
)

CLAIMS = LabelClaims(
    iss=REGISTRY,
    sub=f"{REGISTRY}/postings/p1",
    trust_mark_type=mark_type(BUREAU),
    iat=int((NOW - DAY).timestamp()),
    exp=int((NOW + 60 * DAY).timestamp()),
    jti="test-vector-1",
    ref=f"{REGISTRY}/labels/l1",
    logo_uri=f"{REGISTRY}/labels/l1/badge.svg",
    delegation=delegation(),
    status=StatusClaim(status_list=StatusListClaim(idx=7, uri=LIST)),
    posting=certified_content(POSTING),
    criteria=CriteriaClaim(id="cq-premium", version="2026.1", digest="sha-256:" + "A" * 43),
    result=ResultClaim(level=Level.PREMIUM, truthfulness=90, accuracy=88, completeness=92, overall=90),
)


def changed(**claims: object) -> LabelClaims:
    """The claims of the good label with some replaced, whether they fit the profile or not."""
    return msgspec.structs.replace(CLAIMS, **claims)
