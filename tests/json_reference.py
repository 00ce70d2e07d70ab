"""Writes `docs/json.md`: every field of every document, from the types: `make json-reference`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from codex_doctor.documents.names import NAMES
from codex_doctor.documents.schema import schema_of

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = Path(__file__).parents[1] / "docs/json.md"
_HEAD = """\
# JSON

Every command writes JSON with `--json`: one document on stdout and nothing else there, also on
wrong usage, on a crash, after Ctrl-C and when memory or the disk is used up ([error](#error)).
`codex-doctor schema NAME` prints the JSON Schema of each. Minor versions only add, so read what you
know and let the rest be: `schema_version` says which one it is. Texts may be worded otherwise in
any version; ids, names and numbers stay.

Written by `make json-reference` from `doctor/codex_doctor/documents/`.
"""


def reference() -> str:
    """Return the page."""
    contents = "".join(f"- [{name}](#{name}): {_about(name)}\n" for name in NAMES)
    told: set[str] = set()
    return "\n".join((_HEAD, contents, *(_document(one, told) for one in NAMES)))


def _about(name: str) -> str:
    return str(schema_of(name)["description"])


def _document(name: str, told: set[str]) -> str:
    """Return the chapter of a document; its parts that an earlier one has are told there."""
    schema = schema_of(name)
    heading = f"## {name}\n\n`{schema['title']}`: {schema['description']}\n"
    objects = [one for one in schema["$defs"].values() if "properties" in one]
    objects = [one for one in objects if one["title"] not in told]
    told |= {one["title"] for one in objects}
    objects.sort(key=lambda one: str(one["title"]))
    tables = (
        f"### {one['title']}\n\n{one['description']}\n\n{_table(one, schema['$defs'])}"
        for one in objects
    )
    return "\n".join((heading, _table(schema, schema["$defs"]), *tables))


def _table(part: dict[str, Any], parts: dict[str, Any]) -> str:
    rows = (
        f"| `{field}` | {_type(about, parts)} | {_cell(about['description'])} |\n"
        for field, about in part["properties"].items()
    )
    return "| field | type | what it says |\n|---|---|---|\n" + "".join(rows)


def _type(about: dict[str, Any], parts: dict[str, Any]) -> str:
    return _cell(" or ".join(_types(about, parts)))


def _types(about: dict[str, Any], parts: dict[str, Any]) -> Iterator[str]:
    if "anyOf" in about:
        for one in about["anyOf"]:
            yield from _types(one, parts)
    elif "$ref" in about:
        name = about["$ref"].rpartition("/")[2]
        yield from _types(parts[name], parts) if "enum" in parts[name] else (name,)
    elif "enum" in about:
        yield from (f"`{one}`" if one is not None else "null" for one in about["enum"])
    elif about["type"] == "array":
        yield f"list of {_type(about['items'], parts)}"
    elif about["type"] == "object":
        yield f"object of {_type(about['additionalProperties'], parts)}"
    else:
        yield "text" if about["type"] == "string" else str(about["type"])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    FILE.write_text(reference())
