"""Does truthfulness rank real postings above fake ones? AUC over postings labelled real or fake, employer by employer.

    python benchmarks/orfd58_auc.py ../shared/data/labelled/orfd58-dev.csv.gz [POSTINGS] [--json]

FILE has `id, label, company_uscc, operating_status`; POSTINGS (`../postings/postings-zh.jsonl.gz` from FILE) has the
postings as crawled. They are read by the profile `crawled-postings` and judged as of the end of April 2019, when they
were crawled, under the draft `cq-premium-2026.2`. Postings that are disputed or not judged are left out.

Nothing is trained, so no employer can be on two sides. Three figures, each with a 95 % interval by bootstrap over
employers: every posting once (what published figures count, the one that compares with theirs); one posting of each
employer, averaged over every choice; whole employers, fake if at least half of their judged postings are, by the mean
of their scores. An employer is a credit code, or a name where the code is missing.

Settings: the posting alone; with a register; with the other postings of the same source as neighbours; with both. The
register is made of the very rows: code, name and status. It can therefore tell who has no code and who is
deregistered, and cannot tell a name that is not the one under the code. Statuses were joined to the rows later by
those who made the set: what they say may be younger than the posting.

A criterion alone counts its `score`: `unknown` as unmet, as in a score card, and what does not apply as met. A
criterion that is unknown everywhere ranks nothing (.500) and takes nothing away from the ranking of the others. One
that is unknown for some is measured once more over those where it says something: else its silence is what ranks.

Beside them, for comparison and no part of any score: the length of the work text; and pay held to the bands of the
first year that the table covers, though these postings are older.
"""

import csv
import gzip
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec
from ranking import Auc, Judged, posting_and_employer_auc, whole_employers

from certreg.checks import CHECKS, uscc
from certreg.checks.context import Context
from certreg.domain.assessment import Outcome, ScoreCard
from certreg.domain.organisation import Organisation, OrganisationKind, OrganisationStatus
from certreg.domain.posting import Posting
from certreg.exchange.reading import Row, read_postings
from certreg.reference.pay_bands import load_pay_bands
from certreg.resources import resource
from certreg.scoring.criteria_file import load_criteria
from certreg.scoring.duplicates import Place, RunNeighbours, TextIndex
from certreg.scoring.scorer import Scorer

NOW: Final = datetime(2019, 4, 30, 2, 0, tzinfo=UTC)
CRITERIA: Final = ("criteria", "cq-premium-2026.2.yaml")
SOURCE: Final = "orfd58"
DEREGISTERED: Final = "注销"
GATES: Final = "gates passed"
ALONE: Final = "posting alone"
BOTH: Final = "with both"
SETTINGS: Final = {
    ALONE: (False, False),
    "with register": (True, False),
    "with duplicates": (False, True),
    BOTH: (True, True),
}
TOTALS: Final = ("truthfulness", "accuracy", "completeness", "overall", GATES)
KNOWN_BY_REGISTER: Final = ("truthfulness", "overall", GATES)
"""What a register or neighbours can change."""
PUBLISHED: Final = (
    "published for this set, text-only TF-IDF + logistic regression: .953 random split, .670 split by employer"
)


class Crawled(NamedTuple):
    """One row of the source: the posting is None where the product refused it."""

    id: str
    company: str
    uscc: str
    status: str
    posting: Posting | None

    @property
    def employer(self) -> str:
        """Who hires."""
        return self.uscc or self.company


class FromRows:
    """A register of the employers that the rows name, with the status that the rows give."""

    def __init__(self, rows: Iterable[Crawled]) -> None:
        self._known = {
            uscc.canonical(row.uscc): Organisation(
                uscc=uscc.canonical(row.uscc),
                name=row.company,
                kinds=frozenset({OrganisationKind.EMPLOYER}),
                status=OrganisationStatus.DEREGISTERED if row.status == DEREGISTERED else OrganisationStatus.ACTIVE,
            )
            for row in rows
            if row.uscc and row.status
        }

    def organisation(self, code: str) -> Organisation | None:
        """The organisation with this credit code."""
        return self._known.get(code)


