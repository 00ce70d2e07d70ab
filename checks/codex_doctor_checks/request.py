"""request -- the endpoint accepts Codex's own request and answers it.

What it looks at
    The answer to the first request: refused fields, roles, items, tool types, size; failures of
    the endpoint itself.

Why it matters
    A small test request passes where Codex's 40 KB with typed tools does not.

Known limits
    What is refused is what the endpoint's words name; it is not searched for yet.

Source
    The request of Codex 0.169.0 as recorded; RFC 9110 section 15.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.model import Check, Evidence, Failed, Finding, Fix, Mistake, Page, Severity
from codex_doctor_checks.turn_cause import Root, outcome, root_cause
from codex_doctor_checks.turn_words import (
    GATEWAY,
    OPERATOR,
    RETRY_LATER,
    Kind,
    by_id,
    evidence,
    pages,
    say,
)

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import Setup, Turn
    from codex_doctor.model import Outcome

# What the user can switch off in config.toml, by what the endpoint refuses (Codex 0.169.0).
KNOBS = {
    "web_search": 'web_search = "disabled"',
    "namespace": "agents.enabled = false",
    "reasoning.summary": 'model_reasoning_summary = "none"',
}


def _request(kind: str, title: str, text: str) -> Page:
    return Page(f"request.{kind}", title, text, Mistake.NOT_COMPATIBLE)


KINDS = by_id(
    Kind(
        _request(
            "field_rejected",
            "A field of Codex's request is refused",
            "Codex sends the same fields to every endpoint; only some of them can be switched off. "
            "An endpoint that refuses one cannot be used by Codex as it is.",
        ),
        "{host} refuses {subject} in Codex's request",
        (GATEWAY, OPERATOR),
    ),
    Kind(
        _request(
            "role_rejected",
            "The developer role is refused",
            "Codex sends its instructions as messages of the role `developer`, and no setting "
            "changes that.",
        ),
        "{host} refuses the role developer, which Codex always sends",
        (GATEWAY, OPERATOR),
    ),
    Kind(
        _request(
            "item_rejected",
            "An input item or its id is refused",
            "Codex since 0.149.0 gives every input item an id, and sends item types that only the "
            "Responses API knows.",
        ),
        "{host} refuses {subject} in the input of Codex's request",
        (GATEWAY, OPERATOR),
    ),
    Kind(
        _request(
            "tool_type_rejected",
            "A tool type is refused",
            "Besides functions Codex offers tools of the types namespace and web_search, and "
            "custom and tool_search for some model ids. Some of them can be switched off.",
        ),
        "{host} refuses the tool type {subject}",
        (GATEWAY, OPERATOR),
    ),
    Kind(
        _request(
            "compression_rejected",
            "A compressed request is not decoded",
            "The body was compressed on the way and the endpoint does not decode it.",
        ),
        "{host} does not decode a compressed request",
        (OPERATOR,),
    ),
    Kind(
        _request(
            "too_large",
            "The request is too large",
            "Codex's first request has about 40 KB and grows with every turn, up to megabytes. A "
            "server or gateway in between allows less.",
        ),
        "{host} refuses a body of this size",
        (Fix("Raise the body limit of the server or gateway (nginx: client_max_body_size)."),),
    ),
    Kind(
        Page(
            "request.prompt_rejected",
            "A policy refuses the prompt",
            "A filter of the endpoint refuses the text of the request.",
        ),
        "a policy of {host} refuses the prompt",
        (OPERATOR,),
    ),
    Kind(
        _request(
            "context_too_small",
            "The request does not fit the context window",
            "Codex's first request alone takes about ten thousand tokens. The model or the server "
            "is set to a smaller window.",
        ),
        "Codex's first request does not fit the context window of {model} at {host}",
        (
            Fix(
                "Give the model a window of 32k tokens or more on the server "
                "(Ollama: OLLAMA_CONTEXT_LENGTH, vLLM: --max-model-len, llama.cpp: -c)."
            ),
        ),
    ),
    Kind(
        _request(
            "rejected",
            "The request is refused",
            "The endpoint refuses Codex's request and does not say which part of it.",
        ),
        "{host} refuses Codex's request and does not say why",
        (OPERATOR, GATEWAY),
    ),
    *(
        Kind(Page(f"upstream.{kind}", title, text), cause, (RETRY_LATER, OPERATOR))
        for kind, title, text, cause in (
            (
                "error",
                "The endpoint fails",
                "The endpoint, or the service behind it, ends in an error of its own. Codex hides "
                "the body of a 500 and tries up to thirty times.",
                "{host} fails with an error of its own ({status})",
            ),
            (
                "timeout",
                "A gateway gives up waiting",
                "A gateway in front of the model waits only so long for the first byte.",
                "a gateway at {host} gives up on its upstream ({status})",
            ),
            (
                "overloaded",
                "The service is overloaded",
                "The model or the service has no capacity left at the moment.",
                "{host} is overloaded",
            ),
            (
                "unavailable",
                "The service is not available",
                "A gateway answers that the service behind it is down or unreachable.",
                "the service behind {host} is not available ({status})",
            ),
        )
    ),
    Kind(
        Page(
            "tcp.reset",
            "The connection is closed before an answer",
            "The connection opens and is closed or reset before an answer comes: a crashed worker, "
            "a firewall, or a port that speaks another protocol.",
        ),
        "{host} closes the connection without an answer",
        (Fix("Look into the log of the server at {host}."), OPERATOR),
    ),
    Kind(
        Page(
            "proxy.refuses_target",
            "The proxy refuses the target",
            "The proxy answers and does not connect to the endpoint: its rules forbid the host or "
            "the port, or it cannot reach it itself.",
        ),
        "the proxy refuses to connect to {host}",
        (Fix("Add {host} to NO_PROXY, or allow it in the proxy."), OPERATOR),
    ),
    Kind(
        Page(
            "tls.needed",
            "The port speaks TLS",
            "base_url starts with http:// and the server at this port wants https://.",
        ),
        "base_url says http:// and {host} speaks TLS at this port",
        (Fix("Write https:// in base_url."),),
    ),
    Kind(
        Page(
            "http.not_http",
            "What answers is not HTTP",
            "The port is open and speaks something that is not HTTP.",
        ),
        "what answers at {host} is not HTTP",
        (Fix("Correct the port in base_url."),),
    ),
    Kind(
        Page(
            "http.broken_framing",
            "The HTTP framing is broken",
            "Lengths, chunks or headers of the answer contradict each other.",
        ),
        "{host} answers with broken HTTP",
        (Fix("Look for a proxy in between that rewrites answers."), OPERATOR),
    ),
    Kind(
        Page(
            "http.no_answer",
            "No answer to the request",
            "The connection is open and the request is sent, and no response headers come. Codex "
            "has no limit for this and waits in silence.",
        ),
        "{host} takes the request and does not answer",
        (Fix("Look whether the model is still loading or the server is stuck."), OPERATOR),
    ),
    Kind(
        Page(
            "http.header_limit",
            "The headers are too large for the endpoint",
            "Codex's headers take about 1.4 KB; the endpoint or a proxy allows less.",
        ),
        "{host} refuses the size of Codex's headers",
        (Fix("Raise the header limit of the server or gateway."),),
    ),
    Kind(
        _request(
            "tools_ignored",
            "Tools in the input are not seen",
            "For this model id Codex sends its tools as an input item, and the endpoint does not "
            "look there.",
        ),
        "{host} does not see the tools that Codex sends in the input",
        (Fix("Use a model id that is not in Codex's catalogue (an alias on the gateway)."),),
    ),
    Kind(
        Page(
            "session.history_rejected",
            "Replayed items are refused",
            "Codex sends the whole history with every request, with ids and reasoning items. The "
            "endpoint refuses a part of it.",
            Mistake.NOT_COMPATIBLE,
        ),
        "{host} refuses {subject} in the replayed history",
        (GATEWAY, OPERATOR),
    ),
    Kind(
        Page(
            "session.compact_missing",
            "The compaction route is missing",
            "Some versions of Codex ask the endpoint to shorten a long history, at a route that "
            "this endpoint does not have.",
            Mistake.NOT_COMPATIBLE,
        ),
        "{host} has no route for the compaction of long histories",
        (OPERATOR,),
    ),
)
FLAKY = Page(
    "session.flaky",
    "It works only at the second try",
    "The first request fails and the same request works when it is repeated. Codex repeats too, so "
    "a turn gets through, later than it should.",
)


async def run(ctx: Context) -> Outcome:
    """Judge the turn."""
    return judge(await ctx.turn(), ctx.setup)


def judge(turn: Turn, setup: Setup) -> Outcome:
    """Return whether Codex's request is accepted."""
    root = root_cause(turn)
    if root is None and len(turn.attempts) > 1:
        return Failed((_flaky(turn, setup),))
    sent_kb = turn.first.bytes_sent / 1024
    return outcome(
        "request",
        root,
        passed=f"{sent_kb:.0f} KB, {turn.dialect} dialect",
        finding=lambda root: say(root, setup, KINDS, first=_knob(root)),
    )


def _knob(root: Root) -> tuple[Fix, ...]:
    """Return the setting that removes what is refused, if Codex has one."""
    for name, line in KNOBS.items():
        if name in (root.cause.subject, root.cause.param):
            return (Fix(f"Write {line} at the top of config.toml."),)
    return ()


def _flaky(turn: Turn, setup: Setup) -> Finding:
    host = setup.endpoint.host if setup.endpoint else "the endpoint"
    tries = len(turn.attempts)
    return Finding(
        id=FLAKY.id,
        severity=Severity.WARNING,
        cause=f"{host} answers only at try {tries}",
        evidence=(*evidence(turn.attempts[0]), Evidence("works", f"1 of {tries} times")),
        fixes=(OPERATOR,),
    )


CHECK = Check(
    id="request",
    title="The endpoint accepts Codex's request",
    needs=("model", "wire"),
    run=run,
    network=True,
    pages=(*pages(KINDS), FLAKY),
)
