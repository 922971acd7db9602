"""Criteria files: reading one, and the ones that this package publishes."""

import re
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import msgspec
import rfc8785

from certreg import strict_yaml
from certreg.domain.criteria import Criteria, Criterion, DimensionRule, LevelRule
from certreg.domain.errors import CriteriaInvalid, FieldProblem, InvalidInput, NotFound
from certreg.domain.label import DIGEST_PREFIX
from certreg.domain.text import Text
from certreg.resources import resource
from certreg.scoring.register import Register, changed, read_register


class PublishedCriteria(msgspec.Struct, frozen=True):
    """A criteria file: its content, its digest as labels carry it, and the file's own bytes."""

    criteria: Criteria
    digest: str
    raw: bytes


def load_criteria(path: Path) -> PublishedCriteria:
    """Read and validate one file. Raises `CriteriaInvalid` naming every place that is wrong.

    Valid means: it has the form of a criteria file. Whether it makes sense is `certreg.scoring.lint`'s.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CriteriaInvalid(_NOT_READABLE.within(path=path, reason=error.strerror)) from error
    return read_criteria(data)


def read_criteria(data: bytes) -> PublishedCriteria:
    """The same for bytes in memory."""
    try:
        value = strict_yaml.parse(data)
    except InvalidInput as error:
        raise CriteriaInvalid(_NOT_STRICT, error.problems) from None
    problems = tuple(_part_problems(value)) if isinstance(value, dict) else ()
    try:
        criteria = msgspec.convert(value, Criteria)
    except msgspec.ValidationError as error:
        raise CriteriaInvalid(_NOT_VALID, problems or (_problem(str(error)),)) from None
    return PublishedCriteria(criteria, digest_of(value), data)


def digest_of(value: Any) -> str:  # noqa: ANN401 - a JSON value of any shape
    """SHA-256 over RFC 8785 of the parsed file, in the form that labels carry."""
    hashed = sha256(rfc8785.dumps(value)).digest()
    return DIGEST_PREFIX + _base64url(hashed)


@lru_cache(maxsize=1)
def published() -> Mapping[str, PublishedCriteria]:
    """Every published criteria file of this package by its id, in order of publication.

    `CriteriaInvalid` for one that is missing or was changed after it was published.
    """
    shipped, register = _shipped(), publication()
    missing = [criteria_id for criteria_id in register if criteria_id not in shipped]
    if missing:
        raise CriteriaInvalid(_MISSING.within(ids=", ".join(missing)))
    problems = (changed(item.criteria.id, item.digest, register) for item in shipped.values())
    found = tuple(problem for problem in problems if problem is not None)
    if found:
        raise CriteriaInvalid(found[0].reason, found)
    return MappingProxyType({criteria_id: shipped[criteria_id] for criteria_id in register})


@lru_cache(maxsize=1)
def publication() -> Register:
    """The register of this package's criteria."""
    return read_register(resource("criteria"))


def drafts() -> Mapping[str, PublishedCriteria]:
    """The criteria files of this package that are not published: never in effect, only to be checked and tried."""
    return {key: item for key, item in _shipped().items() if key not in publication()}


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, PublishedCriteria]:
    files = sorted(resource("criteria").glob("*.yaml"))
    return {item.criteria.id: item for item in map(load_criteria, files)}


def current(day: date) -> PublishedCriteria:
    """The published criteria in effect on that day, the latest where several are. Raises `NotFound` where none is.

    A draft is never in effect, whatever its days say. Of two effective from one day, the one published later counts.
    """
    in_effect = [
        item
        for item in published().values()
        if item.criteria.effective <= day and (item.criteria.retired is None or day < item.criteria.retired)
    ]
    if not in_effect:
        raise NotFound(_NONE_IN_EFFECT.within(day=day))
    return max(reversed(in_effect), key=lambda item: item.criteria.effective)


def by_id(criteria_id: str) -> PublishedCriteria:
    """One of the published criteria. Raises `NotFound` naming those there are."""
    try:
        return published()[criteria_id]
    except KeyError:
        raise NotFound(_NO_SUCH.within(id=criteria_id, known=", ".join(published()))) from None


def _part_problems(value: dict[str, Any]) -> list[FieldProblem]:
    """One problem for each dimension, level and criterion that has not the right form.

    msgspec stops at the first; someone who writes criteria wants to see them all.
    """
    problems = []
    for name, kind in (("dimensions", DimensionRule), ("levels", LevelRule), ("criteria", Criterion)):
        parts = value.get(name)
        for index, part in enumerate(parts if isinstance(parts, list) else ()):
            try:
                msgspec.convert(part, kind)
            except msgspec.ValidationError as error:
                named = part.get("id") if isinstance(part, dict) else None
                problems.append(_problem(str(error), f"{name}[{index}]", named))
    rest = {key: [] if key in _PARTS and isinstance(item, list) else item for key, item in value.items()}
    try:
        msgspec.convert(rest, Criteria)
    except msgspec.ValidationError as error:
        problems.append(_problem(str(error)))
    return problems


def _problem(message: str, place: str = "", named: object = None) -> FieldProblem:
    """Msgspec says "Expected `str`, got `int` - at `$.title.zh`"; the place goes into the field."""
    match = _AT.search(message)
    within = match["path"] if match else ""
    field = f"{place}{within}" if place else within.removeprefix(".")
    shown = f" ({named})" if isinstance(named, str) else ""
    said = message[: match.start()] if match else message
    return FieldProblem((field or "file") + shown, "wrong_form", Text(zh=f"格式不符：{said}", en=said))


def _base64url(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


_PARTS: Final = frozenset({"dimensions", "levels", "criteria"})
_AT: Final = re.compile(r" - at `\$(?P<path>[^`]*)`$")
_NOT_READABLE: Final = Text(zh="不能读取 {path}：{reason}", en="Cannot read {path}: {reason}")
_NOT_STRICT: Final = Text(zh="认证标准文件不能读取", en="The criteria file cannot be read")
_NOT_VALID: Final = Text(zh="认证标准文件格式有误", en="The criteria file has not the right form")
_MISSING: Final = Text(zh="已公布的认证标准文件缺失：{ids}", en="Published criteria files are missing: {ids}")
_NONE_IN_EFFECT: Final = Text(zh="{day} 没有生效的认证标准", en="No criteria are in effect on {day}")
_NO_SUCH: Final = Text(zh="没有认证标准 {id}；现有：{known}", en="No criteria {id}; there are: {known}")
