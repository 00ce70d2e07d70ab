"""What our own source says: calls that speak, and texts that are in no catalogue."""

from __future__ import annotations

import ast
import pkgutil
import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import codex_doctor
import codex_doctor_checks
from codex_doctor.words import english

if TYPE_CHECKING:
    from collections.abc import Iterator

CATALOGUE: dict[str, str] = {
    template: text
    for info in pkgutil.iter_modules(english.__path__, f"{english.__name__}.")
    for template, text in import_module(info.name).WORDS.items()
}
TREES = {
    path: ast.parse(path.read_text())
    for package in (codex_doctor, codex_doctor_checks)
    for path in sorted(Path(*package.__path__).rglob("*.py"))
    if "english" not in path.parts
}
# Two words of prose; a name, a key or a header is none.
_PROSE = re.compile(r"[A-Za-z]{2,}[,;:]? [a-z]{2,}")


CHECKS = {
    path.name: (path, tree) for path, tree in TREES.items() if "codex_doctor_checks" in path.parts
}


def constants() -> set[str]:
    """Return every text constant of the sources."""
    return {
        node.value
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def spoken() -> Iterator[tuple[str, int, str, frozenset[str]]]:
    """Return file, line, template and names of the values of each call `say("template", ...)`."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            match node:
                case ast.Call(
                    func=ast.Name(id="say"),
                    args=[ast.Constant(value=str(template))],
                    keywords=keywords,
                ):
                    given = frozenset(one.arg for one in keywords if one.arg)
                    yield path.name, node.lineno, template, given
                case _:
                    pass


def prose(path: Path, tree: ast.AST) -> Iterator[tuple[str, int, str]]:
    """Return file, line and text of each piece of prose; commands and exceptions are none."""
    silent: set[ast.AST] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            silent.add(body[0].value)
        is_message = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "msg"
        if isinstance(node, ast.Raise) or is_message:
            silent.update(ast.walk(node))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"Commands", "Edit"}:
            silent.update(ast.walk(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node not in silent and _PROSE.search(str(node.value)):
            yield path.name, node.lineno, str(node.value)
