"""What tells a good answer from a bad one, by what is wrong with it.

The patterns are written for `grep -E`, Python and JavaScript alike.
"""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from codex_doctor.codex.urls import CHAT_COMPLETIONS
from codex_doctor.repro.script import Expected

_COMPLETED: Final = r"response\.completed"
_COMPLETED_DATA: Final = r'^data:.*"type" *: *"response\.completed"'
_CALL: Final = r'"type" *: *"(function_call|custom_tool_call)"'
_NUMBER: Final = r" *: *[0-9]{1,18} *[,}]"
_USAGE: Final = tuple(
    f'"{name}"{_NUMBER}' for name in ("input_tokens", "output_tokens", "total_tokens")
)
_ARGUMENT: Final = "(argument)"
_CHAT: Final = Expected("repro.wants_chat", (r'"finish_reason" *: *"(stop|tool_calls)"',))

DEFAULT: Final = Expected("repro.wants_completed", (_COMPLETED,))
SIZES: Final = frozenset({"request.too_large", "request.context_too_small"})
"""Findings that only a large request shows."""
CONNECTION: Final = Expected("repro.wants_connection")
# What Codex's reader of JSON refuses, and others take: no number, half a character, a member
# that is there twice or has another type.
_ODD_JSON: Final = (
    ": *NaN",
    r"\\u[dD][89abAB][0-9a-fA-F][0-9a-fA-F]([^\\]|\\[^u])",
    r'"type" *: *"response[^"]*" *, *"type"',
    '"delta" *: *[^" ]',
    '_index" *: *"',
)
_FRAMED: Final = Expected("repro.wants_framing", (_COMPLETED_DATA,), _ODD_JSON, is_framed=True)
_ITEMS: Final = Expected("repro.wants_items", (_COMPLETED, r"response\.output_item\.done"))
_CALLED: Final = Expected("repro.wants_call", (_COMPLETED, _CALL), after_output=False)

_BY_ID: Final = {
    "stream.broken_framing": _FRAMED,
    "stream.cut": Expected(DEFAULT.said, DEFAULT.has, is_framed=True),
    "stream.items_missing": _ITEMS,
    "stream.empty": _ITEMS,
    "stream.usage_malformed": Expected(
        "repro.wants_usage",
        (_COMPLETED, *_USAGE),
        (r'_tokens_details" *: *[{] *[}]', r'"(cached|reasoning)_tokens" *: *[^0-9 ]'),
    ),
    "stream.completed_malformed": Expected(
        "repro.wants_response_id",
        (r'response\.completed.*"response" *: *[{]([^{}]*,)? *"id" *: *"',),
        (r'"end_turn" *: *"',),
    ),
    "stream.item_malformed": Expected(
        "repro.wants_item",
        (_COMPLETED,),
        (
            r'"type" *: *"text"',
            r'"content" *: *"',
            r'"item" *: *[{]([^{}]*,)? *"id" *: *[0-9]',
        ),
    ),
    "tools.never_called": _CALLED,
    "tools.call_as_text": _CALLED,
    "tools.call_shape": _CALLED,
    "tools.call_id_missing": Expected(
        "repro.wants_call_id", (_CALL, r'"call_id" *: *"[^"]'), after_output=False
    ),
    "tools.arguments_invalid": Expected(
        "repro.wants_arguments",
        (_CALL, r'"arguments" *: *"[{] *\\"(argument)\\" *:.*[}] *"'),
        after_output=False,
    ),
    "tools.name_unknown": Expected(
        "repro.wants_name",
        (_CALL, r'"name" *: *"(exec_command|shell_command|shell)"'),
        after_output=False,
    ),
    "tools.output_ignored": Expected(
        "repro.wants_answer", (_COMPLETED,), (_CALL,), after_output=True
    ),
}
_AFTER_OUTPUT: Final = frozenset(
    {"session.history_rejected", "tools.output_fails", "tools.output_rejected"}
)
_WITH_TOOLS: Final = ("tools.",)


def expected_of(finding_id: str, route: str, *, argument: str = "cmd") -> Expected:
    """Return what tells that this failure does not show.

    Args:
        finding_id: Id of the finding, "" when all is well.
        route: Where the request goes.
        argument: What the tool that runs a command wants.
    """
    if route == CHAT_COMPLETIONS:
        return _CHAT
    if finding_id in _AFTER_OUTPUT:
        return Expected(DEFAULT.said, DEFAULT.has, after_output=True)
    found = _BY_ID.get(finding_id, DEFAULT)
    return replace(found, has=tuple(one.replace(_ARGUMENT, argument) for one in found.has))


def needs_tools(finding_id: str) -> bool:
    """Tell whether a request without a tool could not show it."""
    return finding_id.startswith(_WITH_TOOLS)
