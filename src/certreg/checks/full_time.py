"""Whether a posting is for full-time work, as far as its type and title say."""

import re
from typing import Final

from certreg.checks.search import TITLE, first
from certreg.domain.posting import EmploymentType, Posting


def is_full_time(posting: Posting) -> bool:
    """Not part-time, temporary or an internship; a posting that says nothing is full-time, as job sites mean it."""
    return posting.employment_type not in _OTHER and first(posting, _OTHER_IN_TITLE, TITLE) is None


_OTHER: Final = frozenset({EmploymentType.PART_TIME, EmploymentType.TEMPORARY, EmploymentType.INTERN})
_OTHER_IN_TITLE: Final = re.compile(
    "实习|见习|兼职|小时工|钟点|临时|日结|暑[假期]|寒[假期]|[Ii]ntern(?!a|e)|INTERN|[Pp]art.?time"
)
