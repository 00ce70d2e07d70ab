"""The letter to whoever runs an endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "letter.nothing": (
        "There is nothing to write to whoever runs the endpoint: nothing was found to be "
        "wrong there."
    ),
    "letter.local": (
        "There is nothing to write to whoever runs the endpoint: what was found is in the "
        "set-up of Codex on this side."
    ),
    "letter.subject": "Subject: Codex at {base_url}: {title}",
    "letter.hello": "Hello,",
    "letter.about": (
        "codex-doctor {doctor} sends what OpenAI's Codex CLI (version {codex}) sends, and reads "
        "the answers as Codex does. Its User-Agent ends with codex-doctor/{doctor}, so that your "
        "log can tell. It looked at {base_url} with the model {model}."
    ),
    "letter.unknown_version": "unknown",
    "letter.requests": "What was sent and what came back (times in UTC):",
    "letter.sent": "{number}. {at} {method} {url}",
    "letter.size": "sent: {size_bytes:size}, {purpose}",
    "letter.answer": "came: status {status}, {size_bytes:size} of {kind} in {took_s:time}",
    "letter.no_type": "no content-type",
    "letter.no_answer": "came: no answer in {took_s:time} ({why})",
    "letter.id_sent": "sent: {name}: {value}",
    "letter.id_came": "came: {name}: {value}",
    "letter.left_out": "({characters:character|characters} left out)",
    "letter.demands": "What is demanded:",
    "letter.demands_auth": (
        "Codex sends the key as Authorization: Bearer KEY, with POST /responses below the base "
        "URL, and with a User-Agent that begins with codex_. A key that may use the model has to "
        "be accepted there, not only for GET /models or /chat/completions."
    ),
    "letter.demands_quota": (
        "What is refused for a limit is answered with status 429 and Retry-After: Codex waits that "
        "long and tries again; without it the turn ends there."
    ),
    "letter.demands_model": (
        "The member model of POST /responses is served under the id that GET /models lists. An "
        "unknown one is answered with status 404, or 400, and a JSON error that names it."
    ),
    "letter.demands_wire": (
        "Codex speaks the Responses API of OpenAI alone: POST BASE/responses, with stream: true. "
        "Chat Completions, a redirect to another host, or an HTML page do not serve it."
    ),
    "letter.demands_request": (
        "The whole request of Codex is accepted: an input of messages with the roles developer and "
        "user, tools of the types function, custom, namespace and web_search, tool_choice, "
        "parallel_tool_calls, reasoning, include, store: false, prompt_cache_key and "
        "client_metadata. What a model has no use for is ignored, and not refused."
    ),
    "letter.demands_stream": (
        "The answer is a stream of events (text/event-stream), sent as it is made and not "
        "buffered: each event in a line data: JSON with a blank line behind it, each item "
        "in response.output_item.done, and response.completed with the id of the response as the "
        "last one. A stream that ends before that is a failed turn."
    ),
    "letter.demands_tools": (
        "A model that calls a tool does so in an output item function_call, or custom_tool_call, "
        "with call_id, the name of a tool that was offered, and its arguments as JSON in a string. "
        "The next request brings these items back, with function_call_output, and is answered."
    ),
    "letter.demands_session": (
        "Each request brings the whole history, as store is false: messages, reasoning, calls and "
        "their outputs. It is accepted again and again, and each request is answered, not only the "
        "second try."
    ),
    "letter.demands_websocket": (
        "Where no WebSocket is served, its handshake is answered with status 426: Codex then goes "
        "on with HTTP at once; with any other answer it tries for seconds first."
    ),
    "letter.demands_upstream": (
        "What fails behind a gateway is answered with a status and a JSON error: its message is "
        "all that Codex shows of it."
    ),
    "letter.demands_connection": (
        "The host name has public addresses, and each of them takes connections at the port."
    ),
    "letter.demands_tls": (
        "The certificate is valid for the host name, in date, and comes with every certificate "
        "between it and a root that systems know; TLS 1.2 or 1.3."
    ),
    "letter.script": (
        "How to see it without Codex: the script below sends it. It was made from the request, and "
        "holds no key."
    ),
}
