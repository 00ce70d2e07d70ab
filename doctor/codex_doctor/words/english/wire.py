"""The words of the findings `wire.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "wire.responses_missing.title": "No Responses API here",
    "wire.responses_missing.text": (
        "Codex since 0.95.0 speaks the Responses API only. This endpoint has no such route at "
        "this address; many offer Chat Completions alone."
    ),
    "wire.chat_missing.title": "An old Codex speaks Chat Completions here",
    "wire.chat_missing.text": (
        "Up to 0.94.0 Codex speaks Chat Completions to a provider that sets no wire_api, and "
        'to one with wire_api = "chat". This endpoint has no such route at this address.'
    ),
    "wire.other_protocol.title": "The answer speaks the protocol of another API",
    "wire.other_protocol.text": (
        "The answer is in the protocol of another API (Anthropic's, Gemini's or the server's "
        "own). Codex ignores every event of it."
    ),
    "wire.chat_shape.title": "The answer has the shape of Chat Completions",
    "wire.chat_shape.text": (
        "The route is there and answers with chat chunks or a chat object. Codex reads "
        "Responses events only, and ends with a closed stream."
    ),
    "wire.chat_schema.title": "The route demands a body like one of Chat Completions",
    "wire.chat_schema.text": (
        "The endpoint takes the request for a chat request and misses `messages`."
    ),
    "wire.responses_missing": "{host} has no Responses API at {url}",
    "wire.responses_missing.fix_wire_api": (
        'Set wire_api = "chat" in the provider: Codex {version} speaks Chat Completions too.'
    ),
    "wire.responses_missing.fix_old_codex": (
        'Stay on Codex 0.94.0, the last version that speaks Chat Completions (wire_api = "chat").'
    ),
    "wire.responses_missing.channel": (
        "{host} cannot pass a Responses request on to what serves {model} there"
    ),
    "wire.responses_missing.fix_channel": (
        "Ask whoever runs {host} for a channel of {model} that takes Responses."
    ),
    "wire.chat_missing": "This version speaks Chat Completions, and {host} has no such route",
    "wire.chat_missing.fix_wire_api": (
        'Set wire_api = "responses" in the provider, if the endpoint has it.'
    ),
    "wire.chat_missing.fix_update": "Update Codex: since 0.95.0 it speaks the Responses API alone.",
    "wire.other_protocol": "{url} answers in the protocol of another API",
    "wire.other_protocol.fix_address": (
        "Use the OpenAI-compatible address of this provider as base_url."
    ),
    "wire.chat_shape": "{url} answers in the shape of Chat Completions",
    "wire.chat_schema": "{url} demands a body like one of Chat Completions",
    "wire.passed": "Responses API",
    "wire.passed_chat": "Chat Completions",
    "wire.evidence.there": "is there (HTTP {status} to an empty request)",
    "wire.evidence.not_there": "is not there (HTTP {status} to an empty request)",
    "wire.evidence.silent": "is not there (no answer to an empty request)",
}
