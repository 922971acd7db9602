"""Cells of CSV files, which people open in spreadsheet programs."""


def cell(value: object) -> str:
    """As text. What a spreadsheet would run as a formula is made plain by an apostrophe (OWASP, CSV Injection)."""
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
