"""The variable that env_key names: unset, odd, or with a key of an odd form."""

from __future__ import annotations

from typing import Final

from codex_doctor.lab.endpoint import LAB_KEY
from oracle.config_case import KEYLESS, ConfigCase, changed, healthy

_UNSET: Final = "env.key_unset"
_EMPTY: Final = "env.key_empty"
_CONTROL: Final = "env.key_control_characters"
_NOTHING: Final[dict[str, str]] = {}


def _key(name: str, expect: str, value: str, *, sent: str | None = None) -> ConfigCase:
    """Return a case with an odd key that the endpoint refuses; `sent` follows `Bearer `."""
    authorization = None if sent is None else f"Bearer {sent}"
    environ = {"LAB_API_KEY": value}
    return ConfigCase(name, expect, environ=environ, authorization=authorization)


def _named(name: str, expect: str, env_key: str, **environ: str) -> ConfigCase:
    """Return a case in which env_key is another text."""
    config = changed('"LAB_API_KEY"', f'"{env_key}"')
    return ConfigCase(name, expect, config, environ={"LAB_API_KEY": LAB_KEY, **environ})


KEYS: Final = (
    ConfigCase("key-unset", _UNSET, environ=_NOTHING),
    ConfigCase(
        "key-unset-with-login",
        _UNSET,
        environ=_NOTHING,
        files={"codex/auth.json": '{"OPENAI_API_KEY":"sk-other-0123456789"}'},
    ),
    ConfigCase("key-unset-with-codex-key", _UNSET, environ={"CODEX_API_KEY": LAB_KEY}),
    ConfigCase("key-unset-with-openai-key", _UNSET, environ={"OPENAI_API_KEY": LAB_KEY}),
    ConfigCase(
        "key-unset-with-bearer",
        _UNSET,
        changed("request_max", f'experimental_bearer_token = "{LAB_KEY}"\nrequest_max'),
        environ=_NOTHING,
    ),
    ConfigCase(
        "key-unset-with-header",
        _UNSET,
        changed(
            "request_max", f'http_headers = {{ Authorization = "Bearer {LAB_KEY}" }}\nrequest_max'
        ),
        environ=_NOTHING,
    ),
    ConfigCase(
        "key-unset-and-required-login",
        _UNSET,
        changed("request_max", "requires_openai_auth = true\nrequest_max"),
        environ={"CODEX_API_KEY": LAB_KEY},
    ),
    _key("key-empty", _EMPTY, ""),
    _key("key-blank", _EMPTY, "  "),
    _key("key-only-newline", _EMPTY, "\n"),
    _key("key-only-no-break-space", _EMPTY, "\u00a0"),
    _key("key-not-utf-8", _UNSET, "abc\udcff12345678"),
    _key("key-newline-behind", _CONTROL, f"{LAB_KEY}\n"),
    _key("key-crlf-behind", _CONTROL, f"{LAB_KEY}\r\n"),
    _key("key-newline-before", _CONTROL, f"\n{LAB_KEY}"),
    _key("key-control-inside", _CONTROL, "sk-lab\x01-0123456789"),
    _key("key-delete-inside", _CONTROL, "sk-lab\x7f-0123456789"),
    _key("key-in-quotes", "env.key_quoted", f'"{LAB_KEY}"', sent=f'"{LAB_KEY}"'),
    _key("key-in-single-quotes", "env.key_quoted", f"'{LAB_KEY}'", sent=f"'{LAB_KEY}'"),
    _key(
        "key-in-typographic-quotes",
        "env.key_quoted",
        f"“{LAB_KEY}”",
        sent=f"“{LAB_KEY}”".encode().decode("latin-1"),
    ),
    _key("key-with-lone-quote", "env.key_quoted", f'"{LAB_KEY}', sent=f'"{LAB_KEY}'),
    _key("key-with-bearer", "env.key_bearer_prefix", f"Bearer {LAB_KEY}", sent=f"Bearer {LAB_KEY}"),
    _key(
        "key-with-small-bearer",
        "env.key_bearer_prefix",
        f"bearer {LAB_KEY}",
        sent=f"bearer {LAB_KEY}",
    ),
    _key(
        "key-in-a-line",
        "env.key_assignment",
        f"export LAB_API_KEY={LAB_KEY}",
        sent=f"export LAB_API_KEY={LAB_KEY}",
    ),
    _key("key-blank-before", "env.key_whitespace", f" {LAB_KEY}", sent=f" {LAB_KEY}"),
    _key("key-tab-before", "env.key_whitespace", f"\t{LAB_KEY}", sent=f"\t{LAB_KEY}"),
    _key(
        "key-zero-width-behind",
        "env.key_not_ascii",
        f"{LAB_KEY}\u200b",
        sent=f"{LAB_KEY}\u200b".encode().decode("latin-1"),
    ),
    _key(
        "key-byte-order-mark",
        "env.key_not_ascii",
        f"\ufeff{LAB_KEY}",
        sent=f"\ufeff{LAB_KEY}".encode().decode("latin-1"),
    ),
    _key(
        "key-cyrillic",
        "env.key_not_ascii",
        "sk-lаb-0123456789",
        sent="sk-lаb-0123456789".encode().decode("latin-1"),
    ),
    _key("key-placeholder", "env.key_placeholder", "YOUR_API_KEY", sent="YOUR_API_KEY"),
    _key("key-placeholder-dots", "env.key_placeholder", "sk-...", sent="sk-..."),
    _key("key-is-a-variable", "env.key_placeholder", "$OPENAI_API_KEY", sent="$OPENAI_API_KEY"),
    _key("key-wrong", "auth.key_rejected", "sk-lab-not-this-one-1", sent="sk-lab-not-this-one-1"),
    ConfigCase("key-blank-behind", None, works=True, environ={"LAB_API_KEY": f"{LAB_KEY} "}),
    _named("env-key-is-the-key", "env.key_name_is_key", LAB_KEY),
    _named("env-key-is-another-key", "env.key_name_is_key", "sk-proj-abc123DEF456ghi789"),
    _named("env-key-with-dollar", _UNSET, "$LAB_API_KEY"),
    _named("env-key-in-braces", _UNSET, "${LAB_API_KEY}"),
    _named("env-key-empty", _UNSET, ""),
    _named("env-key-blank-before", _UNSET, " LAB_API_KEY"),
    _named("env-key-no-break-space-behind", _UNSET, "LAB_API_KEY\u00a0"),
    _named("env-key-other-case", _UNSET, "lab_api_key"),
    _named("env-key-with-equals", _UNSET, "LAB_API_KEY=x"),
    _named("env-key-with-nul", _UNSET, r"LAB\u0000KEY"),
    healthy(
        "env-key-odd-name", changed('"LAB_API_KEY"', '"lab.key-1"'), environ={"lab.key-1": LAB_KEY}
    ),
    healthy("no-key-at-all", KEYLESS, environ=_NOTHING, authorization=None),
    ConfigCase(
        "no-key-wanted", "auth.no_credential", KEYLESS, environ=_NOTHING, authorization=None
    ),
    ConfigCase(
        "no-env-key-openai-key",
        "env.openai_key_not_used",
        KEYLESS,
        environ={"OPENAI_API_KEY": LAB_KEY},
        authorization=None,
    ),
)
