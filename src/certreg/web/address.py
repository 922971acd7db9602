"""Addresses of pages: filters and language live in the query, so that what is seen can be shared."""

from collections.abc import Iterable
from urllib.parse import quote, urlencode

import msgspec

from certreg.domain.text import Language

Query = tuple[tuple[str, str], ...]


class Address(msgspec.Struct, frozen=True):
    """The address of the page being shown. `chosen` is the language that it names, if it names one."""

    path: str
    query: Query
    chosen: Language | None

    def to(self, path: str, **query: str | None) -> str:
        """Another page in the same language. None leaves a parameter out."""
        return _join(path, [(k, v) for k, v in query.items() if v], self.chosen)

    def here(self, **changes: str | None) -> str:
        """This page with some parameters changed; a cursor never survives a change of filter."""
        kept = [(k, v) for k, v in self.query if k not in changes and k != "cursor"]
        return _join(self.path, [*kept, *((k, v) for k, v in changes.items() if v)], self.chosen)

    def in_language(self, language: Language) -> str:
        """This very page in another language."""
        return _join(self.path, self.query, language)


def _join(path: str, query: Iterable[tuple[str, str]], language: Language | None) -> str:
    pairs = [(k, v) for k, v in query if k != "lang"]
    if language is not None:
        pairs.append(("lang", language))
    quoted = quote(path, safe="/:@!$&'()*+,;=-._~")
    return f"{quoted}?{urlencode(pairs)}" if pairs else quoted
