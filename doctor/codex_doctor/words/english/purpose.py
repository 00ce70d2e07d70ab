"""What a request is sent for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "purpose.turn": "first request of a turn",
    "purpose.ahead": "with the first fix made: {purpose}",
    "purpose.output": "request with the tool output",
    "purpose.version": "first request of Codex {version}",
    "purpose.smallest": "the smallest request that may show it",
    "purpose.past_proxy": "the same request past the proxy",
    "purpose.with_instructions": "the smallest request with the field instructions",
    "purpose.without": "the same request without {names:,}",
    "purpose.output_without": "the tool output again, without {name}",
    "purpose.for_a_part": (
        "the smallest request, as large as Codex's own: is it refused for a part of it"
    ),
    "purpose.for_its_size": "the smallest request: is Codex's own refused for its size",
    "purpose.harmless": "a request as long with harmless words: is it the size or what is in it",
    "purpose.plain": "the same request without Codex's headers",
    "purpose.least": "the smallest request without Codex's headers: is it taken",
    "purpose.smaller": "the same request without some parts: which one is refused",
    "purpose.of_size": "the smallest request with filler: which size is refused",
    "purpose.forced": "the same with a forced tool call",
    "purpose.tools_moved": "the same with the tools in the field of that name",
    "purpose.toolless": "the same without tools",
    "purpose.fewer_tokens": "the smallest request: does it count fewer tokens",
    "purpose.models": "list of models",
    "purpose.other_api": "is there a {api} API",
    "purpose.is_served": "is {model} served",
    "purpose.api_at_all": "is there a {api} API at all",
    "purpose.other_base": "is there a {api} API below another base path",
    "purpose.other_base_keyed": "is there a {api} API below another base path, with the key",
    "purpose.api_version": "is there one with api-version in its query",
    "purpose.no_api_version": "is there one without api-version in its query",
    "purpose.keyless": "is a key needed at all",
    "purpose.made_up_key": "the same request with a made-up key: does it fail for want of one",
    "purpose.key_header": "the key in the header {header}",
    "purpose.websocket": "the WebSocket that Codex tries first",
    "purpose.again": "the same request again, as Codex would",
    "purpose.control": "the same request again: is it refused again",
    "purpose.no_call": "the same request again: no tool call came",
    "purpose.second_turn": "first request of a second turn",
    "purpose.compaction": "compaction of the history",
    "purpose.sized": "a request of {size_bytes:size}",
    "purpose.two_calls": "two tool calls in one answer",
    "purpose.two_outputs": "the outputs of two tool calls",
    "purpose.side_extract": "the model to extract memories",
    "purpose.side_consolidate": "the model to consolidate memories",
    "purpose.side_reviews": "the model for reviews",
    "purpose.side_agents": "the model for sub-agents",
    "purpose.side_role": "the model for agents of the role {role}",
}
