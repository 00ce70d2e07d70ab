"""The screen, as whole texts and as rules that hold for every report."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from codex_doctor.facts import CodexFact, Location
from codex_doctor.model import Commands, Edit, Evidence, Fix, Severity, Status, Verdict
from codex_doctor.report import terminal
from codex_doctor.report.options import Options
from codex_doctor.reported import Cost, Report
from codex_doctor.secrets.redact import redact
from golden_files import assert_golden
from report_cases import (
    HOSTILE,
    SECRET,
    degraded,
    hostile,
    network_dead,
    offline,
    prefix_missing,
    toml_syntax,
)
from reports import HEALTHY, exchange, finding, mistakes, row, target

REPORTS = {
    "healthy": HEALTHY,
    "degraded": degraded(),
    "prefix-missing": prefix_missing(),
    "toml-syntax": toml_syntax(),
    "network-dead": network_dead(),
    "offline": offline(),
    "hostile": redact(hostile(), known=frozenset({SECRET})),
}


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("name", REPORTS)
def test_the_screen_is_as_agreed_at_every_width(name: str, width: int) -> None:
    text = terminal.render(REPORTS[name], Options(width=width))

    assert_golden(f"{name}.{width}.txt", text)


@pytest.mark.parametrize("name", REPORTS)
def test_a_console_without_check_marks_gets_ascii(name: str) -> None:
    text = terminal.render(REPORTS[name], Options(unicode=False))

    assert_golden(f"{name}.ascii.txt", text)
    assert not set(text) & set("✓✗–·…")


@pytest.mark.parametrize("name", REPORTS)
def test_plain_output_is_sentences_without_escapes(name: str) -> None:
    text = terminal.render(REPORTS[name], Options(plain=True, color=True))

    assert_golden(f"{name}.plain.txt", text)
    assert "\x1b" not in text


@pytest.mark.parametrize("name", ["degraded", "network-dead", "hostile"])
def test_verbose_adds_hints_summaries_and_requests(name: str) -> None:
    text = terminal.render(REPORTS[name], Options(verbose=1))

    assert_golden(f"{name}.verbose.txt", text)


@pytest.mark.parametrize("name", ["degraded", "network-dead", "toml-syntax"])
def test_verbose_plain_adds_the_same(name: str) -> None:
    text = terminal.render(REPORTS[name], Options(verbose=1, plain=True, unicode=False))

    assert_golden(f"{name}.verbose-plain.txt", text)


def test_colors_are_the_sixteen_of_the_readers_theme() -> None:
    text = terminal.render(prefix_missing(), Options(color=True))

    assert_golden("prefix-missing.color.txt", text.replace("\x1b", "ESC"))
    assert "38;" not in text


def test_the_place_is_a_link_that_a_terminal_opens() -> None:
    report = toml_syntax()
    text = terminal.render(report, Options(color=True, links="/home/a b\x1b"))

    assert re.search(
        r"\x1b\]8;id=\d+;file:///home/a%20b%1B/\.codex/config\.toml\x1b\\"
        r"at ~/\.codex/config\.toml:\d+",
        text,
    )
    assert "\x1b]8;" not in terminal.render(report, Options(color=True))
    assert "\x1b" not in terminal.render(report, Options(links="/home/a"))


@pytest.mark.parametrize("width", [80, 120])
def test_a_healthy_run_is_five_lines(width: int) -> None:
    assert terminal.render(HEALTHY, Options(width=width)).count("\n") == 5


def test_without_color_no_control_character_reaches_the_screen() -> None:
    for width in (40, 80):
        text = terminal.render(REPORTS["hostile"], Options(width=width, verbose=1))
        assert all(char.isprintable() or char == "\n" for char in text)


def test_markup_from_outside_is_shown_as_it_is() -> None:
    text = terminal.render(REPORTS["hostile"], Options(width=200, color=True))

    assert "provider [model_providers.x] ([x].toml:1)" in text
    assert "[red]no[/red] [/] [bold]x" in text
    assert "\x1b]" not in text


def test_commands_edits_and_urls_are_never_wrapped() -> None:
    command = "curl " + " ".join(f"--header 'x-{number}: y'" for number in range(20))
    edit = Edit("~/.codex/config.toml", "x", "x = [" + "1, " * 60 + "]", "x = []", 9)
    url = "https://gw.example/" + "path-" * 40
    report = replace(
        HEALTHY,
        verdict=Verdict.FAILS,
        findings=(finding(fixes=(Fix("Do it.", edits=(edit,), commands=Commands(command, "")),)),),
        exchanges=(replace(exchange(url=url), bytes_sent=1_250_000, bytes_received=12),),
    )

    lines = terminal.render(report, Options(width=40, verbose=1)).splitlines()

    assert any(line.strip() == command for line in lines)
    assert any(line.strip() == edit.before for line in lines)
    assert any(line == f"POST {url}" for line in lines)
    assert any("1.2 MB sent" in line for line in lines)
    assert any("12 bytes received" in line for line in lines)


def test_powershell_users_get_powershell() -> None:
    text = terminal.render(network_dead(), Options(powershell=True))

    assert "$HOME\\litellm" in text
    assert "~/litellm" not in text
    assert "$HOME\\litellm" in terminal.render(network_dead(), Options(powershell=True, plain=True))


@pytest.mark.parametrize(
    ("edit", "shown", "plain"),
    [
        (Edit("f", "k", None, "k = 1"), "add to f   k = 1\n", "In f, add:\nk = 1\n"),
        (
            Edit("f", "k", "k = 1", None, 4),
            "remove from f:4   k = 1\n",
            "In f, line 4, remove:\nk = 1\n",
        ),
        (
            Edit("f", "k", None, "[k]\na = 1"),
            "add to f\n          [k]\n          a = 1\n",
            "In f, add:\n[k]\na = 1\n",
        ),
        (
            Edit("f", "k", "a = 1\nb = 2", "[k]\na = 1", 4),
            "f:4\n          a = 1\n          b = 2\n          ->  [k]\n              a = 1\n",
            "In f, line 4, replace:\na = 1\nb = 2\nWith:\n[k]\na = 1\n",
        ),
    ],
)
def test_an_edit_of_another_kind_keeps_its_title(edit: Edit, shown: str, plain: str) -> None:
    report = replace(HEALTHY, findings=(finding(fixes=(Fix("Do it.", edits=(edit,)),)),))

    text = terminal.render(report, Options())

    assert f"Fix  Do it.\n        {shown}" in text
    assert plain in terminal.render(report, Options(plain=True))


def test_a_long_addition_or_removal_is_stacked() -> None:
    edit = Edit("f", "k", None, "k = " + "1" * 90)
    gone = Edit("f", "k", "k = " + "1" * 90, None)
    report = replace(HEALTHY, findings=(finding(fixes=(Fix("Do it.", edits=(edit, gone)),)),))

    text = terminal.render(report, Options())

    assert f"        add to f\n          {edit.after}\n" in text
    assert f"        remove from f\n          {gone.before}\n" in text


def test_a_finding_without_evidence_still_shows_its_fix() -> None:
    report = replace(HEALTHY, findings=(finding(evidence=()),))

    assert "   Fix  Choose a model" in terminal.render(report, Options())


def test_an_empty_expectation_is_no_expectation() -> None:
    report = replace(HEALTHY, findings=(finding(evidence=(Evidence("a", "b"),)),))

    assert "     a   b\n" in terminal.render(report, Options())


@pytest.mark.parametrize(
    ("codex", "name"),
    [
        (CodexFact("0.150.0", "installed", None), "codex-cli 0.150.0"),
        (CodexFact("0.150.0", "flag", None), "rules of codex-cli 0.150.0"),
        (CodexFact(None, "installed", None), "codex-cli of unknown version"),
        (CodexFact("0.169.0", "assumed", None), "codex not found, rules of 0.169.0"),
        (CodexFact(None, "assumed", None), "codex not found"),
    ],
)
def test_the_header_says_how_the_version_is_known(codex: CodexFact, name: str) -> None:
    text = terminal.render(replace(HEALTHY, codex=codex), Options(width=120))

    assert text.splitlines()[0].split(" · ")[1] == name


def test_a_profile_stands_in_the_header() -> None:
    report = replace(HEALTHY, target=target(profile="work", provider_location=None))

    text = terminal.render(report, Options(width=120))

    assert text.splitlines()[0].endswith(" · profile work · provider lab · model glm-5")
    assert ", profile work." in terminal.render(report, Options(plain=True))


def test_a_check_that_ran_out_of_time_or_crashed_says_so_in_words() -> None:
    checks = (
        row("dns", Status.TIMED_OUT, summary="no end after 4 s"),
        row("tcp", Status.CRASHED, summary="ValueError: x"),
    )
    report = replace(HEALTHY, verdict=Verdict.UNKNOWN, checks=checks)

    text = terminal.render(report, Options())

    assert "  Not seen: dns (no end after 4 s)\n  Not seen: tcp (ValueError: x)\n" in text
    assert "? dns (timed out) ? tcp (crashed)\n" in text
    assert "1 timed out, 1 crashed · " in text


def test_a_check_without_a_reason_is_not_seen_because_it_was_not_run() -> None:
    checks = (replace(row("dns", Status.NOT_RUN), summary=""),)
    report = replace(HEALTHY, verdict=Verdict.UNKNOWN, checks=checks)

    assert "Not seen: dns (not run)" in terminal.render(report, Options())


def test_a_long_row_of_a_healthy_run_with_a_timeout_stays_complete() -> None:
    checks = (*HEALTHY.checks, row("websocket", Status.TIMED_OUT))

    text = terminal.render(replace(HEALTHY, checks=checks), Options())

    assert "✓ dns – proxy ✓ tcp" in text


def test_no_checks_at_all_leave_a_report_that_says_so() -> None:
    report = replace(
        HEALTHY, verdict=Verdict.UNKNOWN, checks=(), notes=("Interrupted",), took_ms=12_600
    )

    text = terminal.render(report, Options())

    assert "  Interrupted.\n" in text
    assert text.endswith("2 requests · 13 s\n")


def test_waiting_without_end_is_said_even_without_a_finding() -> None:
    (_, hint) = network_dead().findings

    text = terminal.render(replace(offline(), findings=(hint,)), Options())

    assert "  Codex itself prints nothing here" in text
    assert "explain" not in text


def test_only_what_is_shown_is_explained() -> None:
    hint = finding("config.model_metadata_missing", severity=Severity.HINT)

    text = terminal.render(replace(HEALTHY, findings=(hint,)), Options())

    assert text.count("\n") == 5
    assert "1 hint with -v" in text
    assert "explain" not in text


def test_verbose_without_target_or_requests_has_no_empty_block() -> None:
    report = replace(toml_syntax(), cost=Cost(1, 20_000_000, None))

    text = terminal.render(report, Options(verbose=1))

    assert "base_url" not in text
    assert "\n\n\n" not in text
    assert "1 request · " in text


def test_a_place_that_the_fix_does_not_name_is_shown() -> None:
    report = replace(HEALTHY, findings=(finding(location=Location("f.toml", 3)),))

    assert "\n   at f.toml:3\n" in terminal.render(report, Options())


def test_a_tag_that_does_not_fit_goes_to_the_next_line() -> None:
    text = terminal.render(prefix_missing(), Options(width=40))

    assert "1  error  model.prefix_missing\n   wrong model id\n" in text


def test_nothing_of_the_hostile_report_tells_the_secret() -> None:
    assert SECRET in HOSTILE
    for options in (Options(), Options(verbose=1), Options(plain=True, verbose=1)):
        assert SECRET[8:18] not in terminal.render(REPORTS["hostile"], options)


@given(
    cause=st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=80),
    state=st.sampled_from(["clear", "found", "not_checked"]),
    width=st.integers(30, 130),
)
def test_every_report_has_its_headline_and_its_summary(cause: str, state: str, width: int) -> None:
    report: Report = replace(
        prefix_missing(), findings=(finding(cause=cause),), mistakes=mistakes(wire_api=state)
    )

    lines = terminal.render(report, Options(width=width)).splitlines()

    assert "Codex will fail here." in lines
    assert lines[-1].endswith("codex-doctor explain model.unknown_id")
