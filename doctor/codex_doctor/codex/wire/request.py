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
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from codex_doctor import __version__
from codex_doctor.codex.values import is_list, is_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.facts import ToolCall

ECHO = "codex-doctor-ok"
PROMPT = (
    "This is a connection test. Run exactly one shell command with the tool you have for it: "
    f"echo {ECHO}\nThen answer with the output of the command and nothing else."
)
RECORDED = "0.169.0"

# The bundled catalogue of 0.169.0 (`codex debug models`); an id takes a dialect by its prefix, also
# after one `vendor/` part, and capitals count.
FREEFORM_PREFIXES = ("gpt-5.5",)
LITE_PREFIXES = (
    "gpt-6.1-sol",
    "gpt-6.1-terra",
    "gpt-6-astra",
    "gpt-6-sol",
    "gpt-6-luna",
    "gpt-5.6-sol",
    "gpt-5.6-terra",
    "gpt-5.6-luna",
    "gpt-daybreak-blue-latest",
    "gpt-daybreak-red-latest",
    "codex-auto-review",
)
_SENTENCE = "This text is filler of a connection test and asks for nothing. "
_GOAL_TOOLS = frozenset({"get_goal", "create_goal", "update_goal"})
_PLACE = re.compile(r"\{(filler|grammar):(\d+)\}|\{(\w+)\}")


def dialect_for(model: str) -> str:
    """Return the name of the dialect that Codex 0.169.0 speaks for this model id."""
    vendor, slash, rest = model.partition("/")
    slug = rest if slash and vendor and "/" not in rest else model
    if slug.startswith(LITE_PREFIXES):
        return "lite"
    return "freeform" if slug.startswith(FREEFORM_PREFIXES) else "classic"


@dataclass(frozen=True, slots=True)
class Request:
    """One request: headers in sending order without credentials, and the body's bytes."""

    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Session:
    """One turn's worth of requests: the ids stay the same from request to request.

    Attributes:
        model: Model id, as configured.
        version: Version that the User-Agent names.
        config: Effective configuration table; some keys change the request.
    """

    model: str
    version: str
    config: Mapping[str, Any] = field(default_factory=dict[str, Any])
    session: str = field(default_factory=lambda: str(uuid.uuid4()))
    started_ms: int = field(default_factory=lambda: int(time.time() * 1000))

    @property
    def dialect(self) -> str:
        """Name of the dialect."""
        return dialect_for(self.model)

    def request(self, replayed: tuple[Mapping[str, Any], ...] = ()) -> Request:
        """Return the request whose input ends with these items; none for the first request."""
        recorded = _dialect(self.dialect)
        names = {
            "session": self.session,
            "installation": _derived(self.session, "installation"),
            "turn": _derived(self.session, "turn"),
            "context": _derived(self.session, "context"),
            "now_ms": str(self.started_ms),
            "model": self.model,
            "prompt": PROMPT,
        }
        body = _filled(recorded["body"], names)
        for number, item in enumerate(body["input"]):
            item["id"] = item["id"].replace("{new}", _derived(self.session, f"item {number}"))
        body["input"] += [dict(item) for item in replayed]
        _apply_knobs(body, self.config)
        headers = [(key, _filled(text, names)) for key, text in recorded["headers"]]
        headers.append(("user-agent", user_agent(self.version)))
        data = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        return Request(headers=tuple(headers), body=data.encode("utf-8", "replace"))


def user_agent(version: str) -> str:
    """Return a User-Agent of Codex's form that ends with ours, so that an operator can tell."""
    system = f"{platform.system()} {platform.release().split('-')[0]}; {platform.machine()}"
    return (
        f"codex_exec/{version} ({system}) xterm (codex_exec; {version}) codex-doctor/{__version__}"
    )


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


def function_names(model: str) -> frozenset[str]:
    """Return the names of the tools that Codex offers at the top level for this model id."""
    body = _dialect(dialect_for(model))["body"]
    offered = body.get("tools") or [
        tool for space in body["input"][0]["tools"] for tool in space["tools"]
    ]
    return frozenset(tool["name"] for tool in offered if "name" in tool)


def _dialect(name: str) -> dict[str, Any]:
    source = files("codex_doctor.codex.wire") / "dialects" / f"{RECORDED}.json"
    dialect: dict[str, Any] = json.loads(source.read_text("utf-8"))["dialects"][name]
    return dialect


def _derived(session: str, name: str) -> str:
    return str(uuid.uuid5(uuid.UUID(session), name))


def _filled(value: Any, names: Mapping[str, str]) -> Any:
    """Return a recorded value with every place filled in."""
    if is_table(value):
        return {key: _filled(one, names) for key, one in value.items()}
    if is_list(value):
        return [_filled(one, names) for one in value]
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


def _apply_knobs(body: dict[str, Any], config: Mapping[str, Any]) -> None:
    """Leave out what the user's configuration leaves out (measured at 0.169.0)."""
    gone: set[str] = set()
    if config.get("web_search") == "disabled":
        gone.add("web_search")
    if _setting(config, "agents", "enabled") is False or (
        _setting(config, "features", "multi_agent") is False
    ):
        gone.add("namespace")
    if "tools" in body:
        goals = _setting(config, "features", "goals") is not False
        body["tools"] = [
            tool
            for tool in body["tools"]
            if tool["type"] not in gone and (goals or tool.get("name") not in _GOAL_TOOLS)
        ]
    if config.get("model_reasoning_summary") == "none":
        body["reasoning"].pop("summary", None)
    effort = config.get("model_reasoning_effort")
    if isinstance(effort, str):
        body["reasoning"] = {**body["reasoning"], "effort": effort}


def _setting(config: Mapping[str, Any], table: str, key: str) -> Any:
    inner = config.get(table)
    return inner.get(key) if is_table(inner) else None
