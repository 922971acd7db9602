"""Mapping profiles: which column or key of somebody's file is which field of a posting.

A profile is a YAML file. Those in the folder `profiles/` are shipped; users name one of their own by its path, or by
its name in their folder.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from certreg import strict_yaml
from certreg.domain.errors import FieldProblem, InvalidInput, NotFound
from certreg.domain.posting import ChannelField, Division, PayPeriod
from certreg.domain.text import Text, normalise
from certreg.resources import resource

Target = Literal[
    "title",
    "employer.name",
    "employer.uscc",
    "agency.name",
    "agency.uscc",
    "agency.seekers_charged",
    "agency.fee",
    "headcount",
    "conditions",
    "conditions.education",
    "conditions.experience",
    "conditions.other",
    "employment_type",
    "work_content",
    "work_conditions",
    "location",
    "location.address",
    "location.division",
    "pay",
    "pay.min",
    "pay.max",
    "pay.composition",
    "apply",
    "published_on",
    "valid_until",
    "employer_profile.size",
    "employer_profile.kind",
    "employer_profile.industry",
    "provenance.platform",
    "provenance.url",
    "provenance.source_id",
    "provenance.publisher.name",
    "provenance.publisher.uscc",
    "collected",
]
"""What a column can be. `conditions` is one text with everything; `collected` is when the file was gathered."""

Heading = Annotated[str, Meta(min_length=1, max_length=100)]
_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SUFFIXES: Final = (".yaml", ".yml")


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Common form of the parts of a profile file."""


class Joined(_Part, frozen=True, kw_only=True):
    """Several columns that make one text, a line each; `headed` puts the heading before each of them."""

    join: Annotated[tuple[Heading, ...], Meta(min_length=1)]
    headed: bool = False


class ChannelLacks(_Part, frozen=True, kw_only=True):
    """What the channel has no place for (`provenance.channel_lacks`), by the value of a column (`key`)."""

    always: tuple[ChannelField, ...] = ()
    key: Heading | None = None
    by_value: Mapping[str, tuple[ChannelField, ...]] = {}


class Profile(_Part, frozen=True, kw_only=True):
    """A profile file.

    `fields` gives each field its headings, synonyms in a list. `recognise` are keys that together mean this profile
    when none is named. `absent` are words that say that a cell is empty. `within` is the code of the division in
    which places without a city lie. A pay without a period is of `pay_period`. Cells of `printed_lists` may hold a
    list as a program prints it (['五险', '双休']). `ignore` are columns known and left.
    """

    profile: Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    title: Text
    fields: Mapping[Target, tuple[Heading, ...] | Joined]
    recognise: tuple[Heading, ...] = ()
    absent: tuple[str, ...] = ()
    within: Division | None = None
    pay_period: PayPeriod | None = None
    printed_lists: tuple[Heading, ...] = ()
    ignore: tuple[Heading, ...] = ()
    channel: ChannelLacks = ChannelLacks()

    def columns(self) -> Iterator[tuple[str, Target]]:
        """Every heading with the field it stands for."""
        for target, columns in self.fields.items():
            for heading in columns.join if isinstance(columns, Joined) else columns:
                yield heading, target


def fold(heading: str) -> str:
    """A heading as it is compared: without white space, marks of a required column and a remark in brackets."""
    folded = re.sub(r"[\s*:]", "", normalise(heading))
    return _REMARK.sub("", folded).lower() or folded.lower()


def load_profile(name: str | Path, directory: Path | None = None) -> Profile:
    """A profile by its path, or by its name: in the user's directory first, then among the shipped ones.

    `NotFound` lists the names there are; `InvalidInput` names everything that is wrong with the file.
    """
    if isinstance(name, Path) or name.endswith(_SUFFIXES):
        return read_profile(Path(name))
    known = available(directory)
    if name not in known:
        raise NotFound(_UNKNOWN.within(name=name, known=", ".join(sorted(known))))
    return read_profile(known[name])


def available(directory: Path | None = None) -> Mapping[str, Path]:
    """Names and files of the profiles there are; one in the user's directory hides the shipped one of its name."""
    folders = [resource("profiles"), *([directory] if directory is not None else [])]
    return {
        path.stem: path for folder in folders for path in sorted(folder.glob("*.yaml")) if _NAME.fullmatch(path.stem)
    }


@functools.lru_cache(maxsize=64)
def read_profile(path: Path) -> Profile:
    """One profile file, checked."""
    value = _yaml(path)
    try:
        profile = msgspec.convert(value, Profile, strict=True)
    except msgspec.ValidationError as error:
        reason = _INVALID.within(path=path.name, why=error)
        raise InvalidInput(reason, [FieldProblem(path.name, "profile_invalid", reason)]) from None
    problems = list(_problems(profile))
    if problems:
        raise InvalidInput(_INVALID.within(path=path.name, why=problems[0].reason), problems)
    return profile


def _yaml(path: Path) -> object:
    try:
        with path.open("rb") as file:
            data = file.read(strict_yaml.MAX_BYTES + 1)
    except OSError as error:
        reason = _NO_FILE.within(path=path, why=error.strerror or error)
        raise InvalidInput(reason, [FieldProblem(str(path), "file_unreadable", reason)]) from None
    try:
        return strict_yaml.parse(data)
    except InvalidInput as error:
        placed = [msgspec.structs.replace(problem, field=f"{path.name}: {problem.field}") for problem in error.problems]
        raise InvalidInput(error.detail, placed) from None


def _problems(profile: Profile) -> Iterator[FieldProblem]:
    if "title" not in profile.fields:
        yield FieldProblem("fields.title", "missing", _NO_TITLE)
    meant: dict[str, str] = {fold(heading): "ignore" for heading in profile.ignore}
    for heading, target in profile.columns():
        other = meant.setdefault(fold(heading), target)
        if other != target:
            yield FieldProblem(f"fields.{target}", "heading_twice", _TWICE.within(heading=heading, other=other))
    if profile.channel.by_value and profile.channel.key is None:
        yield FieldProblem("channel.key", "missing", _NO_KEY)


_REMARK: Final = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]$")
_UNKNOWN: Final = Text(
    zh="没有名为“{name}”的映射配置；现有：{known}。自己的配置请写文件路径",
    en="There is no mapping profile '{name}'; there are: {known}. For one of your own give its path",
)
_NO_FILE: Final = Text(zh="无法读取文件 {path}（{why}）", en="The file {path} cannot be read ({why})")
_INVALID: Final = Text(zh="映射配置 {path} 有误：{why}", en="The mapping profile {path} is not valid: {why}")
_NO_TITLE: Final = Text(zh="没有为“title”指定表头", en="No heading is given for 'title'")
_TWICE: Final = Text(zh="表头“{heading}”已用于 {other}", en="The heading '{heading}' already stands for {other}")
_NO_KEY: Final = Text(zh="by_value 需要 key", en="by_value needs a key")
