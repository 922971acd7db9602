"""The form of one case of tests/vectors/labels.json."""

from datetime import timedelta
from typing import Any

import msgspec
from vector_chain import BUREAU, BUREAU_KEY, POSTING, status
from vector_tokens import token

from certreg.signing.anchor import Anchor

LEEWAY = timedelta(seconds=60)
GOOD = token()
ANCHOR = Anchor((BUREAU_KEY.public,), BUREAU)
OTHER_REGISTRY = "https://elsewhere.example"


Case = dict[str, Any]


def case(name: str, expect: str, label: str | None = None, **more: object) -> Case:
    """One vector. What it does not give is as in the file's `good`; a None in `more` leaves that step out."""
    own = {} if label is None else {"label": label}
    return {"name": name, "expect": expect, **own, **more}


def posting(**members: object) -> Case:
    """The good posting with members replaced, as JSON."""
    changed_posting: Case = msgspec.to_builtins(msgspec.structs.replace(POSTING, **members))
    return changed_posting


def good_parts() -> Case:
    """What a case has unless it says otherwise."""
    anchor = msgspec.json.decode(ANCHOR.encode())
    return {"label": GOOD, "status": status(), "posting": msgspec.to_builtins(POSTING), "anchor": anchor}
