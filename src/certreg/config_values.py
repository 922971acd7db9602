"""Readers of single settings: text of the environment to a typed value, or ValueError."""

import ipaddress
from collections.abc import Callable
from urllib.parse import urlsplit


def line(raw: str) -> str:
    """One line of text, not blank."""
    if "\n" in raw or "\r" in raw or not raw.strip():
        raise ValueError(raw)
    return raw.strip()


def between(low: int, high: int) -> Callable[[str], int]:
    """Reader of a whole number within inclusive bounds."""

    def read(raw: str) -> int:
        number = int(raw)
        if not low <= number <= high:
            raise ValueError(raw)
        return number

    return read


def one_of(*choices: str) -> Callable[[str], str]:
    """Reader of one of a few words."""

    def read(raw: str) -> str:
        if raw not in choices:
            raise ValueError(raw)
        return raw

    return read


def networks(raw: str) -> tuple[str, ...]:
    """Addresses or CIDR blocks, comma between them."""
    return tuple(str(ipaddress.ip_network(part.strip(), strict=False)) for part in raw.split(",") if part.strip())


def database(raw: str) -> str:
    """A database address that the registry supports. SQLite needs a file: every thread opens it for itself."""
    if not raw.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise ValueError(raw)
    if raw.startswith("sqlite:") and raw.partition("?")[0] in ("sqlite:///", "sqlite:///:memory:"):
        raise ValueError(raw)
    return raw


def evidence_store(raw: str) -> str:
    """A folder, or a bucket with a prefix. Any other scheme is a mistake, not a folder of that name."""
    scheme, separator, rest = raw.partition("://")
    if separator and (scheme != "s3" or rest.startswith("/") or not rest or set("?#@") & set(rest)):
        raise ValueError(raw)
    return line(raw)


def origin(raw: str) -> str:
    """Scheme and host: entity identifiers are built on it (OIDF §1.2: https, no query, no fragment)."""
    parts = urlsplit(raw)
    extra = parts.username or parts.query or parts.fragment or parts.path not in ("", "/")
    if parts.scheme not in ("http", "https") or not parts.hostname or extra:
        raise ValueError(raw)
    _ = parts.port  # raises ValueError for a port out of range
    address = f"{parts.scheme}://{parts.netloc.lower()}"
    if parts.scheme == "http" and not is_loopback(address):
        raise ValueError(raw)
    return address


def is_loopback(url: str) -> bool:
    """The address never leaves this machine, so that plain http may be used."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
