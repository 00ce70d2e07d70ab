from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.facts import Location
from codex_doctor.model import (
    Check,
    Confidence,
    Evidence,
    Failed,
    Finding,
    Fix,
    Mistake,
    NotRun,
    Page,
    Passed,
    Result,
    Severity,
    Verdict,
)
from codex_doctor.pipeline import Ran
from codex_doctor.ranking import mistakes, rank, verdict
from codex_doctor_checks import ALL_CHECKS

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.model import Outcome

PAGE = Page("model.case", "Other capitals", "Text.", Mistake.MODEL_ID)


async def never(_: Context) -> Outcome:
    raise NotImplementedError


def finding(
    name: str = "model.case",
    severity: Severity = Severity.ERROR,
    confidence: Confidence = Confidence.CERTAIN,
) -> Finding:
    return Finding(name, severity, "why", (Evidence("a", "b"),), (Fix("Do."),), confidence)


BUILT_IN = {check.id: check for check in ALL_CHECKS}


def ran(name: str, result: Result) -> Ran:
    """Return what became of a built-in check, or of one that is made up."""
    made_up = Check(name, name, (), never, pages=(PAGE,))
    return Ran(BUILT_IN.get(name, made_up), result, 1)


def test_an_option_that_stops_codex_comes_before_what_a_file_says() -> None:
    found = [
        replace(finding(name), location=Location(place))
        for name, place in (
            ("config.toml_syntax", "config.toml"),
            ("config.unknown_key", "config.toml"),
            ("config.unknown_key", "--enable"),
        )
    ]
    ranked = rank((ran("config", Failed((found[0], found[2]))),))

    assert [str(one.finding.location) for one in ranked] == ["--enable", "config.toml"]
    ranked = rank((ran("config", Failed((found[1], found[0]))),))
    assert [one.finding.id for one in ranked] == ["config.toml_syntax", "config.unknown_key"]


def test_errors_come_first_then_the_order_of_the_pipeline() -> None:
    ranked = rank(
        (
            ran("a", Failed((finding("a.hint", Severity.HINT),))),
            ran("b", Failed((finding("b.error"),))),
            ran("c", Failed((finding("c.warning", Severity.WARNING), finding("c.error")))),
        )
    )

    assert [one.finding.id for one in ranked] == ["b.error", "c.error", "c.warning", "a.hint"]
    assert [one.check for one in ranked] == ["b", "c", "c", "a"]


def test_what_is_only_possible_comes_after_what_is_likely() -> None:
    possible = finding("a.error", confidence=Confidence.POSSIBLE)
    likely = finding("b.error", confidence=Confidence.LIKELY)

    ranked = rank((ran("a", Failed((possible,))), ran("b", Failed((likely,)))))

    assert [one.finding.id for one in ranked] == ["b.error", "a.error"]


def test_what_is_likely_keeps_its_place_before_what_is_certain() -> None:
    likely = finding("a.error", confidence=Confidence.LIKELY)

    ranked = rank((ran("a", Failed((likely,))), ran("b", Failed((finding("b.error"),)))))

    assert [one.finding.id for one in ranked] == ["a.error", "b.error"]


# Codex meets them in this order, before it looks for a key or opens a connection.
MET = (
    "config.profile_missing",
    "env.codex_home_invalid",
    "config.unreadable",
    "config.not_utf8",
    "config.toml_syntax",
    "config.wrong_type",
    "config.wire_api_invalid",
    "config.wire_api_chat",
    "config.provider_reserved",
    "config.provider_name_missing",
    "config.provider_conflict",
    "config.key_misplaced",
    "config.unknown_key",
    "config.profile_legacy",
    "config.provider_undefined",
    "config.catalog_invalid",
    "config.file_missing",
    "credentials.login_forced",
    "model.empty",
    "env.key_unset",
)


@pytest.mark.parametrize(("earlier", "later"), tuple(itertools.pairwise(MET)))
def test_what_stops_codex_first_comes_first(earlier: str, later: str) -> None:
    found = {
        check.id: tuple(finding(one.id) for one in check.pages if one.id in {earlier, later})
        for check in ALL_CHECKS
    }
    ranked = rank(tuple(Ran(one, Failed(found[one.id][::-1]), 1) for one in ALL_CHECKS))

    assert [one.finding.id for one in ranked] == [earlier, later]


def test_a_page_gives_its_finding_title_and_mistake() -> None:
    (known, unknown) = rank((ran("a", Failed((finding(), finding("x.y")))),))

    assert (known.title, known.mistake) == ("Other capitals", Mistake.MODEL_ID)
    assert (unknown.title, unknown.mistake) == ("x.y", None)


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ({"tools": Passed("")}, Verdict.WORKS),
        ({"tools": Failed((finding(severity=Severity.WARNING),))}, Verdict.DEGRADED),
        (
            {"config": Failed((finding(severity=Severity.WARNING),)), "tools": Passed("")},
            Verdict.DEGRADED,
        ),
        (
            {"config": Failed((finding(severity=Severity.HINT),)), "tools": Passed("")},
            Verdict.WORKS,
        ),
        ({"config": Failed((finding(),)), "tools": NotRun("needs config")}, Verdict.FAILS),
        (
            {"config": Failed((finding(confidence=Confidence.POSSIBLE),)), "tools": Passed("")},
            Verdict.UNKNOWN,
        ),
        ({"config": Passed(""), "tools": NotRun("left out by --offline")}, Verdict.UNKNOWN),
        (
            {"stream": Failed((finding(confidence=Confidence.POSSIBLE),)), "tools": NotRun("")},
            Verdict.UNKNOWN,
        ),
    ],
)
def test_the_verdict_is_what_codex_would_meet(
    results: dict[str, Result], expected: Verdict
) -> None:
    assert verdict([ran(name, result) for name, result in results.items()]) is expected


