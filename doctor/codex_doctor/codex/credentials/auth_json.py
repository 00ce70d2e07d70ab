"""Reads `$CODEX_HOME/auth.json` as Codex does: an API key, a ChatGPT login, or nothing usable.

Codex takes no credential from a file in which one known member has a wrong type, and says nothing.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from codex_doctor.codex.credentials.jwt import expiry, read_claims
from codex_doctor.platform.file_text import MAX_BYTES, read_file
from codex_doctor.sealed import Sealed
from codex_doctor.values import is_list, is_table
from codex_doctor.words.told import Told, Words

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from codex_doctor.platform.file_text import FileText

# What the login of each mode is called, and the member that must be there for it.
_LOGINS: Final = {
    "chatgpt": (Told("credentials.login.chatgpt"), "tokens"),
    "chatgptAuthTokens": (Told("credentials.login.chatgpt"), "tokens"),
    "agentIdentity": (Told("credentials.login.agent"), "agent_identity"),
    "personalAccessToken": (Told("credentials.login.personal"), "personal_access_token"),
}
_NO_LOGIN: Final[Words] = ""
_NO_JSON: Final = Told("credentials.auth_json.no_json")
_MODES = frozenset({"apikey", *_LOGINS})
_KEY = "OPENAI_API_KEY"
# Codex knows these; one of them twice makes the whole file useless.
_MEMBERS = frozenset({"auth_mode", _KEY, "tokens", "last_refresh"})
_TOKENS = ("id_token", "access_token", "refresh_token")
_TIME = r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)"


class AuthJson(Sealed, frozen=True):
    """What the file holds.

    Attributes:
        state: `absent`, `api_key`, `chatgpt`, `login` (another one that only Codex can use),
            `empty` (JSON without a credential), or `broken`.
        why: What is wrong with a broken file.
        key: The API key.
        login: What a login is called.
        expires_at: When the access token of a login expires, None when it does not say.
        strings: Every string in it, for redaction.
        mode: Permission bits.
        line: Line of the credential or of the fault, None when there is no such place.
        column: Column of it.
    """

    state: str
    why: Words = ""
    key: str = ""
    login: Words = ""
    expires_at: datetime | None = None
    strings: frozenset[str] = frozenset()
    mode: int = 0
    line: int | None = None
    column: int | None = None


def read_auth_json(path: Path) -> AuthJson:
    """Read the file; every failure is an answer."""
    file = read_file(path)
    if file.result == "absent":
        return AuthJson("absent")
    if file.result == "denied":
        return AuthJson("broken", Told("credentials.auth_json.denied"))
    if file.result == "too_large":
        why = Told("credentials.auth_json.too_large", {"most_bytes": MAX_BYTES})
        return AuthJson("broken", why)
    if file.result == "not_utf8":
        return AuthJson("broken", Told("credentials.auth_json.not_utf8"))
    if file.result != "ok":
        return AuthJson("broken", file.detail)
    if file.text.startswith("\ufeff"):
        why = Told("credentials.auth_json.mark")
        return AuthJson("broken", why, mode=file.mode, line=1, column=1)
    try:
        data: Any = _DECODER.decode(file.text)
    except json.JSONDecodeError as exc:
        return AuthJson("broken", _NO_JSON, mode=file.mode, line=exc.lineno, column=exc.colno)
    except (ValueError, RecursionError):
        return AuthJson("broken", _NO_JSON, mode=file.mode)
    if not is_table(data):
        return AuthJson("broken", Told("credentials.auth_json.no_object"), mode=file.mode)
    return _judge(data, file)


class _Table(dict[str, Any]):
    """A JSON object that remembers which members came twice."""

    doubles: frozenset[str] = frozenset()


def _table(pairs: list[tuple[str, Any]]) -> _Table:
    table = _Table(pairs)
    if len(table) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        table.doubles = frozenset(name for name, count in counts.items() if count > 1)
    return table


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


# No number in it means anything, and an integer of thousands of digits raises.
_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_table, parse_constant=_refuse_constant, parse_int=float
)


def _judge(data: dict[str, Any], file: FileText) -> AuthJson:
    strings = frozenset(_strings(data)) - _MODES  # `chatgpt` is a word, not a secret
    kind, key = data.get("auth_mode"), data.get(_KEY)

    def made(state: str, why: Words = "", *, at: str = "", **facts: Any) -> AuthJson:
        line, column = _place(file.text, at)
        return AuthJson(
            state, why, strings=strings, mode=file.mode, line=line, column=column, **facts
        )

    fault, member = _fault(data)
    if fault:
        return made("broken", fault, at=member)
    if isinstance(key, str) and kind in {None, "apikey"}:
        return made("api_key", key=key, at=_KEY)
    login, member = _LOGINS.get(kind or "chatgpt", (_NO_LOGIN, ""))
    material: Any = data.get(member)
    if material:
        token = material.get("access_token") if is_table(material) else material
        expires_at = expiry(token) if isinstance(token, str) else None
        state = "chatgpt" if member == "tokens" else "login"
        return made(state, login=login, expires_at=expires_at, at=member)
    if isinstance(key, str):
        why = Told("credentials.auth_json.key_ignored", {"mode": str(kind)})
        return made("empty", why, at="auth_mode")
    return made("empty", Told("credentials.auth_json.nothing"))


def _fault(data: dict[str, Any]) -> tuple[Words, str]:
    """Return why Codex cannot read the file, and the member that is to blame; "" if it can."""
    doubles = data.doubles if isinstance(data, _Table) else frozenset[str]()
    for name in sorted(doubles & _MEMBERS):
        return Told("credentials.auth_json.twice", {"name": name}), name
    kind, key, refreshed = data.get("auth_mode"), data.get(_KEY), data.get("last_refresh")
    if kind is not None and (not isinstance(kind, str) or kind not in _MODES):
        return Told("credentials.auth_json.mode_unknown"), "auth_mode"
    if key is not None and not isinstance(key, str):
        return Told("credentials.auth_json.no_string", {"name": _KEY}), _KEY
    if isinstance(key, str) and not _is_text(key):
        return Told("credentials.auth_json.surrogate", {"name": _KEY}), _KEY
    if refreshed is not None and not re.fullmatch(_TIME, str(refreshed)):
        return Told("credentials.auth_json.no_time"), "last_refresh"
    for name, types in (("agent_identity", (str, dict)), ("personal_access_token", str)):
        if data.get(name) is not None and not isinstance(data[name], types):
            return Told("credentials.auth_json.wrong_type", {"name": name}), name
    tokens = data.get("tokens")
    return ("", "") if tokens is None else _fault_of_tokens(tokens)


def _fault_of_tokens(tokens: Any) -> tuple[Words, str]:
    if not is_table(tokens):
        return Told("credentials.auth_json.tokens_no_object"), "tokens"
    for name in _TOKENS:
        if not isinstance(tokens.get(name), str):
            return Told("credentials.auth_json.tokens_lack", {"name": name}), "tokens"
    if read_claims(tokens["id_token"]) is None:
        return Told("credentials.auth_json.no_jwt"), "id_token"
    return "", ""


def _is_text(value: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in value)


def _place(text: str, member: str) -> tuple[int | None, int | None]:
    """Return line and column of the member's name, nothing when it does not stand there so."""
    at = text.find(f'"{member}"') if member else -1
    if at < 0:
        return None, None
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


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
