"""What the configuration adds to each request, as Codex would send it, and the key in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from codex_doctor.codex.config.overview import shown_path
from codex_doctor.facts import Credential, CredentialShown
from codex_doctor.patterns import Regex
from codex_doctor.secrets.key_form import has_control_characters
from codex_doctor.secrets.looks import LIKELY, has_known_beginning, is_secret_by_look
from codex_doctor.secrets.masking import (
    fingerprint,
    is_plain_value,
    is_secret_name,
    is_secret_parameter,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.config.environment import Environment
    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.codex.config.provider import Provider

_TOKEN = Regex(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
# Codex sets these for each request, whatever the configuration says; others it lets go.
_KEPT = Regex(r"accept|session-id|thread-id|x-client-request-id|x-codex-.*", re.IGNORECASE)
# Names of nothing but a credential, whatever its value looks like.
_CARRIERS = Regex(
    r"(?:proxy-)?authorization|(?:x-)?(?:goog-|auth-|access-|subscription-)?"
    r"(?:api[-_]?key|key|token|secret)|(?:api|access|auth)[-_]?(?:key|token)",
    re.IGNORECASE,
)
# RFC 9110 section 11.4: a scheme comes before the credentials; these are no mistake for Bearer.
_SCHEME = Regex(r"(?:bearer|basic|digest|negotiate|ntlm|aws4-hmac-\S+) +\S", re.IGNORECASE)
_OPENAI_HEADERS = {
    "OpenAI-Organization": "OPENAI_ORGANIZATION",
    "OpenAI-Project": "OPENAI_PROJECT",
}

Headers = tuple[tuple[str, bytes], ...]


def env_header_names(provider: Provider) -> dict[str, str]:
    """Return header names with the variables they are filled from."""
    if provider.id == "openai" and provider.is_builtin:
        return dict(_OPENAI_HEADERS)
    return provider.strings("env_http_headers")


def build_headers(provider: Provider, environment: Environment, token: str | None) -> Headers:
    """Return Authorization and the configured headers; what HTTP cannot carry is left out."""
    found: dict[str, tuple[str, bytes]] = {}
    for name, value in provider.strings("http_headers").items():
        _add(found, name, value)
    for name, variable in env_header_names(provider).items():
        filled = environment.lossy(variable)
        if filled is not None and filled.strip():
            _add(found, name, filled)
    if token is not None:
        _add(found, "authorization", f"Bearer {token}")
    authorization = found.pop("authorization", None)
    return ((authorization,) if authorization else ()) + tuple(found.values())


def _add(found: dict[str, tuple[str, bytes]], name: str, value: str) -> None:
    if _TOKEN.fullmatch(name) and not _KEPT.fullmatch(name) and not has_control_characters(value):
        # RFC 9110 section 5.1: names are case-insensitive; the later one replaces the earlier.
        found[name.lower()] = (name, value.encode("utf-8"))


def configured_credential(
    provider: Provider, environment: Environment, layered: Layered
) -> Credential | None:
    """Return the credential that a header or a parameter carries, None when there is none."""
    for table, name, variable, value in configured(provider, environment):
        is_parameter = table == "query_params"
        named = is_secret_parameter(name) if is_parameter else is_secret_name(name)
        named = named and (bool(_CARRIERS.fullmatch(name)) or _may_be_key(name, value.strip()))
        if not value.strip() or not (named or has_known_beginning(value.removeprefix("Bearer "))):
            continue
        place = shown_path((table, name))
        return Credential(
            table,
            variable or place,
            sent=is_parameter or not has_control_characters(value),
            shown=CredentialShown(
                f"{variable} ({place})" if variable else place, fingerprint(value)
            ),
            origin=layered.origin("model_providers", provider.id, table, name),
            is_bare=name.lower() == "authorization" and not _SCHEME.match(value.strip()),
        )
    return None


def _may_be_key(name: str, value: str) -> bool:
    """Tell whether a name that only sounds like it has a key, and no switch, number or scope."""
    last = name.replace("_", "-").rpartition("-")[2]
    is_said = is_secret_name(last) and not is_plain_value(value)
    return is_said or is_secret_by_look(value, least=LIKELY)


def configured(provider: Provider, environment: Environment) -> Iterator[tuple[str, str, str, str]]:
    """Yield table, name, variable ("" for none) and value of what is sent with each request."""
    for name, variable in env_header_names(provider).items():
        yield "env_http_headers", name, variable, environment.lossy(variable) or ""
    for table in ("http_headers", "query_params"):
        for name, value in provider.strings(table).items():
            yield table, name, "", value
