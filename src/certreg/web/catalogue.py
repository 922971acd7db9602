"""Translations of the pages: msgids are Chinese, `templates/locale/en/LC_MESSAGES/certreg.po` is English.

The catalogue is compiled in memory at the start, so that no binary file can be older than its source
(docs/adr/0031). tests/web/test_web_catalogue.py finds a string without translation.
"""

from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from certreg.domain.text import Language
from certreg.resources import resource

DOMAIN: Final = "certreg"


def catalogue_path(language: Language) -> Path:
    """The committed source of one language's translations."""
    return resource("templates", "locale", language, "LC_MESSAGES", f"{DOMAIN}.po")


def read_catalogue(language: Language) -> Catalog:
    """The messages of one language as Babel has them."""
    with catalogue_path(language).open("rb") as source:
        return read_po(source, locale=language, domain=DOMAIN)


def translations(language: Language) -> NullTranslations:
    """Translations for Jinja2's i18n extension; Chinese needs none, its msgids are the text."""
    if language == "zh-CN":
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_catalogue(language))
    compiled.seek(0)
    return GNUTranslations(compiled)
