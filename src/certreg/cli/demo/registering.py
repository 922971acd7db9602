"""The bureau's files of the demo, brought into the register by the import that everyone uses."""

from certreg.cli.demo.certifying import Office
from certreg.cli.demo.gate_examples import GateExamples
from certreg.cli.files import digest
from certreg.services import register_import
from certreg.services.register_import import Origin, RowDiff


def bring_in(office: Office, examples: GateExamples, name: str) -> list[RowDiff]:
    """Compare a file with the register and apply it; returns what each row changed."""
    now = office.clock()
    origin = Origin(examples.source(name), digest(examples.path(name)), now)
    with register_import.preparation(origin, now) as prepared:
        diffs = list(register_import.compare(office.registry, examples.register(name), prepared))
        register_import.apply(office.registry, prepared, actor=office.people.registrar, now=now)
    return diffs
