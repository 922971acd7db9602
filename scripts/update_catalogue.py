"""Bring the English catalogue of the pages up to the templates: new messages come in empty, old ones go.

    python scripts/update_catalogue.py

Then fill in the empty ones; tests/web/test_web_catalogue.py finds any that is left.
"""

from io import BytesIO
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from certreg.resources import resource
from certreg.web.catalogue import DOMAIN, catalogue_path, read_catalogue

HEADER: Final = "# English of the pages. The msgid is the Chinese text of the template."
METHODS: Final = [("**.html", "jinja2")]
OPTIONS: Final = {"**.html": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}}


def extracted() -> Catalog:
    """Every message of the templates, in their order."""
    found = Catalog(domain=DOMAIN, charset="utf-8", fuzzy=False)
    for name, _, message, comments, context in extract_from_dir(resource("templates"), METHODS, OPTIONS):
        found.add(message, locations=[(name, 1)], auto_comments=comments, context=context)
    return found


def updated() -> bytes:
    """The committed catalogue with the templates' messages, as it should be on disk."""
    catalogue = read_catalogue("en")
    catalogue.update(extracted(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.header_comment = HEADER
    catalogue.project, catalogue.version = DOMAIN, "0"
    written = BytesIO()
    write_po(written, catalogue, width=110, omit_header=False, sort_output=False, no_location=True)
    # Dates in the header would change with every run.
    lines = [line for line in written.getvalue().decode().splitlines() if "-Date:" not in line]
    return ("\n".join(lines).strip() + "\n").encode()


if __name__ == "__main__":
    catalogue_path("en").write_bytes(updated())
