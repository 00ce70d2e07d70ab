"""The words of the findings `codex.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "codex.waits_forever.title": "Codex waits without end",
    "codex.waits_forever.text": (
        "When no connection to the endpoint can be made (name, proxy, TCP or TLS), Codex since "
        '0.148.0 prints "Reconnecting... waiting for network" and tries again after 5, 10, 20 and '
        "40 seconds and then once a minute, for ever, whatever request_max_retries and "
        "stream_max_retries say. It never "
        "says why. With features.unbounded_connection_retries=false it gives up after "
        "(request_max_retries + 1) times (stream_max_retries + 1) tries and exits with code 1: "
        "after about 25 seconds by default, after 15 minutes when the address is silent, "
        "because each try then takes 30 seconds. Lower retries make it sooner."
    ),
    "codex.waits_forever": (
        'Codex itself prints "Reconnecting... waiting for network" and waits without end'
    ),
    "codex.waits_forever.fix_switch": (
        "Start Codex with -c {switch}: it then gives up after about {gives_up_s:time}."
    ),
    "codex.waits_forever.fix_retries": (
        "Start Codex with -c {switch}: it then gives up after about {gives_up_s:time}, sooner with "
        "lower retries."
    ),
    "codex.evidence.since": "holds since",
    "codex.evidence.version": "codex-cli {version}",
}
