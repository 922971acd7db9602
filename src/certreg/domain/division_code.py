"""Codes of administrative divisions (GB/T 2260): two digits each for province, city and county."""


def significant(code: str) -> str:
    """The digits that all codes inside a division share: 50 for 500000, 3302 for 330200."""
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if code.endswith("00") else code
