"""The kinds of evidence that criteria may ask for (notice 3(2))."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from certreg.domain.evidence import KIND_TITLES, EvidenceKind
from certreg.domain.text import Text

EVIDENCE: Final[Mapping[str, Text]] = MappingProxyType(
    {kind.value: title for kind, title in KIND_TITLES.items() if kind is not EvidenceKind.OTHER}
)
"""Identifier in criteria files to what people call it."""
