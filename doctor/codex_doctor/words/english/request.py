"""The words of the findings `request.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "request.field_rejected.title": "A field of Codex's request is refused",
    "request.field_rejected.text": (
        "Codex sends the same fields to every endpoint; only some of them can be switched off. "
        "An endpoint that refuses one cannot be used by Codex as it is."
    ),
    "request.role_rejected.title": "The developer role is refused",
    "request.role_rejected.text": (
        "Codex sends its instructions as messages of the role `developer`, and no setting "
        "changes that."
    ),
    "request.item_rejected.title": "An input item or its id is refused",
    "request.item_rejected.text": (
        "Codex since 0.146.0 gives every input item an id, and sends item types that only the "
        "Responses API knows."
    ),
    "request.tool_type_rejected.title": "A tool type is refused",
    "request.tool_type_rejected.text": (
        "Besides functions Codex offers tools of the types namespace and web_search, and "
        "custom and tool_search for some model ids. Some of them can be switched off."
    ),
    "request.compression_rejected.title": "The body of the request is not read as JSON",
    "request.compression_rejected.text": (
        "The body that was sent is plain JSON. Where it is not read as JSON, something on the way "
        "has compressed or changed it, or the endpoint reads another body than it is sent."
    ),
    "request.too_large.title": "The request is too large",
    "request.too_large.text": (
        "Codex's first request has about 40 kB and grows with every turn, up to megabytes. A "
        "server or gateway in between allows less."
    ),
    "request.prompt_rejected.title": "A policy refuses the prompt",
    "request.prompt_rejected.text": "A filter of the endpoint refuses the text of the request.",
    "request.context_too_small.title": "The request does not fit the context window",
    "request.context_too_small.text": (
        "Codex's first request alone takes about ten thousand tokens. The model or the server "
        "is set to a smaller window."
    ),
    "request.rejected.title": "The request is refused",
    "request.rejected.text": (
        "The endpoint refuses Codex's request and does not say which part of it."
    ),
    "request.tools_ignored.title": "Tools in the input are not seen",
    "request.tools_ignored.text": (
        "For this model id Codex sends its tools as an input item, and the endpoint does not "
        "look there."
    ),
    "request.too_large.session": "{host} refuses a request of {size_bytes:size}",
    "request.too_large.fix_limit": "Raise the body limit of the server or gateway.",
    "request.context_too_small.compacts": (
        "{key} = {value} makes Codex compact the history after every step, and the model start "
        "over: the first request alone fills it"
    ),
    "request.context_too_small.evidence.used": "used by one request",
    "request.context_too_small.fix_limits": (
        "Remove {keys}, or write what the model really takes, 32k tokens or more."
    ),
    "request.field_rejected": "{host} refuses {subject} in Codex's request",
    "request.field_rejected.tools": (
        "{model} at {host} takes no tools, and Codex works through tools alone"
    ),
    "request.field_rejected.fix_model": "Choose a model that takes tool calls.",
    "request.field_rejected.dialect": (
        "{host} refuses the header {subject}, which Codex sends for the model id {model}"
    ),
    "request.field_rejected.unsent": (
        "{host} refuses {subject}, which Codex does not send: what passes the request on may add it"
    ),
    "request.fix_plainer": (
        "Set model to {model}, which is served too: Codex sends another request for it than for "
        "{known}, and the endpoint takes that."
    ),
    "request.field_rejected.fix_alias": (
        "Set model to an id that Codex does not know (an alias of {model} on the gateway): for it "
        "Codex sends no such header."
    ),
    "request.field_rejected.server_option": (
        "The server at {host} was started without what reads tool calls"
    ),
    "request.field_rejected.fix_option": (
        "Start the server with the option that its answer names (vLLM: --enable-auto-tool-choice "
        "--tool-call-parser NAME; llama.cpp: --jinja)."
    ),
    "request.role_rejected": "{host} refuses the role developer, which Codex always sends",
    "request.role_rejected.system_first": (
        "The chat template of {model} at {host} takes a system message in the first place alone, "
        "and Codex sends another one"
    ),
    "request.role_rejected.fix_place": (
        "Start the server with a chat template that takes system messages in any place "
        "(llama.cpp: --chat-template-file, vLLM: --chat-template)."
    ),
    "request.role_rejected.no_system": (
        "The chat template of {model} at {host} takes no system message, and Codex always sends one"
    ),
    "request.role_rejected.fix_template": (
        "Start the server with a chat template that takes system messages (llama.cpp: "
        "--chat-template-file, vLLM: --chat-template), or choose another model."
    ),
    "request.item_rejected": "{host} refuses a part of Codex's input: {subject}",
    "request.tool_type_rejected": "{host} refuses a tool type: {subject}",
    "request.item_rejected.kept": (
        "{host} looks for what Codex's first request brings among what it has kept from before"
    ),
    "request.compression_rejected": (
        "{host} does not read the body as JSON, and it was sent as plain JSON: it may be "
        "compressed or changed on the way"
    ),
    "request.too_large": "{host} refuses a body of this size",
    "request.too_large.fix_body": (
        "Raise the body limit of the server or gateway (nginx: client_max_body_size)."
    ),
    "request.too_large.between": (
        "{host} takes a request of {passes_bytes:size} and fails at one of {fails_bytes:size}"
    ),
    "request.too_large.fix_size": (
        "Raise the limit of the server, gateway or firewall for the size of a request (nginx: "
        "client_max_body_size)."
    ),
    "request.prompt_rejected": "A policy of {host} refuses the prompt",
    "request.context_too_small": (
        "Codex's first request does not fit the context window of {model} at {host}"
    ),
    "request.context_too_small.fix_window": (
        "Give the model a window of 32k tokens or more on the server (Ollama: "
        "OLLAMA_CONTEXT_LENGTH, vLLM: --max-model-len, llama.cpp: -c)."
    ),
    "request.rejected": "{host} refuses Codex's request and does not say why",
    "request.tools_ignored": "{host} does not see the tools that Codex sends in the input",
    "request.tools_ignored.fix_alias": (
        "Use a model id that is not in Codex's own list of models (an alias on the gateway)."
    ),
    "request.passed": "{size_bytes:size}, {dialect} dialect",
    "request.rejected.said": (
        "{host} refuses Codex's request, and what it says names no part of it that is known here"
    ),
    "request.rejected.accept": (
        "{host} cannot answer with a stream of events, for which Codex asks ({status})"
    ),
    "request.rejected.demanded": (
        "{host} refuses a request without {field}, which this version of Codex does not send"
    ),
    "request.field_rejected.fix_name": "Write {line} in [{table}]: another name than OpenAI's.",
    "request.field_rejected.fix_remove": "Remove {keys}: Codex then leaves that out.",
    "request.field_rejected.fix_top": "Set {lines} in config.toml.",
    "request.field_rejected.fix_both": "Set {lines} in config.toml, and remove {keys} from it.",
    "request.part.ids": "ids of input items",
    "request.part.messages": "more than one message",
    "request.part.content": "messages of several parts",
    "request.part.tools": "tools as an input item",
    "request.part.functions": "the number of functions or the schema of one",
    "request.part.strict": "the field strict of tools",
}
