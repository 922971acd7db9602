"""What people call the fields of a posting, in both languages."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from certreg.domain.text import Text

FIELD_TITLES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "title": Text(zh="岗位名称", en="Title"),
        "employer": Text(zh="用人主体", en="Employer"),
        "agency": Text(zh="人力资源服务机构", en="Agency"),
        "headcount": Text(zh="招聘人数", en="Headcount"),
        "conditions": Text(zh="招聘条件", en="Conditions"),
        "education": Text(zh="学历", en="Education"),
        "experience": Text(zh="经验", en="Experience"),
        "employment_type": Text(zh="用工类型", en="Employment type"),
        "work_content": Text(zh="工作内容", en="Work content"),
        "work_conditions": Text(zh="工作条件", en="Work conditions"),
        "location": Text(zh="工作地点", en="Location"),
        "address": Text(zh="详细地址", en="Address"),
        "pay": Text(zh="劳动报酬", en="Pay"),
        "composition": Text(zh="报酬构成", en="Composition of pay"),
        "apply": Text(zh="应聘方式", en="How to apply"),
        "published_on": Text(zh="发布日期", en="Published"),
        "valid_until": Text(zh="有效期至", en="Open until"),
        "provenance": Text(zh="信息来源", en="Source"),
    }
)


def titles_of(fields: Iterable[str]) -> Text:
    """The titles of some fields as a list in words; a name without a title stands for itself."""
    titles = [FIELD_TITLES.get(name, Text(zh=name, en=name)) for name in fields]
    return Text(zh="、".join(title.zh for title in titles), en=", ".join(title.en.lower() for title in titles))