def test_a_mistake_is_found_clear_or_not_checked() -> None:
    results = (
        ran("wire", Passed("")),
        ran("model", Failed((finding(),))),
        ran("tools", NotRun("needs model")),
    )

    assert mistakes(results, rank(results)) == {
        Mistake.MODEL_ID: "found",
        Mistake.WIRE_API: "clear",
        Mistake.NOT_COMPATIBLE: "not_checked",
    }


def test_a_hint_leaves_its_mistake_clear() -> None:
    results = (ran("model", Failed((finding(severity=Severity.HINT),))),)

    assert mistakes(results, rank(results))[Mistake.MODEL_ID] == "clear"


def test_another_error_of_its_check_leaves_a_mistake_open() -> None:
    results = (ran("model", Failed((finding("model.empty"),))),)

    assert mistakes(results, rank(results))[Mistake.MODEL_ID] == "not_checked"


def test_what_is_met_later_keeps_the_order_of_its_check() -> None:
    pages = tuple(Page(name, name, "Text.") for name in ("a.first", "a.second"))
    check = Check("a", "a", (), never, pages=pages)
    found = [replace(finding(one.id), location=Location("--model")) for one in pages]

    ranked = rank((ran("b", Failed((finding("b.error"),))), Ran(check, Failed((*found[::-1],)), 1)))

    assert [one.finding.id for one in ranked] == ["b.error", "a.second", "a.first"]


def test_what_stops_codex_while_it_loads_comes_before_the_key() -> None:
    config = ("config.base_url_invalid", "config.provider_reserved", "config.wrong_type")
    ranked = rank(
        (
            ran("environment", Failed((finding("env.key_unset"), finding("env.key_empty")))),
            ran("config", Failed(tuple(finding(name) for name in config))),
            ran("credentials", Failed((finding("credentials.login_forced"),))),
        )
    )

    assert [one.finding.id for one in ranked] == [
        "config.wrong_type",
        "config.provider_reserved",
        "credentials.login_forced",
        "env.key_unset",
        "env.key_empty",
        "config.base_url_invalid",
    ]


def test_a_warning_of_the_configuration_stays_in_its_place() -> None:
    warned = finding("config.unknown_key", Severity.WARNING)
    first = finding("env.dotenv_shadows", Severity.WARNING)

    ranked = rank((ran("environment", Failed((first,))), ran("config", Failed((warned,)))))

    assert [one.finding.id for one in ranked] == ["env.dotenv_shadows", "config.unknown_key"]


def test_a_finding_that_two_checks_have_is_said_once_at_its_worst() -> None:
    warning = finding("config.key_misplaced", Severity.WARNING)
    error = finding("config.key_misplaced", Severity.ERROR)
    ranked = rank((ran("config", Failed((warning,))), ran("model", Failed((error,)))))

    assert [(one.check, one.finding.severity) for one in ranked] == [("model", Severity.ERROR)]


def test_what_the_user_meant_comes_before_what_fails_because_of_it() -> None:
    meant = replace(finding("config.profile_missing", Severity.WARNING), is_intent=True)
    other = finding("config.unknown_key", Severity.WARNING)
    seen = [
        ran("config", Failed((other, meant, finding("config.openai_auth_required")))),
        ran("dns", Failed((finding("dns.nxdomain"),))),
    ]

    ranked = rank(seen)

    assert [one.finding.id for one in ranked] == [
        "config.profile_missing",
        "config.openai_auth_required",
        "dns.nxdomain",
        "config.unknown_key",
    ]
    assert ranked[0].finding.severity is Severity.ERROR


def test_what_keeps_codex_from_reading_comes_before_what_the_user_meant() -> None:
    meant = replace(finding("config.profile_missing", Severity.WARNING), is_intent=True)
    ranked = rank([ran("config", Failed((meant, finding("config.toml_syntax"))))])

    assert [one.finding.id for one in ranked] == ["config.toml_syntax", "config.profile_missing"]


def test_what_works_otherwise_than_meant_is_only_a_warning() -> None:
    meant = replace(finding("config.profile_missing", Severity.WARNING), is_intent=True)
    (ranked,) = rank([ran("config", Failed((meant,))), ran("wire", Passed("well"))])

    assert ranked.finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("check", "beside"),
    [("installation", "installation.codex_missing"), ("config", "config.secret_exposed")],
)
def test_what_says_nothing_about_a_turn_stands_behind_what_one_loses(
    check: str, beside: str
) -> None:
    missing = finding(beside, Severity.WARNING)
    late = finding("websocket.unsupported", Severity.WARNING)
    well = [ran(check, Failed((missing,))), ran("tools", Passed("well"))]

    assert verdict(well) is Verdict.WORKS
    assert [one.finding.id for one in rank([*well, ran("websocket", Failed((late,)))])] == [
        "websocket.unsupported",
        beside,
    ]


def test_what_the_user_meant_comes_no_later_than_where_it_stops_codex() -> None:
    meant = replace(finding("config.key_misplaced"), is_intent=True)
    ranked = rank([ran("config", Failed((finding("config.provider_undefined"), meant)))])

    assert [one.finding.id for one in ranked] == [
        "config.key_misplaced",
        "config.provider_undefined",
    ]
