"""用工类型: 全职, 非全日制, 劳务派遣, 实习, FULL_TIME."""

import functools
import re
from typing import Final

from certreg.domain.posting import EmploymentType
from certreg.domain.text import Text
from certreg.notation.unreadable import Unreadable, words_of

_WORDS: Final = (
    (EmploymentType.PART_TIME, r"非全日制(?:用工)?|兼职|小时工|钟点工|PART[ _-]?TIME"),
    (EmploymentType.FULL_TIME, r"全职|全日制(?:用工|劳动合同(?:用工)?)?|正式(?:工|员工|用工)?|社招|FULL[ _-]?TIME"),
    (EmploymentType.DISPATCH, r"(?:劳务)?派遣(?:制|工|用工)?|DISPATCH"),
    (EmploymentType.TEMPORARY, r"临时(?:工|用工)?|短期(?:工|用工)?|季节(?:工|性用工)|(?:寒|暑|寒暑)假工|TEMPORARY"),
    (EmploymentType.CONTRACT, r"合同(?:制|工|制用工)?|固定期限(?:劳动)?合同|项目制|CONTRACT(?:OR)?"),
    (EmploymentType.INTERN, r"实习(?:生)?|见习|INTERN(?:SHIP)?"),
)
_TYPES: Final = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _WORDS)
_NO_TYPE: Final = re.compile(
    r"无|-|/|暂无|不限|其他|其它|校招|(?:劳务)?外包|code:\d+|jobType:\d+|OTHER|VOLUNTEER|PER_DIEM", re.IGNORECASE
)
_BETWEEN: Final = re.compile(r"\s*[/、,;和或|+]\s*|\s+(?=[^\x00-\x7f])")


@functools.lru_cache(maxsize=1_024)
def read_employment_type(text: str) -> EmploymentType | None:
    """The one kind of employment stated.

    None where the words are known but name no kind of ours, or several: 全职/兼职, 外包, VOLUNTEER, a channel's
    opaque `code:2` or `jobType:5`, for which no code book exists. `Unreadable` for anything else.
    """
    words = words_of(text)
    found: set[EmploymentType] = set()
    for word in _BETWEEN.split(words):
        kind = next((kind for kind, pattern in _TYPES if pattern.fullmatch(word)), None)
        if kind is not None:
            found.add(kind)
        elif not _NO_TYPE.fullmatch(word):
            raise Unreadable("employment_type_unreadable", _REASON)
    return found.pop() if len(found) == 1 else None


_REASON: Final = Text(
    zh="看不懂用工类型；请写“全职”“非全日制”“劳务派遣”“临时工”“合同制”或“实习”",
    en="Not a type of employment; write 全职, 非全日制, 劳务派遣, 临时工, 合同制 or 实习",
)
