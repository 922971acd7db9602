"""A-education-consistent: the education that the text asks for is that of the field (notice 3(1), 招聘条件)."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

import msgspec

from certreg.checks.absence import absence
from certreg.checks.around import following, leading
from certreg.checks.context import Context
from certreg.checks.search import WITH_TITLE, AnyOf, hits
from certreg.domain.assessment import Finding, Span, met, unmet
from certreg.domain.posting import Education, Posting
from certreg.domain.text import Text
from certreg.notation.education import LEVEL, lowest


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """None."""


class Mention(NamedTuple):
    """The levels that a text asks for. `relaxed`: how little will do for some (能力优秀者可放宽); None: no less."""

    level: Education
    highest: Education
    relaxed: Education | None
    span: Span


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Unmet if the text asks for another level than the field and nowhere for the same."""
    del context, params
    if posting.conditions.education is None:
        return _ABSENT.in_channel(posting, "education")
    spans = find(posting)
    return unmet(_DIFFERS, spans=spans) if spans else _AGREES


def find(posting: Posting) -> tuple[Span, ...]:
    """The words that ask for another education than the field; empty where nothing contradicts it.

    A text that asks for several levels (of several jobs, or with a preference) agrees if one of them is the
    field's. Vocational and senior high school rank alike; primary school bars nobody.
    """
    stated = posting.conditions.education
    if stated is None or not _ANY.may_hit(posting):
        return ()
    first = None
    for mention in mentions(posting):
        if _admits(mention, stated):
            return ()
        first = first or mention
    return () if first is None else (first.span,)


def mentions(posting: Posting) -> Iterator[Mention]:
    """Every level of education that the texts ask for, and the words that ask for none."""
    for field, folded, match in hits(posting, _NONE_ASKED, WITH_TITLE):
        yield Mention(Education.ANY, Education.ANY, relaxed=None, span=folded.span(field, *match.span()))
    for field, folded, match in hits(posting, _NAMED, WITH_TITLE):
        yield from _read(folded.text, match, folded.span(field, *match.span()))


def _read(text: str, match: re.Match[str], span: Span) -> Iterator[Mention]:
    behind = following(text, match.end(), _REACH)
    ahead = leading(text, match.start(), _REACH)
    demanded = match["up"] or match["noun"] or _HEAD.search(ahead) or _TRADE.match(behind)
    if demanded and not (_NO_DEMAND.match(behind) or _PREFERRED.match(behind) or _OF_OTHERS.search(ahead)):
        relaxed = _relaxed(text, match.end())
        levels = _LEVELS.findall(match["levels"])
        if levels:
            ranked = sorted((lowest(level) for level in levels), key=_rank)
            yield Mention(ranked[0], ranked[-1], relaxed, span)


def _relaxed(text: str, position: int) -> Education | None:
    """What will do for some: the level that is named with the words that relax, else any."""
    reach = position + _RELAXED_WITHIN
    relaxing = _RELAXED.search(text, position, reach) or _WILL_DO.search(text, position, reach)
    if relaxing is None:
        return None
    named = _LEVELS.findall(following(text, relaxing.end(), _NEAR))
    named += _LEVELS.findall(text, max(position, relaxing.start() - _NEAR), relaxing.start())
    if named:
        return lowest(named[0])
    others = relaxing.re is _WILL_DO and _OTHERS_WILL_DO.search(text, position, relaxing.end())
    return None if others else Education.ANY


def _admits(mention: Mention, stated: Education) -> bool:
    """The field's level is one of those mentioned, or lower where less will do."""
    rank = _rank(stated)
    lowest_rank = _rank(mention.level)
    return (
        rank == lowest_rank
        or lowest_rank < rank <= _rank(mention.highest)
        or (mention.relaxed is not None and _rank(mention.relaxed) <= rank < lowest_rank)
    )


def _rank(level: Education) -> int:
    return _RANKS.get(level, _ORDER.index(level))


