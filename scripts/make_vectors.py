"""Make the test vectors under tests/vectors/ anew, or prove that they are what this script makes.

    python scripts/make_vectors.py          write them
    python scripts/make_vectors.py --check  exit 1, naming the file, if one differs

The files are ASCII: what is not, is escaped, so that no editor and no checkout can change it.
status-list-draft.json is not made here: it is copied from the draft.
"""

import json
import sys
from pathlib import Path
from typing import Any

import vector_canonical
import vector_case
import vector_labels
import vector_lists
from vector_chain import NOW

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "vectors"


def labels() -> dict[str, Any]:
    """The file of labels: the clock, the parts of a good label, and every case."""
    return {
        "about": "Test keys from scripts/vector_chain.py: never pin this anchor.",
        "now": int(NOW.timestamp()),
        "leeway": 60,
        "good": vector_case.good_parts(),
        "cases": [*vector_labels.cases(), *vector_lists.cases()],
    }


def main() -> int:
    """Write or check both files."""
    made = {"canonical-v1.json": vector_canonical.document(), "labels.json": labels()}
    failed = 0
    for name, document in made.items():
        path, text = FOLDER / name, json.dumps(document, indent=1) + "\n"
        if "--check" not in sys.argv[1:]:
            path.write_text(text, encoding="ascii")
        elif path.read_text(encoding="ascii") != text:
            print(f"{path} is not what scripts/make_vectors.py makes")
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
