"""Every format of a report: as agreed, valid where others say what is, and with no secret in it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from jsonschema import ValidationError
from msgspec.structs import replace
from xmlschema import XMLSchemaValidationError

from codex_doctor.facts import Location
from codex_doctor.facts.exchange import Phases
from codex_doctor.model import Edit, Fix, Status
from codex_doctor.report.formats import NAMES, render
from codex_doctor.report.options import Options
from codex_doctor.report.svg import WIDTH, picture
from codex_doctor.reported import StreamRow
from format_cases import cases
from golden_files import assert_golden
from published import PUBLISHED, check_format
from report_cases import SECRET, degraded
from reports import CONFIG, HEALTHY, finding, row

CASES = cases()
SUFFIXES = {
    "html": "html",
    "letter": "letter.txt",
    "junit": "xml",
    "sarif": "sarif",
    "github": "github.txt",
    "har": "har",
}


def rendered(name: str, case: str) -> str:
    report, facts = CASES[case]
    return render(name, report, facts, options=Options(folder="~/.codex"))


@pytest.mark.parametrize("case", [one for one in CASES if one != "hostile"])
@pytest.mark.parametrize("name", SUFFIXES)
def test_every_format_is_as_agreed(name: str, case: str) -> None:
    assert_golden(f"formats/{case}.{SUFFIXES[name]}", rendered(name, case))


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", PUBLISHED)
def test_what_others_have_a_schema_for_is_valid_under_it(name: str, case: str) -> None:
    check_format(name, rendered(name, case))


@pytest.mark.parametrize("name", NAMES)
def test_no_format_has_the_secret_or_an_escape_byte(name: str) -> None:
    text = rendered(name, "hostile")

    assert SECRET[8:18] not in text
    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("case", CASES)
def test_every_format_is_made_of_the_report_alone_too(name: str, case: str) -> None:
    assert render(name, CASES[case][0])


@pytest.mark.parametrize("name", PUBLISHED)
def test_no_console_encoding_can_break_what_programs_read(name: str) -> None:
    assert rendered(name, "hostile").isascii()


def har_entries(case: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(rendered("har", case))["log"]["entries"]
    return entries


def test_an_archive_has_headers_bodies_and_times_of_each_request() -> None:
    entry = har_entries("flaky")[0]

    assert entry["startedDateTime"] == "2026-03-01T12:30:01.196Z"
    assert entry["timings"]["wait"] + entry["timings"]["receive"] == entry["time"] == 91
    assert {"name": "authorization", "value": "[redacted]"} in entry["request"]["headers"]
    assert json.loads(entry["request"]["postData"]["text"])["model"] == "glm-5"
    assert entry["response"]["statusText"] == "Bad Gateway"
    assert "502" in entry["response"]["content"]["text"]
    assert "kept" in entry["response"]["content"]["comment"]


def timings(phases: Phases | None) -> dict[str, int]:
    report, facts = CASES["flaky"]
    assert facts is not None
    first, *others = facts.exchanges
    changed = (replace(first, phases=phases), *others)
    text = render("har", report, replace(facts, exchanges=changed))
    entry = json.loads(text)["log"]["entries"][0]
    found: dict[str, int] = entry["timings"]
    parts = [value for name, value in found.items() if name != "ssl" and value > 0]
    assert sum(parts) == entry["time"] == 91
    return {name: found[name] for name in ("connect", "ssl", "send")}


@pytest.mark.parametrize(
    ("phases", "shown"),
    [
        (None, {"connect": -1, "ssl": -1, "send": 0}),
        (Phases(0.02, None, 0.003), {"connect": 20, "ssl": -1, "send": 3}),
        (Phases(0.02, 0.015, None), {"connect": 20, "ssl": 15, "send": 0}),
        (Phases(9.0, 8.0, 9.0), {"connect": 84, "ssl": 84, "send": 0}),
    ],
)
def test_the_phases_of_a_request_add_up_to_its_time(
    phases: Phases | None, shown: dict[str, int]
) -> None:
    assert timings(phases) == shown


def test_a_request_that_was_never_sent_was_connecting_all_the_time() -> None:
    assert timings(Phases())["connect"] > 0


def test_a_body_that_is_no_text_is_in_base64_and_a_failure_is_told() -> None:
    (entry,) = har_entries("hostile")

    assert entry["response"]["content"]["encoding"] == "base64"
    assert entry["response"]["comment"] == "reset: the connection was closed"


def test_an_archive_of_other_facts_has_the_rows_alone() -> None:
    archive = json.loads(render("har", CASES["healthy"][0], CASES["flaky"][1]))

    assert [one["request"]["headers"] for one in archive["log"]["entries"]] == [[], []]


def sarif_result(case: str) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(rendered("sarif", case))["runs"][0]["results"][0]
    return result


def test_a_finding_in_the_working_folder_is_at_its_path_line_and_column() -> None:
    (location,) = sarif_result("failing")["locations"]

    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "config.toml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 1, "startColumn": 9},
    }
    assert "::error file=config.toml,line=1,col=9,title=" in rendered("github", "failing")


def test_carets_say_how_long_the_span_is() -> None:
    report = degraded()
    result = json.loads(render("sarif", report))["runs"][0]["results"][1]

    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": ".codex/config.toml", "uriBaseId": "HOME"},
        "region": {"startLine": 7, "startColumn": 1, "endColumn": 10},
    }


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("/etc/codex/a b.toml", {"uri": "file:///etc/codex/a%20b.toml"}),
        ("C:\\x\\y.toml", {"uri": "file:///C:/x/y.toml"}),
    ],
)
def test_an_absolute_path_is_a_file_url(file: str, place: dict[str, str]) -> None:
    report = replace(HEALTHY, findings=(finding(location=Location(file, 3)),))
    (result,) = json.loads(render("sarif", report))["runs"][0]["results"]

    physical = result["locations"][0]["physicalLocation"]
    assert physical == {"artifactLocation": place, "region": {"startLine": 3}}


def test_what_is_in_no_file_is_named() -> None:
    report = replace(HEALTHY, findings=(finding(location=Location("-c model")),))
    (result,) = json.loads(render("sarif", report))["runs"][0]["results"]

    assert result["locations"] == [{"logicalLocations": [{"fullyQualifiedName": "-c model"}]}]


def edited(*edits: Edit) -> list[Any] | None:
    report = replace(HEALTHY, findings=(finding(fixes=(Fix("Do it.", edits=edits),)),))
    (result,) = json.loads(render("sarif", report))["runs"][0]["results"]
    changes: list[Any] | None = result.get("fixes", [{}])[0].get("artifactChanges")
    check_format("sarif", render("sarif", report))
    return changes


def test_edits_of_a_file_are_whole_lines() -> None:
    changes = edited(
        Edit(CONFIG, "a", "a = 1", "a = 2", 4),
        Edit(CONFIG, "b", None, "b = 1", 5),
        Edit(CONFIG, "c", "c = 1\nd = 2", None, 9),
    )

    assert changes is not None
    assert changes[0]["replacements"] == [
        {
            "deletedRegion": {"startLine": 4, "startColumn": 1, "endLine": 4},
            "insertedContent": {"text": "a = 2"},
        },
        {
            "deletedRegion": {"startLine": 5, "startColumn": 1, "endLine": 5, "endColumn": 1},
            "insertedContent": {"text": "b = 1\n"},
        },
        {"deletedRegion": {"startLine": 9, "startColumn": 1, "endLine": 11, "endColumn": 1}},
    ]


@pytest.mark.parametrize(
    "edit",
    [
        Edit(CONFIG, "k", 'k = "[redacted]"', None, 1),
        Edit(CONFIG, "k", None, "k = 1"),
        Edit("~/.codex/.env", "K", "a", "b", 1),
        Edit("-c k", "k", "a", "b", 1),
    ],
)
def test_an_edit_that_is_not_exact_is_no_fix_for_programs(edit: Edit) -> None:
    assert edited(edit) is None


def test_a_check_that_broke_is_an_error_and_no_finding() -> None:
    report = replace(
        HEALTHY,
        checks=(
            row("dns", Status.TIMED_OUT, summary="no result in 4 s"),
            row("tls", Status.CRASHED, summary="a bug of codex-doctor: ValueError"),
            row("auth", Status.FAILED, summary="see dns", blocked_by="dns.timeout"),
        ),
    )
    (run,) = json.loads(render("sarif", report))["runs"]
    junit = render("junit", report)

    assert run["invocations"][0]["executionSuccessful"] is False
    assert [one["level"] for one in run["invocations"][0]["toolExecutionNotifications"]] == [
        "warning",
        "error",
    ]
    assert '<error type="crashed" message="a bug of codex-doctor: ValueError" />' in junit
    assert '<failure type="dns.timeout" message="see dns" />' in junit
    check_format("junit", junit)


def test_no_text_ends_a_workflow_command_or_begins_one() -> None:
    evil = finding(cause="a\n::set-env name=x::y\r%", title="a,b: c")
    text = render("github", replace(HEALTHY, findings=(evil,)))

    assert text.splitlines()[0] == (
        "::error title=model.unknown_id%3A a%2Cb%3A c"
        "::a%0A::set-env name=x::y%0D%25.%0AChoose a model that the endpoint serves."
    )
    assert all(line.startswith("::") for line in text.splitlines())


class Page(HTMLParser):
    """What a browser would make of a page: its tags, attributes and texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.policies: list[str] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if ("http-equiv", "Content-Security-Policy") in attrs:
            self.policies += [value or "" for name, value in attrs if name == "content"]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.mark.parametrize("case", CASES)
