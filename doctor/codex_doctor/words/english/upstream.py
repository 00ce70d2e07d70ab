"""The words of the findings `upstream.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "upstream.error.title": "The endpoint fails",
    "upstream.error.text": (
        "The endpoint, or the service behind it, ends in an error of its own. Codex hides the "
        "body of a 500 and tries up to thirty times."
    ),
    "upstream.timeout.title": "A gateway gives up waiting",
    "upstream.timeout.text": (
        "A gateway in front of the model waits only so long for the first byte."
    ),
    "upstream.overloaded.title": "The service is overloaded",
    "upstream.overloaded.text": "The model or the service has no capacity left at the moment.",
    "upstream.unavailable.title": "The service is not available",
    "upstream.unavailable.text": (
        "A gateway answers that the service behind it is down or unreachable."
    ),
    "upstream.key_rejected.title": "The gateway's own key is refused",
    "upstream.key_rejected.text": (
        "A gateway passes each request on with a key, an account or a login of its own. That "
        "one is refused by the service behind it, is missing, or could not be fetched; the key "
        "that Codex sends is not meant. The gateway says so with the words that it was told "
        "(`OpenAIException - ...`, `upstream`, `Provider returned error`) or with what its own "
        "library prints (`default credentials were not found`). Only a gateway that passes on "
        "the key of whoever asks means yours."
    ),
}
