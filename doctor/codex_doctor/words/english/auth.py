"""The words of the findings `auth.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "auth.no_credential.title": "No credential is sent",
    "auth.no_credential.text": (
        "The endpoint wants a key and Codex sends none. Codex takes a key for a custom "
        "provider only from env_key, experimental_bearer_token, auth.command or, with "
        "requires_openai_auth, from the OpenAI login; OPENAI_API_KEY alone is not sent."
    ),
    "auth.key_rejected.title": "The key is rejected",
    "auth.key_rejected.text": (
        "The endpoint knows no such key: it is mistyped, expired, revoked, or made for another "
        "service. Codex repeats the request five times before it says so."
    ),
    "auth.key_of_other_service.title": "The key belongs to another service",
    "auth.key_of_other_service.text": (
        "The key is of a form that another provider, region or plan gives out. The endpoint "
        "cannot know it."
    ),
    "auth.wrong_header.title": "The key is wanted in another header",
    "auth.wrong_header.text": (
        "Codex sends the key as `Authorization: Bearer`. This endpoint reads it from another "
        "header, which env_http_headers can add."
    ),
    "auth.forbidden.title": "The key may not do this",
    "auth.forbidden.text": (
        "The endpoint knows the key and refuses the request: the account, the project, the "
        "address or the route is not allowed."
    ),
    "auth.client_blocked.title": "A firewall blocks the client",
    "auth.client_blocked.text": (
        "A firewall or gateway in front of the endpoint refuses the client before the key is "
        "looked at. Another key changes nothing. Some gateways let only certain clients in and "
        "may treat the doctor differently from Codex."
    ),
    "auth.region_blocked.title": "Blocked for this country or address",
    "auth.region_blocked.text": (
        "The service refuses requests from the country or network that this machine is in."
    ),
    "auth.key_of_other_service": (
        "The key in {variable} has the form of a key of {issuer}, and the endpoint is {service}"
    ),
    "auth.key_of_other_service.fix": "Put a key of {service} there, or correct base_url.",
    "auth.evidence.key_of": "a key of {service}",
}