def test_a_page_loads_nothing_runs_nothing_and_has_our_markup_alone(case: str) -> None:
    text = rendered("html", case)
    page = Page(text)

    assert page.tags <= {
        *("html", "head", "meta", "title", "style", "body", "main", "article", "footer"),
        *("h1", "h2", "h3", "p", "span", "strong", "code", "pre", "del", "ins", "div"),
        *("table", "tr", "th", "td", "figure", "figcaption"),
        *("svg", "rect", "text", "polyline"),
    }
    assert page.attributes <= {
        *("lang", "charset", "http-equiv", "content", "name", "class", "role", "aria-label"),
        *("xmlns", "viewbox", "x", "y", "width", "height", "points", "text-anchor"),
    }
    assert page.policies == [
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    ]
    assert not re.search(r"@import|url\(|<script|javascript:", text)
    assert text.isascii()


def test_markup_of_an_endpoint_is_text_on_the_page() -> None:
    text = rendered("html", "hostile")

    assert "<img src=x onerror=alert(1)>" in "".join(Page(text).texts)
    assert "<img" not in text


def test_a_page_has_a_picture_of_the_network_the_requests_and_each_stream() -> None:
    assert rendered("html", "flaky").count("<svg") == 4
    assert rendered("html", "network").count("<svg") == 1
    assert rendered("html", "healthy").count("<svg") == 1


