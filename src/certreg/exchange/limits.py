"""Bounds on what is read. An input beyond one is refused by name; nothing is cut off silently."""

from typing import Final

MAX_LINE_BYTES: Final = 4 * 1024 * 1024
"""One line of NDJSON or CSV. The longest text of a posting is 500,000 characters."""
MAX_SKIPPED_BYTES: Final = 256 * 1024 * 1024
"""How much of an overlong line is passed over to find the next one; then the file is given up."""
MAX_STREAM_BYTES: Final = 64 * 1024**3
"""A whole stream once it is decompressed."""
MAX_DOCUMENT_BYTES: Final = 64 * 1024 * 1024
"""One JSON document that holds many postings; larger inventories belong in NDJSON."""
MAX_DEPTH: Final = 64
"""Nesting of a JSON document."""
MAX_COLUMNS: Final = 256
MAX_HEADER_ROW: Final = 20
"""A spreadsheet may have titles above its headings; they are looked for in so many rows."""
MAX_WORKBOOK_BYTES: Final = 128 * 1024 * 1024
MAX_WORKBOOK_PARTS: Final = 2_000
MAX_INFLATED_BYTES: Final = 256 * 1024 * 1024
"""The parts of a workbook, decompressed."""
MAX_SHARED_CHARACTERS: Final = 300_000_000
"""Shared strings of a sheet, counted once for each cell that points to one: the reader copies them."""
MAX_CELLS: Final = 6_000_000
"""Rows times columns of one sheet: the reader holds the whole rectangle in memory."""
MAX_RAW_SHOWN: Final = 20_000
"""Characters of an unreadable row that go into the rejects file."""
