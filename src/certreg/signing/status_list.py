"""Token Status List (draft-ietf-oauth-status-list-21): the packed list, and the signed token that carries it.

A list has room for at most 2^20 labels (ADR 0014). Issued lists have two bits for each; lists of 1, 4 and
8 bits are read too.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from certreg.domain.errors import InvalidInput
from certreg.domain.label import NumericDate, Url
from certreg.domain.text import Text
from certreg.domain.verification import Revoked, StatusUnavailable, Suspended, VerificationFailure
from certreg.signing import base64url, jws
from certreg.signing.anchor import Anchor
from certreg.signing.delegation import Delegation, utc, verify_delegation
from certreg.signing.es256 import Signer

TYP: Final = "statuslist+jwt"
MEDIA_TYPE: Final = "application/statuslist+jwt"
MAX_BYTES: Final = 1024 * 1024
MAX_ENTRIES: Final = 2**20

Bits = Literal[1, 2, 4, 8]


class Status(IntEnum):
    """Values of the draft, §7.1. SUSPENDED needs two bits."""

    VALID = 0
    INVALID = 1
    SUSPENDED = 2


class StatusList:
    """Statuses packed `8 / bits` to a byte, the first in the lowest bits (draft §4.1)."""

    __slots__ = ("_packed", "bits")

    def __init__(self, packed: bytearray, bits: Bits = 2) -> None:
        if bits not in (1, 2, 4, 8):
            raise InvalidInput(_BITS.within(bits=bits))
        self.bits: Bits = bits
        self._packed = packed

    @classmethod
    def of_size(cls, size: int, bits: Bits = 2) -> "StatusList":
        """A list of at least `size` entries, all valid; it is rounded up to whole bytes."""
        if not 1 <= size <= MAX_ENTRIES:
            raise InvalidInput(_SIZE.within(limit=MAX_ENTRIES))
        return cls(bytearray((size * bits + 7) // 8), bits)

    @classmethod
    def of(cls, statuses: Iterable[tuple[int, int]], size: int, bits: Bits = 2) -> "StatusList":
        """A list of `size` entries with these (index, status) pairs; every other entry is valid."""
        made = cls.of_size(size, bits)
        for index, status in statuses:
            made[index] = status
        return made

    @classmethod
    def decode(cls, lst: str, bits: Bits) -> "StatusList":
        """Read the `lst` of a token. `InvalidInput` if it is broken or holds more than 2^20 entries.

        No more than that is ever decompressed, whatever the text claims.
        """
        limit = MAX_ENTRIES * bits // 8
        inflater = zlib.decompressobj()
        try:
            packed = inflater.decompress(base64url.decode(lst), limit + 1)
        except (base64url.NotBase64url, zlib.error) as error:
            raise InvalidInput(_BROKEN) from error
        if len(packed) > limit:
            raise InvalidInput(_SIZE.within(limit=MAX_ENTRIES))
        if not inflater.eof or inflater.unused_data:
            raise InvalidInput(_BROKEN)
        return cls(bytearray(packed), bits)

    def encode(self) -> str:
        """The `lst` text. Run-length matching is 40 to 150 times faster than level 9 for a tenth more bytes."""
        deflater = zlib.compressobj(level=9, strategy=zlib.Z_RLE)
        return base64url.encode(deflater.compress(bytes(self._packed)) + deflater.flush())

    def __len__(self) -> int:
        return len(self._packed) * 8 // self.bits

    def __getitem__(self, index: int) -> int:
        """Status at `index`; IndexError outside the list, also below zero."""
        byte, shift = self._place(index)
        return (self._packed[byte] >> shift) & self._mask

    def __setitem__(self, index: int, status: int) -> None:
        """Put a status in; IndexError outside the list, ValueError for a status that needs more bits."""
        byte, shift = self._place(index)
        if not 0 <= status <= self._mask:
            raise ValueError(f"status {status} does not fit into {self.bits} bits")
        self._packed[byte] = self._packed[byte] & ~(self._mask << shift) | status << shift

    @property
    def _mask(self) -> int:
        return (1 << self.bits) - 1

    def _place(self, index: int) -> tuple[int, int]:
        if not 0 <= index < len(self):
            raise IndexError(index)
        byte, position = divmod(index, 8 // self.bits)
        return byte, position * self.bits


class StatusListMember(msgspec.Struct, frozen=True, kw_only=True):
    """The `status_list` claim (draft §4.2). Further members are ignored."""

    bits: Bits
    lst: Annotated[str, Meta(min_length=1)]


class StatusListClaims(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Payload of a status list token (draft §5.1).

    `sub` is the list's address, `ttl` the seconds for which a copy may be kept. `delegation` is this
    profile's: it leads from the pinned key to the key that signed the list (ADR 0013).
    """

    sub: Url
    iat: NumericDate
    exp: NumericDate
    ttl: Annotated[int, Meta(ge=1)]
    status_list: StatusListMember
    delegation: str


