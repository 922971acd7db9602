"""`certreg export`: certified postings for other systems."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final

import click
import msgspec

from certreg.cli import session
from certreg.cli.files import output
from certreg.cli.session import examples
from certreg.domain.text import Text
from certreg.exchange.spreadsheet import csv_bytes
from certreg.services.export import Exported, certified

_HEADINGS: Final = (
    "id", "url", "title", "employer", "employer_uscc", "publisher", "publisher_uscc", "headcount", "division",
    "address", "pay_min_fen", "pay_max_fen", "pay_period", "pay_months", "valid_until", "level", "label", "label_url",
    "issued_at", "expires_at",
)  # fmt: skip


@click.command(
    epilog=examples(
        "certreg export --out certified.ndjson",
        "certreg export --format csv --out certified.csv",
        "certreg export | jq .label.url",
    )
)
@click.option(
    "--format", "form", type=click.Choice(["ndjson", "json", "csv"]), default="ndjson", show_default=True,
    help="csv has the main fields; the others have the whole posting and the signed label.",
)  # fmt: skip
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write here instead of standard output.")
def command(form: str, out: Path | None) -> None:
    """Write every posting that is certified now, with its label.

    All of them as of one moment. A file is put in place complete or not at all.
    """
    with session.registry() as registry, output(out) as file:
        items = _Counted(certified(registry, now=session.clock()))
        _WRITERS[form](items, file)
    session.say(_DONE.within(count=items.count))


class _Counted:
    """Passes items on and counts them."""

    def __init__(self, items: Iterable[Exported]) -> None:
        self._items = items
        self.count = 0

    def __iter__(self) -> Iterator[Exported]:
        for item in self._items:
            self.count += 1
            yield item


def _ndjson(items: Iterable[Exported], file: BinaryIO) -> None:
    file.writelines(msgspec.json.encode(item) + b"\n" for item in items)


def _json(items: Iterable[Exported], file: BinaryIO) -> None:
    between = b"[\n"
    for item in items:
        file.write(between + msgspec.json.encode(item))
        between = b",\n"
    file.write(b"\n]\n" if between == b",\n" else b"[]\n")


def _csv(items: Iterable[Exported], file: BinaryIO) -> None:
    file.writelines(csv_bytes(_HEADINGS, map(_row, items)))


def _row(item: Exported) -> Iterator[object]:
    posting, label = item.posting, item.label
    yield from (item.id, item.url, posting.title)
    for party in (posting.employer, posting.publisher):
        yield from (party.name, party.uscc) if party else (None, None)
    yield from (posting.headcount, posting.location.division, posting.location.address)
    pay = posting.pay
    yield from (pay.min, pay.max, pay.period, pay.months) if pay else (None, None, None, None)
    yield from (posting.valid_until, label.level, label.id, label.url)
    yield from (label.issued_at.isoformat(), label.expires_at.isoformat())


_WRITERS: Final[Mapping[str, Callable[[Iterable[Exported], BinaryIO], None]]] = {
    "ndjson": _ndjson,
    "json": _json,
    "csv": _csv,
}
_DONE: Final = Text(zh="已导出 {count} 条认证中的招聘信息", en="{count} certified postings exported")
