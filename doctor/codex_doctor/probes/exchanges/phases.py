"""How long each phase of a request took, as the HTTP library reports them while it works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.facts.exchange import Phases

if TYPE_CHECKING:
    from collections.abc import Callable


class PhaseClock:
    """Notes when the library begins and ends a step; the extension `trace` of a request.

    A step may come twice: through a proxy there are a CONNECT and a request, and an address that
    does not answer is followed by the next one. The last one counts.
    """

    def __init__(self, now_s: Callable[[], float]) -> None:
        self._now_s = now_s
        self._began_s = now_s()
        self._at_s: dict[str, float] = {}

    async def __call__(self, name: str, _: object) -> None:
        """Note a step by its name without the connection's kind: `start_tls.complete`."""
        self._at_s[name.partition(".")[2]] = self._now_s()

    def phases(self) -> Phases:
        """Return what was seen so far."""
        at_s = self._at_s
        sending_s = at_s.get("send_request_headers.started")
        # A proxy's CONNECT is sent before TLS; the request is not before its last byte.
        sent_s = at_s.get("send_request_body.complete")
        secured_s = at_s.get("start_tls.complete")
        is_ready = sending_s is not None and sending_s >= (secured_s or 0.0)
        return Phases(
            connect_s=sending_s - self._began_s if sending_s is not None and is_ready else None,
            tls_s=None if secured_s is None else secured_s - at_s["start_tls.started"],
            send_s=_between(sending_s, sent_s) if is_ready else None,
        )


def _between(begin_s: float | None, end_s: float | None) -> float | None:
    if begin_s is None or end_s is None or end_s < begin_s:
        return None
    return end_s - begin_s