def sign_status_list(
    statuses: StatusList,
    key: Signer,
    *,
    uri: str,
    delegation: str,
    now: datetime,
    lifetime: timedelta,
    ttl: timedelta,
) -> str:
    """The list as a token that holds from `now` for `lifetime`; a reader should ask again after `ttl`."""
    issued = int(now.timestamp())
    claims = StatusListClaims(
        sub=uri,
        iat=issued,
        exp=issued + int(lifetime.total_seconds()),
        ttl=int(ttl.total_seconds()),
        status_list=StatusListMember(bits=statuses.bits, lst=statuses.encode()),
        delegation=delegation,
    )
    return jws.sign(TYP, claims, key)


@dataclass(frozen=True, slots=True)
class VerifiedList:
    """A status list whose signature was verified under an anchor. Its term was not: that is asked at each use."""

    claims: StatusListClaims
    delegation: Delegation
    statuses: StatusList

    def require_fresh(self, now: datetime, leeway_seconds: int) -> None:
        """`StatusUnavailable` outside `iat` to `exp`, with leeway on both sides.

        `ttl` bounds how long a copy is kept before asking again; who verifies offline goes by `exp`.
        """
        at = now.timestamp()
        if self.claims.iat > at + leeway_seconds or self.claims.exp <= at - leeway_seconds:
            raise StatusUnavailable(_STALE.within(iat=utc(self.claims.iat), exp=utc(self.claims.exp)))

    def require_in_force(self, index: int) -> None:
        """`Revoked`, `Suspended`, or `StatusUnavailable` where the list has no answer for this index."""
        try:
            value = self.statuses[index]
        except IndexError as error:
            raise StatusUnavailable(_OUTSIDE.within(index=index, size=len(self.statuses))) from error
        if value == Status.INVALID:
            raise Revoked(_REVOKED.within(at=utc(self.claims.iat)))
        if value == Status.SUSPENDED:
            raise Suspended(_SUSPENDED.within(at=utc(self.claims.iat)))
        if value != Status.VALID:
            raise StatusUnavailable(_NO_MEANING.within(value=value))


def verify_status_list(token: str | bytes, anchor: Anchor) -> VerifiedList:
    """Verify a status list token up to its term: type, algorithm, delegation, signature, packed list.

    Raises `StatusUnavailable` with what is broken: a list that cannot be trusted is no list.
    """
    try:
        parsed = jws.parse(token, MAX_BYTES)
        parsed.require_type(TYP)
        parsed.require_algorithm()
        claims = parsed.claims(StatusListClaims)
        delegation = verify_delegation(claims.delegation, anchor)
        parsed.require_signature(delegation.require_key(parsed.header.kid))
        statuses = StatusList.decode(claims.status_list.lst, claims.status_list.bits)
    except (VerificationFailure, InvalidInput) as failure:
        raise StatusUnavailable(failure.detail) from failure
    return VerifiedList(claims, delegation, statuses)


_BITS: Final = Text(zh="每项只能为 1、2、4 或 8 位，不能为 {bits} 位", en="An entry has 1, 2, 4 or 8 bits, not {bits}")
_SIZE: Final = Text(zh="状态列表须含 1 至 {limit} 项", en="A status list has 1 to {limit} entries")
_BROKEN: Final = Text(zh="状态列表的压缩数据已损坏", en="The status list's compressed data is broken")
_STALE: Final = Text(
    zh="状态列表有效期为 {iat} 至 {exp}，当前不在其内", en="The status list holds from {iat} to {exp}, which is not now"
)
_OUTSIDE: Final = Text(
    zh="序号 {index} 超出状态列表（共 {size} 项）", en="Index {index} is outside the status list of {size} entries"
)
_REVOKED: Final = Text(zh="截至 {at}，标签已撤销", en="The label is revoked as of {at}")
_SUSPENDED: Final = Text(zh="截至 {at}，标签已暂停", en="The label is suspended as of {at}")
_NO_MEANING: Final = Text(zh="状态值 {value} 没有定义", en="Status value {value} has no meaning in this profile")
