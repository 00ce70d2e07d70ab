"""The requests of one Codex turn, in the shape that Codex gives them.

The shapes were recorded from the real Codex (`dialects/VERSION.json`, written by
`tests/oracle/record_dialects.py`); its long texts are replaced by filler of the same length.
Nothing is sent from here.
"""

from __future__ import annotations

import json
import platform
import re
import time
import uuid
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from codex_doctor import __version__
from codex_doctor.codex.versions import holds
from codex_doctor.codex.wire.recorded import Dialect, find_dialect
from codex_doctor.codex.wire.settings import apply_knobs, with_metadata
from codex_doctor.patterns import Regex
from codex_doctor.values import is_list, is_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.facts import ToolCall
    from codex_doctor.facts.surroundings import CatalogModel

ECHO = "codex-doctor-ok"
PROMPT = (
    "This is a connection test. Run exactly one shell command with the tool you have for it: "
    f"echo {ECHO}\nThen answer with the output of the command and nothing else."
)
OPENAI = "OpenAI"
_UNKNOWN_MODEL = "no-model-of-the-catalogue"

_SENTENCE = "This text is filler of a connection test and asks for nothing. "
_FILLER = Regex(rf"(?:{re.escape(_SENTENCE)})*This text is filler[\w .]*|(?: filler){{3,}} *")
_PLACE = Regex(r"\{(filler|grammar):(\d+)\}|\{(\w+)\}")


class Request(Struct, frozen=True):
    """One request: headers in sending order without credentials, and the body's bytes."""

    headers: tuple[tuple[str, str], ...]
    body: bytes


class RequestSeries(Struct, frozen=True):
    """One turn's worth of requests: the ids stay the same from request to request.

    Attributes:
        model: Model id, as configured.
        version: Codex version that speaks.
        config: Effective configuration table; some keys change the request.
        provider_name: Name of the provider; OpenAI's own switches more on.
        is_built_in: Whether it is Codex's own provider `openai`.
        catalog: The models of a file that takes the place of Codex's own list.
    """

    model: str
    version: str
    config: Mapping[str, Any] = field(default_factory=dict[str, Any])
    provider_name: str = ""
    is_built_in: bool = False
    catalog: tuple[CatalogModel, ...] = ()
    session: str = field(default_factory=lambda: str(uuid.uuid4()))
    started_ms: int = field(default_factory=lambda: int(time.time() * 1000))

    @property
    def dialect(self) -> Dialect:
        """The dialect that this version speaks for the model id."""
        is_openai = self.provider_name == OPENAI
        return find_dialect(self.model, self.version, is_openai=is_openai, catalog=self.catalog)

    @property
    def places(self) -> dict[str, str]:
        """What stands at the named places of a recorded request."""
        return {
            "session": self.session,
            "installation": _derived(self.session, "installation"),
            "turn": _derived(self.session, "turn"),
            "context": _derived(self.session, "context"),
            "now_ms": str(self.started_ms),
            "model": self.model,
            "prompt": PROMPT,
        }

    def request(self, replayed: tuple[Mapping[str, Any], ...] = ()) -> Request:
        """Return the request whose input ends with these items; none for the first request."""
        recorded, places = self.dialect, self.places
        body = filled(recorded.body, places)
        for number, item in enumerate(body["input"]):
            if "id" in item:
                item["id"] = item["id"].replace("{new}", _derived(self.session, f"item {number}"))
        apply_knobs(body, self.config, self.version)
        if self.provider_name == OPENAI and holds("item_metadata_sent", self.version):
            replayed = with_metadata(
                body, replayed, turn_id=places["turn"], now_s=self.started_ms / 1000
            )
        body["input"] += [_replayed(item, recorded) for item in replayed]
        headers = [(key, filled(text, places)) for key, text in recorded.headers]
        if self.is_built_in:
            headers.insert(0, ("version", self.version))
            if "client_metadata" in body:
                body["client_metadata"]["mcp_attribution"] = '{"status":"none"}'
        # The library below Codex adds what it unpacks behind everything else.
        added = [pair for pair in headers if pair[0] == "accept-encoding"]
        kept = [pair for pair in headers if pair not in added]
        headers = [*kept, ("user-agent", user_agent(self.version)), *added]
        return Request(headers=tuple(headers), body=encoded(body))


def user_agent(version: str) -> str:
    """Return a User-Agent of Codex's form that ends with ours, so that an operator can tell."""
    system = f"{platform.system()} {platform.release().split('-')[0]}; {platform.machine()}"
    return (
        f"codex_exec/{version} ({system}) xterm (codex_exec; {version}) codex-doctor/{__version__}"
    )


def plain_user_agent() -> str:
    """Return a User-Agent that no rule about Codex fits."""
    return f"doctor/{__version__} (connection test)"


def tool_output(call: ToolCall, text: str) -> dict[str, Any]:
    """Return the input item that carries a tool's output, as Codex would send it."""
    if call.kind == "custom_tool_call":
        parts = ("Script completed\nWall time 0.1 seconds\nOutput:\n", text + "\n")
        return {
            "type": "custom_tool_call_output",
            "id": f"ctco_{uuid.uuid4()}",
            "call_id": call.call_id,
            "output": [{"type": "input_text", "text": part} for part in parts],
        }
    return {
        "type": "function_call_output",
        "id": f"fco_{uuid.uuid4()}",
        "call_id": call.call_id,
        "output": (
            "Chunk ID: 0c0de0\nWall time: 0.1000 seconds\nProcess exited with code 0\n"
            f"Original token count: 4\nOutput:\n{text}\n"
        ),
    }


def _replayed(item: Mapping[str, Any], dialect: Dialect) -> dict[str, Any]:
    """Return an item as this dialect sends it again: early versions leave its id out."""
    gone = () if dialect.has_item_ids else ("id", "status")
    return {key: value for key, value in item.items() if key not in gone}


def _derived(session: str, name: str) -> str:
    return str(uuid.uuid5(uuid.UUID(session), name))


def encoded(body: Mapping[str, Any]) -> bytes:
    """Return a body as Codex writes it; half characters, which it cannot have, become `?`."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")


def without_filler(body: str) -> str:
    """Return a body in which a note stands for each text that fills the place of Codex's own."""
    return _FILLER.sub(lambda filler: f"(filler: {len(filler[0])} characters)", body)


def filled(value: Any, names: Mapping[str, str]) -> Any:
    """Return a recorded value with every place filled in."""
    if is_table(value):
        return {key: filled(one, names) for key, one in value.items()}
    if is_list(value):
        return [filled(one, names) for one in value]
    if not isinstance(value, str):
        return value

    def fill(match: re.Match[str]) -> str:
        kind, length, name = match.groups()
        if kind == "filler":
            return (_SENTENCE * (int(length) // len(_SENTENCE) + 1))[: int(length)]
        if kind == "grammar":
            return _grammar(int(length))
        text = names.get(name, match.group())
        return json.dumps(text)[1:-1] if is_json else text

    is_json = value.startswith('{"')
    return _PLACE.sub(fill, value)


def _grammar(length: int) -> str:
    rule = "start: /(.|\\n)+/\n//"
    return rule + " filler" * ((length - len(rule)) // 7) + " " * ((length - len(rule)) % 7)
