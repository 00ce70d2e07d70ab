"""How a refused credential is said; not a check, `auth` raises these."""

from __future__ import annotations

from codex_doctor.model import Commands, Fix, page
from codex_doctor_checks.turn.turn_words import OPERATOR, Kind, Words, by_id

_NEW_KEY = Fix("Get a key for {host}, and put it into {source}.")
KINDS = by_id(
    Kind(
        page("auth.no_credential"),
        "{host} wants a key, and Codex sends none",
        (Fix('Add env_key = "NAME" to {table}, and set that variable.'),),
        {
            "login": Words(
                "{host} wants a key, and Codex sends none",
                (
                    Fix(
                        "Log in with the key.",
                        commands=Commands(
                            posix='printf %s "$CUSTOM_API_KEY" | codex login --with-api-key',
                            powershell="$env:CUSTOM_API_KEY | codex login --with-api-key",
                        ),
                    ),
                    Fix("Define a provider with this base_url and env_key, and select it."),
                ),
            )
        },
    ),
    Kind(
        page("auth.key_rejected"),
        "{host} rejects the key from {source}",
        (_NEW_KEY,),
        {
            "bare": Words(
                "{host} rejects the key from {source}, which does not begin with the word Bearer",
                (
                    Fix("Write Bearer and a blank before the key in {source}."),
                    Fix(
                        "Put the key alone into a variable and name it by env_key in {table}: "
                        "Codex then writes Bearer itself."
                    ),
                ),
            )
        },
    ),
    Kind(
        page("auth.key_of_other_service"),
        "the key from {source} belongs to another service than {host}",
        (_NEW_KEY,),
    ),
    Kind(
        page("auth.wrong_header"),
        "{host} wants the key in another header than Authorization",
        (
            Fix(
                "Send the header it names, in {table}: "
                'env_http_headers = {{ "api-key" = "NAME_OF_THE_VARIABLE" }}.'
            ),
        ),
        {
            "lost": Words(
                "Codex sends the key from {source}, and {host} says that there is none",
                (
                    Fix(
                        "Ask who runs {host} whether a gateway in front takes Authorization out, "
                        "or which header the key belongs in."
                    ),
                ),
            ),
            "password": Words(
                "a web server in front of {host} wants a user and a password (HTTP {subject})",
                (
                    Fix("Ask who runs {host} for an address without that login."),
                    Fix(
                        "Where the user and password are all that is wanted, take out the key and "
                        "set http_headers in {table} to "
                        '{{ Authorization = "Basic ..." }}, with user:password in base64.'
                    ),
                ),
            ),
            "login": Words(
                "something in front of {host} wants a login of the kind {subject}, which Codex "
                "does not know",
                (
                    Fix("Ask who runs {host} for an address without that login."),
                    Fix("Set base_url to a proxy of your own that logs in there."),
                ),
            ),
        },
    ),
    Kind(
        page("auth.forbidden"),
        "{host} knows the key and forbids the request",
        (Fix("Ask who runs {host} to allow this key to use the Responses API."), _NEW_KEY),
    ),
    Kind(
        page("auth.client_blocked"),
        "a firewall in front of {host} blocks the client, not the key",
        (Fix("Ask who runs {host} to let the client or your address through."), OPERATOR),
        {
            "content": Words(
                "a rule in front of {host} refuses Codex's request for what stands in its body "
                "({status}), not for the key",
                (
                    Fix(
                        "Ask who runs {host}, or the firewall in front of it, to take the rules "
                        "about bodies off POST {url}."
                    ),
                ),
            )
        },
    ),
    Kind(
        page("auth.region_blocked"),
        "{host} does not serve this country or address",
        (Fix("Use a provider that serves your region."),),
        {
            "address": Words(
                "{host} lets in certain network addresses only, and not the one of this machine",
                (
                    Fix(
                        "Put this machine's public address on the list of allowed addresses at "
                        "{host}, or ask who runs it to."
                    ),
                ),
            )
        },
    ),
    Kind(
        page("config.gateway_header_missing"),
        "{host} wants {subject}, which is not configured",
        (Fix("Add {subject} to http_headers or query_params of {table}."),),
        {
            "header": Words(
                "{host} wants a key in the header {subject}, which is not configured",
                (
                    Fix(
                        'Write env_http_headers = {{ {subject} = "NAME_OF_THE_VARIABLE" }} in '
                        "{table}, and set that variable to the key."
                    ),
                ),
            ),
            "version": Words(
                "{host} wants an api-version in the query that it knows",
                (
                    Fix(
                        'Write query_params = {{ api-version = "2025-04-01-preview" }} in '
                        "{table}, or a later version that {host} has."
                    ),
                    Fix("Set base_url to the address that ends in /openai/v1; it wants none."),
                ),
            ),
        },
    ),
    Kind(
        page("quota.exhausted"),
        "the account at {host} has no quota left",
        (Fix("Add credit to the account at {host}, or use a key of another one."),),
    ),
    Kind(
        page("quota.rate_limited"),
        "{host} limits the rate of requests",
        (Fix("Wait {wait}, then try again."),),
        {
            "one request": Words(
                "one request of Codex has more tokens than {host} allows in a minute",
                (
                    Fix(
                        "Use a plan with a higher limit of tokens per minute, or another model: "
                        "Codex's first request alone has about ten thousand."
                    ),
                ),
            )
        },
    ),
)
