"""Writes criteria/reference/minimum_wage.csv from the ministry's table of one day.

    python scripts/make_minimum_wage.py MINIMUM_WAGE_DAY.csv [OUT]

The input carries `region`, `monthly_1` to `monthly_4`, `hourly_1` to `hourly_4` in yuan, `as_of` and `source_url`. On
that day the standards were in force by the ministry's word: nothing is said of earlier days, so it begins the period.
"""

import csv
import sys
from decimal import Decimal
from pathlib import Path
from typing import Final

from certreg.reference.divisions import load_divisions

OUT: Final = Path(__file__).resolve().parents[1] / "criteria" / "reference" / "minimum_wage.csv"
TIERS: Final = range(1, 5)
HEADER: Final = """\
# Minimum wages by division: monthly for full-time work, hourly for part-time work, in fen.
# source: 人力资源和社会保障部，全国各地区最低工资标准情况（截至{as_of}） {url}
# as_of: {as_of}
# covers_until: {until}
# valid_from, valid_to: inclusive; no valid_to: not known to have ended. covers_until: standards are adjusted at least
# every two years (最低工资规定 第十条), so nothing is claimed for later days. tier 1 is the highest; the source does
# not say which county has which tier. A city with a standard of its own (深圳) has its own lines.
division,tier,monthly_fen,hourly_fen,valid_from,valid_to
"""


def main(source: str, out: str = str(OUT)) -> None:
    """Write the table."""
    with Path(source).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    as_of = rows[0]["as_of"]
    until = f"{int(as_of[:4]) + 2}{as_of[4:]}"
    lines: list[str] = []
    for row in rows:
        division = load_divisions().find(row["region"])
        if division is None or row["as_of"] != as_of:
            raise SystemExit(f"no such division, or another day: {row['region']}")
        lines += [
            f"{division.code},{tier},{fen(row[f'monthly_{tier}'])},{fen(row[f'hourly_{tier}'])},{as_of},\n"
            for tier in TIERS
            if row[f"monthly_{tier}"]
        ]
    text = HEADER.format(as_of=as_of, url=rows[0]["source_url"], until=until) + "".join(sorted(lines))
    Path(out).write_text(text, encoding="utf-8")


def fen(yuan: str) -> int:
    """Yuan in words as fen."""
    amount = Decimal(yuan) * 100
    if amount != amount.to_integral_value():
        raise SystemExit(f"finer than a fen: {yuan}")
    return int(amount)


if __name__ == "__main__":
    main(*sys.argv[1:])
