"""The recorded chat requests (`dialects/VERSION-chat.json`), one form for each span of versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codex_doctor.codex.versions import BEHAVIOURS, chat_dialect_version, holds
from codex_doctor.codex.wire.recorded import Dialect, read_dialects, with_tools
from codex_doctor.facts.turn import CHAT

if TYPE_CHECKING:
    from collections.abc import Hashable


class ChatDialect(Dialect, frozen=True):
    """One recorded chat request."""

    @property
    def tool_names(self) -> frozenset[str]:
        """Names of the tools that are offered."""
        return frozenset(tool["function"]["name"] for tool in self.body["tools"])


def chat_likeness(model: str, version: str | None) -> tuple[Hashable, ...]:
    """Return what decides which chat requests a version sends, and how it reads the answers."""
    own = (one.name for one in BEHAVIOURS if one.name.startswith("chat_"))
    return find_chat_dialect(model, version).place, *(holds(name, version) for name in own)


def find_chat_dialect(model: str, version: str | None) -> ChatDialect:
    """Return the chat request of this version (None: the last that has one) for a model id."""
    at = f"{chat_dialect_version(version)}-chat"
    recorded: dict[str, Any] = read_dialects(at)
    prefixes = [one for one in recorded["models"] if model.startswith(one)]
    name = recorded["models"][max(prefixes, key=len)]
    whole = with_tools(recorded["dialects"][name], recorded["tools"])
    headers = tuple((key, text) for key, text in whole["headers"])
    return ChatDialect(f"{at}/{name}", CHAT, headers, whole["body"])
