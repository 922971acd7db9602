"""The posting struct: bounds, strictness, what its words are."""

import msgspec
import pytest

from certreg.domain.posting import Agency, Party, Pay, Posting


def _decode(text: str) -> Posting:
    return msgspec.json.decode(text, type=Posting)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('{"title": ""}', "$.title"),
        ('{"title": 7}', "$.title"),
        ('{"title": "保洁", "headcount": 0}', "$.headcount"),
        ('{"title": "保洁", "headcount": 1.5}', "$.headcount"),
        ('{"title": "保洁", "pay": {"min": -1}}', "$.pay.min"),
        ('{"title": "保洁", "pay": {"currency": "元"}}', "$.pay.currency"),
        ('{"title": "保洁", "location": {"division": "50011"}}', "$.location.division"),
        ('{"title": "保洁", "valid_until": "2026-02-30"}', "$.valid_until"),
    ],
)
def test_a_bad_value_is_refused_with_its_path(text: str, path: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=path.replace("$", r"\$")):
        _decode(text)


@pytest.mark.parametrize("text", ['{"title": "保洁", "salary": 1}', '{"title": "保洁", "pay": {"maximum": 1}}'])
def test_an_unknown_field_is_refused_not_dropped(text: str) -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        _decode(text)


def test_the_publisher_is_the_agency_where_there_is_one() -> None:
    employer = Party(name="重庆云岭精密制造有限公司")
    direct = Posting(title="钳工", employer=employer)
    assert direct.publisher == employer
    through = Posting(title="钳工", employer=employer, agency=Agency(name="渝才人力资源有限公司", uscc="x"))
    assert through.publisher == Party(name="渝才人力资源有限公司", uscc="x")


def test_words_as_published_come_before_typed_values() -> None:
    posting = Posting(title="钳工", pay=Pay(min=800_000), verbatim={"pay": "8-13K·13薪"})
    assert posting.text_of("pay") == "8-13K·13薪"
    assert posting.text_of("title") == "钳工"
    assert posting.text_of("apply") is None