def crawled(path: Path) -> list[Crawled]:
    """Every row of the source, its posting read as the product reads it."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        lines = [line for line in file if f'"{SOURCE}"' in line]
    rows = [row for row in map(json.loads, lines) if row["source"] == SOURCE]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "postings.jsonl"
        copy.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        items = list(read_postings(copy, profile="crawled-postings"))
    return [
        Crawled(
            row["id"],
            row.get("company", ""),
            row.get("company_uscc", ""),
            row.get("company_status", ""),
            item.posting if isinstance(item, Row) else None,
        )
        for row, item in zip(rows, items, strict=True)
    ]


def labels_of(path: Path) -> dict[str, bool]:
    """Postings by id that are labelled real (True) or fake (False)."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return {row["id"]: row["label"] == "real" for row in csv.DictReader(file) if row["label"] in {"real", "fake"}}


def scored(
    rows: Sequence[Crawled], labels: Mapping[str, bool], *, register: bool, duplicates: bool
) -> Iterator[tuple[Crawled, ScoreCard]]:
    """The score card of every labelled posting. Every row is in the register and among the neighbours."""
    scorer = Scorer(load_criteria(resource(*CRITERIA)))
    context = Context(NOW, register=FromRows(rows) if register else None)
    index = TextIndex(SOURCE)
    for number, row in enumerate(rows):
        if duplicates and row.posting is not None:
            index.add(row.posting, Place(number))
    for number, row in enumerate(rows):
        if row.id in labels and row.posting is not None:
            neighbours = RunNeighbours(index, Place(number)) if duplicates else None
            yield row, scorer.score(row.posting, replace(context, neighbours=neighbours))


def scores(card: ScoreCard) -> dict[str, float]:
    """Everything on a card that could rank postings: totals, gates passed, and each criterion alone."""
    found: dict[str, float] = {str(one.dimension): one.points for one in card.dimensions}
    found["overall"] = card.overall
    found[GATES] = -len(card.failed_gates)
    for result in card.results:
        finding = result.finding
        found[result.criterion] = 1.0 if finding.outcome is Outcome.NOT_APPLICABLE else finding.score
    return found


class Measured(NamedTuple):
    """One score under one setting."""

    posting: Auc
    one_each: Auc
    whole: Auc


def measured(judged: Sequence[Judged]) -> Measured:
    """The three figures of one score."""
    return Measured(*posting_and_employer_auc(judged), posting_and_employer_auc(whole_employers(judged))[0])


class Setting:
    """The cards of one setting."""

    def __init__(self, labels: Mapping[str, bool], cards: Iterable[tuple[Crawled, ScoreCard]]) -> None:
        self._cards = [(row.employer, labels[row.id], scores(card), _outcomes(card)) for row, card in cards]

    @property
    def names(self) -> list[str]:
        """Every score there is, in the order of the criteria."""
        return list(self._cards[0][2])

    def judged(self, name: str, *, told: bool = False) -> list[Judged]:
        """One score of every labelled posting, or of those where the criterion is not unknown (`told`)."""
        return [
            Judged(employer, real, found[name])
            for employer, real, found, came in self._cards
            if not told or came[name] != Outcome.UNKNOWN
        ]

    def ranks(self, name: str) -> bool:
        """Whether a score differs at all between postings."""
        return len({found[name] for _, _, found, _ in self._cards}) > 1

    def outcomes(self, criterion: str) -> dict[str, Counter[str]]:
        """How often each outcome came, for real and for fake postings."""
        counted: dict[str, Counter[str]] = {"real": Counter(), "fake": Counter()}
        for _, real, _, came in self._cards:
            counted["real" if real else "fake"][came[criterion]] += 1
        return counted

    def figures(self, names: Iterable[str]) -> dict[str, Measured]:
        """Those of these scores that differ between postings, and what is told where some of it is unknown."""
        found: dict[str, Measured] = {}
        for name in names:
            if self.ranks(name):
                found[name] = measured(self.judged(name))
                told = self.judged(name, told=True) if name not in TOTALS else []
                if told and len(told) < len(self._cards):
                    found[f"{name}, told"] = measured(told)
        return found


