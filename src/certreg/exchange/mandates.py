"""Files of mandates: a JSON array or NDJSON, each in the form of `domain.mandate`."""

from pathlib import Path

from certreg.domain.mandate import Mandate
from certreg.exchange.record_files import read_records


def read_mandates(path: Path) -> tuple[Mandate, ...]:
    """Every mandate of a file. `InvalidInput` names each record that is wrong: a file is taken in whole."""
    return read_records(path, Mandate)
