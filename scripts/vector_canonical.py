"""The cases of tests/vectors/canonical-v1.json: what each posting's canonical form is."""

from typing import Any

import msgspec
import rfc8785

from certreg.domain.posting import Posting
from certreg.signing.canonical import canonical_bytes, field_digests, posting_digest

BASE: dict[str, Any] = {"title": "会计", "employer": {"name": "某公司"}}
FULL: dict[str, Any] = {
    "title": "客服专员",
    "employer": {"name": "重庆示例服务有限公司", "uscc": "91500103MA60EXAMP7"},
    "agency": {
        "name": "重庆示例人力资源有限公司",
        "uscc": "91500105MA61EXAMP2",
        "seekers_charged": True,
        "fee": 20000,
        "fee_text": "入职满一月后收取",
    },
    "headcount": 5,
    "conditions": {"education": "associate", "experience": {"min_years": 1, "max_years": 3}, "other": "普通话标准"},
    "employment_type": "full_time",
    "work_content": "接听来电，登记诉求，回访用户。",
    "work_conditions": "轮班，月休八天，缴纳社会保险。",
    "location": {"division": "500103", "address": "渝中区示例路 1 号"},
    "pay": {"min": 450000, "max": 600000, "currency": "CNY", "period": "month", "months": 13},
}

# name, why it is there, posting
CASES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("smallest", "A title is all that a posting must have.", {"title": "会计"}),
    ("every-field", "Every base field, an agency posting.", FULL),
    ("headcount-outside", "Equal to every-field: the headcount is not part of the form.", {**FULL, "headcount": 999}),
    (
        "rest-outside",
        "Equal to smallest: how to apply, dates, provenance and verbatim words are not part of the form.",
        {
            "title": "会计",
            "apply": "投递官网",
            "published_on": "2026-11-01",
            "valid_until": "2026-12-31",
            "provenance": {"platform": "某网", "url": "https://jobs.example/1"},
            "employer_profile": {"size_min": 10},
            "verbatim": {"pay": "面议"},
        },
    ),
    ("full-width-letters-and-digits", "NFKC: full-width forms become ASCII.", {"title": "Ｊａｖａ工程师（２级）"}),
    ("half-width-katakana", "NFKC: half-width katakana with a voicing mark become one letter.", {"title": "ﾃﾞｻﾞｲﾅｰ"}),
    ("compatibility-squares", "NFKC: one character becomes several.", {"title": "㈱示例 ㎡ ㏩ ① ㊣ ﷺ"}),
    ("ligatures-and-superscripts", "NFKC: ligature, superscript, Roman numeral, Kelvin sign.", {"title": "ﬁt x² Ⅳ K"}),
    (
        "cjk-compatibility-ideographs",
        "NFKC: duplicates become the unified one, U+2F81A too.",
        {"title": "豈更車\U0002f81a"},
    ),
    ("cjk-radicals", "NFKC: a Kangxi radical becomes the ideograph.", {"title": "⼈⼒资源"}),
    ("ideographic-space", "U+3000 at the ends and inside.", {"title": "\u3000会计\u3000\u3000助理\u3000"}),
    (
        "every-white-space",
        "Each character of Unicode's White_Space property separates; a run is one space.",
        {"title": "a\tb\nc\x0bd\x0ce\rf g\x85h\xa0i\u1680j\u2000k\u200al\u2028m\u2029n\u202fo\u205fp\u3000q \t\n r"},
    ),
    (
        "not-white-space",
        "Zero-width space and joiner, byte order mark, Mongolian vowel and unit separator stay.",
        {"title": "a\u200bb\u200dc\ufeffd\u180ee\x1ff"},
    ),
    (
        "white-space-only",
        "Equal to smallest: text with nothing left counts as absent, and so does an object.",
        {"title": "会计", "employer": {"name": " \u3000"}, "work_content": "\n\t", "location": {"address": " "}},
    ),
    (
        "white-space-from-nfkc",
        "A character that decomposes to a space and a mark is trimmed to the mark.",
        {"title": "\xa8a\xa8"},
    ),
    ("combining-marks", "NFKC composes, and orders marks.", {"title": "Cafe\u0301 a\u0323\u0307 q\u0307\u0323"}),
    ("composition-exclusion", "NFKC leaves these decomposed.", {"title": "\u0958 \ufb31"}),
    ("hangul", "NFKC composes conjoining jamo.", {"title": "\u1112\u1161\u11ab\u1100\u1173\u11af"}),
    (
        "right-to-left",
        "Arabic presentation forms, Hebrew, and a direction mark that stays.",
        {"title": "ﻣﺪﻳﺮ \u200fמנהל\u202e"},
    ),
    (
        "extension-b",
        "Ideographs beyond U+FFFF: two UTF-16 units, four bytes.",
        {"title": "\U00020bb7野家 \U00020000 \U0003106c"},
    ),
    (
        "emoji",
        "A sequence with joiners and a variation selector stays.",
        {"title": "厨师 \U0001f468\u200d\U0001f373 ☕\ufe0f"},
    ),
    (
        "ascii-controls",
        "Control characters that are not white space are escaped as JCS does.",
        {"title": "a\x00b\x07c\x1bd\x7f"},
    ),
    ("quotes-and-backslash", "Quotes, backslash and solidus.", {"title": "\"会计\" \\ / '<&>'"}),
    (
        "line-separators",
        "U+2028 in the middle of a text is white space here, not an escape.",
        {"title": "会计", "work_content": "一\u2028二"},
    ),
    (
        "uscc-small-letters",
        "Letters of a code are put in upper case, full-width ones too.",
        {**BASE, "employer": {"name": "某公司", "uscc": " ９１500103ｍa60examp7 "}},
    ),
    (
        "uscc-other-letters",
        "Only a to z are put in upper case.",
        {**BASE, "employer": {"name": "某公司", "uscc": "ßıéω9a"}},
    ),
    ("name-keeps-its-case", "Only codes are put in upper case.", {**BASE, "employer": {"name": "abc Ltd"}}),
    (
        "no-fee-charged",
        "false is a statement, not an absence.",
        {**BASE, "agency": {"name": "中介", "seekers_charged": False}},
    ),
    (
        "fee-zero",
        "Zero is a statement, not an absence.",
        {**BASE, "agency": {"name": "中介", "seekers_charged": True, "fee": 0}},
    ),
    ("experience-none-asked", "经验不限 is stated as zero years.", {**BASE, "conditions": {"experience": {}}}),
    ("experience-range", "Both bounds.", {**BASE, "conditions": {"experience": {"min_years": 3, "max_years": 5}}}),
    ("education-any", "学历不限 is a statement.", {**BASE, "conditions": {"education": "any"}}),
    ("conditions-empty", "Equal to pay-absent: an empty object is left out.", {**BASE, "conditions": {}}),
    ("pay-lower-bound-only", "4000元以上.", {**BASE, "pay": {"min": 400000, "period": "month"}}),
    (
        "pay-negotiable",
        "Equal to pay-absent: without a figure nothing of the pay is stated.",
        {**BASE, "pay": {"negotiable": True, "period": "month"}},
    ),
    ("pay-absent", "No pay at all.", BASE),
    (
        "pay-composition-outside",
        "Equal to pay-lower-bound-only: composition is outside the form.",
        {**BASE, "pay": {"min": 400000, "period": "month", "composition": "底薪加提成"}},
    ),
    (
        "pay-figures-and-negotiable",
        "Equal to pay-lower-bound-only: the figures count.",
        {**BASE, "pay": {"min": 400000, "period": "month", "negotiable": True}},
    ),
    ("pay-zero", "Zero is a figure.", {**BASE, "pay": {"min": 0, "max": 0, "period": "hour"}}),
    (
        "pay-largest",
        "The largest sum that a posting may state.",
        {**BASE, "pay": {"min": 1, "max": 10**12, "period": "year"}},
    ),
    (
        "pay-other-currency",
        "The currency is always written when there is a figure.",
        {**BASE, "pay": {"min": 100, "currency": "USD"}},
    ),
    ("long-text", "Longer than one block of any buffer.", {**BASE, "work_content": "负责接待。" * 400}),
)

