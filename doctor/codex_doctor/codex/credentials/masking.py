"""How a secret is shown to people: a fingerprint, or nothing of it.

Not the redaction of reports: that works on known values, in `redact`.
"""

from __future__ import annotations

import re
from hashlib import blake2b

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

_SECRET_NAME = re.compile(r"key|token|secret|passw|credential|auth|bearer", re.IGNORECASE)
# Names that match above and never hold a secret, only say where one is.
_HARMLESS_NAME = re.compile(
    r"env_key|env_key_instructions|requires_openai_auth|preferred_auth_method|forced_login_method"
    r"|cli_auth_credentials_store|.*token_limit|.*_tokens|authorization_url|token_url"
    r"|mcp_oauth_credentials_store|author|authors|ssh_auth_sock|xauthority|bearer_token_env_var",
    re.IGNORECASE,
)
_KEY_LIKE = re.compile(
    r"(?:sk|pk|rk|gsk|xai|hf|ghp|gho|glpat|AIza|AKIA|eyJ|r8|nvapi|tp|csk|fw|key|Bearer )"
    r"[-_. A-Za-z0-9=/+]{9,}|[A-Za-z0-9_\-]{32,}|[0-9a-fA-F]{24,}"
)
# Parameters that say how, not who; and values that are a version, a date or a switch.
_PLAIN_NAME = re.compile(
    r"(?:api[-_]?)?version|region|location|project|deployment|model|format|alt|lang|locale"
    r"|stream|route|provider|beta|preview",
    re.IGNORECASE,
)
_PLAIN_VALUE = re.compile(
    r"\d{4}-\d\d-\d\d(?:-preview)?|v?\d{1,3}(?:\.\d{1,4}){0,3}|true|false|latest|preview|json|sse",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"([\"'“”‘’])((?:\\.|(?!\1|[“”‘’]).)*)(?:\1|[“”‘’]|$)")
_USER_INFO = re.compile(r"(?<=://)[^/?#@\s\"']+(?=@)")
_NAME_BEFORE = re.compile(r"(?<![\w-])([\w-]++)[\"']?\s*+=\s*+$")
_INK = re.compile(r"\S")
_DIGEST_KEY = b"codex-doctor fingerprint 1"


def is_secret_name(name: str) -> bool:
    """Tell whether a variable or key of this name usually holds a secret."""
    last = name.rsplit(".", 1)[-1].strip("\"' ")
    return bool(_SECRET_NAME.search(last)) and not _HARMLESS_NAME.fullmatch(last)


def looks_like_key(value: str) -> bool:
    """Tell whether a text has the form of an API key, whatever its name."""
    return bool(_KEY_LIKE.fullmatch(value.strip())) and any(c.isdigit() for c in value)


def is_plain_parameter(name: str, value: str) -> bool:
    """Tell whether a query parameter may be shown; what is not surely harmless may not."""
    if is_secret_name(name) or looks_like_key(value) or len(value) > 60:
        return False
    return bool(_PLAIN_NAME.fullmatch(name) or _PLAIN_VALUE.fullmatch(value))


def is_dummy(value: str) -> bool:
    """Tell whether a key is one of the words that stand for "no key"."""
    return value.strip().lower() in DUMMIES


def fingerprint(secret: str) -> str:
    """Describe a secret so that two people can compare it and nobody can recover it.

    The id is a keyed digest cut to 24 bits; short secrets show none of their characters.
    """
    raw = secret.encode("utf-8", "surrogateescape")
    digest = blake2b(raw, key=_DIGEST_KEY, digest_size=8).hexdigest()[:6]
    characters = "character" if len(secret) == 1 else "characters"
    about = f"({len(secret)} {characters}, id {digest})"
    if len(secret) < 16:
        return about
    head = re.match(r"[A-Za-z]{2,5}[-_]", secret)
    tail = secret[-4:] if secret[-4:].isascii() and secret[-4:].isalnum() else ""
    return f"{head[0] if head else ''}…{tail} {about}"


def mask_line(line: str) -> str:
    """Hide the secrets in one line of a file; the columns stay where they are."""
    name = re.split(r"[=:]", line, maxsplit=1)[0]
    secret_name = is_secret_name(name.strip())

    def hide(match: re.Match[str]) -> str:
        value = match[2]
        # The nearest word before the quote names the value in an inline table.
        before = _NAME_BEFORE.search(line[: match.start()])
        named = is_secret_name(before[1]) if before else secret_name
        if not (looks_like_key(value) or (named and len(value) > 4) or value.startswith("Bearer ")):
            return match[0]
        return match[0].replace(value, "*" * len(value), 1)

    masked = _QUOTED.sub(hide, line)
    if secret_name and "=" in line and masked == line:
        head, _, tail = line.partition("=")
        masked = line if _is_plain(tail) else f"{head}={_INK.sub('*', tail)}"
    masked = _USER_INFO.sub(lambda m: "*" * len(m[0]), masked)
    return re.sub(_KEY_LIKE, lambda m: "*" * len(m[0]) if looks_like_key(m[0]) else m[0], masked)


def _is_plain(value: str) -> bool:
    """Tell whether an unquoted value is too short or too ordinary to be a secret."""
    text = value.strip()
    return len(text.strip("\"'“”‘’")) <= 4 or text in {"true", "false"} or text[:1] in "[{"


def show_text(text: str, *, limit: int = 120) -> str:
    """Return a text of the outside world as one printable line."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(c if c.isprintable() else _escape(c) for c in cut)


def _escape(character: str) -> str:
    """Return the visible escape of an unprintable character."""
    named = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
    if character in named:
        return named[character]
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{{{code:x}}}"
