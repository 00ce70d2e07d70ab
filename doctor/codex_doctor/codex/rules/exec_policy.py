"""Files of rules for commands (`rules/*.rules`), at which Codex stops when one is not in order.

They are Starlark, which is nearly a subset of Python: what Python's parser refuses is refused, and
what Starlark leaves out is known. Calls are checked as far as their arguments are written out.
(Observed with Codex 0.169.0 and, for the versions, with some others.)
"""

from __future__ import annotations

import ast
import shlex
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from codex_doctor.codex.files.starlark import (
    PARAMETERS,
    SyntaxFlaw,
    name_arguments,
    parse_starlark,
)
from codex_doctor.facts import Location, Problem
from codex_doctor.facts.config_problems import FileFault
from codex_doctor.values import is_list
from codex_doctor.words.told import Told, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from codex_doctor.facts import RuleFile

# What a file of rules may call besides its own functions.
_GLOBALS = frozenset(
    [
        "abs",
        "any",
        "all",
        "bool",
        "bytes",
        "chr",
        "dict",
        "dir",
        "enumerate",
        "fail",
        "float",
        "getattr",
        "hasattr",
        "hash",
        "int",
        "len",
        "list",
        "max",
        "min",
        "ord",
        "range",
        "repr",
        "reversed",
        "sorted",
        "str",
        "tuple",
        "type",
        "zip",
    ]
)
_DECISIONS = ("allow", "prompt", "forbidden")
_NOT_STARLARK = (
    ast.Import,
    ast.ImportFrom,
    ast.ClassDef,
    ast.Try,
    ast.With,
    ast.While,
    ast.Raise,
    ast.Assert,
    ast.Delete,
    ast.Global,
    ast.Nonlocal,
    ast.AsyncFunctionDef,
    ast.Yield,
    ast.Is,
    ast.IsNot,
)


class _Flaw(Struct, frozen=True):
    """What is wrong with a file, or why that was not looked at (`is_judged`)."""

    line: int | None
    column: int | None
    why: Words
    is_judged: bool = True


def judge_rules(files: Iterable[RuleFile]) -> Iterator[Problem]:
    """Yield the first flaw of each file of rules, and what was not looked at."""
    for file in files:
        flaw = _flaw_in(file)
        if flaw is not None:
            yield _problem(file.shown, flaw)


def _problem(shown: str, flaw: _Flaw) -> Problem:
    return Problem(
        "config.rules_invalid",
        key="rules",
        location=Location(shown, flaw.line, flaw.column),
        fatal=flaw.is_judged,
        about=FileFault(flaw.why, shown),
        is_doubtful=not flaw.is_judged,
    )


def _flaw_in(file: RuleFile) -> _Flaw | None:
    if file.result == "not_utf8":
        return _Flaw(file.line or 1, file.column or 1, Told("file.is_not_utf8"))
    if file.result == "too_large":
        return _Flaw(None, None, _too_large(file.detail), is_judged=False)
    if file.result == "too_many":
        return _Flaw(None, None, file.detail, is_judged=False)
    if file.result == "unparsed":
        return _unparsed(file.line, file.column, file.detail)
    # Anything else is a folder.
    tree = parse_starlark(file.starlark) if file.result == "ok" else None
    if tree is None:
        return None
    if isinstance(tree, SyntaxFlaw):
        return _unparsed(tree.line, tree.column, tree.why)
    return min(_flaws(tree), key=lambda one: (one.line or 0, one.column or 0), default=None)


def _too_large(detail: Words) -> Words:
    """Return what is said of a file that is too large; an older record has a text."""
    if isinstance(detail, str):
        return f"it {detail}"
    return Told("file.is_too_large", {"most_bytes": detail.values.get("most_bytes", "")})


def _unparsed(line: int, column: int, why: Words) -> _Flaw:
    return _Flaw(line, column, Told("config.rules.no_syntax", {"why": why}))


def _flaws(tree: ast.Module) -> Iterator[_Flaw]:
    known = {*_GLOBALS, *PARAMETERS, *_defined(tree)}
    line = 1
    for node in ast.walk(tree):
        line = getattr(node, "lineno", line)
        column = getattr(node, "col_offset", 0) + 1
        if isinstance(node, _NOT_STARLARK):
            yield _Flaw(line, column, Told("config.rules.no_starlark"))
        elif isinstance(node, ast.Name) and node.id not in known:
            yield _Flaw(line, column, Told("config.rules.undefined", {"name": node.id[:40]}))
        elif isinstance(node, ast.Call) and (why := _wrong_call(node)):
            yield _Flaw(line, column, why)


def _defined(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg


def _wrong_call(call: ast.Call) -> Words:
    """Return what is wrong with a rule, "" when nothing that is written out is."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name not in PARAMETERS or any(isinstance(one, ast.Starred) for one in call.args):
        return ""
    parameters, needed = PARAMETERS[name]
    if not all(one.arg for one in call.keywords):  # a **table
        return ""
    given = name_arguments(call)
    if unknown := [one for one in given if one not in parameters]:
        return Told("config.rules.no_parameter", {"rule": name, "name": unknown[0][:40]})
    if missing := [one for one in parameters[:needed] if one not in given]:
        return Told("config.rules.lacks", {"rule": name, "name": missing[0]})
    if name != "prefix_rule":
        return ""
    return _wrong_prefix({one: _literal(value) for one, value in given.items()})


def _literal(value: ast.expr) -> Any:
    """Return the value of an argument, None where it is not written out."""
    try:
        return ast.literal_eval(value)
    except (ValueError, TypeError, RecursionError):
        return None


def _wrong_prefix(given: dict[str, Any]) -> Words:
    decision, pattern = given.get("decision"), given["pattern"]
    if decision is not None and decision not in _DECISIONS:
        found = f"{decision!r:.40}"
        return Told("config.rules.decision", {"decision": found, "decisions": _DECISIONS})
    if pattern is None:
        return ""
    if not is_list(pattern) or not pattern:
        return Told("config.rules.pattern_empty")
    if not all(map(_is_element, pattern)):
        return Told("config.rules.pattern_entry")
    return _wrong_examples(pattern, given)


def _is_element(value: Any) -> bool:
    one_of = value if is_list(value) else [value]
    return bool(one_of) and all(isinstance(one, str) for one in one_of)


def _wrong_examples(pattern: list[Any], given: dict[str, Any]) -> Words:
    """Return which of the examples shows that the rule is not what was meant."""
    for name, should in (("match", True), ("not_match", False)):
        for example in given.get(name) or ():
            try:
                words = shlex.split(example) if isinstance(example, str) else example
            except ValueError:
                return Told("config.rules.example_quote", {"name": name})
            if not is_list(words):
                continue  # what Codex makes of it was not seen
            if _matches(pattern, words) is not should:
                if should:
                    return Told("config.rules.example_misses", {"name": name})
                return Told("config.rules.example_fits", {"name": name})
    return ""


def _matches(pattern: list[Any], words: list[Any]) -> bool:
    pairs = zip(pattern, words, strict=False)
    fits = all(word in one if is_list(one) else word == one for one, word in pairs)
    return fits and len(words) >= len(pattern)
