"""The requests of one turn over Chat Completions, in the shape of the version that sends them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from codex_doctor.codex.wire.chat.messages import as_messages
from codex_doctor.codex.wire.chat.recorded import ChatDialect, find_chat_dialect
from codex_doctor.codex.wire.request import Request, RequestSeries, encoded, filled, user_agent

if TYPE_CHECKING:
    from collections.abc import Mapping


class ChatRequestSeries(RequestSeries, frozen=True):
    """One turn's worth of chat requests."""

    @property
    def dialect(self) -> ChatDialect:
        """The recorded request of this version for the model id."""
        return find_chat_dialect(self.model, self.version)

    def request(self, replayed: tuple[Mapping[str, Any], ...] = ()) -> Request:
        """Return the request whose messages end with these items; none for the first request."""
        recorded, places = self.dialect, self.places
        body: dict[str, Any] = filled(recorded.body, places)
        body["messages"] += as_messages(replayed, version=self.version)
        headers = [(key, filled(text, places)) for key, text in recorded.headers]
        headers.append(("user-agent", user_agent(self.version)))
        return Request(headers=tuple(headers), body=encoded(body))


def smallest(request: Request) -> Request:
    """Return the request with its last message alone and without tools."""
    body = json.loads(request.body)
    small = {"model": body["model"], "messages": body["messages"][-1:], "stream": True}
    return Request(request.headers, encoded(small))


def grown(request: Request, filler: str) -> Request:
    """Return the request with this filler in front of the prompt."""
    body = json.loads(request.body)
    body["messages"][-1]["content"] = filler + body["messages"][-1]["content"]
    return Request(request.headers, encoded(body))
