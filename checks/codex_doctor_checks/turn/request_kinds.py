"""How a refused request is said; not a check, `request` raises these."""

from __future__ import annotations

from codex_doctor.model import Fix, Mistake, Page, page
from codex_doctor_checks.turn.turn_words import GATEWAY, OPERATOR, Kind, Words, by_id


def _request(kind: str) -> Page:
    return page(f"request.{kind}", Mistake.NOT_COMPATIBLE)


KINDS = by_id(
    Kind(
        _request("field_rejected"),
        "{host} refuses {subject} in Codex's request",
        (GATEWAY, OPERATOR),
        {
            "tools": Words(
                "{model} at {host} takes no tools, and Codex works through tools alone",
                (Fix("Choose a model that takes tool calls."),),
            ),
            "dialect": Words(
                "{host} refuses the header {subject}, which Codex sends for the model id {model}",
                (
                    Fix(
                        "Set model to an id that Codex does not know (an alias of {model} on the "
                        "gateway): for it Codex sends no such header."
                    ),
                ),
            ),
            "server option": Words(
                "the server at {host} was started without what reads tool calls",
                (
                    Fix(
                        "Start the server with the option that its answer names (vLLM: "
                        "--enable-auto-tool-choice --tool-call-parser NAME; llama.cpp: --jinja)."
                    ),
                ),
            ),
        },
    ),
    Kind(
        _request("role_rejected"),
        "{host} refuses the role developer, which Codex always sends",
        (GATEWAY, OPERATOR),
    ),
    Kind(
        _request("item_rejected"),
        "{host} refuses {subject} in the input of Codex's request",
        (GATEWAY, OPERATOR),
    ),
    Kind(
        _request("tool_type_rejected"),
        "{host} refuses the tool type {subject}",
        (GATEWAY, OPERATOR),
    ),
    Kind(
        _request("compression_rejected"),
        "{host} does not decode a compressed request",
        (OPERATOR,),
    ),
    Kind(
        _request("too_large"),
        "{host} refuses a body of this size",
        (Fix("Raise the body limit of the server or gateway (nginx: client_max_body_size)."),),
        {
            "between": Words(
                "{host} takes a request of {passes} and fails at one of {fails}",
                (
                    Fix(
                        "Raise the limit of the server, gateway or firewall for the size of a "
                        "request (nginx: client_max_body_size)."
                    ),
                    OPERATOR,
                ),
            ),
        },
    ),
    Kind(
        page("request.prompt_rejected"),
        "a policy of {host} refuses the prompt",
        (OPERATOR,),
    ),
    Kind(
        _request("context_too_small"),
        "Codex's first request does not fit the context window of {model} at {host}",
        (
            Fix(
                "Give the model a window of 32k tokens or more on the server "
                "(Ollama: OLLAMA_CONTEXT_LENGTH, vLLM: --max-model-len, llama.cpp: -c)."
            ),
        ),
    ),
    Kind(
        _request("rejected"),
        "{host} refuses Codex's request and does not say why",
        (OPERATOR, GATEWAY),
    ),
    Kind(
        _request("tools_ignored"),
        "{host} does not see the tools that Codex sends in the input",
        (Fix("Use a model id that is not in Codex's catalogue (an alias on the gateway)."),),
    ),
    Kind(
        page(
            "session.history_rejected",
            Mistake.NOT_COMPATIBLE,
        ),
        "{host} refuses {subject} in the replayed history",
        (GATEWAY, OPERATOR),
    ),
)
