"""The requests that Codex would send with a set-up, in the API that it speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.versions import NEWEST
from codex_doctor.codex.wire.request import RequestSeries

if TYPE_CHECKING:
    from codex_doctor.facts import Inputs, Secrets, Setup


def series_for(inputs: Inputs, setup: Setup, secrets: Secrets) -> RequestSeries:
    """Return the session that Codex would open with a set-up."""
    kind = RequestSeries
    if setup.speaks_chat:
        from codex_doctor.codex.wire.chat.request import ChatRequestSeries

        kind = ChatRequestSeries
    return kind(
        model=setup.model or "",
        version=inputs.codex_version or NEWEST,
        config=secrets.config,
        provider_name=setup.provider_name or "",
        is_built_in=setup.provider_id == "openai",
        catalog=setup.surroundings.models,
    )
