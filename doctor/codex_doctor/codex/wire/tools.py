"""What Codex answers to a tool call: its output, or why the call cannot be run.

The doctor never executes a call. It answers as Codex would (0.169.0; the names of tools 0.171.0 and
every version around a change), so that the endpoint sees the request that it would get from Codex.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codex_doctor.codex.versions import holds
from codex_doctor.codex.wire.items import LOCAL_SHELL, what_is
from codex_doctor.codex.wire.recorded import SHELLS
from codex_doctor.codex.wire.request import ECHO
from codex_doctor.codex.wire.serde import load_once
from codex_doctor.values import is_list, is_table
from codex_doctor.words.told import Told, Words, in_english

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.codex.wire.recorded import Dialect
    from codex_doctor.facts import ToolCall

# Tools that take free text; called as a function they are aborted, and others as custom tools.
_NONE: tuple[str, Words] = ("", "")
_CUSTOM = frozenset({"exec", "apply_patch"})
# Tools that a version runs although it does not offer them, by the behaviour that says when.
_UNOFFERED = {
    "exec_command": "exec_command_shell",
    "shell_command": "shell_command_unoffered",
    "shell": "shell_unoffered",
    "container.exec": "shell_unoffered",
    "local_shell": "local_shell_unoffered",
}
_MEMBERS = {**SHELLS, "container.exec": "command", "local_shell": "command"}
_LISTS = frozenset({"shell", "container.exec", "local_shell"})
# Arguments of exec_command besides `cmd`, and whether null stands for nothing.
_WHOLE = {"yield_time_ms": False, "max_output_tokens": True, "timeout_ms": True}
_YES_NO = {"tty": False, "login": True}
_WORDS = {"workdir": True, "shell": True, "justification": True, "environment_id": True}
_ONCE = frozenset({"cmd", *_WHOLE, *_YES_NO, *_WORDS})


def answer_to(call: ToolCall, dialect: Dialect, version: str | None = None) -> str:
    """Return the text that goes back as the call's output; see `call_flaw`."""
    kind, words = call_flaw(call, dialect, version)
    if not kind:
        return ECHO
    if kind == "name" and not isinstance(words, str):
        return "aborted"
    if kind == "name":
        custom = "custom tool " if call.kind == "custom_tool_call" else ""
        return f"unsupported {custom}call: {words}"
    # Codex has one language, and this goes back to the endpoint.
    return f"failed to parse function arguments: {in_english(words)}"


def call_flaw(call: ToolCall, dialect: Dialect, version: str | None = None) -> tuple[str, Words]:
    """Return why Codex cannot run this call: `name` or `arguments` and what is wrong, or "" twice.

    Args:
        call: The call.
        dialect: What was offered.
        version: The Codex that would run it (None: the newest).
    """
    if call.kind == LOCAL_SHELL:
        return _NONE
    space = (call.item.get("namespace") or "") if holds("namespaces_read", version) else ""
    if space == "functions" and not holds("functions_namespace", version):
        return "name", f"{space}:{call.name}"
    if space not in {"", "functions"}:
        # Whatever stands there is put before the name, unless it was offered as a namespace.
        return _NONE if space in _spaces(dialect) else ("name", f"{space}{call.name}")
    behaviour = _UNOFFERED.get(call.name, "")
    is_run = call.name in dialect.tool_names or (behaviour and holds(behaviour, version))
    if not is_run:
        return "name", call.name
    is_custom = call.kind == "custom_tool_call"
    if is_custom != (call.name in _CUSTOM):
        name = {"name": call.name}
        return "name", Told("tools.flaw.custom" if is_custom else "tools.flaw.function", name)
    flaw = _command_flaw(call.arguments, name=call.name) if call.name in _MEMBERS else None
    return ("arguments", flaw) if flaw else _NONE


def _spaces(dialect: Dialect) -> frozenset[str]:
    holder: Mapping[str, Any] = dialect.body["input"][0] if dialect.kind == "lite" else dialect.body
    tools: list[dict[str, Any]] = holder.get("tools", [])
    return frozenset(tool["name"] for tool in tools if tool.get("type") == "namespace")


def _command_flaw(arguments: str, *, name: str) -> Told | None:
    table = load_once(arguments, names=_ONCE)
    if table is None:
        return Told("tools.flaw.no_json", {"arguments": repr(arguments[:80])})
    if not is_table(table):
        return Told("tools.flaw.no_object", {"kind": type(table).__name__})
    member = _MEMBERS[name]
    command = table.get(member)
    if name in _LISTS and not is_list(command):
        return Told("tools.flaw.no_list", {"member": member})
    if name not in _LISTS and not isinstance(command, str):
        return Told("tools.flaw.no_string", {"member": member})
    if name != "exec_command":
        return None
    odd = next((key for key in table if not _is_argument(key, table[key])), "")
    return what_is(table, odd) if odd else None


def _is_argument(name: str, value: object) -> bool:
    if name in _WHOLE:
        whole = isinstance(value, int) and not isinstance(value, bool) and value >= 0
        return whole or (value is None and _WHOLE[name])
    if name in _YES_NO:
        return isinstance(value, bool) or (value is None and _YES_NO[name])
    return name not in _WORDS or isinstance(value, str | None)
