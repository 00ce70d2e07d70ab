"""What stands at the top of a script that shows a failure outside Codex, and on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "repro.made": "Written by codex-doctor {version}; shows without Codex what Codex meets.",
    "repro.finding": "{id}: {title}",
    "repro.healthy": "healthy: a request that works.",
    "repro.cause": "What is wrong: {cause}.",
    "repro.expected": "Expected: {wanted}.",
    "repro.came": "Came: {what}.",
    "repro.untried": "This request itself was not tried: {why}.",
    "repro.recorded": "This request was sent when it was diagnosed, and failed so.",
    "repro.not_shown": (
        "When this request was tried, it did not fail: the failure comes and goes, or only Codex's "
        "reader minds it."
    ),
    "repro.set": "Set {name} first: {holds}.",
    "repro.exits": "Exit code: 0 the failure does not show, 1 it shows, 2 not set up to be run.",
    "repro.run_curl": "Run it with: sh FILE",
    "repro.run_python": "Run it with: pip install openai; python FILE",
    "repro.run_node": "Run it with: npm install openai; node FILE.mjs",
    "repro.run_node_with": "Run it with: npm install openai; {settings} node FILE.mjs",
    "repro.holds_own": "Codex reads it too",
    "repro.holds_dotenv": "to the value of {name} in {file}, which Codex takes",
    "repro.holds_yours": "to one that your endpoint accepts",
    "repro.holds_key": "to the key that Codex takes from {source}",
    "repro.holds_header": "to the value of the header {name} in the configuration",
    "repro.holds_parameter": "to the value of the query parameter {name} in the configuration",
    "repro.holds_base": "to the base_url of the configuration, which holds a secret",
    "repro.holds_proxy": "to user:password of the proxy",
    "repro.wants_completed": "status 2xx and a stream with response.completed",
    "repro.wants_chat": "status 2xx and a stream with a finish_reason",
    "repro.wants_connection": "a connection, and an answer of any kind",
    "repro.wants_framing": (
        "each event in lines that begin with data: and end with a blank line, in UTF-8"
    ),
    "repro.wants_items": "each output item in an event response.output_item.done",
    "repro.wants_usage": (
        "a usage with input_tokens, output_tokens and total_tokens as whole numbers"
    ),
    "repro.wants_response_id": "response.completed with the id of the response, a string",
    "repro.wants_item": "output items in the shape of the Responses API, their ids strings",
    "repro.wants_call": "an output item function_call, as the prompt asks for a command",
    "repro.wants_call_id": "an output item function_call with its call_id",
    "repro.wants_arguments": (
        "an output item function_call whose arguments are JSON, in a string, by the tool's schema"
    ),
    "repro.wants_name": "an output item function_call with the name of a tool that was offered",
    "repro.wants_answer": "an answer to the tool output, and not the same call again",
    "repro.status": "status {status}: {body}",
    "repro.bare_status": "status {status} and an empty body",
    "repro.stream": "status {status}, and then Codex prints: {message}",
    "repro.failed": "no answer ({detail})",
    "repro.passed": "what is expected",
    "repro.shows": "the script shows {id}: it was tried, and fails in the same way",
    "repro.works": "the script works, as Codex does: it was tried",
    "repro.does_not_work": "the script fails, and Codex works: it was tried",
    "repro.does_not_show": (
        "the script did not fail when it was tried: {id} comes and goes, or only Codex's reader "
        "minds it"
    ),
    "repro.shows_connection": "the script shows {id} by connecting; no key is in the request",
    "repro.tells_untried": "the script for {id} was not tried: {why}",
    "repro.no_time": "the time was up",
    "repro.seen": "{label}: {measured}",
    "repro.nothing": "nothing to show outside Codex: {why}",
    "repro.only_configuration": "{id} is in the set-up, and Codex stops before any request",
    "repro.unseen": "not enough was seen of the endpoint",
    "repro.socket": "{id} is in the WebSocket, which these scripts do not open",
    "repro.nothing_seen": "no request was sent that could be shown",
    "repro.script.shows": "it shows",
    "repro.script.shows_what": "it shows: {what}",
    "repro.script.does_not_show": "it does not show",
    "repro.script.late": "no end within {limit_s:time}",
    "repro.script.unset": "{name} is not set",
    "repro.script.old_node": "Node 24 or newer takes the proxy from its environment: see above",
    "repro.script.lacks": "the answer lacks {pattern}",
    "repro.script.has": "the answer has {pattern}",
    "repro.script.status": "the status is not 2xx",
    "repro.script.not_utf8": "it is not UTF-8",
    "repro.script.mark": "it begins with a byte order mark",
    "repro.script.control": "a control character is in it",
    "repro.script.open_event": "no blank line ends the last event",
    "repro.script.enough": "Codex reads no further",
    "repro.script.any_answer": "an answer of any kind",
}
