"""What `benchmarks/orfd58_auc.py` computes: pairs counted one by one give the same figures."""

import csv
import gzip
import json
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import orfd58_auc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ranking import Judged, pairs_won, posting_and_employer_auc, whole_employers

from posting_cases import sound_code

FEW_ROUNDS = 50
SOUND_CODE = sound_code("91500000MA5UQ1X02")
DUTIES = "负责整理仓库；登记出入库；每周盘点并写报告。"

judged = st.builds(Judged, st.sampled_from("ABCDE"), st.booleans(), st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]))


def one_by_one(rows: Sequence[Judged], *, between_employers: bool) -> tuple[float, int]:
    """Pairs won by the real posting, and pairs."""
    won, pairs = 0.0, 0
    for fake, real in product((row for row in rows if not row.real), (row for row in rows if row.real)):
        if not (between_employers and fake.employer == real.employer):
            pairs += 1
            won += 1.0 if real.score > fake.score else 0.5 if real.score == fake.score else 0.0
    return won, pairs


def every_choice(rows: Sequence[Judged]) -> tuple[float, int]:
    """The same, over every way to keep one posting of each employer."""
    of_employer = [[row for row in rows if row.employer == name] for name in sorted({row.employer for row in rows})]
    counted = [one_by_one(chosen, between_employers=True) for chosen in product(*of_employer)]
    return sum(won for won, _ in counted), sum(pairs for _, pairs in counted)


@given(st.lists(judged, min_size=1, max_size=10))
def test_both_figures_are_those_of_counting_every_pair(rows: list[Judged]) -> None:
    posting, one_each = posting_and_employer_auc(rows, rounds=1)
    for found, (won, pairs) in (
        (posting, one_by_one(rows, between_employers=False)),
        (one_each, every_choice(rows)),
    ):
        assert found.value == (pytest.approx(won / pairs) if pairs else None)


def test_ties_are_half_a_pair() -> None:
    assert pairs_won([0.5], [0.0, 0.5, 0.5, 1.0]) == 2.0


def test_one_employer_with_many_postings_has_one_voice() -> None:
    rows = [
        *(Judged("many", real=True, score=0.0) for _ in range(98)),
        Judged("good", real=True, score=1.0),
        Judged("bad", real=False, score=0.5),
    ]
    posting, one_each = posting_and_employer_auc(rows, rounds=FEW_ROUNDS)
    assert posting.value == pytest.approx(1 / 99)
    assert one_each.value == 0.5


def test_an_employer_is_real_only_if_most_of_its_postings_are() -> None:
    rows = [
        Judged("even", real=True, score=0.2),
        Judged("even", real=False, score=0.6),
        Judged("good", real=True, score=0.9),
    ]
    assert whole_employers(rows) == [
        ("even", False, pytest.approx(0.4)),
        ("good", True, 0.9),
    ]


def test_the_interval_is_of_employers_and_not_of_postings() -> None:
    """A thousand copies of the same postings of the same employers tell nothing new."""
    rows = [Judged(str(number), number % 2 == 0, (number * 7 % 10) / 10) for number in range(20)]
    once, _ = posting_and_employer_auc(rows, rounds=FEW_ROUNDS)
    copied, _ = posting_and_employer_auc(rows * 100, rounds=FEW_ROUNDS)
    assert once == pytest.approx(copied)
    assert once.low is not None
    assert once.value is not None
    assert once.high is not None
    assert once.low < once.value < once.high


def test_a_score_that_is_the_same_for_all_ranks_nothing() -> None:
    rows = [Judged(name, real, 0.7) for name in "AB" for real in (True, False)]
    assert [auc.shown() for auc in posting_and_employer_auc(rows, FEW_ROUNDS)] == [".500 [.500, .500]"] * 2
    assert posting_and_employer_auc([rows[0]], FEW_ROUNDS)[0].shown() == "-"


@pytest.fixture
def made_set(tmp_path: Path) -> Path:
    """A labelled file and postings beside it as the data has them: one employer copies another, one is no source."""

    def posting(number: int, company: str, **more: str) -> dict[str, str]:
        return {
            "id": f"orfd58:{number}",
            "source": "orfd58",
            "title": "仓管员",
            "company": company,
            "description": DUTIES * 3,
            **more,
        }

    rows = [
        posting(1, "重庆甲贸易有限公司", company_uscc=SOUND_CODE, company_status="存续", description="整理货物。" * 20),
        posting(2, "重庆乙贸易有限公司"),
        posting(3, "成都丙物流有限公司"),
        {**posting(4, "成都丁物流有限公司"), "id": "lagou2019:4", "source": "lagou2019"},
    ]
    labels = f"orfd58:1,real,{SOUND_CODE},存续\norfd58:2,fake,,\norfd58:3,disputed,,\n"
    for folder, name, lines in (
        ("postings", "postings-zh.jsonl.gz", "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)),
        ("labelled", "orfd58-dev.csv.gz", "id,label,company_uscc,operating_status\n" + labels),
    ):
        (tmp_path / folder).mkdir()
        with gzip.open(tmp_path / folder / name, "wt", encoding="utf-8") as file:
            file.write(lines)
    return tmp_path


def test_register_and_neighbours_reach_the_score(
    made_set: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = made_set / "labelled" / "orfd58-dev.csv.gz"
    found = orfd58_auc.report(labels, made_set / "postings" / "postings-zh.jsonl.gz")
    assert {name: found[name] for name in ("postings", "fake", "refused", "not found", "employers")} == {
        "postings": 2,
        "fake": 1,
        "refused": 0,
        "not found": 0,
        "employers": 2,
    }
    assert found["outcomes"]["T-identity"] == {"real": {"met": 1}, "fake": {"unknown": 1}}
    assert found["outcomes"]["T-duplicate"] == {"real": {"met": 1}, "fake": {"unmet": 1}}
    assert found["auc"]["with both"]["T-identity"].posting.value == 1.0
    assert "truthfulness" not in found["auc"]["posting alone"]
    assert found["auc"]["with register"]["truthfulness"].posting.value == 1.0
    assert found["auc"]["with duplicates"]["truthfulness"].posting.value == 1.0
    monkeypatch.setattr("sys.argv", ["orfd58_auc.py", str(labels)])
    orfd58_auc.main()
    assert "T-duplicate          fake: unmet 1" in capsys.readouterr().out.splitlines()


def test_every_label_of_the_real_set_has_its_posting(shared_data: Path) -> None:
    path = shared_data / "labelled" / "orfd58-dev.csv.gz"
    labels = orfd58_auc.labels_of(path)
    rows = {row.id: row for row in orfd58_auc.crawled(shared_data / "postings" / "postings-zh.jsonl.gz")}
    assert labels.keys() <= rows.keys()
    assert sum(rows[one].posting is None for one in labels) < len(labels) / 100
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        status = {row["id"]: row["operating_status"] for row in csv.DictReader(file)}
    assert all(rows[one].status == status[one] for one in labels)
