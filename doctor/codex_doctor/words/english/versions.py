"""The table of `--codex-version all`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "versions.title": "Codex {first} to {last} with this set-up",
    "versions.heading": "{title}:",
    "versions.range": "{first} to {last}",
    "versions.since": "{first} and later",
    "versions.codex": "Codex",
    "versions.verdict": "verdict",
    "versions.cause": "cause",
    "versions.works": "works",
    "versions.degraded": "degraded",
    "versions.fails": "fails",
    "versions.unknown": "unknown",
    "versions.works_with": "works with {versions}",
    "versions.verdict_from": "{verdict} from {first}",
    "versions.verdict_of": "{verdict} from {first}: {finding}",
    "versions.found": "{finding}: {title}",
    "versions.installed": "installed here: {version}",
    "versions.not_installed": "no Codex is installed here",
    "versions.cost": "{count:request|requests}, {took_s:.1f} s",
    "versions.no_cost": "no request was sent, {took_s:.1f} s",
}
