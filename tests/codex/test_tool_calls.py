"""Which calls Codex 0.169.0 runs; each was made to the real one."""

from __future__ import annotations

import pytest

from codex_doctor.codex.wire.recorded import find_dialect
from codex_doctor.codex.wire.tools import call_flaw
from codex_doctor.facts import ToolCall

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
    assert call_flaw(ToolCall("function_call", "exec_command", "c", arguments), CLASSIC) == ""


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

    assert call_flaw(call, CLASSIC).startswith(flaw)


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

    assert call_flaw(call, CLASSIC) == flaw


def test_the_lite_dialect_offers_namespaces_too() -> None:
    item = {"type": "function_call", "namespace": "collaboration"}

    assert call_flaw(ToolCall("function_call", "x", "c", "{}", item), LITE) == ""


def test_each_dialect_runs_its_own_tools() -> None:
    def flaw(kind: str, name: str, dialect: object) -> str:
        call = ToolCall(kind, name, "c", '{"cmd": "a"}')
        return call_flaw(call, {"lite": LITE, "freeform": FREEFORM}[str(dialect)])

    assert flaw("custom_tool_call", "exec", "lite") == ""
    assert flaw("function_call", "exec_command", "lite") == ""
    assert flaw("function_call", "exec", "lite") == "name: exec called as a function"
    assert flaw("custom_tool_call", "exec_command", "lite").endswith("called as a custom tool")
    assert flaw("function_call", "apply_patch", "freeform").endswith("called as a function")
    assert flaw("function_call", "view_image", "freeform") == ""
    assert flaw("function_call", "functions.exec_command", "freeform").startswith("name: ")


def test_an_old_version_does_not_offer_the_newest_shell() -> None:
    old = find_dialect("lab-1", "0.58.0")

    assert call_flaw(ToolCall("function_call", "exec_command", "c", "{}"), old).startswith("name: ")
