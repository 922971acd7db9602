"""Evidence files of a posting: the kinds of notice 3(2), how many, how long they are kept, who may see them."""

import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from certreg.domain.people import Role
from certreg.domain.text import Text


class EvidenceKind(StrEnum):
    """What a file shows. All but `other` are words of criteria files too."""

    BUSINESS_LICENCE = "business_licence"
    IDENTITY_CARD = "identity_card"
    BROCHURE = "brochure"
    POSTER_IDENTITY = "poster_identity"
    POSTER_AUTHORITY = "poster_authority"
    MANDATE = "mandate"
    FEE_STANDARD = "fee_standard"
    LICENCE = "licence"
    CALLBACK = "callback"
    COMPLAINTS = "complaints"
    OTHER = "other"


KIND_TITLES: Final[Mapping[EvidenceKind, Text]] = MappingProxyType(
    {
        EvidenceKind.BUSINESS_LICENCE: Text(zh="营业执照或批准设立文件", en="business licence or approval document"),
        EvidenceKind.IDENTITY_CARD: Text(zh="自然人身份证件", en="identity card of a natural person"),
        EvidenceKind.BROCHURE: Text(zh="招聘简章", en="recruitment brochure"),
        EvidenceKind.POSTER_IDENTITY: Text(zh="经办人员身份证明", en="identity of the person who posts"),
        EvidenceKind.POSTER_AUTHORITY: Text(zh="经办人员委托证明", en="authority of the person who posts"),
        EvidenceKind.MANDATE: Text(zh="用人主体委托证明", en="the employer's mandate to the agency"),
        EvidenceKind.FEE_STANDARD: Text(zh="收费标准", en="the agency's scale of fees"),
        EvidenceKind.LICENCE: Text(zh="人力资源服务许可证", en="human-resources service licence"),
        EvidenceKind.CALLBACK: Text(zh="电话回访或实地走访记录", en="record of the telephone call or visit"),
        EvidenceKind.COMPLAINTS: Text(zh="投诉举报及处理记录", en="record of complaints and findings"),
        EvidenceKind.OTHER: Text(zh="其他证明材料", en="other evidence"),
    }
)

IDENTITY_KINDS: Final = frozenset({EvidenceKind.IDENTITY_CARD, EvidenceKind.POSTER_IDENTITY})
"""Encrypted at rest, and shown only to those who are assigned to the posting."""

STAFF_KINDS: Final = frozenset({EvidenceKind.CALLBACK, EvidenceKind.COMPLAINTS})
"""The association's own records: nobody from outside hands them in."""

MAX_FILES: Final = 20
"""Files of one posting that are kept at once."""

MAX_NAME: Final = 120
"""Signs of a file's name that are kept for show."""

_YEARS: Final = 3 * 366
_SHORT: Final = 180

RETENTION_DAYS: Final[Mapping[EvidenceKind, int]] = MappingProxyType(
    {kind: _SHORT if kind in IDENTITY_KINDS else _YEARS for kind in EvidenceKind}
)
"""Days from the upload. Personal documents go first: they serve one review and nothing after it."""

ADDING_ROLES: Final = frozenset({Role.PUBLISHER, Role.PLATFORM, Role.ASSESSOR, Role.LEAD, Role.REGISTRAR})
VIEWING_ROLES: Final = frozenset({Role.ASSESSOR, Role.LEAD, Role.APPEALS, Role.AUDITOR})
ASSIGNING_ROLES: Final = frozenset({Role.LEAD})
PURGING_ROLES: Final = frozenset({Role.ADMINISTRATOR, Role.REGISTRAR})


def due_from(kind: EvidenceKind, uploaded_at: datetime) -> datetime:
    """The moment from which a file may be purged."""
    return uploaded_at + timedelta(days=RETENTION_DAYS[kind])


def shown_name(given: str) -> str:
    """A file's name made harmless: no folders, no controls, nothing that turns the direction of writing.

    It is kept for people to recognise the file by and never names a file of the registry.
    """
    last = given.replace("\\", "/").rpartition("/")[2]
    # Category C: controls, formats such as RIGHT-TO-LEFT OVERRIDE, surrogates, unassigned; Z: separators.
    kept = ("\ufffd" if unicodedata.category(sign)[0] == "C" else sign for sign in last)
    words = "".join(" " if unicodedata.category(sign)[0] == "Z" else sign for sign in kept).split()
    name = " ".join(words)
    return "" if not name.strip(". ") else name[:MAX_NAME]
