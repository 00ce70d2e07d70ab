"""How a secret is shown to people: a fingerprint, or nothing of it.

Not the redaction of reports: that works on known values, in `redact`.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING

from codex_doctor.patterns import Regex
from codex_doctor.secrets.looks import LIKELY, is_secret_by_look, passwords
from codex_doctor.visible import visible
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from codex_doctor.secrets.looks import Span

# Well-known dummies for servers that check no key; hiding them would hide ordinary words.
DUMMIES = frozenset(
    {
        "ollama",
        "dummy",
        "empty",
        "none",
        "lm-studio",
        "lmstudio",
        "sk-no-key-required",
        "no-key-required",
        "not-needed",
        "notneeded",
        "no-key",
        "nokey",
        "local",
        "test",
        "x",
        "unused",
        "fake",
        "placeholder",
        "anything",
        "null",
        "true",
        "false",
    }
)

_SECRET_NAME = Regex(
    r"key|token|secret|passw|passphrase|passcode|pwd|credential|auth|bearer|cookie|jwt|signature"
    # At the end of a name alone: `DB_PASS`, `GH_PAT`, `AWS_CREDS`, `LDAP_BIND_PW`.
    r"|(?<!by)(?<!com)pass$|(?:^|[_-])(?:pat|creds?|pw)$",
    re.IGNORECASE,
)
# Names that match above and never hold a secret, only say where one is, or of which kind.
_HARMLESS_NAMES = frozenset(
    {
        "authorization_url", "bearer_token_env_var", "cli_auth_credentials_store", "env_key",
        "env_key_instructions", "forced_login_method", "gpg_agent_info", "monkey", "oldpwd",
        "mcp_oauth_credentials_store", "preferred_auth_method", "pwd", "ssh_auth_sock",
        "requires_openai_auth", "token_url", "turkey", "xauthority",
    }
)  # fmt: skip
_HARMLESS_NAME = Regex(
    r".*(?:token_limit|(?<!bearer)_tokens|tokeni[sz]er.*|keymap.*|keyboard.*|key_id|keyname|hotkey)"
    r"|(?:.*_)?authors?(?:_.*)?|.*(?:auth|key|token|credentials?|secret)_(?:provider|type|mode"
    r"|method|scheme|kind|file|path|dir|url|uri|host|ttl|limit|count|size|name|budget|resource)"
    r"|.*oauth_callback_(?:port|url)|.*_env(?:_var|_variable)?"
)
# Parameters that say how, not who; and values that are a version, a date or a switch.
_PLAIN_NAME = Regex(
    r"(?:api[-_]?)?version|region|location|project|deployment|model|format|alt|lang|locale"
    r"|stream|route|provider|beta|preview",
    re.IGNORECASE,
)
_PLAIN_VALUE = Regex(
    r"\d{4}-\d\d-\d\d(?:-preview)?|v?\d{1,3}(?:\.\d{1,4}){0,3}|true|false|latest|preview|json|sse",
    re.IGNORECASE,
)
_SECRET_PARAMETER = Regex(r"p(?:[ws]|wd)|pass|code|sig|sas|s[ae]s?_?id|.*signature", re.IGNORECASE)
# A word, a name, a switch: hiding it would hide ordinary words.
_WORD = Regex(r"[a-z]{1,12}|[A-Z]?[a-z]{1,11}|[A-Z]{1,12}")
MASK = "***"
_DIGEST_KEY = b"codex-doctor fingerprint 1"


def is_secret_name(name: str) -> bool:
    """Tell whether a variable or key of this name usually holds a secret."""
    last = name.rsplit(".", 1)[-1].strip("\"' ")
    if not _SECRET_NAME.search(last):
        return False
    plain = last.lower().replace("-", "_")
    return plain not in _HARMLESS_NAMES and not _HARMLESS_NAME.fullmatch(plain)


def is_secret_parameter(name: str) -> bool:
    """Tell whether a parameter of an address of this name usually holds a secret."""
    return is_secret_name(name) or bool(_SECRET_PARAMETER.fullmatch(name))


def is_plain_parameter(name: str, value: str) -> bool:
    """Tell whether a query parameter may be shown; what is not surely harmless may not."""
    if is_secret_parameter(name) or len(value) > 60 or is_secret_by_look(value, least=LIKELY):
        return False
    if any(True for _ in passwords(value)):
        return False
    return bool(_PLAIN_NAME.fullmatch(name) or _PLAIN_VALUE.fullmatch(value))


def is_plain_value(value: str) -> bool:
    """Tell whether a text is one ordinary word, a switch, a version or a date."""
    return bool(_WORD.fullmatch(value) or _PLAIN_VALUE.fullmatch(value)) or is_dummy(value)


def is_dummy(value: str) -> bool:
    """Tell whether a key is one of the words that stand for "no key"."""
    return value.strip().lower() in DUMMIES


def fingerprint(secret: str) -> Told:
    """Describe a secret so that two people can compare it and nobody can recover it.

    The id is a keyed digest cut to 24 bits; short secrets show none of their characters.
    """
    raw = secret.encode("utf-8", "surrogateescape")
    digest = blake2b(raw, key=_DIGEST_KEY, digest_size=8).hexdigest()[:6]
    if len(secret) < 16:
        return Told("key.short_fingerprint", {"count": len(secret), "id": digest})
    head = re.match(r"[A-Za-z]{2,5}[-_]", secret)
    tail = secret[-4:] if secret[-4:].isascii() and secret[-4:].isalnum() else ""
    ends = f"{head[0] if head else ''}…{tail}"
    return Told("key.fingerprint", {"ends": ends, "count": len(secret), "id": digest})


def mask_spans(text: str, spans: Iterable[Span]) -> str:
    """Return the text with these places hidden; they may overlap."""
    shown: list[str] = []
    last = 0
    for start, end in sorted(spans):
        if end > last:
            shown += (text[last : max(start, last)], MASK)
            last = end
    return "".join(shown) + text[last:]


def show_text(text: str, *, limit: int = 120) -> str:
    """Return a text of the outside world as one printable line."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return visible(cut)
