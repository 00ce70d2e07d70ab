"""Model lists of any shape, and what a wrong id was meant to be."""

from __future__ import annotations

import json
import time

import pytest

from codex_doctor.answers.models import (
    MAX_IDS,
    Nearness,
    named_ids,
    nearest,
    served_ids,
    words_first,
)

SERVED = (
    "z-ai/glm-5",
    "openai/gpt-5.4",
    "gpt-4.1-2025-04-14",
    "qwen2.5-coder:7b",
    "us.anthropic.claude-sonnet-4-6",
    "GLM-4.6",
    "deepseek-chat",
    "moonshotai/Kimi-K2",
)


@pytest.mark.parametrize(
    "body",
    [
        {"object": "list", "data": [{"id": "a"}, {"id": "b"}]},
        {"models": [{"name": "a", "size": 1}, {"model": "b"}]},
        {"models": [{"slug": "a", "name": "A model"}, {"slug": "b"}]},
        {"models": [{"name": "models/a"}, {"name": "models/b"}]},
        {"data": {"models": ["a", "b"]}},
        {"data": [], "models": ["a", "b"]},
        [{"id": "a"}, {"id": "b"}, {"id": 7}, 7, None],
        ["a", " b ", "a", ""],
    ],
)
def test_ids_are_found_in_every_shape(body: object) -> None:
    assert served_ids(json.dumps(body).encode()) == ("a", "b")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"7",
        b"{}",
        b'{"data": 7}',
        b"[" * 100_000,
        b'{"data":{"data":{"data":{"data":["a"]}}}}',
        b'["a"]' + b" " * 9_000_000,
    ],
)
def test_what_is_no_list_holds_no_ids(body: bytes) -> None:
    assert served_ids(body) == ()


def test_ids_are_bounded_and_harmless() -> None:
    odd = ["\x1b[31mred", "gpt\u202e5", 'a"\nb = 1', "x" * 500]
    ids = served_ids(json.dumps([*odd, "mine\n", *map(str, range(20_000))]).encode())

    assert ids[:2] == ("mine", "0")
    assert len(ids) == MAX_IDS - len(odd)


@pytest.mark.parametrize(
    ("model", "kind", "best"),
    [
        ("glm-5", "prefix_missing", "z-ai/glm-5"),
        ("kimi-k2", "prefix_missing", "moonshotai/Kimi-K2"),
        ("claude-sonnet-4-6", "prefix_missing", "us.anthropic.claude-sonnet-4-6"),
        ("deepseek/deepseek-chat", "prefix_extra", "deepseek-chat"),
        ("openrouter/openai/gpt-5.4", "prefix_extra", "openai/gpt-5.4"),
        ("glm-4.6", "case", "GLM-4.6"),
        ("deepseek-chat ", "case", "deepseek-chat"),
        ("gpt-4.1", "similar", "gpt-4.1-2025-04-14"),
        ("qwen2.5-coder", "similar", "qwen2.5-coder:7b"),
        ("gpt-5.4-high", "similar", "openai/gpt-5.4"),
        ("gpt_5_4", "similar", "openai/gpt-5.4"),
        ("deepsek-chat", "similar", "deepseek-chat"),
    ],
)
def test_a_near_miss_is_named(model: str, kind: str, best: str) -> None:
    found = nearest(model, SERVED)

    assert found is not None
    assert (found.kind, found.candidates[0]) == (kind, best)


@pytest.mark.parametrize("model", ["glm-9000-ultra", "", " ", "z-ai/glm-5"])
def test_nothing_is_named_when_nothing_is_near_or_the_id_is_served(model: str) -> None:
    assert nearest(model, SERVED) is None


def test_at_most_three_candidates_are_named_the_shortest_first() -> None:
    served = ("d/a/glm-5", "b/glm-5", "c/glm-5", "dd/glm-5")

    assert nearest("glm-5", served) == Nearness(
        "prefix_missing", ("b/glm-5", "c/glm-5", "dd/glm-5")
    )


def test_a_long_hostile_list_takes_bounded_time() -> None:
    served = tuple("ba" * 90 + str(number) for number in range(MAX_IDS))
    started = time.process_time()

    nearest("ab" * 100, served)

    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Invalid model: m. Available models: a-1, b-2", ("a-1", "b-2")),
        ("This key can only access models=['gpt-4o-mini']. Tried to access m", ("gpt-4o-mini",)),
        ("model: Input should be 'chat' or 'reasoner' (got 'm')", ("chat", "reasoner")),
        ("不支持该模型，可用模型：glm-4.6、glm-4.5-air", ("glm-4.6", "glm-4.5-air")),
        ("Supported model ids are: `mmm`, `m`, `coder`", ("mmm", "coder")),
        ("The model must be a string", ()),
        (
            "You must use one of our models, see https://d.example/models-v2 (request req_9f8e7d)",
            (),
        ),
        ("Models you can only use: `m-2`, see `https://d.example/m-3`", ("m-2",)),
        ("The model m does not exist", ()),
    ],
)
def test_a_refusal_may_name_what_is_served(text: str, ids: tuple[str, ...]) -> None:
    assert named_ids(text, "m") == ids


def test_models_that_answer_with_no_words_come_last() -> None:
    ids = (
        "text-embedding-3-large",
        "qwen3-reranker-8b",
        "whisper-large-v3",
        "BAAI/bge-m3",
        "gpt-image-1",
        "omni-moderation-latest",
        "gpt-4.1",
        "qwen3-coder",
    )

    assert words_first(ids) == ("gpt-4.1", "qwen3-coder", *ids[:-2])
