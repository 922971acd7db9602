"""Whether a posting is for full-time work, as far as its type and title say."""

import re
from functools import lru_cache
from typing import Final

from certreg.domain.posting import EmploymentType, Posting
from certreg.reference.occupations import plain_form


def is_full_time(posting: Posting) -> bool:
    """Not part-time, temporary or an internship; a posting that says nothing is full-time, as job sites mean it."""
    return posting.employment_type not in _OTHER and not _says_other(posting.title)


@lru_cache(maxsize=16_384)
def _says_other(title: str) -> bool:
    return _OTHER_IN_TITLE.search(plain_form(title)) is not None


_OTHER: Final = frozenset({EmploymentType.PART_TIME, EmploymentType.TEMPORARY, EmploymentType.INTERN})
_OTHER_IN_TITLE: Final = re.compile("实习|见习|兼职|小时工|钟点|临时|日结|暑[假期]|寒[假期]|intern(?!a|e)|part.?time")
