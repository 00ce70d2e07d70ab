"""What an endpoint is being asked right now, for whoever watches the run."""

from __future__ import annotations


class Underway:
    """How far the request is that moved last.

    Attributes:
        sent_s: When a request was sent whose answer has not begun, in seconds since the start of
            the run; None when none is waited for.
        received_bytes: What came of the body of an answer that is still read.
        events: How many events came of it.
    """

    def __init__(self) -> None:
        self.sent_s: float | None = None
        self.received_bytes = self.events = 0

    def wait(self, sent_s: float) -> None:
        """Note that a request was sent."""
        self.sent_s, self.received_bytes, self.events = sent_s, 0, 0

    def receive(self, received_bytes: int, events: int) -> None:
        """Note how much of an answer there is."""
        self.sent_s, self.received_bytes, self.events = None, received_bytes, events

    def end(self) -> None:
        """Note that a request has ended, whichever way."""
        self.sent_s, self.received_bytes, self.events = None, 0, 0
