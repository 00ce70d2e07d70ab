"""Modules with one change: as code that is imported, or that is put into what is loaded."""

from __future__ import annotations

import ast
import gc
from importlib.abc import MetaPathFinder
from importlib.machinery import PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, Final

from mutants.edits import edits

if TYPE_CHECKING:
    from mutants.edits import Edit

_ROOT: Final = Path(__file__).parents[2]


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        return self._code


class Finder(MetaPathFinder):
    """Loads one module from code that is given."""

    def __init__(self, module: str, code: CodeType) -> None:
        self._module, self._code = module, code

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """Return where a module is; None leaves it to the others."""
        if name != self._module:
            return None
        spec = PathFinder.find_spec(name, path)
        assert spec is not None
        assert spec.origin is not None
        spec.loader = _Loader(name, spec.origin, self._code)
        return spec


def source_of(module: str) -> Path:
    """Return the file of a module, which is not loaded."""
    root = _ROOT / ("checks" if module.startswith("codex_doctor_checks") else "doctor")
    return root / f"{module.replace('.', '/')}.py"


def edits_of(module: str) -> list[Edit]:
    """Return the changes of a module."""
    return list(edits(ast.parse(source_of(module).read_bytes())))


def changed(module: str, number: int | None) -> CodeType:
    """Return a module's code with one change, or with none."""
    file = source_of(module)
    tree = ast.parse(file.read_bytes())
    if number is not None:
        list(edits(tree))[number].apply()
    return compile(ast.fix_missing_locations(tree), str(file), "exec")


def put_in_place(code: CodeType) -> None:
    """Give each function of a module its code of another version of the module."""
    codes = codes_in(code)
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename == code.co_filename:
            one.__code__ = codes[one.__code__.co_qualname, one.__code__.co_firstlineno]


def codes_in(code: CodeType) -> dict[tuple[str, int], CodeType]:
    """Return the code of each function that is in some code, by its name and line."""
    inner = [one for one in code.co_consts if isinstance(one, CodeType)]
    found = {(one.co_qualname, one.co_firstlineno): one for one in inner}
    return found | {name: one for part in inner for name, one in codes_in(part).items()}
