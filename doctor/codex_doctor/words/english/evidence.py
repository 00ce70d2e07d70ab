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
    "evidence.held_by": "held by {holder}",
}
