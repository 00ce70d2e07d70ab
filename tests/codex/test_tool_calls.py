"""Which calls Codex 0.169.0 and 0.171.0 run, and older ones; each was made to the real one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from codex_doctor.codex.wire.recorded import find_dialect
from codex_doctor.codex.wire.request import ECHO, tool_output
from codex_doctor.codex.wire.stream import StreamReader
from codex_doctor.codex.wire.tools import answer_to
from codex_doctor.facts import ToolCall
from streams import sse
from tool_calls import flaw_line

CLASSIC, LITE, FREEFORM = (find_dialect(model) for model in ("lab-1", "gpt-6.1-sol", "gpt-5.5"))


@pytest.mark.parametrize(
    "arguments",
    [
        ' {"cmd": "true"} ',
        '{"cmd": "", "zork": 1}',
        '{"cmd": "true", "login": null, "max_output_tokens": null, "timeout_ms": null}',
        '{"cmd": "true", "workdir": null, "shell": "sh", "yield_time_ms": 1000, "tty": false}',
    ],
)
def test_arguments_that_codex_reads(arguments: str) -> None:
    assert flaw_line(ToolCall("function_call", "exec_command", "c", arguments), CLASSIC) == ""


@pytest.mark.parametrize(
    ("arguments", "flaw"),
    [
        ("", "arguments: '' is no JSON that Codex reads"),
        ('{"cmd":"true"} x', 'arguments: \'{"cmd":"true"} x\' is no JSON that Codex reads'),
        ('{"cmd":"a","cmd":"a"}', 'arguments: \'{"cmd":"a","cmd":"a"}\' is no JSON'),
        ('"true"', "arguments: str instead of an object"),
        ('{"cmd": "a", "yield_time_ms": null}', "arguments: yield_time_ms is null"),
        ('{"cmd": "a", "yield_time_ms": -5}', "arguments: yield_time_ms is of another type"),
        ('{"cmd": "a", "max_output_tokens": 9.0}', "arguments: max_output_tokens is a fraction"),
        ('{"cmd": "a", "tty": null}', "arguments: tty is null"),
        ('{"cmd": "a", "login": "yes"}', "arguments: login is a string"),
        ('{"cmd": "a", "workdir": 5}', "arguments: workdir is of another type"),
        ('{"cmd": "a", "timeout_ms": true}', "arguments: timeout_ms is a boolean"),
    ],
)
def test_arguments_that_codex_refuses(arguments: str, flaw: str) -> None:
    call = ToolCall("function_call", "exec_command", "c", arguments)

    assert flaw_line(call, CLASSIC).startswith(flaw)


@pytest.mark.parametrize(
    ("space", "flaw"),
    [
        (None, ""),
        ("", ""),
        ("functions", ""),
        ("multi_agent_v1", ""),
        ("functions.", "name: functions.exec_command"),
        ("default_api", "name: default_apiexec_command"),
    ],
)
def test_a_namespace_is_part_of_the_name(space: str | None, flaw: str) -> None:
    item = {"type": "function_call", "namespace": space}
    call = ToolCall("function_call", "exec_command", "c", '{"cmd": "a"}', item)

    assert flaw_line(call, CLASSIC) == flaw


def test_the_lite_dialect_offers_namespaces_too() -> None:
    item = {"type": "function_call", "namespace": "collaboration"}

    assert flaw_line(ToolCall("function_call", "x", "c", "{}", item), LITE) == ""


def test_each_dialect_runs_its_own_tools() -> None:
    def flaw(kind: str, name: str, dialect: object) -> str:
        call = ToolCall(kind, name, "c", '{"cmd": "a"}')
        return flaw_line(call, {"lite": LITE, "freeform": FREEFORM}[str(dialect)])

    assert flaw("custom_tool_call", "exec", "lite") == ""
    assert flaw("function_call", "exec_command", "lite") == ""
    assert flaw("function_call", "exec", "lite") == "name: exec called as a function"
    assert flaw("custom_tool_call", "exec_command", "lite").endswith("called as a custom tool")
    assert flaw("function_call", "apply_patch", "freeform").endswith("called as a function")
    assert flaw("function_call", "view_image", "freeform") == ""
    assert flaw("function_call", "functions.exec_command", "freeform").startswith("name: ")


def test_an_old_version_does_not_offer_the_newest_shell() -> None:
    old = find_dialect("lab-1", "0.58.0")

    call = ToolCall("function_call", "exec_command", "c", '{"cmd": "a"}')

    assert flaw_line(call, old, "0.58.0") == flaw_line(call, old, "0.95.0") == "name: exec_command"
    assert flaw_line(call, find_dialect("lab-1", "0.96.0"), "0.96.0") == ""


@pytest.mark.parametrize(
    ("name", "last", "next_one"),
    [
        ("shell", "0.130.0", "0.131.0"),
        ("container.exec", "0.130.0", "0.131.0"),
        ("local_shell", "0.128.0", "0.129.0"),
        ("shell_command", "0.149.1", "0.150.0"),
    ],
)
def test_old_versions_run_shells_that_they_do_not_offer(
    name: str, last: str, next_one: str
) -> None:
    words = "ls" if name == "shell_command" else ["ls"]
    call = ToolCall("function_call", name, "c", json.dumps({"command": words}))
    other = ToolCall("function_call", name, "c", json.dumps({"command": 5}))

    assert flaw_line(call, find_dialect("lab-1", last), last) == ""
    assert flaw_line(other, find_dialect("lab-1", last), last).startswith("arguments: command is")
    assert flaw_line(call, find_dialect("lab-1", next_one), next_one) == f"name: {name}"
    assert flaw_line(call, CLASSIC) == f"name: {name}"


@pytest.mark.parametrize(
    ("version", "flaw"),
    [
        ("0.114.0", ""),
        ("0.115.0", "name: functions:exec_command"),
        ("0.146.1", "name: functions:exec_command"),
        ("0.147.0", ""),
    ],
)
def test_the_namespace_of_functions_was_a_part_of_the_name_for_a_while(
    version: str, flaw: str
) -> None:
    item = {"type": "function_call", "namespace": "functions"}
    call = ToolCall("function_call", "exec_command", "c", '{"cmd": "a"}', item)

    assert flaw_line(call, find_dialect("lab-1", version), version) == flaw


def test_items_of_a_local_shell_are_calls_to_old_versions_alone() -> None:
    action: dict[str, Any] = {"type": "exec", "command": ["ls"], "env": {}}
    item = {"type": "local_shell_call", "call_id": "c", "status": "completed", "action": action}
    done = {"type": "response.output_item.done", "item": item}

    def calls(**given: Any) -> tuple[ToolCall, ...]:
        reader = StreamReader(**given)
        reader.feed(sse(done))
        return reader.reading().calls

    (call,) = calls(runs_local_shell=True)
    assert (call.kind, call.call_id) == ("local_shell_call", "c")
    assert answer_to(call, CLASSIC, "0.130.0") == ECHO
    assert tool_output(call, ECHO)["type"] == "function_call_output"
    assert calls() == ()


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        ("function_call", "bash", "unsupported call: bash"),
        ("custom_tool_call", "shell", "unsupported custom tool call: shell"),
        ("custom_tool_call", "exec_command", "aborted"),
    ],
)
def test_what_cannot_be_run_is_answered_in_the_words_of_codex(
    kind: str, name: str, words: str
) -> None:
    assert answer_to(ToolCall(kind, name, "c", "{}"), CLASSIC) == words
