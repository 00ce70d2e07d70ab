"""The words of `codex-doctor explain`: by what a finding is recognised, and its own sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.words.english.explain.access import ACCESS
from codex_doctor.words.english.explain.config import CONFIG
from codex_doctor.words.english.explain.network import NETWORK
from codex_doctor.words.english.explain.request import REQUEST
from codex_doctor.words.english.explain.setup import SETUP
from codex_doctor.words.english.explain.turn import TURN

if TYPE_CHECKING:
    from collections.abc import Mapping

_OWN: Final[Mapping[str, str]] = {
    "explain.section": "{title}:",
    "explain.prints": "Codex prints",
    "explain.recognised": "Recognised by",
    "explain.disproved": "Disproved by",
    "explain.fixes": "What to do",
    "explain.example": "Example",
    "explain.products": "Seen with",
    "explain.versions": "Versions of Codex",
    "explain.recorded": "Recorded with Codex {codex}, in {count:set-up|set-ups}.",
    "explain.recorded_files": "Recorded with Codex {codex}.",
    "explain.more_prints": "and {count:other message|other messages}",
    "explain.more_products": "and {count:other|others}",
    "explain.silent": "Codex prints no error",
    "explain.wordless": "ERROR: without a word behind it",
    "explain.ending": "{text} ({ending})",
    "explain.ends": "exit code {code}",
    "explain.waits": "waits without end",
    "explain.loops": "goes on without end",
    "explain.running": "had not ended after 20 seconds",
    "explain.broken": "These lines fail:",
    "explain.sound": "These work:",
    "explain.nothing": "(nothing)",
    "explain.see": "See it: codex-doctor demo {fault}",
    "explain.between": "{first} to {last}: {behaviour}",
    "explain.since": "since {first}: {behaviour}",
    "explain.until": "up to {last}: {behaviour}",
    "explain.mistake": "Common mistake: {mistake}.",
    "explain.reporter": "Reported by the check {check}.",
    "explain.reporter_plugin": "Reported by the check {check} of the plugin {plugin}.",
    "explain.list": (
        "{count:finding|findings}, in the order of the checks. `codex-doctor explain ID` has the "
        "page of one, `codex-doctor explain --search MESSAGE` those that a message can mean."
    ),
    "explain.found": "{count:finding|findings} can be meant, the likeliest first:",
    "explain.found_as": "{title} ({count:set-up|set-ups})",
    "explain.found_more": "and {ids}",
    "explain.found_classified": "the endpoint's own words say so",
    "explain.found_last": (
        "A message has many causes: codex-doctor, run in the place of codex, tells which one it is."
    ),
    "explain.not_found": (
        "No message of Codex and no page has these words. Run codex-doctor in the place of codex: "
        "it looks at the set-up itself and needs no message. codex-doctor explain lists all "
        "findings."
    ),
    "explain.repeating": (
        "Codex repeats a request that failed, and prints why after the last try: search for that "
        "message, or run codex-doctor in the place of codex."
    ),
    "explain.mistake_model_id": "wrong model id",
    "explain.mistake_wire_api": "wrong wire API",
    "explain.mistake_compatible": "OpenAI-compatible, but not Codex-compatible",
    "explain.index_title": "Findings",
    "explain.index": (
        "What codex-doctor can find, in the order of its checks. Written by `make docs` from what "
        "`codex-doctor explain ID` shows."
    ),
}
WORDS: Final[Mapping[str, str]] = {
    **_OWN, **SETUP, **CONFIG, **NETWORK, **ACCESS, **REQUEST, **TURN,
}  # fmt: skip
