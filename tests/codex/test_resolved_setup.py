"""What a set-up says of the provider, of none, and which words of it are no secrets."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from codex_doctor.codex.resolve import resolve
from codex_doctor.platform.deadline import Deadline
from setups import CONFIG, NO_KEY, inputs_in, resolved, secrets

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.facts import Setup

OWN = """\
model = "own-model"
model_provider = "corplab"

[model_providers.corplab]
name = "Corp Lab"
base_url = "http://gateway.corp.example/v1"
env_key = "LAB_KEY"
"""


def numbers(setup: Setup) -> tuple[int, int, int]:
    return setup.idle_timeout_ms, setup.request_max_retries, setup.stream_max_retries


def test_patience_is_the_provider_s_or_that_of_codex(tmp_path: Path) -> None:
    mine = "stream_idle_timeout_ms = 7000\nrequest_max_retries = 1\nstream_max_retries = 200\n"

    assert numbers(resolved(tmp_path, CONFIG + mine)) == (7000, 1, 100)
    assert numbers(resolved(tmp_path)) == (300_000, 4, 5)


def test_without_a_provider_nothing_is_said_of_one(tmp_path: Path) -> None:
    setup = resolved(tmp_path, 'model = "x"\nmodel_provider = "none"\n')

    assert numbers(setup) == (300_000, 4, 5)
    assert (setup.provider_id, setup.provider_name, setup.model) == (None, None, "x")
    assert not setup.supports_websockets
    assert not setup.speaks_chat


def test_a_provider_without_a_name_has_none(tmp_path: Path) -> None:
    setup = resolved(tmp_path, CONFIG.replace('"Lab"', '""'))

    assert (setup.provider_id, setup.provider_name) == ("lab", None)


@pytest.mark.parametrize(("version", "speaks"), [("0.58.0", True), ("0.169.0", False)])
def test_an_old_version_speaks_chat_to_who_asks_for_it(
    tmp_path: Path, version: str, speaks: bool
) -> None:
    config = CONFIG.replace('"responses"', '"chat"')

    assert resolved(tmp_path, config, codex_version=version).speaks_chat is speaks


def test_the_profile_is_that_of_the_options_or_else_of_the_file(tmp_path: Path) -> None:
    config = 'profile = "home"\n' + CONFIG + '[profiles.home]\nmodel = "x"\n'
    old = {"codex_version": "0.58.0"}

    assert resolved(tmp_path, config, **old).profile == "home"
    assert resolved(tmp_path, config, profile="work", **old).profile == "work"


@pytest.mark.parametrize(
    ("key", "is_hidden"),
    [
        ("own-model", False),
        ("corplab", False),
        ("corp lab", False),
        ("gateway.corp.example", False),
        ("gateway", False),
        ("something else", True),
    ],
)
def test_a_placeholder_made_of_words_of_the_set_up_is_no_secret(
    tmp_path: Path, key: str, is_hidden: bool
) -> None:
    assert (key in secrets(tmp_path, OWN, environ={"LAB_KEY": key}).known) is is_hidden


def test_a_command_for_a_key_ends_with_the_run(tmp_path: Path) -> None:
    auth = '[model_providers.lab.auth]\ncommand = "sleep"\nargs = ["60"]\ntimeout_ms = 60000\n'
    began_s = time.monotonic()

    resolve(inputs_in(tmp_path, NO_KEY + auth), deadline=Deadline(budget_s=0.5))

    assert time.monotonic() - began_s < 30


def named(name: str) -> str:
    return CONFIG.replace('"LAB_KEY"', f'"{name}"')


def test_what_a_command_prints_is_a_secret(tmp_path: Path) -> None:
    auth = '[model_providers.lab.auth]\ncommand = "printf"\nargs = ["blue-horse-one"]\n'

    assert secrets(tmp_path, NO_KEY + auth, environ={}).known == {"blue-horse-one"}


def test_a_key_is_a_secret_whatever_its_variable_is_called(tmp_path: Path) -> None:
    files = {"home/.codex/.env": "LAB=red-horse\n"}

    found = secrets(tmp_path, named("LAB"), environ={"LAB": "blue-horse"}, files=files)

    assert found.known == {"blue-horse", "red-horse"}


def test_keys_of_the_env_file_are_known_also_where_another_value_wins(tmp_path: Path) -> None:
    lines = "LAB_KEY=first-horse\nLAB_KEY=second-horse\nCODEX_KEY=third-horse\n"
    files = {"home/.codex/.env": lines}

    found = secrets(tmp_path, OWN, environ={"LAB_KEY": "fourth-horse"}, files=files).known
    assert found == {"first-horse", "second-horse", "third-horse", "fourth-horse"}


@pytest.mark.parametrize(
    ("name", "environ", "known"),
    [
        ("blue-horse", {}, {"blue-horse"}),
        ("${blue-horse}", {}, {"${blue-horse}", "blue-horse"}),
        ("blue-horse", {"blue-horse": "white-cow"}, {"white-cow"}),
        ("LAB_KEY", {}, set[str]()),
    ],
)
def test_a_key_in_the_place_of_its_variable_s_name_is_a_secret(
    tmp_path: Path, name: str, environ: dict[str, str], known: set[str]
) -> None:
    assert secrets(tmp_path, named(name), environ=environ).known == known
