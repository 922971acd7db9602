"""Rules of deciding and issuing, apart from the score: who may, until when, on what content."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta, timezone
from typing import Final

from certreg.domain.assessment import ScoreCard
from certreg.domain.errors import FieldProblem, InvalidInput, NotPermitted, PolicyRefused
from certreg.domain.people import Actor, Role
from certreg.domain.posting import Posting
from certreg.domain.text import FORBIDDEN, Text

SHANGHAI: Final = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has kept one offset without daylight saving since 1991 (IANA tz database, `Asia/Shanghai`)."""

SUBMITTING_ROLES: Final = frozenset({Role.PUBLISHER, Role.PLATFORM, Role.ASSESSOR, Role.LEAD, Role.REGISTRAR})
ASSESSING_ROLES: Final = frozenset({Role.ASSESSOR, Role.LEAD})
ISSUING_ROLES: Final = frozenset({Role.ASSESSOR, Role.LEAD, Role.KEYHOLDER})
REINSTATING_ROLES: Final = frozenset({Role.LEAD})
SUSPENDING_ROLES: Final = frozenset({Role.ASSESSOR, Role.LEAD, Role.APPEALS, Role.REGISTRAR})
REVOKING_ROLES: Final = frozenset({Role.LEAD, Role.APPEALS})
REGISTER_ROLES: Final = frozenset({Role.REGISTRAR, Role.ADMINISTRATOR, Role.BUREAU})
MANDATE_ROLES: Final = frozenset({Role.REGISTRAR, Role.ASSESSOR, Role.LEAD})
ADMINISTERING_ROLES: Final = frozenset({Role.ADMINISTRATOR})

MAX_REASON: Final = 2000


def require_role(actor: Actor, roles: Collection[Role]) -> None:
    """`NotPermitted` unless the actor acts in one of `roles`."""
    if actor.role not in roles:
        raise NotPermitted(_WRONG_ROLE.within(role=actor.role, needed=", ".join(sorted(roles))))


def require_reason(reason: str) -> str:
    """The reason without white space around it; `InvalidInput` when there is none, or it cannot be shown whole."""
    given = reason.strip()
    if not given:
        raise InvalidInput(_NO_REASON, [FieldProblem("reason", "missing", _NO_REASON)])
    if len(given) > MAX_REASON:
        detail = _LONG_REASON.within(limit=MAX_REASON)
        raise InvalidInput(detail, [FieldProblem("reason", "too_long", detail)])
    if FORBIDDEN.search(given):
        raise InvalidInput(_HIDDEN_IN_REASON, [FieldProblem("reason", "forbidden_character", _HIDDEN_IN_REASON)])
    return given


def require_second_person(proposer_id: str, actor: Actor) -> None:
    """Four eyes: whoever proposed the outcome cannot decide on it."""
    if actor.id == proposer_id:
        raise NotPermitted(_SAME_PERSON.within(id=actor.id))


def require_level(card: ScoreCard) -> None:
    """`PolicyRefused` with every reason when the score card reaches no level."""
    if card.level is not None:
        return
    reasons = [_GATE.within(id=gate) for gate in card.failed_gates]
    reasons += [_UNKNOWN.within(id=criterion) for criterion in card.unknown]
    reasons += [_POINTS.within(dimension=d.dimension, points=d.points) for d in card.dimensions]
    reasons.append(_OVERALL.within(points=card.overall))
    raise PolicyRefused(_NO_LEVEL, reasons)


def require_certifiable(posting: Posting, now: datetime) -> None:
    """`PolicyRefused` with every reason why a label could not state what it certifies, or would be over at once."""
    reasons = []
    if posting.employer is None:
        reasons.append(_NO_EMPLOYER)
    if posting.headcount is None:
        reasons.append(_NO_HEADCOUNT)
    if posting.valid_until is not None and end_of_day(posting.valid_until) <= now:
        reasons.append(_PAST.within(day=posting.valid_until))
    if reasons:
        raise PolicyRefused(_NOT_CERTIFIABLE, reasons)


def label_expiry(posting: Posting, issued_at: datetime, validity_days: int) -> datetime:
    """End of validity: the criteria's days, or the end of the posting's own last day if that is sooner."""
    by_criteria = issued_at + timedelta(days=validity_days)
    if posting.valid_until is None:
        return by_criteria
    return min(by_criteria, end_of_day(posting.valid_until))


def end_of_day(day: date) -> datetime:
    """The last second of a day in the registry's zone."""
    return datetime.combine(day, time(23, 59, 59), SHANGHAI)


def local_day(moment: datetime) -> date:
    """The calendar day of a moment in the registry's zone."""
    return moment.astimezone(SHANGHAI).date()


_WRONG_ROLE: Final = Text(
    zh="角色“{role}”不能进行此操作，所需角色：{needed}",
    en="The role '{role}' may not do this; needed: {needed}",
)
_SAME_PERSON: Final = Text(
    zh="{id} 提出了评定意见，须由另一人决定",
    en="{id} proposed this outcome; another person must decide",
)
_NO_REASON: Final = Text(zh="请写明理由", en="A reason is needed")
_HIDDEN_IN_REASON: Final = Text(
    zh="理由含有不可见的控制字符或改变文字方向的字符，请删除",
    en="The reason contains control characters or characters that change the direction of writing; remove them",
)
_LONG_REASON: Final = Text(zh="理由不能超过 {limit} 字", en="The reason is longer than {limit} characters")
_NOT_CERTIFIABLE: Final = Text(zh="该招聘信息不能签发标签", en="This posting cannot carry a label")
_NO_EMPLOYER: Final = Text(zh="未写明用人主体", en="It names no employer")
_NO_HEADCOUNT: Final = Text(zh="未写明招聘人数", en="It states no headcount")
_PAST: Final = Text(zh="有效期已于 {day} 届满", en="Its last day was {day}")
_NO_LEVEL: Final = Text(zh="评定结果未达到任何认证等级", en="The assessment reaches no level")
_GATE: Final = Text(zh="未通过否决项 {id}", en="Gate {id} failed")
_UNKNOWN: Final = Text(zh="{id} 缺少证据，尚无结论", en="{id} is unknown: evidence is missing")
_POINTS: Final = Text(zh="{dimension}：{points} 分", en="{dimension}: {points} points")
_OVERALL: Final = Text(zh="总分：{points} 分", en="overall: {points} points")
