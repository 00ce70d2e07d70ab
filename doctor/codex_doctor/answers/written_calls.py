"""Tool calls that a model writes into its text, in the forms that models are trained on; pure."""

from __future__ import annotations

from codex_doctor.patterns import Regex

_FULL_BAR = "\uff5c"  # of DeepSeek's marks
_WRITTEN = Regex(
    r"<tool_call>|<function[_=]|<\|tool|\[TOOL_CALLS\]|<\|python_tag\|>|<invoke name="
    r"|\bto=functions\.\w|<" + _FULL_BAR + r"tool"
    r"|\"(?:name|tool|function)\"\s*:\s*\"\w*exec"
)


def writes_call(text: str) -> bool:
    """Whether a text is a tool call written down."""
    return _WRITTEN.search(text) is not None
