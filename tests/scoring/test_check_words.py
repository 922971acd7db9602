"""Every check and parameter of published criteria is said in words; the history of a set."""

from certreg.scoring.check_word_lists import CHECK_WORDS, PARAM_WORDS
from certreg.scoring.check_words import measured
from certreg.scoring.criteria_file import by_id, published
from certreg.scoring.history import history


def test_every_check_and_parameter_of_published_criteria_has_words() -> None:
    for item in published().values():
        for criterion in item.criteria.criteria:
            how = measured(criterion)
            assert (how is None) is (criterion.check is None)
            if how is not None:
                assert how.check in CHECK_WORDS, how.check
                missing = {one.name for one in how.parameters} - set(PARAM_WORDS.get(how.check, {}))
                assert not missing, (how.check, missing)


def test_a_parameter_shows_its_value_also_where_it_is_the_default() -> None:
    width = by_id("cq-premium-2026.1").criteria.criterion("A-pay-width")
    assert width is not None
    how = measured(width)
    assert how is not None
    assert [(one.name, one.value.zh) for one in how.parameters] == [("full", "2"), ("none", "3")]


def test_the_history_begins_with_the_first_version() -> None:
    steps = history(by_id("cq-premium-2026.1"))
    assert [step.id for step in steps] == ["cq-premium-2026.1"]
    assert steps[0].comparison is None
    newest = list(published().values())[-1]
    assert [step.id for step in history(newest)][-1] == "cq-premium-2026.1"
    assert all(step.comparison is not None for step in history(newest)[:-1])
