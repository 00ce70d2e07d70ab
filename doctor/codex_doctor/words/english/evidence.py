"""What several checks show in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "evidence.it_says": "it says",
    "evidence.none": "none",
    "evidence.answer": "answer",
    "evidence.tried": "tried",
    "evidence.named_by_env_key": "named by env_key",
    "evidence.not_tried": "not tried",
    "evidence.list": "{parts}",
    "evidence.unchanged_again": "the unchanged request a second time",
    "evidence.same_size": "a request of the same size",
    "evidence.same_again": "the same again",
    "evidence.status": "HTTP {status}",
    "evidence.tokens": "{tokens:token|tokens}",
    "evidence.fewer_than": "fewer than {limit}",
    "evidence.not_set": "not set",
    "evidence.file": "file",
    "evidence.environment": "the environment",
    "evidence.port": "port {port}",
    "evidence.process": "{program} (process {number})",
    "evidence.some_program": "a program",
    "evidence.failure.connect": "no connection",
    "evidence.failure.tls": "no TLS handshake",
    "evidence.failure.proxy": "the proxy refuses it",
    "evidence.failure.reset": "the connection is closed or reset",
    "evidence.failure.not_http": "no HTTP",
    "evidence.failure.http": "broken HTTP",
    "evidence.failure.long_head": "too many headers",
    "evidence.failure.no_answer": "no answer",
    "evidence.held_by": "held by {holder}",
    "evidence.asked": "asked",
    "evidence.http_answer": "an HTTP answer",
    "evidence.stream": "HTTP 200 and a stream of events",
    "evidence.typed_answer": "HTTP {status}, {content_type}, {size_bytes:size}",
    "evidence.untyped_answer": "HTTP {status}, no content-type, {size_bytes:size}",
    "evidence.last_events": "last events",
    "evidence.no_events": "no event that Codex reads",
    "evidence.codex_prints": "Codex prints",
    "evidence.seen": "seen",
    "evidence.names": "names",
    "evidence.or_else": "could also be",
    "evidence.refused": "refused",
    "evidence.with_it": "with it",
    "evidence.without_it": "without it",
    "evidence.otherwise_same": "{answer}: the same request, otherwise unchanged",
    "evidence.requests": "{count:other request|other requests}",
    "evidence.requests_last": "{count:other request|other requests}, the last: {answer}",
    "evidence.no_status": "no status",
    "evidence.a_part": "a part that is not named",
    "evidence.nothing": "nothing",
}
