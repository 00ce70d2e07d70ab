"""The recorded requests: which Codex version speaks which dialect for a model id.

Read from `dialects/VERSION.json`, which `tests/oracle/record_dialects.py` writes. A version that
was not recorded speaks as the newest recorded one before it.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from codex_doctor.codex.versions import DIALECTS, dialect_version
from codex_doctor.sealed import Sealed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from codex_doctor.facts.surroundings import CatalogModel

# Members that a setting, or the name of the provider, puts into a request.
_FOR_SETTINGS = frozenset({"service_tier", "internal_chat_message_metadata_passthrough"})
# The tools that run a command, by the member of their arguments that holds it.
SHELLS = {"exec_command": "cmd", "shell_command": "command", "shell": "command"}


class Dialect(Sealed, frozen=True):
    """One recorded request.

    Attributes:
        place: Version and name under which it is stored; the same for every version that sends it.
        kind: `classic`, `freeform` (with custom tools) or `lite` (tools in the input).
        headers: Names and texts with places, in sending order.
        body: The body with places.
    """

    place: str
    kind: str
    headers: tuple[tuple[str, str], ...]
    body: Mapping[str, Any]

    @property
    def has_item_ids(self) -> bool:
        """Whether input items carry ids, replayed ones as well."""
        return any("id" in item for item in self.body["input"])

    def has_member(self, name: str) -> bool:
        """Whether a request may have this as a member, or as a value (the type of an item)."""
        return name in _FOR_SETTINGS or f'"{name}"' in json.dumps(self.body)

    @property
    def tool_names(self) -> frozenset[str]:
        """Names of the tools that are offered at the top level."""
        offered = self.body.get("tools") or [
            tool for space in self.body["input"][0]["tools"] for tool in space["tools"]
        ]
        return frozenset(tool["name"] for tool in offered if "name" in tool)

    @property
    def shell(self) -> str:
        """Name of the tool that runs a command; "" where it is reached by a script."""
        return next((name for name in SHELLS if name in self.tool_names), "")


def find_dialect(
    model: str,
    version: str | None = None,
    *,
    is_openai: bool = False,
    catalog: Sequence[CatalogModel] = (),
) -> Dialect:
    """Return the dialect that this Codex version (None: the newest) speaks for a model id.

    Args:
        model: Model id, as configured.
        version: Codex version.
        is_openai: Whether the provider is named OpenAI; that was recorded of the newest version.
        catalog: The models of a file that takes the place of Codex's own list.
    """
    at = dialect_version(version)
    recorded = read_dialects(at)
    slug = _without_vendor(model) if recorded["vendor"] else model
    if is_openai and at == DIALECTS[-1]:
        at = f"{at}-openai"
    entries = {one.slug: one for one in catalog}
    entry = entries.get(_longest(slug, entries))
    if entry is None:
        known_as = "" if catalog else _longest(slug, recorded["models"])
        return _recorded(at, recorded["models"][known_as])
    # Late: few set-ups have a catalog.
    from codex_doctor.codex.wire.own_catalog import changed, kind_of, nearest

    known = {name: _recorded(at, name) for name in recorded["models"].values()}
    near = known[nearest(entry, {name: one.body for name, one in known.items()})]
    tools = [tool for one in known.values() for tool in one.body.get("tools", ())]
    body = changed(entry, near.body, tools)
    return Dialect(f"{near.place} {entry}", kind_of(body), near.headers, body)


def _recorded(at: str, name: str) -> Dialect:
    kind = name.partition("-")[0]
    stored = read_dialects(at)["dialects"][name]
    if isinstance(stored, str):
        at, _, name = stored.partition("/")
        stored = read_dialects(at)["dialects"][name]
    whole = with_tools(stored, read_dialects(at)["tools"])
    headers = tuple((key, text) for key, text in whole["headers"])
    return Dialect(f"{at}/{name}", kind, headers, whole["body"])


def _longest(model: str, known: Iterable[str]) -> str:
    """Return the longest id that a model's begins with, "" for none."""
    return max((one for one in known if model.startswith(one)), key=len, default="")


def with_tools(stored: Mapping[str, Any], tools: Sequence[Any]) -> dict[str, Any]:
    """Return a stored dialect with its tools in place of their numbers."""
    body = dict(stored["body"])
    if "tools" in body:
        body["tools"] = [tools[number] for number in body["tools"]]
    return {**stored, "body": body}


def _without_vendor(model: str) -> str:
    """Return a model id without one `vendor/` before it; capitals count."""
    vendor, slash, rest = model.partition("/")
    return rest if slash and vendor and "/" not in rest else model


@cache
def read_dialects(name: str) -> dict[str, Any]:
    """Return a file of recorded requests."""
    source = files("codex_doctor.codex.wire") / "dialects" / f"{name}.json"
    data: dict[str, Any] = json.loads(source.read_text("utf-8"))
    return data
