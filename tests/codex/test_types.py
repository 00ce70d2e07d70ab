"""Wrong types at any depth, for the version at hand; the recorded table itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.codex.config import types
from codex_doctor.codex.config.types import ENTRY, Kinds, keys_of, kinds_around, parse_kinds
from codex_doctor.codex.versions import NEWEST, normal_version
from codex_doctor.facts.config_problems import WrongType
from codex_doctor.words.told import said
from setups import CONFIG, NO_KEY, about, fatal, kinds, only, resolved

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REFUSED = ["config.wrong_type"]

# table, place in it, what is wanted: each was run with Codex 0.169.0.
WRONG: list[tuple[str, str, str]] = [
    ("[tui]\nnotifications = 5", "tui.notifications", "true or false or a list"),
    ("[tui]\nstatus_line = ['a', 1]", "tui.status_line.1", "a string"),
    ("[tui]\nalternate_screen = 'x'", "tui.alternate_screen", '"auto" or "always" or "never"'),
    ("[agents]\nmax_threads = 0", "agents.max_threads", "a whole number from 1 up"),
    ("[agents]\nmax_threads = 'x'", "agents.max_threads", "a whole number"),
    ("[agents.x]\ndescription = 5", "agents.x.description", "a string"),
    ("[agents]\nreviewer = 'x'", "agents.reviewer", "a table"),
    ("[agents]\nreviewer = 5", "agents.reviewer", "a table"),
    (
        "[agents]\ndefault_subagent_reasoning_effort = ''",
        "agents.default_subagent_reasoning_effort",
        "a string that is not empty",
    ),
    ("[memories]\nmax_unused_days = 1.5", "memories.max_unused_days", "a whole number"),
    (
        "[mcp_servers.x]\ncommand = 'x'\ntool_timeout_sec = -1.5",
        "mcp_servers.x.tool_timeout_sec",
        "a whole number or a number from 0 up",
    ),
    (
        "[mcp_servers.x]\ncommand = 'x'\ntool_timeout_sec = 'x'",
        "mcp_servers.x.tool_timeout_sec",
        "a whole number or a number",
    ),
    (
        "[skills]\nconfig = [{ path = '/x', enabled = 1 }]",
        "skills.config.0.enabled",
        "true or false",
    ),
    ("[skills]\nconfig = [5]", "skills.config.0", "a table"),
    ("[skills]\nconfig = [{ path = '/x' }]", "skills.config.0", "a table with enabled"),
    (
        "[otel]\nexporter = 'zork'",
        "otel.exporter",
        '"none" or "statsig" or a table with otlp-http or a table with otlp-grpc',
    ),
    (
        "[otel.exporter.otlp-http]\nheaders = {}",
        "otel.exporter.otlp-http",
        "a table with endpoint and protocol",
    ),
    (
        "[mcp_servers.x]\ncommand = 'x'\nhttp_headers = {}",
        "mcp_servers.x.http_headers",
        "no such key beside command",
    ),
    (
        "[mcp_servers.x]\nurl = 'http://x'\nargs = []",
        "mcp_servers.x.args",
        "no such key beside url",
    ),
    ("[mcp_servers]\nx = 5", "mcp_servers.x", "a table"),
    ("[tools]\nupdate_plan = ['x']", "tools.update_plan.0", "true or false"),
    ("[tools]\nupdate_plan = [true, 1]", "tools.update_plan", "a table"),
    ("[apps]\nx = [true, [], 'user', true, 5]", "apps.x.4", "true or false"),
    ("[skills]\nbundled = []\nconfig = [5]", "skills.config.0", "a table"),
    ("[features.code_mode]\nx = inf", "features.code_mode.x", "a number that is finite"),
]


@pytest.mark.parametrize(
    "text",
    ["[other]\nb = nan", "[windows]\na = inf", "[tui]\na = [nan]", "[history]\na.b = -inf"],
)
def test_a_number_that_no_key_takes_is_left_out_like_its_key(text: str, tmp_path: Path) -> None:
    assert fatal(resolved(tmp_path, f"{CONFIG}\n{text}\n")) == []


@pytest.mark.parametrize(("text", "key", "expected"), WRONG)
def test_a_wrong_value_at_any_depth_is_found(
    text: str, key: str, expected: str, tmp_path: Path
) -> None:
    problem = only(resolved(tmp_path, f"{CONFIG}\n{text}\n"))

    assert (problem.kind, problem.fatal, problem.key) == ("config.wrong_type", True, key)
    assert said(about(problem, WrongType).expected) == expected
    assert problem.location is not None
    assert problem.location.line is not None


@pytest.mark.parametrize(
    "text",
    [
        "[tui]\nnotifications = ['agent-turn-complete']",
        "[tui]\nnotifications = false",
        "[history]\npersistence = { none = {} }",
        "[mcp_servers.x]\ncommand = 'x'\ntool_timeout_sec = 3",
        "[otel]\nexporter = 'none'",
        "[tools]\nupdate_plan = [true]",
        "[apps]\nx = [true, [], 'user', true]",
        "[skills]\nbundled = [true]",
        "[hooks.state.x]\nenabled = true",
        "[[hooks.PreToolUse]]\nmatcher = 'x'\nhooks = [{ type = 'prompt', prompt = 'x' }]",
        "[responses_api_metadata]\nx = 'y'",
    ],
)
def test_what_codex_takes_is_no_problem(text: str, tmp_path: Path) -> None:
    assert kinds(resolved(tmp_path, f"{CONFIG}\n{text}\n")) == []


def test_an_effort_may_be_anything_but_blank(tmp_path: Path) -> None:
    assert kinds(resolved(tmp_path, 'model_reasoning_effort = "any"\n' + CONFIG)) == []
    problem = only(resolved(tmp_path, 'model_reasoning_effort = ""\n' + CONFIG))
    assert said(about(problem, WrongType).expected) == "a string that is not empty"


def test_an_entry_of_a_list_is_mended_in_its_list(tmp_path: Path) -> None:
    problem = only(resolved(tmp_path, "notify = ['a', 1]\n" + CONFIG))
    found = about(problem, WrongType)

    assert (problem.key, found.at, found.value) == ("notify.1", "notify", '["a", "1"]')


@pytest.fixture
def three_versions(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put another table in place of the recorded one."""
    known = types.Types(
        ("0.60.0", "0.80.0", "0.100.0"),
        {"": {"zork": ["0.80.0", "flag", "0.100.0", "flag; text"], "model": ["0.60.0", "text"]}},
    )
    monkeypatch.setattr(types, "recorded", lambda: known)
    types.around.cache_clear()
    types.known_keys.cache_clear()
    yield
    types.around.cache_clear()
    types.known_keys.cache_clear()


