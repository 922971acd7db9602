"""Issues the postings named on standard input one after the other and says so; its parent kills it in between."""

import sys
from datetime import datetime
from pathlib import Path

from casework import LEAD, settings
from certreg.services.issue import issue
from certreg.services.registry import open_registry


def main() -> None:
    url, key_dir, at = sys.argv[1:]
    now = datetime.fromisoformat(at)
    registry = open_registry(settings(url, Path(key_dir)), now=now, sign=True)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for posting_id in sys.stdin.read().split():
        issue(registry, posting_id, actor=LEAD, now=now)
        sys.stdout.write(posting_id + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