def test_a_silence_is_said_to_be_shaded_where_it_is_drawn() -> None:
    report, facts = CASES["flaky"]
    at_once = StreamRow(9, 90, 12, 700.0, ((90, 9),))
    rows = tuple(
        replace(one, stream=at_once) if one.stream is not None else one for one in report.exchanges
    )

    for exchanges, words in (
        (report.exchanges, "655 ms, is shaded"),
        (rows, "12 ms, is too short to be shaded"),
    ):
        shown = replace(report, exchanges=exchanges)
        text = render("html", shown, facts, options=Options(folder="~/.codex"))
        is_drawn = 'class="gap"' in text
        assert words in text
        assert ("is shaded" in text) == is_drawn


@pytest.mark.parametrize(
    ("until_ms", "ticks"),
    [
        (1, "0, 1 ms"),
        (7, "0, 2 ms, 4 ms, 6 ms"),
        (90, "0, 20 ms, 40 ms, 60 ms, 80 ms"),
        (170, "0, 50 ms, 100 ms, 150 ms"),
        (1_000, "0, 0.2 s, 0.4 s, 0.6 s, 0.8 s, 1 s"),
        (65_000, "0, 20 s, 40 s, 60 s"),
    ],
)
def test_the_axis_of_a_picture_names_a_few_round_times(until_ms: int, ticks: str) -> None:
    drawn = picture("t", height=40, until_ms=until_ms).element

    assert ", ".join(one.text or "" for one in drawn.findall("text")) == ticks


def test_the_bars_of_a_picture_stay_in_it() -> None:
    made = picture("t", height=40, until_ms=100)
    made.bar("a", from_ms=90, to_ms=300, y=0, height=9)
    made.bar("b", from_ms=5, to_ms=5, y=0, height=9)
    long, short = (dict(one.items()) for one in made.element.findall("rect"))

    assert float(long["x"]) + float(long["width"]) <= WIDTH
    assert float(short["width"]) > 1


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_schema_refuses_what_is_not_of_its_format(name: str) -> None:
    text = rendered(name, "failing")
    wrong = {
        "har": ("startedDateTime", "at"),
        "junit": ("testcase", "case"),
        "sarif": ("level", "x"),
    }

    with pytest.raises((ValidationError, XMLSchemaValidationError)):
        check_format(name, text.replace(*wrong[name]))


@pytest.mark.parametrize(
    ("order", "shown"),
    [
        ("##vso[task.setvariable]", "\\u0023#vso["),
        ("##teamcity[x]", "\\u0023#teamcity["),
        ("a ::set-output name=x::y", "a \\u003a:set-output"),
    ],
)
def test_an_archive_gives_no_orders_to_a_build_server(order: str, shown: str) -> None:
    report, facts = CASES["flaky"]
    assert facts is not None
    first = replace(facts.exchanges[0], body=order.encode(), headers=(("x-a", order),))
    facts = replace(facts, exchanges=(first, *facts.exchanges[1:]))

    text = render("har", report, facts)

    assert order not in text
    assert text.count(shown) >= 2
    entry = json.loads(text)["log"]["entries"][0]
    assert entry["response"]["content"]["text"] == order
