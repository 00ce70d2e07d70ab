"""Fixes that several findings have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "fix.new_key": "Get a key for {host}, and put it into {source}.",
    "fix.on_responses": "Choose a model that {host} serves on the Responses API.",
    "fix.on_responses_2": (
        "Correct where the gateway passes requests for {model} on to (its address there)."
    ),
    "fix.choose": "Set model to an id that {host} serves; its list is at GET /models.",
    "fix.base": "Set base_url to the address of the API, {elsewhere}.",
    "fix.old_codex": (
        'Stay on Codex 0.94.0, the last version that speaks Chat Completions (wire_api = "chat").'
    ),
    "fix.proxy": (
        "Switch off buffering and compression for this route in the proxy in front (nginx: "
        "proxy_buffering off; gzip off)."
    ),
    "fix.budget": "Run again with a larger --budget.",
    "fix.parser": (
        "Switch on tool calling on the server (vLLM: --enable-auto-tool-choice "
        "--tool-call-parser; llama.cpp: --jinja)."
    ),
    "fix.other_model": "Choose a model that is made for tool calls.",
    "fix.ask": (
        "Ask who runs the endpoint why it redirects; whoever is at the address that you set as "
        "base_url is sent the key."
    ),
    "fix.gateway": (
        "Put a gateway that translates in front of the endpoint (LiteLLM, for example), and "
        "point base_url at it."
    ),
    "fix.operator": "Report it to the operator of the endpoint, with this report.",
    "fix.retry_later": "Wait and try again.",
}
