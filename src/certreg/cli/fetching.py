"""Fetching a label or a status list for the command line: https, one host, a bound on size and time."""

import http.client
import time
import urllib.error
import urllib.request
from typing import IO, Final
from urllib.parse import urlsplit

from certreg import __version__
from certreg.config_values import is_loopback
from certreg.domain.errors import InvalidInput
from certreg.domain.text import Text

TIMEOUT_SECONDS: Final = 10.0
_CHUNK: Final = 64 * 1024


def is_url(text: str) -> bool:
    """Whether `text` is meant as an address and not as a file or a token."""
    return text.startswith(("https://", "http://"))


def fetch(url: str, *, accept: str, max_bytes: int) -> bytes:
    """Get `url`.

    `InvalidInput` says why not: plain http beyond this machine, a redirect to another host, an answer other than
    200, more than `max_bytes`, or more than ten seconds.
    """
    _require_safe(url)
    # A proxy of the environment is for the outside; this machine is asked directly.
    proxies = [urllib.request.ProxyHandler({})] if is_loopback(url) else []
    opener = urllib.request.build_opener(_SameHost(url), *proxies)
    opener.addheaders = [
        ("Accept", accept),
        ("Accept-Encoding", "identity"),
        ("User-Agent", f"certreg/{__version__}"),
    ]
    deadline = time.monotonic() + TIMEOUT_SECONDS
    try:
        with opener.open(url, timeout=TIMEOUT_SECONDS) as answer:
            return _read(answer, max_bytes, deadline)
    except urllib.error.HTTPError as error:
        # It is an answer too, and holds the connection.
        error.close()
        raise InvalidInput(_NOT_FETCHED.within(url=url, reason=error)) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise InvalidInput(_NOT_FETCHED.within(url=url, reason=error)) from error


def _read(answer: IO[bytes], max_bytes: int, deadline: float) -> bytes:
    content = bytearray()
    while chunk := answer.read(min(_CHUNK, max_bytes + 1 - len(content))):
        content += chunk
        if len(content) > max_bytes:
            raise ValueError(f"more than {max_bytes} bytes")
        if time.monotonic() > deadline:
            raise TimeoutError(f"not done within {TIMEOUT_SECONDS:.0f} s")
    return bytes(content)


def _require_safe(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(url)):
        raise InvalidInput(_PLAIN.within(url=url))
    if parts.username is not None or parts.password is not None:
        raise InvalidInput(_CREDENTIALS)


class _SameHost(urllib.request.BaseHandler):
    """Lets requests go, those of redirects too, only to the scheme, host and port of the first."""

    def __init__(self, url: str) -> None:
        self._origin: Final = urlsplit(url)[:2]

    def https_request(self, request: urllib.request.Request) -> urllib.request.Request:
        """Called with each request before it is sent."""
        if urlsplit(request.full_url)[:2] != self._origin:
            raise urllib.error.URLError(f"redirect to another host: {request.full_url}")
        return request

    http_request = https_request


_PLAIN: Final = Text(
    zh="{url} 不是 https 地址（http 只用于本机）", en="{url} is not https (plain http is for this machine only)"
)
_CREDENTIALS: Final = Text(zh="地址中不得含有用户名或密码", en="An address may not carry a user name or password")
_NOT_FETCHED: Final = Text(zh="无法获取 {url}：{reason}", en="{url} cannot be fetched: {reason}")
