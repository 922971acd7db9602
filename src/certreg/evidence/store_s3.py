"""Evidence in an S3-compatible store. An upload there is seen whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store as Bucket

from certreg.domain.errors import EvidenceUnavailable
from certreg.domain.text import Text

if TYPE_CHECKING:
    from obstore.store import RetryConfig

# Someone waits for the answer, and can send the file again.
_RETRY: "Final[RetryConfig]" = {"max_retries": 2, "retry_timeout": timedelta(seconds=10)}


class S3Store:
    """Objects below `s3://BUCKET/PREFIX`; account and endpoint from the usual `AWS_…` variables."""

    def __init__(self, address: str) -> None:
        self._address = address
        with self._named():
            self._bucket = Bucket.from_url(address, retry_config=_RETRY)

    def put(self, path: str, content: bytes) -> bool:
        """Keep an object whole, or not at all; False, and nothing happens, if it is there."""
        if self.has(path):
            return False
        self.replace(path, content)
        return True

    def replace(self, path: str, content: bytes) -> None:
        """The same in place of what is there."""
        with self._named():
            obstore.put(self._bucket, path, content)

    def has(self, path: str) -> bool:
        """Whether the object is there."""
        with self._named():
            try:
                obstore.head(self._bucket, path)
            except FileNotFoundError:
                return False
        return True

    def get(self, path: str, limit: int) -> bytes | None:
        """The content, None if there is none."""
        with self._named():
            try:
                answer = obstore.get(self._bucket, path)
            except FileNotFoundError:
                return None
            if answer.meta["size"] > limit:
                raise EvidenceUnavailable(_TOO_LARGE.within(path=path, limit=limit))
            return bytes(answer.bytes())

    def delete(self, path: str) -> None:
        """Take the object away; nothing happens if it is not there."""
        with self._named():
            try:
                obstore.delete(self._bucket, path)
            except FileNotFoundError:
                return

    def written_before(self, moment: datetime) -> Iterator[str]:
        """Paths of everything last written before a moment."""
        with self._named():
            for found in obstore.list(self._bucket):
                yield from (each["path"] for each in found if each["last_modified"] < moment)

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except (BaseError, OSError, ValueError) as error:
            # The library's words can be a page long and hold the whole answer of the server.
            reason = " ".join(str(error).split())[:200]
            raise EvidenceUnavailable(_TROUBLE.within(address=self._address, reason=reason)) from error


_TROUBLE: Final = Text(
    zh="证明材料存储 {address} 不可用：{reason}", en="The evidence store {address} cannot be used: {reason}"
)
_TOO_LARGE: Final = Text(
    zh="证明材料 {path} 超过 {limit} 字节，不是本系统所存", en="The evidence {path} has more than {limit} bytes"
)
