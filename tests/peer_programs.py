"""Running the programs of tests/peers, which are not ours."""

import json
import subprocess
from pathlib import Path
from typing import Any

PEERS = Path(__file__).resolve().parent / "peers"


def ask(node: str, script: str, question: Any) -> Any:
    """What `tests/peers/<script>` answers to `question`, JSON in and out."""
    done = subprocess.run(
        [node, PEERS / script], input=json.dumps(question), capture_output=True, text=True, check=False, cwd=PEERS
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
