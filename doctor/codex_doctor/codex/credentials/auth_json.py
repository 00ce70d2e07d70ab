"""Reads `$CODEX_HOME/auth.json`: an API key, a ChatGPT login, or nothing Codex can use."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from codex_doctor.codex.files.file_text import read_file
from codex_doctor.codex.values import is_list, is_table

if TYPE_CHECKING:
    from pathlib import Path

_MODES = frozenset({"apikey", "chatgpt", "chatgptAuthTokens", "agentIdentity"})
_MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class AuthJson:
    """What the file holds.

    Attributes:
        state: `absent`, `api_key`, `chatgpt`, `empty` (JSON without a credential), or `broken`.
        why: What is wrong with a broken file, in a few words.
        key: The API key.
        strings: Every string in it, for redaction.
        mode: Permission bits.
    """

    state: str
    why: str = ""
    key: str = field(default="", repr=False)
    strings: frozenset[str] = field(default=frozenset(), repr=False)
    mode: int = 0


def read_auth_json(path: Path) -> AuthJson:
    """Read the file; every failure is an answer."""
    file = read_file(path, max_bytes=_MAX_BYTES)
    if file.result == "absent":
        return AuthJson("absent")
    if file.result == "denied":
        return AuthJson("broken", "it cannot be read (permission denied)")
    if file.result != "ok":
        return AuthJson("broken", "it is not UTF-8" if file.result == "not_utf8" else file.detail)
    if file.text.startswith("\ufeff"):
        return AuthJson("broken", "a byte order mark stands before the JSON", mode=file.mode)
    try:
        data: Any = json.loads(file.text)
    except (ValueError, RecursionError):
        return AuthJson("broken", "it is no JSON", mode=file.mode)
    if not is_table(data):
        return AuthJson("broken", "it is no JSON object", mode=file.mode)
    return _judge(data, file.mode)


def _judge(data: dict[str, Any], mode: int) -> AuthJson:
    strings = frozenset(_strings(data)) - _MODES  # `chatgpt` is a word, not a secret
    kind = data.get("auth_mode")
    key = data.get("OPENAI_API_KEY")
    if kind is not None and kind not in _MODES:
        return AuthJson("broken", "its auth_mode is unknown", strings=strings, mode=mode)
    if key is not None and not isinstance(key, str):
        why = "OPENAI_API_KEY in it is no string"
        return AuthJson("broken", why, strings=strings, mode=mode)
    if isinstance(key, str) and kind in {None, "apikey"}:
        return AuthJson("api_key", key=key, strings=strings, mode=mode)
    tokens = data.get("tokens")
    if is_table(tokens) and tokens.get("access_token"):
        return AuthJson("chatgpt", strings=strings, mode=mode)
    why = "it holds neither OPENAI_API_KEY nor a ChatGPT login"
    if isinstance(key, str):
        why = f'it holds a key, and auth_mode "{kind}" makes Codex ignore it'
    return AuthJson("empty", why, strings=strings, mode=mode)


def _strings(value: object) -> list[str]:
    """Return every string value in a JSON value, without recursion."""
    found: list[str] = []
    stack: list[Any] = [value]
    while stack:
        item = stack.pop()
        if is_table(item):
            stack.extend(item.values())
        elif is_list(item):
            stack.extend(item)
        elif isinstance(item, str):
            found.append(item)
    return found
