"""auth -- the endpoint accepts the credential that Codex sends.

What it looks at
    The answer to the first request of the turn: key, access, quota, firewall.

Why it matters
    Codex tries a refused key six times, then prints the endpoint's words and no more.

Known limits
    An endpoint that checks nothing accepts every key; only a refused key shows whether one is
    needed.

Source
    RFC 9110 section 15.5 (401, 403), RFC 6585 section 4 (429); error bodies of real products.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.answers.cause import KEY_REFUSED
from codex_doctor.model import Check, Confidence, Evidence, Failed, Fix, Page
from codex_doctor_checks.setup.blamed import find_suspects
from codex_doctor_checks.turn.turn_cause import outcome, root_cause
from codex_doctor_checks.turn.turn_words import (
    OPERATOR,
    Kind,
    Words,
    by_id,
    evidence,
    pages,
    say,
    search_evidence,
)

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import Setup, Turn
    from codex_doctor.model import Finding, Outcome
    from codex_doctor_checks.turn.root import Root

_NEW_KEY = Fix("Get a key for {host}, and put it into {source}.")
KINDS = by_id(
    Kind(
        Page(
            "auth.no_credential",
            "No credential is sent",
            "The endpoint wants a key and Codex sends none. Codex takes a key for a custom "
            "provider only from env_key, experimental_bearer_token, auth.command or, with "
            "requires_openai_auth, from the OpenAI login; OPENAI_API_KEY alone is not sent.",
        ),
        "{host} wants a key, and Codex sends none",
        (Fix('Add env_key = "NAME" to [model_providers.{provider}], and set that variable.'),),
    ),
    Kind(
        Page(
            "auth.key_rejected",
            "The key is rejected",
            "The endpoint knows no such key: it is mistyped, expired, revoked, or made for another "
            "service. Codex repeats the request five times before it says so.",
        ),
        "{host} rejects the key from {source}",
        (_NEW_KEY,),
    ),
    Kind(
        Page(
            "auth.key_of_other_service",
            "The key belongs to another service",
            "The key is of a form that another provider, region or plan gives out. The endpoint "
            "cannot know it.",
        ),
        "the key from {source} belongs to another service than {host}",
        (_NEW_KEY,),
    ),
    Kind(
        Page(
            "auth.wrong_header",
            "The key is wanted in another header",
            "Codex sends the key as `Authorization: Bearer`. This endpoint reads it from another "
            "header, which env_http_headers can add.",
        ),
        "{host} wants the key in another header than Authorization",
        (
            Fix(
                "Send the header it names: [model_providers.{provider}] "
                'env_http_headers = {{ "api-key" = "NAME_OF_THE_VARIABLE" }}.'
            ),
        ),
        {
            "lost": Words(
                "Codex sends the key from {source}, and {host} says that there is none",
                (Fix("Ask who runs {host} what takes it out, or which header it belongs in."),),
            ),
            "password": Words(
                "a web server in front of {host} wants a user and a password (HTTP {subject})",
                (
                    Fix("Ask who runs {host} for an address without that login."),
                    Fix(
                        "Where the user and password are all that is wanted, take out the key and "
                        "set http_headers in [model_providers.{provider}] to "
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
        Page(
            "auth.forbidden",
            "The key may not do this",
            "The endpoint knows the key and refuses the request: the account, the project, the "
            "address or the route is not allowed.",
        ),
        "{host} knows the key and forbids the request",
        (Fix("Ask who runs {host} to allow this key to use the Responses API."), _NEW_KEY),
    ),
    Kind(
        Page(
            "auth.client_blocked",
            "A firewall blocks the client",
            "A firewall or gateway in front of the endpoint refuses the client before the key is "
            "looked at. Another key changes nothing. Some gateways let only certain clients in and "
            "may treat the doctor differently from Codex.",
        ),
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
        Page(
            "auth.region_blocked",
            "Blocked for this country or address",
            "The service refuses requests from the country or network that this machine is in.",
        ),
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
        Page(
            "config.gateway_header_missing",
            "The gateway wants a header that is not configured",
            "The gateway needs a header or query parameter besides the key. Codex sends those that "
            "http_headers, env_http_headers and query_params of the provider name.",
        ),
        "{host} wants {subject}, which is not configured",
        (Fix("Add {subject} to http_headers or query_params of [model_providers.{provider}]."),),
        {
            "header": Words(
                "{host} wants a key in the header {subject}, which is not configured",
                (
                    Fix(
                        'Write env_http_headers = {{ {subject} = "NAME_OF_THE_VARIABLE" }} in '
                        "[model_providers.{provider}], and set that variable to the key."
                    ),
                ),
            ),
            "version": Words(
                "{host} wants an api-version in the query that it knows",
                (
                    Fix(
                        'Write query_params = {{ api-version = "2025-04-01-preview" }} in '
                        "[model_providers.{provider}], or a later version that {host} has."
                    ),
                    Fix("Set base_url to the address that ends in /openai/v1; it wants none."),
                ),
            ),
        },
    ),
    Kind(
        Page(
            "quota.exhausted",
            "No balance or quota is left",
            "The key is good and the account has no credit, balance or quota left, or none for "
            "this plan. Codex stops at once.",
        ),
        "the account at {host} has no quota left",
        (Fix("Add credit to the account at {host}, or use a key of another one."),),
    ),
    Kind(
        Page(
            "quota.rate_limited",
            "Too many requests",
            "The endpoint limits the rate. Codex waits and repeats only when the answer has a "
            "retry-after header; without one it stops at the first 429 and hides the body.",
        ),
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


async def run(ctx: Context) -> Outcome:
    """Judge the turn."""
    return judge(await ctx.turn(), ctx.setup)


def judge(turn: Turn, setup: Setup) -> Outcome:
    """Return whether the credential is accepted."""
    root = root_cause(turn)
    if root is not None and root.cause.id in KEY_REFUSED:
        suspects = find_suspects(setup)
        if suspects:
            return Failed((_suspected(root, suspects[0]),))
    credential = setup.credential
    shown = credential.shown.fingerprint if credential.shown else credential.source
    passed = f"accepted: {shown}" if credential.sent else "no credential is needed"
    return outcome("auth", root, passed=passed, finding=lambda root: _finding(root, turn, setup))


def _finding(root: Root, turn: Turn, setup: Setup) -> Finding:
    if root.cause.id == "auth.key_rejected" and not setup.credential.sent:
        root = replace(root, cause=replace(root.cause, id="auth.no_credential"))
    if root.cause.id == "auth.no_credential" and setup.credential.sent:
        cause = replace(root.cause, id="auth.wrong_header", confidence=Confidence.LIKELY)
        root = replace(root, cause=replace(cause, form="lost", runner_up="auth.key_rejected"))
    finding = say(root, setup, KINDS, first=_proved(turn, setup))
    further = search_evidence(turn.reduction)
    if turn.keyless is not None and turn.keyless.status is not None:
        further += (Evidence("without the key", f"HTTP {turn.keyless.status}"),)
    if turn.rekeyed is not None:
        further += (Evidence(f"in {turn.key_header}", f"HTTP {turn.rekeyed.status}"),)
    if turn.versioned is not None:
        further += (Evidence("with api-version in the query", f"HTTP {turn.versioned.status}"),)
    return replace(finding, evidence=finding.evidence + further)


def _proved(turn: Turn, setup: Setup) -> tuple[Fix, ...]:
    """Return the fix that a further request has shown to work."""
    provider = f"[model_providers.{setup.provider_id}]"
    if turn.rekeyed is not None:
        name = setup.credential.name or "NAME_OF_THE_VARIABLE"
        line = f'env_http_headers = {{ "{turn.key_header}" = "{name}" }}'
        return (Fix(f"Write {line} in {provider}: with that header the key is accepted."),)
    if turn.keyless is not None and turn.keyless.status is not None and turn.keyless.status < 300:
        return (Fix(f"Take the key out of {provider}: the endpoint answers without one."),)
    return ()


def _suspected(root: Root, suspect: Finding) -> Finding:
    """Return the deeper cause: the key's form explains the refusal, which becomes evidence."""
    return replace(
        suspect,
        evidence=suspect.evidence + evidence(root.exchange),
        confidence=Confidence.CERTAIN,
    )


CHECK = Check(
    id="auth",
    title="The endpoint accepts the credential",
    needs=("tls", "credentials"),
    run=run,
    network=True,
    pages=pages(KINDS),
)
