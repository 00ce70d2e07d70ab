"""The words of the findings `http.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "http.none_in": "none in {waited_s:.1f} s",
    "http.none_in_budget": "none in {waited_s:.1f} s, then the budget was over",
    "http.headers": "{count} headers",
    "http.coding_goes_on": "{coding}: more follows behind its end",
    "http.coding_half": "{coding}: it ends in the middle",
    "http.coding_other": "{coding}: its bytes are something else",
    "http.coding_broken": "{coding}: {error}",
    "http.not_http.title": "What answers is not HTTP",
    "http.not_http.text": "The port is open and speaks something that is not HTTP.",
    "http.broken_framing.title": "The HTTP framing is broken",
    "http.broken_framing.text": "Lengths, chunks or headers of the answer contradict each other.",
    "http.no_answer.title": "No answer to the request",
    "http.no_answer.text": (
        "The connection is open and the request is sent, and no response headers come. Codex "
        "has no limit for this and waits in silence. A model on one's own machine may take a "
        "minute or two to read Codex's first request; the doctor waits for as long as --budget "
        "allows."
    ),
    "http.header_limit.title": "The headers are too large for the endpoint",
    "http.header_limit.text": (
        "Codex's headers take about 1.4 kB; the endpoint or a proxy allows less. Of an answer "
        "Codex reads 100 headers and some 400 kB of them."
    ),
    "http.not_http": "What answers at {host} is not HTTP",
    "http.not_http.fix_port": "Correct the port in base_url.",
    "http.broken_framing": "{host} answers with broken HTTP",
    "http.broken_framing.fix_proxy": "Look for a proxy in between that rewrites answers.",
    "http.no_answer": (
        "{host} had not begun to answer after {waited_s:time}, when the time of this diagnosis "
        "was over"
    ),
    "http.no_answer.fix_budget": (
        "Run again with a larger --budget: Codex itself waits without a limit."
    ),
    "http.no_answer.fix_server": "Look whether the model is still loading or the server is stuck.",
    "http.header_limit": "{host} refuses the size of Codex's headers",
    "http.header_limit.fix_limit": "Raise the header limit of the server or gateway.",
    "http.header_limit.long_head": (
        "The headers of the answer from {host} are more than Codex reads"
    ),
    "http.header_limit.fix_fewer": "Let the server or gateway send fewer and shorter headers.",
}
