"""What shows and what would disprove findings: requests, sessions and WebSocket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

REQUEST: Final[Mapping[str, str]] = {
    "explain.request.field_rejected.recognised": (
        "The refusal names a field of Codex's request; or it names none, and leaving out one "
        "field alone made the rest accepted, which was tried part by part."
    ),
    "explain.request.field_rejected.disproved": "The same refusal when the field is left out.",
    "explain.request.role_rejected.recognised": (
        "The refusal names the role developer, or the request was accepted once the messages of "
        "that role were left out."
    ),
    "explain.request.role_rejected.disproved": "The same refusal without them.",
    "explain.request.item_rejected.recognised": (
        "The refusal names an input item, its type or its id, or the request was accepted "
        "without it."
    ),
    "explain.request.item_rejected.disproved": "The same refusal without the item.",
    "explain.request.tool_type_rejected.recognised": (
        "The refusal names a tool or its type, or the request was accepted without the tools of "
        "that type."
    ),
    "explain.request.tool_type_rejected.disproved": "The same refusal without them.",
    "explain.request.compression_rejected.recognised": (
        "The words of the refusal are those of a JSON reader that got compressed bytes."
    ),
    "explain.request.compression_rejected.disproved": (
        "A refusal of the same request without compression."
    ),
    "explain.request.too_large.recognised": (
        "The answer is 413 or says that the body is too large; or the same request with less of "
        "it is accepted, whatever part is left out."
    ),
    "explain.request.too_large.disproved": "The same refusal of a small request.",
    "explain.request.prompt_rejected.recognised": (
        "The endpoint says that a filter or a policy refuses the text."
    ),
    "explain.request.prompt_rejected.disproved": (
        "A refusal of a harmless prompt in the same words."
    ),
    "explain.request.context_too_small.recognised": (
        "The refusal names a context length below the tokens of Codex's first request; or "
        "model_auto_compact_token_limit or model_context_window is set so low that it fills "
        "them alone."
    ),
    "explain.request.context_too_small.disproved": "A window that holds the request.",
    "explain.request.rejected.recognised": (
        "The request is refused in words that name no part, and the search found no single part "
        "whose absence makes it accepted."
    ),
    "explain.request.rejected.disproved": (
        "One part without which the rest is accepted: that is then named in its place."
    ),
    "explain.request.tools_ignored.recognised": (
        "With the tools as an input item no call came even when one was forced; with the same "
        "tools in the field tools a call came."
    ),
    "explain.request.tools_ignored.disproved": "A call in the first case, or none in the second.",
    "explain.session.history_rejected.recognised": (
        "The first request was accepted, and the same with the history, or with two calls and "
        "their outputs, was refused."
    ),
    "explain.session.history_rejected.disproved": (
        "A second turn that is accepted with everything in it."
    ),
    "explain.session.flaky.recognised": (
        "A request failed, and the very same request worked when it was repeated."
    ),
    "explain.session.flaky.disproved": "The same failure each time, or none.",
    "explain.session.compact_missing.recognised": (
        "With --thorough, the request for a compaction was sent as Codex sends it to a provider "
        "of the name OpenAI, and the answer was no single compaction item."
    ),
    "explain.session.compact_missing.disproved": (
        "An answer that ends with response.completed and has exactly one item of the type "
        "compaction."
    ),
    "explain.session.secondary_model.recognised": (
        "With --thorough, a side model was asked for by its id, and the answer speaks of the "
        "model; or the id is not in Codex's own list."
    ),
    "explain.session.secondary_model.disproved": "An answer from that model.",
    "explain.websocket.unsupported.recognised": (
        "The handshake that Codex makes first was made, and failed or fell silent in a way "
        "after which Codex goes over HTTP."
    ),
    "explain.websocket.unsupported.disproved": (
        "A completed warm-up over the WebSocket, or status 426, after which Codex changes to "
        "HTTP at once."
    ),
    "explain.websocket.fails.recognised": (
        "The handshake, or the error event after it, had status 400 or 429, after which Codex "
        "does not fall back."
    ),
    "explain.websocket.fails.disproved": "Any other status.",
}
