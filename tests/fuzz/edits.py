"""Edits of a TOML text: each says what it makes of the text, and touches nothing else."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Final

import tomli
from hypothesis import strategies as st

from codex_doctor.codex.files.documents import parse_document
from codex_doctor.codex.files.positions import unquote
from codex_doctor.repair.splices import CannotEditError, apply_splices
from codex_doctor.repair.toml_edits import (
    add_text,
    remove_key,
    rename_key,
    set_key,
)
from codex_doctor.values import is_list, is_table
from fuzz.configuration import TOML
from fuzz.target import Target, headed, pick

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.repair.splices import Splice

Path = tuple[str, ...]

_ADDED: Final = '[p.new]\nx = "1"\n'
_KINDS: Final = ("set", "remove", "rename", "add")
_OTHER_PATHS: Final[tuple[Path, ...]] = (
    ("model",), ("a", "b"), ("quo ted",), ("t",), ("t", "model"), ("t", "u", "base_url"),
    ("n", "0", "a"), ("new", "table", "key"), ("t", "lit.eral"),
)  # fmt: skip


def _run_edits(data: bytes) -> None:
    """Make the edit that the first bytes choose in the text that follows."""
    text = data[2:].decode("utf-8", "replace")
    if parse_document(text, name="user", shown="c").document is None or text.startswith("\ufeff"):
        return
    try:
        table = tomli.loads(text)
    except tomli.TOMLDecodeError:
        return
    kind = pick(data, 0, _KINDS)
    path = pick(data, 1, [*paths(table), *_OTHER_PATHS][:256])
    try:
        splices = _edit(text, kind, path)
    except CannotEditError:
        return
    after = apply_splices(text, splices)
    assert _canonical(_became(table, kind, path)) == _canonical(_pruned(after, path, kind))
    assert "\r\n" not in text or "\n" in text.replace("\r\n", "") or _has_one_end(after)
    for one in splices:
        _judge_piece(text[one.start : one.end], kind, path)


def paths(table: dict[str, Any], above: Path = ()) -> Iterator[Path]:
    """Yield the path of every key, also of those in tables of an array."""
    for key, value in table.items():
        yield (*above, key)
        if is_table(value):
            yield from paths(value, (*above, key))
        elif is_list(value):
            for number, one in enumerate(value):
                if is_table(one):
                    yield from paths(one, (*above, key, str(number)))


def _edit(text: str, kind: str, path: Path) -> tuple[Splice, ...]:
    match kind:
        case "set":
            return set_key(text, path, '"new"')
        case "remove":
            return remove_key(text, path)
        case "rename":
            return rename_key(text, path, "new name")
        case _:
            return add_text(text, _ADDED)


def _judge_piece(old: str, kind: str, path: Path) -> None:
    """Raise where what is replaced is not a whole value, name or number of statements."""
    match kind:
        case "set":
            tomli.loads(f"x = {old or 1}")
        case "rename":
            assert unquote(old) == path[-1]
        case "remove":
            tomli.loads(old.strip(" ,\t\r\n"))
        case _:
            assert old == ""


def _became(table: dict[str, Any], kind: str, path: Path) -> dict[str, Any]:
    """Return what the text must say, from what it said."""
    table = copy.deepcopy(table)
    if kind == "add":
        table.setdefault("p", {})["new"] = {"x": "1"}
        return table
    holder: Any = table
    for part in path[:-1]:
        holder = holder[int(part)] if is_list(holder) else holder.setdefault(part, {})
    match kind:
        case "set":
            holder[path[-1]] = "new"
        case "remove":
            del holder[int(path[-1]) if is_list(holder) else path[-1]]
        case _:
            holder["new name"] = holder.pop(path[-1])
    return table


def _pruned(text: str, path: Path, kind: str) -> dict[str, Any]:
    """Return what a text says; a table whose last part was removed is there, and empty."""
    table: dict[str, Any] = tomli.loads(text)
    holder: Any = table
    for part in path[:-1] if kind == "remove" else ():
        holder = holder[int(part)] if is_list(holder) else holder.setdefault(part, {})
    return table


def _canonical(value: Any) -> str:
    """Return a text that is the same for values that say the same."""
    if is_table(value):
        return "{" + ",".join(f"{key!r}:{_canonical(value[key])}" for key in sorted(value)) + "}"
    if is_list(value):
        return "[" + ",".join(map(_canonical, value)) + "]"
    return repr(value)


def _has_one_end(text: str) -> bool:
    return "\n" not in text.replace("\r\n", "")


# ----- texts that are TOML

_KEYS: Final = ("model", "base_url", '"quo ted"', "'lit.eral'", "a.b", "a.'c d'", "x-y")
_STRINGS: Final = ('"text"', "'lit'", '"""multi\nline = 1\n"""', "'''\nq '' q'''")
_OTHERS: Final = (
    "1", "1.5", "true", "[1, 2]", "[\n  'a', # c\n]", '{ x = 1, y.z = "b" }', "{}", "0x1F",
    "1979-05-27 07:32:00", "-inf",
)  # fmt: skip
_COMMENTS: Final = ("", " # note", "\t# key = 1", "   ")
_SPACES: Final = ("", " ", "\t", "  ")
_TABLES: Final = ("", "[t]", "[ t . u ]", "['v w']", "[[n]]")


@st.composite
def toml_texts(draw: st.DrawFn) -> str:
    """Return TOML with keys in several spellings, tables, comments and odd spacing."""

    def one_of(choices: tuple[str, ...]) -> str:
        return draw(st.sampled_from(choices))

    newline = one_of(("\n", "\r\n"))
    lines: list[str] = []
    for table in draw(st.lists(st.sampled_from(_TABLES))):
        lines.extend([f"{table}{one_of(_COMMENTS)}", one_of(("", "# mine"))])
        for _ in range(draw(st.integers(0, 3))):
            pair = f"{one_of(_KEYS)}{one_of(_SPACES)}={one_of(_SPACES)}"
            pair += one_of(_STRINGS + _OTHERS)
            lines.append(one_of(_SPACES) + pair + one_of(_COMMENTS))
    text = newline.join(lines).replace("\r\n", "\n").replace("\n", newline)
    return text + one_of(("", newline))


def _seeds() -> Iterator[bytes]:
    for number, seed in enumerate(TOML.seeds()):
        yield bytes((number % len(_KINDS), number % 7)) + seed


EDITS: Final = Target(
    "edits",
    "a change of TOML says what it is to say, and touches nothing else",
    _run_edits,
    _seeds,
    headed(2, toml_texts()),
    tuple(one.encode() for one in (*_KEYS, *_STRINGS, *_OTHERS, *_COMMENTS, *_TABLES, "=", "\n")),
)
