"""Small wrong changes of a module, each of which a test should notice.

A comparison is another one, a part of a condition is gone, a number is one more, an element is out
of its table, a statement or a guard is gone. Texts stay: which words are told is no logic.
"""

from __future__ import annotations

import ast
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_COMPARED: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE,
    ast.GtE: ast.Gt, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COUNTED: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult, ast.Mod: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
# What is no behaviour: types, and what mypy alone reads.
_SILENT: Final = frozenset({"annotation", "returns", "decorator_list", "type_params", "bases"})
_LONGEST: Final = 60


class Edit(Struct, frozen=True):
    """One change: in which function, on which lines, what stood there, what stands there now.

    Attributes:
        lines: Those of the statement, without the statements in it: who ran one may notice.
    """

    place: str
    lines: range
    was: str
    becomes: str
    apply: Callable[[], None]


def edits(tree: ast.Module) -> Iterator[Edit]:
    """Yield the changes of a module, always in the same order."""
    yield from _inside(tree, "", range(0))


def _inside(node: ast.AST, place: str, lines: range) -> Iterator[Edit]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        place = f"{place}.{node.name}".strip(".")
    for name, value in ast.iter_fields(node):
        if name in _SILENT or _is_of_types(node, name):
            continue
        if isinstance(value, list):
            several = cast("list[object]", value)
            for at, one in enumerate(several):
                if isinstance(one, ast.AST):
                    yield from _at(one, place, lines, partial(several.__setitem__, at))
        elif isinstance(value, ast.AST):
            yield from _at(value, place, lines, partial(setattr, node, name))


def _is_of_types(node: ast.AST, name: str) -> bool:
    """Tell `frozen=True` of a class, and the types in `dict[str, Any]`."""
    match node:
        case ast.ClassDef():
            return name == "keywords"
        case ast.Subscript(slice=ast.Tuple()):
            return name == "slice"
        case _:
            return False


def _at(node: ast.AST, place: str, lines: range, put: Callable[[ast.AST], None]) -> Iterator[Edit]:
    if isinstance(node, ast.stmt):
        lines = _own_lines(node)
    for new in _wrong(node):
        yield Edit(place, lines, _shown(node), _shown(new), partial(put, new))
    is_types = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    if not (is_types or isinstance(node, ast.JoinedStr)):
        yield from _inside(node, place, lines)


def _own_lines(node: ast.stmt) -> range:
    inner = [one.lineno for one in ast.walk(node) if isinstance(one, ast.stmt) and one is not node]
    end = min(inner, default=(node.end_lineno or node.lineno) + 1)
    return range(node.lineno, max(end, node.lineno + 1))


def _shown(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}... ({len(text)})"


def _wrong(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what may stand at the place of a node."""
    match node:
        case ast.Compare(left, ops, comparators):
            for at, op in enumerate(ops):
                changed = [*ops[:at], _COMPARED[type(op)](), *ops[at + 1 :]]
                yield ast.copy_location(ast.Compare(left, changed, comparators), node)
        case ast.BoolOp(values=values):
            for at in range(len(values)):
                rest = [*values[:at], *values[at + 1 :]]
                yield rest[0] if len(rest) == 1 else _copied(node, values=rest)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.BinOp(op=op) if type(op) in _COUNTED:
            yield _copied(node, op=_COUNTED[type(op)]())
        case ast.Constant(value=bool(value)):
            yield _copied(node, value=not value)
        case ast.Constant(value=int(value)):
            yield _copied(node, value=value + 1)
        case ast.Set(elts=elements) | ast.Tuple(elts=elements) | ast.List(elts=elements):
            if len(elements) > 1 and not isinstance(getattr(node, "ctx", None), ast.Store):
                for at in range(len(elements)):
                    yield _copied(node, elts=[*elements[:at], *elements[at + 1 :]])
        case ast.Dict(keys=keys, values=values):
            for at in range(len(keys)):
                names, texts = [*keys[:at], *keys[at + 1 :]], [*values[:at], *values[at + 1 :]]
                yield _copied(node, keys=names, values=texts)
        case ast.If(test=test) | ast.IfExp(test=test) if ast.unparse(test) != "TYPE_CHECKING":
            yield _copied(node, test=ast.copy_location(ast.Constant(False), test))
        case ast.Expr(value=ast.Call() | ast.Yield()) | ast.AugAssign() | ast.Continue():
            yield ast.copy_location(ast.Pass(), node)
        case _:
            pass


def _copied(node: ast.AST, **changes: object) -> ast.AST:
    fields = {name: getattr(node, name, None) for name in node._fields}
    return ast.copy_location(type(node)(**{**fields, **changes}), node)
