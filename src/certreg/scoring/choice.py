"""Which criteria somebody means: a published id, a file of their own, or those in effect."""

from datetime import date
from pathlib import Path
from typing import Final

from certreg.domain.errors import CriteriaInvalid
from certreg.domain.text import Text
from certreg.scoring.criteria_file import PublishedCriteria, by_id, current, drafts, load_criteria
from certreg.scoring.lint import lint


def choose(named: str | None, day: date) -> PublishedCriteria:
    """The criteria in effect on `day` where none are named, else the id, also of a draft, or the path.

    A path has a `/` or ends in `.yaml`. Raises `NotFound` for an unknown id or where nothing is in effect, and
    `CriteriaInvalid` for a file that is not sound: nothing is scored by it.
    """
    if named is None:
        return current(day)
    if "/" not in named and not named.endswith((".yaml", ".yml")):
        return drafts().get(named) or by_id(named)
    loaded = load_criteria(Path(named))
    problems = lint(loaded.criteria)
    if problems:
        raise CriteriaInvalid(_NOT_SOUND.within(path=named), problems)
    return loaded


_NOT_SOUND: Final = Text(zh="认证标准文件 {path} 有误", en="The criteria file {path} is not sound")
