"""Writes docs/explanation.schema.json from the structs. Run it after changing certreg.scoring.explanation."""

import json
from pathlib import Path

from certreg.scoring.explanation import explanation_schema

TARGET = Path(__file__).resolve().parent.parent / "docs" / "explanation.schema.json"


def main() -> None:
    """Overwrite the committed schema."""
    TARGET.write_text(json.dumps(explanation_schema(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(f"wrote {TARGET}")


if __name__ == "__main__":
    main()
