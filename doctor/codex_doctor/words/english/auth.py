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
        "The endpoint forbids what this key asks for: the account, the project, the address or "
        "the route is not allowed, or it does not know the key."
    ),
    "auth.client_blocked.title": "The client is blocked, not the key",
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
    "auth.key_of_other_service.fix_named": "Write {variable}, which is set, into env_key.",
    "auth.key_of_other_service.fix": "Put a key of {service} there, or correct base_url.",
    "auth.evidence.key_of": "a key of {service}",
    "auth.no_credential": "{host} wants a key, and Codex sends none",
    "auth.no_credential.fix_env_key": (
        'Add env_key = "{variable}" to {table}, and set that variable.'
    ),
    "auth.no_credential.fix_log_in": "Log in with the key.",
    "auth.no_credential.fix_provider": (
        "Define a provider with this base_url and env_key, and select it."
    ),
    "auth.key_rejected": "{host} rejects the key from {source}",
    "auth.key_rejected.fix_key": "Get a key for {host}, and put it into {source}.",
    "auth.key_rejected.bare": (
        "{host} rejects the key from {source}, which does not begin with the word Bearer"
    ),
    "auth.key_rejected.fix_bearer": "Write Bearer and a blank before the key in {source}.",
    "auth.key_rejected.fix_env_key": (
        "Put the key alone into a variable and name it by env_key in {table}: Codex then writes "
        "Bearer itself."
    ),
    "auth.key_rejected.fix_named": (
        "Name {source} by env_key in {table} in place of the header: Codex then writes Bearer "
        "itself."
    ),
    "auth.key_of_other_service.refused": (
        "The key from {source} belongs to another service than {host}"
    ),
    "auth.wrong_header": "{host} wants the key in another header than Authorization",
    "auth.wrong_header.fix_header": (
        'Send the header it names, in {table}: env_http_headers = {{ "api-key" = '
        '"NAME_OF_THE_VARIABLE" }}.'
    ),
    "auth.wrong_header.scheme": "{host} wants the key alone in Authorization, without Bearer",
    "auth.wrong_header.fix_bare": "Send the key alone in Authorization, without Bearer.",
    "auth.wrong_header.lost": (
        "Codex sends the key from {source}, and {host} says that there is none"
    ),
    "auth.wrong_header.fix_gateway": (
        "Ask whoever runs {host} whether a gateway in front takes Authorization out, or which "
        "header the key belongs in."
    ),
    "auth.wrong_header.password": (
        "A web server in front of {host} wants a user and a password (HTTP {subject})"
    ),
    "auth.wrong_header.fix_address": "Ask whoever runs {host} for an address without that login.",
    "auth.wrong_header.fix_basic": (
        "Where the user and password are all that is wanted, take out the key and set "
        'http_headers in {table} to {{ Authorization = "Basic ..." }}, with user:password in '
        "base64."
    ),
    "auth.wrong_header.login": (
        "Something in front of {host} wants a login of the kind {subject}, which Codex does not "
        "know"
    ),
    "auth.wrong_header.fix_proxy": "Set base_url to a proxy of your own that logs in there.",
    "auth.forbidden": "{host} forbids the request that carries this key",
    "auth.forbidden.fix_allow": (
        "Ask whoever runs {host} to allow what this key asks for: POST {url}."
    ),
    "auth.client_blocked": "{host}, or a firewall before it, blocks the client, not the key",
    "auth.client_blocked.fix_client": (
        "Ask whoever runs {host} to let the client or your address through."
    ),
    "auth.client_blocked.content": (
        "A rule in front of {host} refuses Codex's request for what stands in its body "
        "({status}), not for the key"
    ),
    "auth.client_blocked.header": (
        "{host}, or what stands in front of it, refuses requests with Codex's headers, not the "
        "key: {subject}"
    ),
    "auth.client_blocked.fix_headers": (
        "Ask whoever runs {host} to let requests with these headers through: {subject}."
    ),
    "auth.client_blocked.fix_rules": (
        "Ask whoever runs {host}, or the firewall in front of it, to take the rules about bodies "
        "off POST {url}."
    ),
    "auth.region_blocked": "{host} does not serve this country or address",
    "auth.region_blocked.fix_provider": "Use a provider that serves your region.",
    "auth.region_blocked.address": (
        "{host} lets in certain network addresses only, and not the one of this machine"
    ),
    "auth.region_blocked.fix_address": (
        "Put this machine's public address on the list of allowed addresses at {host}, or ask who "
        "runs it to."
    ),
    "auth.passed": "accepted: {credential}",
    "auth.passed_without": "no credential is needed",
    "auth.wrong_header.fix_line": (
        "Write {line} in {table}: with that header the key is accepted."
    ),
    "auth.key_rejected.fix_keyless": (
        "Take the key out of {table}: the endpoint answers without one."
    ),
    "auth.evidence.keyless": "without the key",
    "auth.evidence.made_up": "with a made-up key",
    "auth.evidence.in_header": "in {header}",
    "auth.evidence.versioned": "with api-version in the query",
    "auth.evidence.unversioned": "without api-version in the query",
}