def _outcomes(card: ScoreCard) -> dict[str, str]:
    return {result.criterion: str(result.finding.outcome) for result in card.results}


def beside(rows: Sequence[Crawled], labels: Mapping[str, bool]) -> dict[str, Measured]:
    """What is no part of a score: the length of the text, and pay held to bands that are too young."""
    pay = CHECKS["pay_plausible"].bound({})
    started = date(load_pay_bands().since, 1, 1)
    lengths, pays = [], []
    for row in rows:
        if row.id in labels and row.posting is not None:
            of = (row.employer, labels[row.id])
            lengths.append(Judged(*of, len(row.posting.work_content or "")))
            finding = pay(msgspec.structs.replace(row.posting, published_on=started), Context(NOW))
            if finding.outcome is not Outcome.UNKNOWN:
                pays.append(Judged(*of, finding.score))
    return {"length of work text": measured(lengths), f"pay as of {started}, told": measured(pays)}


def report(labels_path: Path, postings_path: Path) -> dict[str, Any]:
    """Everything that is measured."""
    labels, rows = labels_of(labels_path), crawled(postings_path)
    mine = [row for row in rows if row.id in labels]
    read = [row for row in mine if row.posting is not None]
    settings = {
        name: Setting(labels, scored(rows, labels, register=register, duplicates=duplicates))
        for name, (register, duplicates) in SETTINGS.items()
    }
    last = settings[BOTH]
    figures = {
        name: setting.figures({ALONE: TOTALS, BOTH: last.names}.get(name, KNOWN_BY_REGISTER))
        for name, setting in settings.items()
    }
    with_real, with_fake = ({row.employer for row in read if labels[row.id] is real} for real in (True, False))
    return {
        "postings": len(read),
        "fake": sum(not labels[row.id] for row in read),
        "refused": len(mine) - len(read),
        "not found": len(labels) - len(mine),
        "employers": len(with_real | with_fake),
        "employers with a fake": len(with_fake),
        "employers with both": len(with_real & with_fake),
        "employers mostly fake": sum(not one.real for one in whole_employers(last.judged("overall"))),
        "deregistered": sum(row.status == DEREGISTERED for row in read),
        "auc": {**figures, "no score": beside(rows, labels)},
        "constant": [name for name in last.names if not last.ranks(name)],
        "outcomes": {
            name: last.outcomes(name) for name in last.names if name.startswith(("T-", "G-")) and last.ranks(name)
        },
    }


def shown(found: Mapping[str, Any]) -> Iterator[str]:
    """The report in lines."""
    yield ", ".join(f"{name}: {value}" for name, value in found.items() if isinstance(value, int))
    yield PUBLISHED
    yield f"{'setting':16} {'score':30} {'every posting':22} {'one of each employer':22} whole employers"
    for setting, figures in found["auc"].items():
        for name, figure in figures.items():
            told = " ".join(f"{auc.shown():22}" for auc in figure)
            yield f"{setting:16} {name:30} {told}".rstrip()
    yield f"the same for every posting, so .500: {', '.join(found['constant'])}"
    for criterion, by_label in found["outcomes"].items():
        for label, counted in by_label.items():
            yield f"{criterion:20} {label}: " + ", ".join(f"{came} {many}" for came, many in counted.most_common())


def main() -> None:
    arguments = [argument for argument in sys.argv[1:] if argument != "--json"]
    if len(arguments) not in {1, 2}:
        sys.exit("usage: orfd58_auc.py FILE [POSTINGS] [--json]")
    labels = Path(arguments[0])
    usual = labels.resolve().parent.parent / "postings" / "postings-zh.jsonl.gz"
    found = report(labels, Path(arguments[1]) if arguments[1:] else usual)
    if "--json" in sys.argv:
        print(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
        return
    for line in shown(found):
        print(line)


if __name__ == "__main__":
    main()