# JCS itself, for whoever writes their own: member order by UTF-16 units, numbers, escapes.
JCS: tuple[tuple[str, Any], ...] = (
    (
        "order-by-utf-16-units",
        {"\ufb33": 1, "\U0001f600": 2, "\u20ac": 3, "\r": 4, "1": 5, "\x80": 6, "\xf6": 7, "": 8},
    ),
    ("astral-before-private-use", {"\uff61": 1, "\U00010000": 2, "\U0010ffff": 3}),
    ("largest-integers", [2**53 - 1, -(2**53) + 1, 0]),
    ("nested", {"b": [True, False, None, {}], "a": {"d": [], "c": ""}}),
)

# A posting without one canonical form: both sides refuse it.
REFUSED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("lone-high-surrogate", {"title": "会计\ud842"}),
    ("lone-low-surrogate", {"title": "\udfb7会计"}),
    ("surrogates-in-the-wrong-order", {**BASE, "work_content": "\udfb7\ud842"}),
)


def document() -> dict[str, Any]:
    """The whole file."""
    return {
        "form": "1",
        "cases": [_case(*made) for made in CASES],
        "jcs": [{"name": name, "value": value, "canonical": rfc8785.dumps(value).decode()} for name, value in JCS],
        "refused": [{"name": name, "posting": posting} for name, posting in REFUSED],
    }


def _case(name: str, why: str, members: dict[str, Any]) -> dict[str, Any]:
    posting = msgspec.convert(members, Posting)
    return {
        "name": name,
        "why": why,
        "posting": members,
        "canonical": canonical_bytes(posting).decode(),
        "digest": posting_digest(posting),
        "fields": field_digests(posting),
    }
