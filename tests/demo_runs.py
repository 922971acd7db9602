"""`certreg` run from the outside, as a newcomer runs it."""

import os
import subprocess
import sys
from pathlib import Path

CERTREG = Path(sys.executable).with_name("certreg")


def environment(**extra: str) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("CERTREG_")}
    return {**ours, "LC_ALL": "C.UTF-8", **extra}


def run_certreg(*arguments: str | Path, cwd: Path, **extra: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [CERTREG, *map(str, arguments)],
        cwd=cwd,
        env=environment(**extra),
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
