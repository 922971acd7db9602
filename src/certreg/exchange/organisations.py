"""Files of the register: organisations as JSON (an array) or NDJSON, in the form of `domain.organisation`."""

from pathlib import Path

from certreg.domain.organisation import Organisation
from certreg.exchange.record_files import read_records


def read_organisations(path: Path) -> tuple[Organisation, ...]:
    """Every organisation of a file. `InvalidInput` names each line that is wrong: a register is taken in whole."""
    return read_records(path, Organisation)
