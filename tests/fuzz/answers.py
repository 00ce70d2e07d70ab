"""Answers of endpoints: whatever is sent, one known cause comes out, short and harmless."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from codex_doctor.answers.classify import classify, classify_error
from codex_doctor.answers.models import MAX_IDS, nearest, served_ids
from codex_doctor_checks import ALL_CHECKS
from endpoint_errors import CASES
from fuzz.target import Target, headed, joined, parts, pick, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.answers.cause import Cause

_IDS: Final = frozenset(page.id for check in ALL_CHECKS for page in check.pages) | {""}
_STATUSES: Final = (
    400, 401, 402, 403, 404, 405, 408, 409, 413, 415, 421, 422, 424, 426, 429, 431, 451, 498, 499,
    500, 501, 502, 503, 504, 520, 524, 525, 529, 100, 200, 204, 301, 302, 307, 418, 599,
)  # fmt: skip
_LONGEST_SHOWN: Final = 300


def _run_classifier(data: bytes) -> None:
    """Read an answer: a byte for its status, then its headers, its body and the model's id."""
    status = pick(data, 0, _STATUSES)
    headers, body, model = parts(data[1:], 3)
    pairs = (line.partition(": ") for line in headers.decode("latin-1").split("\n"))
    given = {name.lower(): value for name, _, value in pairs if name}
    id_ = model.decode("utf-8", "replace")

    cause = classify(status=status, headers=given, body=body, model=id_)

    assert cause == classify(status=status, headers=given, body=body, model=id_)
    _judge(cause)
    assert cause.id or status < 400


def _run_error_event(data: bytes) -> None:
    """Read an error within a stream: its code, its message and the model's id."""
    code, message, model = texts(data, 3)

    cause = classify_error(code=code, message=message, model=model)

    assert cause == classify_error(code=code, message=message, model=model)
    _judge(cause)


def _judge(cause: Cause) -> None:
    assert cause.id in _IDS, cause.id
    assert cause.runner_up in _IDS, cause.runner_up
    for text in (cause.message, cause.code, cause.param, cause.subject):
        assert text.isprintable()
        assert len(text) <= _LONGEST_SHOWN
    assert cause.retry_after_s is None or cause.retry_after_s >= 0


def _run_models(data: bytes) -> None:
    """Read a list of models, and look for the nearest to an id."""
    model, body = parts(data, 2)
    served = served_ids(body)

    assert len(served) <= MAX_IDS
    assert all(name.isprintable() and 0 < len(name) <= 200 for name in served)
    near = nearest(model.decode("utf-8", "surrogateescape"), served)
    assert near is None or 1 <= len(near.candidates) <= 3


_WORDS: Final = (
    "model", "not", "found", "invalid", "api", "key", "quota", "exceeded", "tools[8].type",
    "unsupported", "parameter:", "'store'", "messages", "required", "role", "developer",
    "upstream", "\x1b[31m", "\u202e", "令牌", "无可用渠道", '{"error":', "<html>", "data:",
    "\\u0000", "\ud800", "try", "again", "in", "5s", "input[0].role", "unknown", "variant", "`x`",
    ":",
)  # fmt: skip
_KEYS: Final = (
    "error", "message", "detail", "code", "type", "param", "loc", "msg", "errors", "metadata",
    "id", "data", "models", "name", "retry_after", "status",
)  # fmt: skip
_HEADERS: Final = (
    "retry-after", "date", "content-type", "www-authenticate", "x-amzn-errortype", "server",
)  # fmt: skip
_TEXTS: Final = st.one_of(
    st.text(max_size=80), st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join)
)
_VALUES: Final = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), _TEXTS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from(_KEYS), _TEXTS), inner, max_size=5),
    ),
    max_leaves=12,
)
_BODIES: Final = st.one_of(
    st.binary(max_size=400),
    _VALUES.map(lambda value: json.dumps(value).encode()),
    _TEXTS.map(lambda text: text.encode("utf-8", errors="surrogatepass")),
    _TEXTS.map(lambda text: f"<html><title>{text}</title>{text}".encode(errors="replace")),
    _VALUES.map(lambda value: f"data: {json.dumps(value)}\n\n".encode()),
)
_PIECES: Final = (
    *(one.encode("utf-8", "surrogatepass") for one in _WORDS),
    *(f'"{one}":'.encode() for one in _KEYS),
    *(f"{one}: ".encode() for one in _HEADERS),
    b"\0", b"{", b"}", b"[", b"]", b'"', b",", b"\n",
)  # fmt: skip


def _head(name: str, value: str) -> str:
    return f"{name}: {value}"


def _seeds() -> Iterator[bytes]:
    for case in CASES:
        body = case["body"]
        sent = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
        status = case["status"]
        at = _STATUSES.index(status) if status in _STATUSES else 0
        yield bytes([at]) + joined("content-type: application/json", sent, "my-model")


def _error_seeds() -> Iterator[bytes]:
    for case in CASES:
        body = case["body"]
        sent = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
        yield joined("server_error", sent, "my-model")


def _model_seeds() -> Iterator[bytes]:
    for ids in (["glm-5", "glm-4"], ["openai/gpt-5", "x"], []):
        yield joined("glm5", json.dumps({"data": [{"id": one} for one in ids]}))
        yield joined("glm5", json.dumps({"models": ids}))


CLASSIFIER: Final = Target(
    "classifier",
    "an answer has one known cause, the same each time, short and harmless to show",
    _run_classifier,
    _seeds,
    headed(
        1,
        st.builds(_head, st.sampled_from(_HEADERS), st.text(max_size=60)),
        _BODIES,
        _TEXTS,
    ),
    _PIECES,
)
ERROR_EVENT: Final = Target(
    "error_event",
    "an error within a stream has one known cause too",
    _run_error_event,
    _error_seeds,
    st.builds(joined, _TEXTS, _TEXTS, _TEXTS),
    _PIECES,
)
MODELS: Final = Target(
    "models",
    "a list of models gives harmless ids, and the nearest are few",
    _run_models,
    _model_seeds,
    st.builds(joined, _TEXTS, _BODIES),
    _PIECES,
)