@pytest.mark.usefixtures("three_versions")
def test_only_what_both_versions_around_one_refuse_is_reported(tmp_path: Path) -> None:
    def found(version: str, text: str) -> list[str]:
        return fatal(resolved(tmp_path, f"{text}\n{CONFIG}", codex_version=version))

    assert found("0.80.0", "zork = 5") == found("0.90.0", "zork = 5") == REFUSED
    assert found("0.90.0", "zork = 'x'") == found("0.70.0", "zork = 5") == []
    assert found("0.170.0", "zork = 5") == REFUSED
    assert found("0.59.0", "zork = 5") == []


@pytest.mark.parametrize(
    ("option", "found"),
    [
        ("tui.animations=5", REFUSED),
        ("model_context_window=99999999999999999999", REFUSED),
        ("desktop.x=inf", REFUSED),
        ("desktop.x=99999999999999999999", []),
        ("service_tier=2020-01-01", []),
        ("desktop.x=[2020-01-01]", []),
    ],
)
def test_options_have_types_too(option: str, found: list[str], tmp_path: Path) -> None:
    assert fatal(resolved(tmp_path, overrides=(option,))) == found


def test_an_older_codex_ignores_what_it_does_not_know(tmp_path: Path) -> None:
    config = CONFIG + "[memories]\nversion = 5\n"

    assert fatal(resolved(tmp_path, config)) == REFUSED
    assert fatal(resolved(tmp_path, config, codex_version="0.98.0")) == []


def test_a_table_may_take_no_other_key(tmp_path: Path) -> None:
    config = CONFIG + "[tui.keymap.chat]\nzork = 'a'\n"

    problem = only(resolved(tmp_path, config, codex_version="0.149.0"))
    assert (problem.key, said(about(problem, WrongType).expected)) == (
        "tui.keymap.chat.zork",
        "no such key",
    )
    assert fatal(resolved(tmp_path, config)) == []


def test_a_gateway_is_judged_where_it_is_known(tmp_path: Path) -> None:
    config = NO_KEY + "gateway_oauth = 5\n"

    assert fatal(resolved(tmp_path, config)) == ["config.provider_conflict"]
    assert fatal(resolved(tmp_path, config, codex_version="0.134.0")) == []


def test_a_key_that_is_gone_is_refused_only_since_then(tmp_path: Path) -> None:
    config = 'experimental_thread_store_endpoint = "x"\n' + CONFIG

    problem = only(resolved(tmp_path, config))
    assert said(about(problem, WrongType).expected) == "no such key any more"
    assert fatal(resolved(tmp_path, config, codex_version="0.120.0")) == []


def test_types_are_read_as_they_are_written() -> None:
    assert parse_kinds("text filled; whole 1..65535") == Kinds(text="filled", whole=(1, 65535))
    assert parse_kinds("whole; number") == Kinds(whole=types.I64, number=types.I64[0])
    assert parse_kinds("choices a b; variants c; flag; many; number 0..") == Kinds(
        choices=("a", "b"), variants=("c",), flag=True, many=True, number=0
    )
    assert parse_kinds("many a b; table") == Kinds(order=("a", "b"), table=True)
    assert parse_kinds("table a b; closed") == Kinds(table=True, needs=("a", "b"), closed=True)
    assert kinds_around(["0.58.0", types.ANYTHING], NEWEST) == ()


def test_the_recorded_table_is_whole() -> None:
    known = types.recorded()

    assert known.versions[-1] == NEWEST
    assert len(known.versions) >= 8
    assert all(normal_version(one) == one for one in known.versions)
    for pattern in known.tables:
        for key, row in keys_of(pattern).items():
            since = [known.versions.index(one) for one in row[::2]]
            assert since == sorted(since), (pattern, key)
            texts = [one for one in row[1::2] if one not in {"", types.ANYTHING}]
            assert all(parse_kinds(one) != Kinds() for one in texts), (pattern, key)
    assert ENTRY in keys_of("notify")
