"""Whether Codex's own settings make it compact the history after every step; not a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.model import Confidence, Edit, Evidence, Finding, Fix, Severity

if TYPE_CHECKING:
    from codex_doctor.facts import Setup, Turn

WINDOW = "model_context_window"
LIMIT = "model_auto_compact_token_limit"


def compacts_always(turn: Turn, setup: Setup) -> Finding | None:
    """Return the finding for a limit that the first answer's usage already reaches, else None.

    Codex compacts at the limit, at 90 % of the window at the latest, instead of sending a tool's
    output; the model then starts over with a summary. (Observed from 0.98.0 to 0.169.0.)
    """
    used = turn.first.reading.usage_tokens if turn.first.reading else None
    # The limit can also count only what came after the prompt.
    if used is None or f"{LIMIT}_scope" in setup.values:
        return None
    limits = {
        key: int(setup.values[key]) * percent // 100
        for key, percent in ((WINDOW, 90), (LIMIT, 100))
        if setup.values.get(key, "").removeprefix("-").isdecimal()
    }
    reached = sorted((limit, key) for key, limit in limits.items() if limit <= used)
    if not reached:
        return None
    limit, key = reached[0]
    names = " and ".join(name for _, name in reached)
    return Finding(
        id="request.context_too_small",
        severity=Severity.ERROR,
        confidence=Confidence.LIKELY,
        cause=f"{key} = {setup.values[key]} makes Codex compact the history after every step, and "
        "the model start over: the first request alone fills it",
        evidence=(Evidence("used by one request", f"{used} tokens", f"fewer than {limit}"),),
        fixes=(
            Fix(
                f"Remove {names}, or write what the model really takes, 32k tokens or more.",
                edits=tuple(_removal(name, setup) for _, name in reached),
            ),
        ),
        location=setup.origins.get(key),
    )


def _removal(key: str, setup: Setup) -> Edit:
    origin = setup.origins.get(key)
    file, line = (origin.file, origin.line) if origin else ("-c", None)
    return Edit(file, key, f"{key} = {setup.values[key]}", None, line)
