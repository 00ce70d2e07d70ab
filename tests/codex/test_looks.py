"""What looks drawn and what was written: the figures behind `looks`."""

from __future__ import annotations

import base64
import random
import string
import uuid
from pathlib import Path

import pytest

from codex_doctor.secrets.key_form import written_variable
from codex_doctor.secrets.looks import (
    LIKELY,
    has_known_beginning,
    is_secret_by_look,
    odd_words,
    passwords,
)

_DATA = Path(__file__).parents[1] / "data"
# What must stay readable everywhere, and keys as services give them out; made up, all of them.
ORDINARY = (_DATA / "ordinary_values.txt").read_text(encoding="utf-8").splitlines()
LISTED = (_DATA / "known_beginnings.txt").read_text(encoding="utf-8").splitlines()


def drawn() -> list[str]:
    """Return keys as services draw them, always the same ones."""
    dice = random.Random(20260115)

    def of(letters: str, length: int) -> str:
        return "".join(dice.choices(letters, k=length))

    hex_digits, base36 = "0123456789abcdef", string.ascii_lowercase + string.digits
    base62 = string.ascii_letters + string.digits
    found = [of(hex_digits, length) for length in (16, 20, 24, 32, 40, 48, 64) for _ in range(4)]
    found += [of(hex_digits, length).upper() for length in (16, 32, 64)]
    found += [str(uuid.UUID(int=dice.getrandbits(128))) for _ in range(8)]
    found += [of(base36, length) for length in (24, 32, 40) for _ in range(5)]
    found += [of(base62, length) for length in (20, 24, 28, 32, 40) for _ in range(4)]
    for length in (16, 24, 32, 43, 64):
        raw = dice.randbytes(length)
        found.append(base64.urlsafe_b64encode(raw).decode().rstrip("="))
        found.append(base64.b64encode(raw).decode())
    return found


DRAWN = drawn()


def test_the_lists_are_long_enough_to_mean_something() -> None:
    assert len(set(ORDINARY)) >= 150
    assert len({*LISTED, *DRAWN}) >= 100


@pytest.mark.parametrize("text", ORDINARY)
def test_what_people_write_stays_readable(text: str) -> None:
    assert not is_secret_by_look(text)
    assert list(odd_words(text)) == []


@pytest.mark.parametrize("text", [*LISTED, *DRAWN])
def test_what_a_machine_drew_is_a_secret(text: str) -> None:
    assert is_secret_by_look(text)


def test_few_ordinary_values_are_hidden_where_keys_are_expected() -> None:
    hidden = [text for text in ORDINARY if is_secret_by_look(text, least=LIKELY)]

    assert len(hidden) <= 0.03 * len(ORDINARY), hidden


@pytest.mark.parametrize(
    ("letters", "length", "missed"),
    [
        ("0123456789abcdef", 16, 0.001),
        (string.ascii_lowercase + string.digits, 20, 0.03),
        (string.ascii_letters + string.digits, 20, 0.005),
        (string.ascii_letters + string.digits + "-_", 20, 0.05),
        (string.ascii_letters + string.digits + "-_", 43, 0.001),
        (string.ascii_letters + string.digits + "+/", 40, 0.001),
    ],
)
def test_of_a_thousand_drawn_keys_few_are_missed(letters: str, length: int, missed: float) -> None:
    dice = random.Random(7)
    keys = ["".join(dice.choices(letters, k=length)) for _ in range(1000)]

    assert sum(not is_secret_by_look(key) for key in keys) <= missed * 1000
    assert sum(not is_secret_by_look(key, least=LIKELY) for key in keys) <= 8


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# key: 9f3c61d07b5e4a28c1d96f0e8b7a4352, ask Jane", ["9f3c61d07b5e4a28c1d96f0e8b7a4352"]),
        ("/openai/9f3c61d07b5e4a28/deployments", ["9f3c61d07b5e4a28"]),
        ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", ["wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"]),
        ('a "x7k2m9q4zt5pw8n3vj6rb1hd"=1', ["x7k2m9q4zt5pw8n3vj6rb1hd"]),
        ("sk-abcd and sk-SK", ["sk-abcd"]),
        ('trusted_hash = "sha256:9f3c61d07b5e4a28c1d96f0e8b7a4352"', []),
    ],
)
def test_the_odd_words_of_a_text_are_found(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in odd_words(text)] == words


@pytest.mark.parametrize(
    "password", ["hunter2xyz9Q", "S3cretPass99", "Summer2024!", "Zq8vLm2K", "9f3c61d07b5e"]
)
def test_a_password_behind_a_name_and_a_colon_is_found(password: str) -> None:
    text = f'name = "me:{password}"'

    assert {text[start:end] for start, end in passwords(text)} == {password}


@pytest.mark.parametrize(
    "text",
    [
        "http:8080",
        "model:latest",
        "anthropic:claude-3-5-sonnet-20241022",
        "llama3.1:8b",
        "host:11434",
        "gateway:${PORT_8080a!}",
        "localhost:8080?a=1!",
        "sha256:9f3c61d07b5e",
        "mixtral:8x22b-instruct-v0.1-q4_K_M",
        "qwen3:30b-a3b-instruct-2507-q4_K_M",
        "bedrock:anthropic.claude-3-7-sonnet-20250219-v1",
        "ft:gpt-4o-mini-2024-07-18:acme::AbC123xY",
        "python:3.12-slim-bookworm",
    ],
)
def test_a_name_with_a_colon_is_no_password(text: str) -> None:
    assert list(passwords(text)) == []


@pytest.mark.parametrize("text", ["sk-x", "xai-lab", "glpat-a", "gwk-b"])
def test_known_beginnings_count_where_a_name_belongs_however_short(text: str) -> None:
    assert has_known_beginning(text)


@pytest.mark.parametrize("text", ["OPENAI_API_KEY", "hf_token", "gsk_key", "sk", "key_file"])
def test_names_of_variables_do_not_begin_so(text: str) -> None:
    assert not has_known_beginning(text)


@pytest.mark.parametrize("word", ["localhost8080", "litellm-proxy4000", "workstation11434"])
def test_a_word_with_a_port_is_written(word: str) -> None:
    assert not is_secret_by_look(word, least=LIKELY)


@pytest.mark.parametrize("key", ["xkqvbzwt8080", "bzrtqkvw-x4nq7", "localhost8080xKq"])
def test_what_is_no_word_with_digits_behind_is_drawn(key: str) -> None:
    assert is_secret_by_look(key, least=LIKELY)


@pytest.mark.parametrize(
    ("text", "variable"),
    [
        ("$GW_KEY", "GW_KEY"),
        ("Bearer ${GW_KEY}", "GW_KEY"),
        ("${env:GW_KEY}", "GW_KEY"),
        ("bearer {env:GW_KEY}", "GW_KEY"),
        ("{{ env.GW_KEY }}", "GW_KEY"),
        ("%GW_KEY%", "GW_KEY"),
        ("env:GW_KEY", "GW_KEY"),
        ("os.environ/GW_KEY", "GW_KEY"),
        ("GW_KEY", ""),
        ("{your_key}", ""),
        ("price: $5", ""),
        ("$sk-proj-abcdefghijklmnopqrstuvwx0123456789", ""),
        ("", ""),
    ],
)
def test_a_variable_in_the_place_of_its_value_is_known(text: str, variable: str) -> None:
    assert written_variable(text) == variable
