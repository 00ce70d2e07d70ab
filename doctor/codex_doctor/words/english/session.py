"""The words of the findings `session.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "session.history_rejected.title": "Replayed items are refused",
    "session.history_rejected.text": (
        "Codex sends the whole history with every request, with ids and reasoning items. The "
        "endpoint refuses a part of it."
    ),
    "session.flaky.title": "It works only at a later try",
    "session.flaky.text": (
        "A request fails and the same request works when it is repeated. Codex repeats most "
        "failures too, so a turn gets through, later than it should; what it takes as final "
        "(HTTP 400, and 429 without retry-after) ends the turn."
    ),
    "session.compact_missing.title": "The compaction of a long history fails",
    "session.compact_missing.text": (
        "When the context is full, Codex asks a provider that is named OpenAI to shorten the "
        "history, and takes only a compaction item for an answer. Another answer ends the "
        "turn. With any other name Codex shortens the history by itself, with an ordinary "
        "request."
    ),
    "session.secondary_model.title": "A model that Codex uses on the side is not served",
    "session.secondary_model.text": (
        "Codex asks the same endpoint for other models than the main one: `review_model` for "
        "reviews, the model of an agent's role, agents.default_subagent_model, and two for "
        "memories. Those of memories have defaults of OpenAI, whatever the provider is. When "
        "such a model is refused, the review or the agent fails, and memories are not made, "
        "without a word. A sub-agent's default must be in Codex's own list, or no sub-agent "
        "starts."
    ),
    "session.passed": "a second turn, and requests of up to {largest_bytes:size}",
    "session.cut_short": "the budget was over before the second turn had ended",
    "session.skipped": "looked at with --thorough",
    "session.history_rejected": (
        "{host} takes the first turn and fails on the second, which repeats it"
    ),
    "session.history_rejected.two_calls": (
        "{host} takes the output of one tool call and refuses those of two at once"
    ),
    "session.compact_missing": (
        "{host} answers Codex's request for a compaction with something else"
    ),
    "session.compact_missing.fix_name": "Give [{table}] another name than OpenAI.",
    "session.secondary_model.reviews": (
        "{host} does not serve {model}, which Codex uses for reviews"
    ),
    "session.secondary_model.role": (
        "{host} does not serve {model}, which Codex uses for agents of the role {role}"
    ),
    "session.secondary_model.sub_agents": (
        "{host} does not serve {model}, which Codex uses for sub-agents"
    ),
    "session.secondary_model.extract": (
        "{host} does not serve {model}, which Codex uses to extract memories"
    ),
    "session.secondary_model.consolidate": (
        "{host} does not serve {model}, which Codex uses to consolidate memories"
    ),
    "session.secondary_model.unknown": (
        "Codex starts no sub-agent with {model}, which is not in its own list"
    ),
    "session.secondary_model.fix_remove": "Remove {key}; sub-agents then use {model}.",
    "session.secondary_model.fix_role": "Set model to {model} in the role's file.",
    "session.secondary_model.fix_file": "Set model to {model} in {file}.",
    "session.secondary_model.fix_value": "Set {key} to {model}, which is served.",
    "session.secondary_model.fix_memories": (
        "Set {key} to {model}, which is served, or turn features.memories off."
    ),
    "session.evidence.passes": "passes",
    "session.evidence.size": "{size_bytes:size}",
    "session.evidence.first_request": "Codex's first request",
    "session.evidence.own_list": "a model of Codex's own list, or nothing",
    "session.flaky": "{host} answers only at try {number}",
    "session.flaky.refused": (
        "{host} refuses a request once and then takes it; after HTTP {status} Codex gives up"
    ),
    "session.flaky.no_answer": (
        "{host} fails once and then takes the request; after that failure Codex gives up"
    ),
    "session.flaky.broken": (
        "{host} breaks the stream behind a tool call; Codex runs the call and tries again, "
        "stream_max_retries times in a turn"
    ),
    "session.flaky.fix_retries": "Remove {keys}: Codex then sends a failed request again.",
    "session.flaky.evidence.failed": "failed",
    "session.flaky.evidence.counts": "{failed} of {tries:request|requests}",
    "session.history_rejected.replayed": "{host} refuses {subject} in the replayed history",
}
