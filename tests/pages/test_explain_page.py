from __future__ import annotations

import json
import re

import pytest

from codex_doctor import cli
from codex_doctor.codex.versions.table import BEHAVIOURS
from codex_doctor.lab.faults import FAULTS
from codex_doctor.model import Check, Outcome, Page, Passed
from codex_doctor.pages.as_json import pages_json
from codex_doctor.pages.as_markdown import one_page
from codex_doctor.pages.as_text import list_text, page_text
from codex_doctor.pages.assemble import by_id, explained
from codex_doctor.pages.data import examples, messages, products
from codex_doctor.pages.versions import DECIDING
from codex_doctor_checks import ALL_CHECKS
from schemas import check

PAGES = by_id(ALL_CHECKS)
WIDTH = 60
# An address, a name or a path that stays whole.
UNBREAKABLE = 40


async def _run(_: object) -> Outcome:
    return Passed("")


def shown(*words: str, capsys: pytest.CaptureFixture[str], code: int = 0) -> str:
    assert cli.run(["explain", *words]) == code
    return capsys.readouterr().out


@pytest.mark.parametrize("finding", PAGES)
def test_every_page_says_what_to_do_and_how_it_was_recognised(finding: str) -> None:
    text = page_text(explained(*PAGES[finding]), WIDTH)

    for heading in ("Recognised by:", "Disproved by:", "What to do:", "Reported by the check"):
        assert heading in text
    # `{env:<variable>}` is what a user wrote, as Codex repeats it.
    assert re.findall(r"{[a-z_]+(?::[^}<]*)?}", text) == []


@pytest.mark.parametrize("finding", PAGES)
def test_a_page_keeps_to_a_narrow_terminal(finding: str) -> None:
    text = page_text(explained(*PAGES[finding]), WIDTH)
    prose = [line for line in text.splitlines() if "  " not in line.strip()]

    too_long = [line for line in prose if len(line) > WIDTH]
    assert [line for line in too_long if max(map(len, line.split())) < UNBREAKABLE] == []


def test_a_page_says_what_codex_prints_and_in_how_many_set_ups(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = shown("url.missing_v1", capsys=capsys)

    assert "unexpected status 404 Not Found" in text
    assert f"Recorded with Codex {messages().codex}, in " in text
    assert 'base_url = "http://127.0.0.1:8080"\n' in text
    assert "See it: codex-doctor demo base-url-without-v1" in text


def test_a_page_says_since_when_and_with_what(capsys: pytest.CaptureFixture[str]) -> None:
    assert "since 0.95.0" in shown("wire.responses_missing", capsys=capsys)
    assert "new-api" in shown("wire.responses_missing", capsys=capsys)
    assert "Seen with" not in shown("env.key_unset", capsys=capsys)


def test_the_last_part_of_an_id_is_enough(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["explain", "missing_v1"]) == 0

    assert capsys.readouterr().out.startswith("url.missing_v1: ")


def test_silence_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Codex prints no error (exit code 0)" in shown("stream.items_missing", capsys=capsys)


def test_an_answer_without_words_is_no_silence(capsys: pytest.CaptureFixture[str]) -> None:
    assert "ERROR: without a word behind it (exit code 1)" in shown(
        "websocket.fails", capsys=capsys
    )


def test_all_ids_are_listed_by_area(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys=capsys).splitlines()

    ids = [line.split()[0] for line in lines if line.startswith("  ")]
    assert sorted(ids) == sorted(PAGES)
    assert lines.index("env") < lines.index("config") < lines.index("tools")


def test_the_list_keeps_to_a_narrow_terminal() -> None:
    lines = list_text(ALL_CHECKS, WIDTH).splitlines()

    assert max(map(len, lines)) <= WIDTH


def test_json_has_all_pages_one_or_those_found(capsys: pytest.CaptureFixture[str]) -> None:
    message = "stream disconnected before completion: idle timeout waiting for SSE"
    for words, fewest in ((), len(PAGES)), (("dns.nxdomain",), 1), (("--search", message), 2):
        document = json.loads(shown(*words, "--json", capsys=capsys))
        check(document, "explain")
        assert len(document["findings"]) >= fewest
    assert document["findings"][0]["found_by"]["message"] == message


def test_json_says_what_was_not_measured_with_null() -> None:
    (page,) = json.loads(pages_json([explained(*PAGES["installation.several"])]))["findings"]

    assert (page["example"], page["codex_prints"], page["products"]) == (None, [], [])
    assert page["recorded_with"] is None


def test_the_schema_of_explain_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["schema", "explain"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "codex-doctor explain 1.0"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--format", "json=x.json", "explain"], "no other format than text and --json"),
        (["explain", "dns.nxdomain", "--search", "x"], "not both"),
        (["explain", "dns.nxdomian"], "the nearest: dns.nxdomain"),
        (["explain", "stream closed"], "a message is searched with --search"),
    ],
)
def test_what_cannot_be_explained_says_so(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(words) == 2
    assert told in capsys.readouterr().err


def test_a_page_of_a_plugin_shows_what_it_says_and_no_more() -> None:
    bare = Page("acme.bare", "A title", "A text.")
    told = Page(
        "acme.told",
        "A title",
        "A text.",
        recognised="By its header.",
        disproved="A header.",
        prints=("ACME <code>",),
        fixes=("Ask ACME.",),
    )
    plugin = Check("acme", "Answers", (), _run, pages=(bare, told), plugin="acme-checks")

    assert page_text(explained(bare, plugin), None) == (
        "acme.bare: A title\n\nA text.\n\nReported by the check acme of the plugin acme-checks."
    )
    text = page_text(explained(told, plugin), None)
    for part in ("- ACME <code>", "By its header.", "A header.", "- Ask ACME."):
        assert part in text
    assert "Recorded" not in text


def test_markdown_shows_places_and_stars_as_they_are() -> None:
    page = Page("acme.odd", "A * title", "See `a<b>` or <b>.")
    text = one_page(explained(page, Check("acme", "Answers", (), _run, plugin="acme")))

    assert "**A \\* title**" in text
    assert "See `a<b>` or \\<b\\>." in text


def test_what_was_measured_is_about_findings_that_exist() -> None:
    for known in (messages().findings, examples(), products(), DECIDING):
        assert set(known) <= set(PAGES)
    faults = {one.name for one in FAULTS}
    assert {one.fault for one in examples().values()} <= {*faults, ""}
    named = {name for names in DECIDING.values() for name in names}
    assert named <= {one.name for one in BEHAVIOURS}


def test_no_measured_text_holds_a_key() -> None:
    texts = [one.text for prints in messages().findings.values() for one in prints]
    lines = [line for one in examples().values() for line in (*one.broken, *one.sound)]

    assert [one for one in (*texts, *lines) if "sk-lab-" in one or "gwk-" in one] == []
