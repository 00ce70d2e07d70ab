"""Names and values of features, as measured with versions from 0.58.0 to 0.169.0."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from codex_doctor.codex.rules.features import judge_switches
from codex_doctor.codex.versions import NEWEST, parse_version
from codex_doctor.codex.versions.features import covers, lifetime, recorded, standing, takes_table
from codex_doctor.facts.config_problems import UnknownKey
from codex_doctor.facts.configuration import Given
from codex_doctor.model import Severity
from codex_doctor_checks.setup.config import finding_for
from setups import CONFIG, about, fatal, inputs_in, kinds, only, resolved

if TYPE_CHECKING:
    from pathlib import Path

NEWER = "0.999.0"
OLDEST, *_ = recorded().versions
ON = (("--enable", "shell_tool"), ("--disable", "goals"))


def with_features(text: str) -> str:
    return f"{CONFIG}\n[features]\n{text}\n"


def between(name: str) -> tuple[str, str]:
    """Return a version that knows no such feature and the next one that was asked, which does."""
    return next(
        (before, after)
        for before, after in pairwise(recorded().versions)
        if standing(name, before) == "unknown" and standing(name, after) == "known"
    )


@pytest.mark.parametrize("version", [None, "0.149.0", OLDEST])
@pytest.mark.parametrize("option", ["--enable", "--disable"])
def test_an_option_with_an_unknown_name_stops_codex(
    option: str, version: str | None, tmp_path: Path
) -> None:
    setup = resolved(tmp_path, switches=((option, "zork"),), codex_version=version)

    assert fatal(setup) == ["config.unknown_key"]
    finding = finding_for(only(setup))
    assert (str(finding.location), finding.severity) == (option, Severity.ERROR)
    assert finding.cause == f"Codex knows no feature zork and stops at {option} zork"
    assert finding.fixes[0].title == f"Leave {option} zork out."


@pytest.mark.parametrize(
    "name", ["shell_tol", "Shell_Tool", "shell-tool", "shell_tool=true", " shell_tool"]
)
def test_the_nearest_name_is_proposed(name: str, tmp_path: Path) -> None:
    finding = finding_for(only(resolved(tmp_path, switches=(("--enable", name),))))

    assert finding.fixes[0].title == "Write --enable shell_tool."


def test_a_dot_is_no_path_in_an_option(tmp_path: Path) -> None:
    setup = resolved(tmp_path, switches=(("--enable", "multi_agent_v2.enabled"),))

    assert fatal(setup) == ["config.unknown_key"]


def test_an_option_comes_before_every_file(tmp_path: Path) -> None:
    setup = resolved(tmp_path, "model = ", switches=(("--enable", "zork"),))

    assert kinds(setup)[:2] == ["config.unknown_key", "config.toml_syntax"]


@pytest.mark.parametrize("version", [None, "0.149.0", NEWER])
def test_known_names_are_no_finding(version: str | None, tmp_path: Path) -> None:
    legacy = (("--enable", "web_search"), ("--enable", "collab"))
    text = with_features("shell_tool = true\ncodex_hooks = false")
    setup = resolved(tmp_path, text, switches=ON + legacy, codex_version=version)

    assert kinds(setup) == []


def test_options_are_layers_and_the_last_ones_switch_off(tmp_path: Path) -> None:
    both = (("--enable", "goals"), ("--disable", "goals"))
    setup = resolved(tmp_path, overrides=("features.goals=true",), switches=both)

    assert [one.shown for one in setup.layers if one.name == "options"] == [
        "-c features.goals",
        "--enable goals",
        "--disable goals",
    ]
    assert setup.values["features.goals"] == "false"


def test_a_name_of_another_version_says_which_one_knows_it(tmp_path: Path) -> None:
    before, after = between("goals")
    setup = resolved(tmp_path, switches=(("--enable", "goals"),), codex_version=before)

    finding = finding_for(only(setup))
    assert (finding.evidence[1].label, finding.evidence[1].measured) == (
        "known to Codex",
        f"{after} and later",
    )


@pytest.mark.parametrize(
    ("options", "text"),
    [({"switches": (("--enable", "zork"),)}, ""), ({}, "zork = true")],
)
def test_a_newer_codex_may_know_other_names(
    options: dict[str, object], text: str, tmp_path: Path
) -> None:
    setup = resolved(tmp_path, with_features(text), codex_version=NEWER, **options)

    finding = finding_for(only(setup))
    assert (fatal(setup), finding.severity) == ([], Severity.HINT)
    assert finding.cause.startswith(f"Codex {NEWEST} knows no")
    assert finding.cause.endswith("and may know it")


def test_versions_that_were_not_asked_say_what_their_neighbours_agree_on() -> None:
    before, after = between("goals")
    middle = f"{before}-alpha.1"  # counts as the version it leads to
    number, minor, patch = parse_version(before)
    within = f"{number}.{minor}.{patch + 900}"

    assert standing("goals", middle) == "unknown"
    assert standing("goals", within) == "unclear"
    assert standing("zork", within) == "unknown"
    assert standing("shell_tool", within) == "known"
    assert standing("goals", after) == "known"
    assert standing("shell_tool", "0.20.0") == "unclear"
    assert standing("zork", "0.20.0") == "unclear"
    assert standing("zork", NEWER) == "newer"
    assert standing("shell_tool", NEWER) == "unclear"


def test_what_the_table_ignores_is_a_warning_since_codex_lists_it(tmp_path: Path) -> None:
    config = with_features("shel_tool = true")

    assert kinds(resolved(tmp_path, config, codex_version="0.149.0")) == []
    setup = resolved(tmp_path, config)
    assert (kinds(setup), fatal(setup)) == (["config.unknown_key"], [])
    finding = finding_for(only(setup))
    assert finding.cause == "Codex knows no key shel_tool in [features] and ignores it"
    assert "shell_tool = true" in str(finding.fixes[0].edits)


@pytest.mark.parametrize("version", [None, "0.155.0"])
def test_strict_config_makes_an_unknown_feature_fatal(version: str | None, tmp_path: Path) -> None:
    config = with_features("zork = true")
    setup = resolved(tmp_path, config, strict_config=True, codex_version=version)

    assert fatal(setup) == ["config.unknown_key"]
    assert finding_for(only(setup)).cause == "Codex knows no key zork in [features] and stops at it"


def test_strict_config_of_a_newer_codex_is_a_hint(tmp_path: Path) -> None:
    config = with_features("zork = true")
    setup = resolved(tmp_path, config, strict_config=True, codex_version=NEWER)

    assert (kinds(setup), fatal(setup)) == (["config.unknown_key"], [])


def test_a_name_is_reported_once(tmp_path: Path) -> None:
    setup = resolved(tmp_path, with_features("zork = true"), switches=(("--enable", "zork"),))

    assert len(setup.problems) == 1


@pytest.mark.parametrize("value", ['"on"', "1", "[]", "{}", "{ enabled = true }"])
@pytest.mark.parametrize("name", ["shell_tool", "zork"])
@pytest.mark.parametrize("version", [None, "0.149.0", OLDEST])
def test_a_value_is_true_or_false(
    version: str | None, name: str, value: str, tmp_path: Path
) -> None:
    setup = resolved(tmp_path, with_features(f"{name} = {value}"), codex_version=version)

    assert fatal(setup) == ["config.wrong_type"]


def test_some_features_take_a_table_in_some_versions(tmp_path: Path) -> None:
    config = with_features("multi_agent_v2 = { enabled = false }")

    for version in (None, "0.134.0", NEWER):
        assert kinds(resolved(tmp_path, config, codex_version=version)) == []
    old = resolved(tmp_path, config, codex_version=OLDEST)
    assert fatal(old) == ["config.wrong_type"]
    assert takes_table("shell_tool", NEWER) is None


def test_there_is_an_end_to_what_is_reported(tmp_path: Path) -> None:
    names = [f"zork{number}" for number in range(100)]
    text = "\n".join(f"{name} = true" for name in names)
    switches = tuple(("--enable", f"{name}{'k' * 200}") for name in names)

    assert len(resolved(tmp_path, with_features(text)).problems) == 20
    found = judge_switches(Given(switches=switches))
    shown = [about(one, UnknownKey).name for one in found]
    assert (len(shown), {len(one) for one in shown}) == (20, {80})


def test_a_set_up_without_features_does_not_read_the_record(tmp_path: Path) -> None:
    inputs_in(tmp_path)
    program = (
        "import sys; from pathlib import Path\n"
        "from codex_doctor.codex.resolve import resolve\n"
        "from codex_doctor.facts import Inputs\n"
        f"home = Path({str(tmp_path / 'home')!r})\n"
        "setup, _ = resolve(Inputs({}, home, home))\n"
        "print(setup.provider_id, 'codex_doctor.codex.versions.features' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout == "lab False\n"


def test_the_record_is_whole() -> None:
    known = recorded()

    assert list(known.versions) == sorted(known.versions, key=parse_version)
    assert known.versions[-1] == NEWEST
    assert set(known.tables) <= set(known.names)
    for runs in (*known.names.values(), *known.tables.values()):
        assert set(runs) <= set(known.versions)
        assert list(runs) == sorted(runs, key=parse_version)
    for name, runs in known.tables.items():
        for version in known.versions:
            assert covers(known.names[name], version) or not covers(runs, version)


def test_a_lifetime_says_what_was_seen() -> None:
    assert lifetime("zork") == ""
    assert str(lifetime("shell_tool")).endswith(" and later")
    assert lifetime("ghost_commit") == "0.58.0"
    assert str(lifetime("exec_policy")).startswith("0.80.0 to ")
