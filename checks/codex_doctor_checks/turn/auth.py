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

from codex_doctor.model import Check, Confidence, Evidence, Failed, Fix, Page
from codex_doctor_checks.setup.blamed import find_suspects
from codex_doctor_checks.turn.turn_cause import Root, outcome, root_cause
from codex_doctor_checks.turn.turn_words import (
    OPERATOR,
    RETRY_LATER,
    Form,
    Kind,
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
            "body": Form(
                "a filter in front of {host} blocks requests with {subject}, not the key",
                (Fix("Ask who runs {host} to let Codex's requests through."), OPERATOR),
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
        (Fix("Wait {wait}, then try again."), RETRY_LATER),
    ),
)
_KEY_CAUSES = frozenset(
    {"auth.key_rejected", "auth.no_credential", "auth.forbidden", "auth.key_of_other_service"}
)


async def run(ctx: Context) -> Outcome:
    """Judge the turn."""
    return judge(await ctx.turn(), ctx.setup)


def judge(turn: Turn, setup: Setup) -> Outcome:
    """Return whether the credential is accepted."""
    root = root_cause(turn)
    if root is not None and root.cause.id in _KEY_CAUSES:
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
    finding = say(root, setup, KINDS, first=_proved(turn, setup))
    further = search_evidence(turn.reduction)
    if turn.keyless is not None and turn.keyless.status is not None:
        further += (Evidence("without the key", f"HTTP {turn.keyless.status}"),)
    if turn.rekeyed is not None:
        further += (Evidence(f"in {turn.key_header}", f"HTTP {turn.rekeyed.status}"),)
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
