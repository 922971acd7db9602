"""A-pay-basis: base, commission and months are told apart (Labour Contract Law 8: 如实告知劳动报酬)."""

from typing import Final

import msgspec

from certreg.checks.absence import absence
from certreg.checks.context import Context
from certreg.checks.pay_words import BASE, BONUS, COMMISSION, base_figure
from certreg.checks.search import AnyOf, first, texts
from certreg.domain.assessment import Finding, Span, met, partly, unknown, unmet
from certreg.domain.posting import Posting
from certreg.domain.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`unnumbered` is the share where the base is named without its amount, or additions without a base."""

    unnumbered: float = 0.5


def check(posting: Posting, context: Context, params: Params) -> Finding:
    """Commission without a base fails; pay without variable parts, or with the base in figures, passes."""
    del context
    if posting.pay is None or (posting.pay.min is None and not posting.pay.negotiable):
        return _ABSENT.in_channel(posting, "pay")
    found = _worded(posting, params) if _ANY.may_hit(posting) else None
    return found or (_ONE_FIGURE if texts(posting) else _SILENT)


def _worded(posting: Posting, params: Params) -> Finding | None:
    """What the words of base, commission and additions say; None where they leave nothing to tell apart."""
    base = first(posting, BASE)
    figure = None if base is None else base_figure(posting)
    if figure is not None:
        return met(_TOLD_APART, spans=(figure,))
    commission = first(posting, COMMISSION)
    if commission is not None:
        return _without_figure(commission, base, params)
    bonus = first(posting, BONUS)
    if bonus is None or (posting.pay is not None and posting.pay.months is not None):
        return None
    return partly(params.unnumbered, _ADDITIONS, spans=(bonus,) if base is None else (base, bonus))


def _without_figure(commission: Span, base: Span | None, params: Params) -> Finding:
    if base is None:
        return unmet(_COMMISSION_ONLY, spans=(commission,))
    return partly(params.unnumbered, _BASE_UNNUMBERED, spans=(base, commission))


_ANY: Final = AnyOf(BASE, COMMISSION, BONUS)
_ABSENT: Final = absence(Text(zh="劳动报酬", en="pay"))
_SILENT: Final = unknown(
    Text(zh="没有文字说明报酬由哪些部分组成", en="There is no text that could say what the pay is made of")
)
_TOLD_APART: Final = Text(zh="写明了固定部分的数额", en="The amount of the fixed part is stated")
_COMMISSION_ONLY: Final = Text(zh="提到提成、佣金等，未写明固定部分", en="Commission is mentioned, a fixed part is not")
_BASE_UNNUMBERED: Final = Text(
    zh="提到固定部分和提成，未写明固定部分的数额", en="A fixed part and commission are named, without the fixed amount"
)
_ADDITIONS: Final = Text(
    zh="提到奖金、补贴等，未说明是否包含在所列报酬之内",
    en="Bonuses or allowances are named, without saying whether the stated pay includes them",
)
_ONE_FIGURE: Final = met(
    Text(zh="报酬没有需要区分的部分，或已写明月数", en="Nothing to tell apart, or months are stated")
)
