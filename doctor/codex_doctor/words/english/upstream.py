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
    "upstream.error": "{host} fails with an error of its own ({status})",
    "upstream.timeout": "A gateway at {host} gives up on its upstream ({status})",
    "upstream.overloaded": "{host} is overloaded",
    "upstream.unavailable": "The service behind {host} is not available ({status})",
    "upstream.unavailable.proxied": (
        "{host} is not reached through the proxy {proxy}, or the service behind it is not "
        "available: one of them answers {status}"
    ),
    "upstream.unavailable.fix_proxy": (
        "Look whether the proxy reaches {host}; if it should not stand before it, add {host} to "
        "NO_PROXY."
    ),
    "upstream.unavailable.loading": "{host} is still loading the model ({status})",
    "upstream.unavailable.tunnel": "{host} is a tunnel whose far end is not connected ({status})",
    "upstream.unavailable.fix_tunnel": (
        "Start the tunnel's program (cloudflared, ngrok) on the machine behind it."
    ),
    "upstream.unavailable.fix_trial": (
        "Ask whoever runs {host} to start it; tunnels for a trial get another address each time."
    ),
    "upstream.unavailable.behind_the_tunnel": (
        "The tunnel of {host} is up, and nothing answers at its far end ({status})"
    ),
    "upstream.unavailable.fix_far_end": (
        "Start the server at the tunnel's far end, at the port that it is told."
    ),
    "upstream.unavailable.fix_ask": "Ask whoever runs {host} to start it.",
    "upstream.key_rejected": (
        "{host} is refused by the service behind it: its own key or login there does not work"
    ),
    "upstream.key_rejected.fix_renew": (
        "Renew the key or login that the gateway at {host} itself uses, where the gateway is "
        "configured, or ask who runs it to."
    ),
    "upstream.key_rejected.fix_model": "Choose a model that {host} gets from another service.",
}
