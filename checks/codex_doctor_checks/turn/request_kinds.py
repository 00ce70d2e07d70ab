"""How a refused request is said; not a check, `request` raises these."""

from __future__ import annotations

from codex_doctor.model import Fix, Mistake, Page
from codex_doctor_checks.turn.turn_words import GATEWAY, OPERATOR, Kind, Words, by_id


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
)
