"""Entity statements, and what a label says of its posting."""

from datetime import datetime, timedelta

import jwt
import msgspec
import pytest
from vector_chain import BUREAU, KEY, NEXT_KEY, POSTING, REGISTRY
from vector_tokens import token

from certreg.domain.errors import PolicyRefused
from certreg.domain.posting import Agency, Party, Posting
from certreg.signing.content import certified_content
from certreg.signing.entity import TrustMarkMember, sign_association_statement, sign_posting_statement
from certreg.signing.es256 import key_set

HOUR = timedelta(hours=1)
LIST_ENDPOINT = {"federation_trust_mark_list_endpoint": f"{REGISTRY}/federation/trust-mark-list"}


def test_the_association_states_its_keys_authority_and_endpoints(now: datetime) -> None:
    keys = key_set((KEY.public, NEXT_KEY.public))
    statement = sign_association_statement(
        KEY, entity=REGISTRY, bureau=BUREAU, keys=keys, name="协会", endpoints=LIST_ENDPOINT, now=now, lifetime=HOUR
    )
    assert jwt.get_unverified_header(statement) == {"alg": "ES256", "kid": KEY.kid, "typ": "entity-statement+jwt"}
    claims = jwt.decode(statement, KEY.public.public, ["ES256"], options={"verify_iat": False, "verify_exp": False})
    assert claims["iss"] == claims["sub"] == REGISTRY
    assert claims["exp"] - claims["iat"] == 3600
    assert claims["authority_hints"] == [BUREAU]
    assert [key["kid"] for key in claims["jwks"]["keys"]] == [KEY.kid, NEXT_KEY.kid]
    assert claims["metadata"]["federation_entity"] == {"organization_name": "协会", **LIST_ENDPOINT}
    assert "trust_marks" not in claims


def test_a_posting_states_its_labels_by_the_associations_hand(now: datetime) -> None:
    label = TrustMarkMember(trust_mark_type=f"{BUREAU}/marks/premium-posting", trust_mark=token())
    statement = sign_posting_statement(
        KEY,
        posting=f"{REGISTRY}/postings/p1",
        association=REGISTRY,
        keys=key_set((KEY.public,)),
        marks=(label,),
        now=now,
        lifetime=HOUR,
    )
    claims = jwt.decode(statement, KEY.public.public, ["ES256"], options={"verify_iat": False, "verify_exp": False})
    assert claims["iss"] == claims["sub"] == f"{REGISTRY}/postings/p1"
    assert claims["trust_marks"] == [msgspec.to_builtins(label)]
    assert "metadata" not in claims


def test_the_posting_claim_names_who_answers_for_it() -> None:
    claim = certified_content(POSTING)
    assert claim.publisher == claim.employer
    assert (claim.title, claim.headcount, claim.platform) == (POSTING.title, 3, "示例招聘网")
    agency = msgspec.structs.replace(POSTING, agency=Agency(name="某人力资源公司", uscc="91500105MA61EXAMP2"))
    assert certified_content(agency).publisher.name == "某人力资源公司"
    assert certified_content(agency).employer == claim.employer


def test_a_posting_without_employer_gets_no_claim() -> None:
    with pytest.raises(PolicyRefused):
        certified_content(Posting(title="会计"))
    assert certified_content(Posting(title="会计", employer=Party(name="某公司"))).headcount is None
