from __future__ import annotations

import random
import time

import pytest

from codex_doctor import cli
from codex_doctor.model import Check, Outcome, Page, Passed
from codex_doctor.pages.data import messages
from codex_doctor.pages.search import Index, words_of
from codex_doctor_checks import ALL_CHECKS

INDEX = Index(ALL_CHECKS)
CLOSED = "stream closed before response.completed"
KEY = "sk-live-9f8e7d6c5b4a39281706"


async def _run(_: object) -> Outcome:
    return Passed("")


def ids(text: str) -> list[str]:
    return [one.page.id for one in INDEX.find(text)]


@pytest.mark.parametrize(
    ("pasted", "first"),
    [
        pytest.param(
            "Missing environment variable: `MY_KEY`.", {"env.key_unset"},
            marks=pytest.mark.xfail(
                strict=True, reason="eleven spellings of one mistake in .env count as eleven"
            ),
        ),
        (
            "■ Model metadata for `glm-5` not found. Defaulting to fallback metadata; this can",
            {"config.model_metadata_missing"},
        ),
        (
            "ERROR: unexpected status 404 Not Found: Invalid URL (POST /responses), "
            "url: https://gateway.example/responses",
            {"url.missing_v1"},
        ),
        (
            "2026-11-29T11:46:05.294370Z ERROR codex_core::tools::router: error=failed to parse "
            "function arguments: EOF while parsing a value at line 1 column 0",
            {"tools.arguments_invalid"},
        ),
        (
            "stream disconnected before completion: error sending request for url "
            "(https://gateway.example/v1/responses)",
            {"tcp.reset"},
        ),
        (
            "unexpected status 503 Service Unavailable: No available channel for model gpt-5 "
            "under group default, url: https://gateway.example/v1/responses",
            {"model.unknown_id"},
        ),
        (
            '{"error":{"message":"Unsupported parameter: store","code":"unsupported_parameter"}}',
            {"request.field_rejected"},
        ),
        ('`wire_api = "chat"` is no longer supported.', {"config.wire_api_chat"}),
        ("Model provider `azure` not found", {"config.provider_undefined"}),
        ("stream disconnected before completion: idle timeout waiting for SSE",
         {"stream.idle_timeout"}),
        ("We’re currently experiencing high demand, which may cause temporary errors.",
         {"upstream.error"}),
    ],
)  # fmt: skip
def test_what_users_paste_finds_its_cause(pasted: str, first: set[str]) -> None:
    assert ids(pasted)[0] in first


def test_a_message_of_many_causes_finds_them_all_most_frequent_first() -> None:
    matches = INDEX.find(CLOSED)
    counts = [(one.of_users, one.set_ups) for one in matches if one.share > 0.95]

    assert counts == sorted(counts, reverse=True)
    assert {"stream.no_completed", "wire.chat_shape", "url.wrong_page"} <= {
        one.page.id for one in matches
    }


@pytest.mark.parametrize("finding", messages().findings)
def test_every_recorded_message_finds_its_finding(finding: str) -> None:
    for one in messages().findings[finding]:
        if words_of(one.text):
            assert finding in ids(one.text)


def test_what_is_of_one_run_alone_does_not_count() -> None:
    decorated = f"2026-01-02T03:04:05Z ERROR codex_core::client: {CLOSED} (https://a.example/v1)"

    assert ids(decorated) == ids(CLOSED)


@pytest.mark.parametrize("text", ["", "   ", "qwxyz vbnmk", "{", "\udcff"])
def test_what_nobody_recorded_says_what_to_do(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["explain", "--search", text]) == 3
    assert "Run codex-doctor in the place of codex" in capsys.readouterr().out.replace("\n", " ")


def test_a_block_of_lines_is_searched_line_by_line() -> None:
    lines = (
        "OpenAI Codex v0.171.0",
        "workdir: /home/me/project with a few more words of no interest",
        "user: please run the check that I have told you about yesterday",
        "ERROR: Reconnecting... 1/5",
        f"ERROR: stream disconnected before completion: {CLOSED}",
    )

    assert ids("\n".join(lines))[:3] == ids(lines[-1])[:3]


def test_that_codex_tries_again_says_where_the_reason_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.run(["explain", "--search", "ERROR: Reconnecting... 2/5"]) == 3
    assert "after the last try" in capsys.readouterr().out.replace("\n", " ")


def test_a_word_finds_the_pages_that_are_about_it() -> None:
    assert {one.partition(".")[0] for one in ids("proxy")[:6]} == {"proxy"}
    assert ids("redirect")[0] == "url.redirect"


def test_words_may_stand_one_by_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["explain", "--search", *CLOSED.split()]) == 0
    apart = capsys.readouterr().out
    assert cli.run(["explain", "--search", CLOSED]) == 0
    assert capsys.readouterr().out == apart


def test_a_key_that_was_pasted_along_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    for more in ([], ["--json"]):
        words = f"Missing environment variable: `{KEY}`.\n{KEY} unexpected status 401: {KEY}"
        assert cli.run(["explain", "--search", words, *more]) == 0
        assert KEY not in capsys.readouterr().out


def test_a_plugins_message_is_found() -> None:
    page = Page("acme.quota", "The quota of ACME", "Ask ACME.", prints=("ACME says no <code>",))
    plugin = Check("acme", "Answers", (), _run, pages=(page,), plugin="acme-checks")

    assert Index((*ALL_CHECKS, plugin)).find("ERROR: ACME says no 17")[0].page is page


def test_a_long_message_takes_no_longer_than_a_moment() -> None:
    seed = random.Random(1)
    text = "".join(seed.choice("abc {}[]:\\\"'`.\n0") for _ in range(1_000_000))
    began = time.monotonic()
    INDEX.find(f"unexpected status 404 Not Found: {text}")

    assert time.monotonic() - began < 5
