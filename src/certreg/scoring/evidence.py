"""The kinds of evidence that criteria may ask for (notice 3(2))."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from certreg.domain.text import Text

EVIDENCE: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "business_licence": Text(zh="营业执照或批准设立文件", en="business licence or approval document"),
        "identity_card": Text(zh="自然人身份证件", en="identity card of a natural person"),
        "brochure": Text(zh="招聘简章", en="recruitment brochure"),
        "poster_identity": Text(zh="经办人员身份证明", en="identity of the person who posts"),
        "poster_authority": Text(zh="经办人员委托证明", en="authority of the person who posts"),
        "mandate": Text(zh="用人主体委托证明", en="the employer's mandate to the agency"),
        "fee_standard": Text(zh="收费标准", en="the agency's scale of fees"),
        "licence": Text(zh="人力资源服务许可证", en="human-resources service licence"),
        "callback": Text(zh="电话回访或实地走访记录", en="record of the telephone call or visit"),
        "complaints": Text(zh="投诉举报及处理记录", en="record of complaints and findings"),
    }
)
"""Identifier in criteria files to what people call it."""