_ORDER: Final = tuple(Education)
_RANKS: Final = {
    Education.PRIMARY: _ORDER.index(Education.ANY),
    Education.VOCATIONAL: _ORDER.index(Education.SENIOR_HIGH),
}
_REACH: Final = 14
_NEAR: Final = 10
_RELAXED_WITHIN: Final = 40
_LEVEL: Final = r"[博硕研大本专高中职技初小](?:士(?:研究生)?|究生|学[本专]科|科|专|[职中技高]|校|(?<=小)学)"
"""Loose, for its speed: `_LEVELS` leaves out what is no level."""
_LEVELS: Final = re.compile(LEVEL)
_UP: Final = r"\s?\(?(?:[及或和含]|或者|或是|及其|及其它)?(?:同等)?(?:学历)?\s?以?上\)?|\(含\)以上"
_NOUN: Final = r"(?:或同等|及同等|同等)?(?:学历|文凭|文化|学位|毕业(?!生|设计|论文)|水平)"
_NAMED: Final = re.compile(
    rf"(?P<levels>{_LEVEL}(?:(?:学历|毕业)?(?:[/、,(]|或者?|和|及|\s)\s?{_LEVEL}\)?){{0,4}})(?P<up>{_UP})?(?P<noun>{_NOUN})?"
)
_NONE_ASKED: Final = re.compile(
    "学历(?:(?<=不限学历)|(?<=无学历)(?:要求|限制)"
    "|(?:[、/和]?(?:经验|专业|年龄|性别|户籍)){0,3}[均都]?(?:不限|无限|无要求|没有要求|不作要求|不做要求))"
)
_HEAD: Final = re.compile(r"(?:学历|文化程度|教育程度)(?:要求|为|至少|[::\s\]】、]){0,3}$|(?:统招|全日制|国家承认的?)$")
_TRADE: Final = re.compile(
    r"[^,。;]{0,10}专业(?:毕业)?(?:[,。;]|$)|[,、\s]{0,2}[0-9一二两三五]{1,2}年(?:以上|及以上|工作)"
)
"""A level with its subject, or in a row with years: 本科计算机相关专业毕业, 本科 2年以上."""
_NO_DEMAND: Final = re.compile(
    r"\s?(?:以下|在读|在校|生|院校|学校|课程|老师|教师|教育|阶段|部|班|辅导|语文|数学|英语|年级|工作站|补贴|津贴|奖|\+|提升|者?[^,。;]{0,3}[0-9]{3,}|者?每月)"
)
_PREFERRED: Final = re.compile(r"(?:[^经验年(专]{0,12}|\(|[^,。;(]{0,8}专业)(?:优先|更佳|为佳|更好|加分|尤佳|最佳)")
_OF_OTHERS: Final = re.compile(r"团队|成员|客户|老板|补贴|提升|创始人|[0-9]%|占比|同事|提供|就读|孩子|辅导|学生")
_RELAXED: Final = re.compile(
    "放宽|降低|放低|学历可|可(?:不限|忽略)|不受(?:学历|此)?限|无(?:须|需)?学历|学历不(?:是|限)|可适当|破格"
)
_ANY: Final = AnyOf(_NAMED, _NONE_ASKED)
_WILL_DO: Final = re.compile("亦可|也可|也行|可(?:以)?(?:考虑|接受)")
_OTHERS_WILL_DO: Final = re.compile("应届|毕业生|经验|年龄|文科|专业|接受|考虑")
"""Less of something else will do: 应届生也可."""
_ABSENT: Final = absence(Text(zh="学历要求", en="education asked for"))
_DIFFERS: Final = Text(
    zh="正文所写学历要求与学历栏不一致", en="The text asks for another level of education than the field"
)
_AGREES: Final = met(Text(zh="正文未见与学历栏不一致的要求", en="Nothing in the text contradicts the field"))
