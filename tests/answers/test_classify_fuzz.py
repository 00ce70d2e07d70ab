"""Whatever an endpoint sends, a cause comes out, short and harmless."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from codex_doctor.answers.classify import classify, classify_error
from codex_doctor.answers.models import MAX_IDS, nearest, served_ids

if TYPE_CHECKING:
    from codex_doctor.answers.cause import Cause

WORDS = st.sampled_from(
    [
        "model",
        "not",
        "found",
        "invalid",
        "api",
        "key",
        "quota",
        "exceeded",
        "tools[8].type",
        "unsupported",
        "parameter:",
        "'store'",
        "messages",
        "required",
        "role",
        "developer",
        "upstream",
        "\x1b[31m",
        "\u202e",
        "令牌",
        "无可用渠道",
        '{"error":',
        "<html>",
        "data:",
        "\\u0000",
        "\ud800",
        "try",
        "again",
        "in",
        "5s",
        "input[0].role",
        "unknown",
        "variant",
        "`x`",
        ":",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=12).map(" ".join))
KEYS = st.sampled_from(
    [
        "error",
        "message",
        "detail",
        "code",
        "type",
        "param",
        "loc",
        "msg",
        "errors",
        "metadata",
        "id",
    ]
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.one_of(KEYS, TEXTS), inner, max_size=5)
    ),
    max_leaves=12,
)
BODIES = st.one_of(
    st.binary(max_size=400),
    VALUES.map(lambda value: json.dumps(value).encode()),
    TEXTS.map(lambda text: text.encode("utf-8", errors="surrogatepass")),
    TEXTS.map(lambda text: f"<html><title>{text}</title>{text}".encode(errors="replace")),
    VALUES.map(lambda value: f"data: {json.dumps(value)}\n\n".encode()),
)


def _is_harmless(cause: Cause) -> bool:
    shown = (cause.message, cause.code, cause.param, cause.subject)
    return all(text.isprintable() and len(text) <= 300 for text in shown)


@given(
    status=st.one_of(st.integers(100, 599), st.sampled_from([200, 400, 404, 422, 500])),
    headers=st.dictionaries(
        st.sampled_from(
            ["retry-after", "date", "content-type", "www-authenticate", "x-amzn-errortype"]
        ),
        st.text(max_size=60),
        max_size=4,
    ),
    body=BODIES,
    model=TEXTS,
)
def test_every_answer_gives_a_short_harmless_cause(
    status: int, headers: dict[str, str], body: bytes, model: str
) -> None:
    cause = classify(status=status, headers=headers, body=body, model=model)

    assert _is_harmless(cause)
    assert cause.id or status < 400
    assert cause.retry_after_s is None or cause.retry_after_s >= 0


@given(code=TEXTS, message=TEXTS, model=TEXTS)
def test_every_error_event_gives_a_short_harmless_cause(
    code: str, message: str, model: str
) -> None:
    assert _is_harmless(classify_error(code=code, message=message, model=model))


@given(body=BODIES, model=TEXTS)
def test_every_model_list_gives_harmless_ids(body: bytes, model: str) -> None:
    served = served_ids(body)

    assert len(served) <= MAX_IDS
    assert all(name.isprintable() and 0 < len(name) <= 200 for name in served)
    near = nearest(model, served)
    assert near is None or 1 <= len(near.candidates) <= 3
