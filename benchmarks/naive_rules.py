"""The rules of the checks as a plain loop over `re`: what `bench_score.py` compares scoring with.

Taken are the `re.Pattern` objects that the modules of the checks in question, and what these import of
`certreg.checks`, keep at module level, by themselves or inside tuples, lists and mappings. `triggers` are those that
look for something in whole texts: handed to a function as they are, used with `finditer`, or kept in a collection. The
rest are guards, which the checks use (`PATTERN.search(...)`) on a few characters around a match, or on short fields: to
loop over them too costs a naive program more than it need.
"""

import ast
import importlib
import inspect
import re
from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType
from typing import Final

from certreg.checks import CHECKS

PACKAGE: Final = "certreg.checks"
Patterns = list[re.Pattern[str]]


def modules(checks: Iterable[str] = CHECKS) -> list[ModuleType]:
    """The modules of these checks, and those of `certreg.checks` that they use, directly or through others."""
    found: dict[str, ModuleType] = {}
    wanted = [CHECKS[check].function.__module__ for check in checks]
    while wanted:
        name = wanted.pop()
        if name not in found:
            found[name] = importlib.import_module(name)
            wanted += _imported(ast.parse(inspect.getsource(found[name])))
    return [found[name] for name in sorted(found)]


def all_patterns(of: Iterable[ModuleType]) -> Patterns:
    """Every pattern, once."""
    return _once(pattern for module in of for value in vars(module).values() for pattern in _within(value))


def triggers(of: Iterable[ModuleType]) -> Patterns:
    """Those that look through whole texts."""
    found: Patterns = []
    for module in of:
        used = set(_used_as_they_are(ast.parse(inspect.getsource(module))))
        for name, value in vars(module).items():
            if name in used or not isinstance(value, re.Pattern):
                found += _within(value)
    return _once(found)


def matches(patterns: Patterns, texts: Iterable[str]) -> int:
    """The naive loop: how many matches there are."""
    return sum(1 for text in texts for pattern in patterns for _ in pattern.finditer(text))


def _imported(tree: ast.AST) -> Iterator[str]:
    """Modules of the package that this one imports; `from certreg.checks import a, b` imports a and b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == PACKAGE:
            yield from (f"{PACKAGE}.{one.name}" for one in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{PACKAGE}."):
            yield str(node.module)


def _within(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Mapping):
        for one in (*value.keys(), *value.values()):
            yield from _within(one)
    elif isinstance(value, (tuple, list, set, frozenset)):
        for one in value:
            yield from _within(one)


def _used_as_they_are(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from (one.id for one in node.args if isinstance(one, ast.Name))
            if isinstance(node.func, ast.Attribute) and node.func.attr == "finditer":
                called_on = node.func.value
                yield from (one.id for one in (called_on,) if isinstance(one, ast.Name))


def _once(patterns: Iterable[re.Pattern[str]]) -> Patterns:
    """Not twice the same: some are imported from module to module."""
    return list(dict.fromkeys(patterns))
