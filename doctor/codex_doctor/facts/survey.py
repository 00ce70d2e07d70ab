"""What an address serves, looked at before anything of it is configured."""

from __future__ import annotations

from msgspec import Struct

from codex_doctor.facts.exchange import Exchange


class Survey(Struct, frozen=True):
    """What empty requests, which no endpoint answers with tokens, tell of an address.

    Attributes:
        base_url: Below what it serves a model API; "" when none was found.
        api: `responses`, `chat` for Chat Completions alone, "" for neither.
        served: Ids of its list of models, () when it has none.
        first: The answer to the first request.
    """

    base_url: str
    api: str
    served: tuple[str, ...]
    first: Exchange
