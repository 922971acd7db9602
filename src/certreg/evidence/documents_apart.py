"""PDFs are looked through in a process of their own, whose time and memory are limited.

A hostile PDF of some kilobytes keeps a reader busy for hours: tables that point ten thousand times at one run of
spaces, streams of a thousand spaces a byte. No count of objects finds all of that, but a clock does, and what is
ended is a process and not a worker of the server.
"""

import os
import resource
import subprocess
import sys
import threading
from typing import Final

import msgspec

from certreg.domain.errors import EvidenceUnavailable, InvalidInput
from certreg.domain.text import Text
from certreg.evidence.documents import require_plain
from certreg.evidence.refusal import refused

CPU_SECONDS: Final = 20
"""Ten times what a document of some ten thousand objects takes."""

MEMORY: Final = 2**30
_WALL_SECONDS: Final = 120
"""For a machine that is busy with other things, and for a process that waits instead of working."""

_COMMAND: Final = ("-m", __name__)
_REFUSED: Final = 3
_AT_ONCE: Final = threading.BoundedSemaphore(2)


class _Refusal(msgspec.Struct, frozen=True):
    """Why a document is refused, as one process tells the other."""

    code: str
    reason: Text


def require_plain_apart(content: bytes) -> None:
    """`certreg.evidence.documents.require_plain`, and `InvalidInput` too for what takes too long or too much memory."""
    with _AT_ONCE:
        try:
            ended = subprocess.run(  # noqa: S603 - this program itself, and nothing of the file in its arguments
                [sys.executable, *_COMMAND],
                input=content,
                capture_output=True,
                env=_environment(),
                check=False,
                timeout=_WALL_SECONDS,
            )
        except subprocess.TimeoutExpired as error:
            raise refused("too_costly", _TOO_COSTLY) from error
        except OSError as error:
            raise EvidenceUnavailable(_NOT_STARTED.within(reason=error.strerror)) from error
    if ended.returncode == _REFUSED:
        found = msgspec.json.decode(ended.stdout, type=_Refusal)
        raise refused(found.code, found.reason)
    if ended.returncode < 0:
        # By a signal: its time is over.
        raise refused("too_costly", _TOO_COSTLY)
    if ended.returncode:
        words = ended.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise EvidenceUnavailable(_NOT_STARTED.within(reason=words[:200]))


def main() -> int:
    """Look through the document on standard input; what is wrong with it goes to standard output."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        _look_through(sys.stdin.buffer.read())
    except InvalidInput as error:
        (problem,) = error.problems
        sys.stdout.buffer.write(msgspec.json.encode(_Refusal(problem.code, problem.reason)))
        return _REFUSED
    return 0


def _look_through(content: bytes) -> None:
    try:
        require_plain(content)
    except MemoryError as error:
        raise refused("too_costly", _TOO_COSTLY) from error


def _environment() -> dict[str, str]:
    """Without what is nobody's business who reads strangers' files: passphrase, database, account of the store."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("CERTREG_", "AWS_", "PG"))}


_TOO_COSTLY: Final = Text(
    zh="PDF 的结构过于复杂，无法检查；请打印为 PDF 后再提交",
    en="The PDF is built in too complicated a way to be looked through; print it to a plain PDF first",
)
_NOT_STARTED: Final = Text(
    zh="不能检查 PDF：{reason}，请稍后再试", en="PDFs cannot be looked through: {reason}; try again later"
)

if __name__ == "__main__":
    sys.exit(main())
