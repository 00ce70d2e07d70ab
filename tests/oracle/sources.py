"""One hash of the code that a run of Codex depends on: the lab, and some modules of the tests.

Where a file is, what it imports by which name, comments and docstrings make no difference.
"""

from __future__ import annotations

import ast
import hashlib
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, cast

from codex_doctor import lab

if TYPE_CHECKING:
    from collections.abc import Iterator

_TESTS: Final = Path(__file__).parents[1]
_LAB: Final = Path(lab.__file__).parent
# What runs the doctor, or only remembers; the program has a hash of its own.
_APART: Final = frozenset({"doctor.py", "memory.py", "sources.py", "binary.py"})
_ONE_PARSES: Final = Lock()
_DOCUMENTED: Final = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


@cache
def digest_of(*modules: str) -> str:
    """Return a hash of the lab and of these modules, with all that they import from the tests."""
    files = set(_LAB.rglob("*.py"))
    waiting = [_TESTS / f"{name.replace('.', '/')}.py" for name in modules]
    while waiting:
        file = waiting.pop()
        if file not in files:
            files.add(file)
            waiting += _imported(file)
    texts = sorted(bare(file) for file in files)
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def _parsed(file: Path) -> ast.Module:
    # Two threads that parse at once fail in Python 3.11 now and then: recursion depth mismatch.
    with _ONE_PARSES:
        return ast.parse(file.read_bytes())


@cache
def _imported(file: Path) -> tuple[Path, ...]:
    names: set[str] = set()
    for node in ast.walk(_parsed(file)):
        match node:
            case ast.Import():
                names |= {one.name for one in node.names}
            case ast.ImportFrom(module=str(module)):
                names |= {module, *(f"{module}.{one.name}" for one in node.names)}
            case _:
                pass
    paths = (_TESTS / f"{name.replace('.', '/')}.py" for name in names)
    return tuple(path for path in paths if path.exists() and path.name not in _APART)


@cache
def bare(file: Path) -> str:
    """Return the statements of a file alone."""
    tree = _parsed(file)
    for node in ast.walk(tree):
        for name, field in ast.iter_fields(node):
            body = cast("list[object]", field) if isinstance(field, list) else []
            if body and isinstance(body[0], ast.stmt):
                setattr(node, name, list(_statements(node, body)))
    return ast.unparse(tree)


def _statements(node: ast.AST, body: list[object]) -> Iterator[object]:
    documented = isinstance(node, _DOCUMENTED) and ast.get_docstring(node, clean=False) is not None
    for one in body[1:] if documented else body:
        if not isinstance(one, ast.Import | ast.ImportFrom):
            yield one
