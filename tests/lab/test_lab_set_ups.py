"""Faults as set-ups: their names, what they write, and the configurations that are wrong."""

from __future__ import annotations

import re
import stat
import sys
from typing import TYPE_CHECKING

import pytest
import tomli

from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.fault import CONFIG, Fault, arguments, changed, fill, write_home
from codex_doctor.lab.faults import FAULTS, find_fault
from codex_doctor.lab.server import serving
from codex_doctor.lab.titles import title
from codex_doctor.lab.variants import HEALTHY
from codex_doctor.model import DoctorError
from lab.wire_client import first_body, post

if TYPE_CHECKING:
    from pathlib import Path

VALUES = {"base_url": "http://127.0.0.1:9/v1", "port": "9", "dead_port": "1", "origin": "http://x"}
UNREADABLE = tuple(one for one in FAULTS if one.expect == "config.toml_syntax")


def test_names_are_unique_words_joined_by_hyphens() -> None:
    names = [fault.name for fault in FAULTS]

    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_says_what_it_is(fault: Fault) -> None:
    assert title(fault).endswith(".")
    assert fault.works or fault.expect  # a loss, such as a detour, has a finding and works
    assert fault.expect is None or re.fullmatch(r"[a-z]+\.[a-z0-9_]+", fault.expect)
    assert fault is HEALTHY or (fault.config, fault.environ, fault.files, fault.behaviour) != (
        HEALTHY.config,
        HEALTHY.environ,
        HEALTHY.files,
        HEALTHY.behaviour,
    )


def test_a_fault_is_found_by_its_name() -> None:
    assert find_fault("model-case").expect == "model.case"


@pytest.mark.parametrize(("name", "near"), [("model-cas", "model-case"), ("%%%", "healthy")])
def test_an_unknown_name_is_answered_with_the_nearest(name: str, near: str) -> None:
    with pytest.raises(DoctorError, match=near):
        find_fault(name)


def test_the_home_is_written_for_its_owner_alone(tmp_path: Path) -> None:
    fault = find_fault("proxy-dead-in-dotenv")

    environ = write_home(fault, tmp_path / "codex", VALUES)

    home = tmp_path / "codex"
    assert environ == {"LAB_API_KEY": LAB_KEY, "CODEX_HOME": str(home)}
    assert (home / "config.toml").read_text() == fill(CONFIG, VALUES)
    assert (home / ".env").read_text().endswith("http_proxy=http://127.0.0.1:1\n")
    if sys.platform != "win32":
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
        assert {stat.S_IMODE(one.stat().st_mode) for one in home.iterdir()} == {0o600}


def test_a_home_without_configuration_is_empty(tmp_path: Path) -> None:
    fault = Fault("none", "config", expect="config.missing", config=None)

    write_home(fault, tmp_path, VALUES)

    assert list(tmp_path.iterdir()) == []


def test_texts_of_a_fault_are_filled_in() -> None:
    fault = Fault("x", "x", expect=None, args=("-c", "a.b={base_url}", "{other}"))

    assert arguments(fault, VALUES) == ("-c", "a.b=http://127.0.0.1:9/v1", "{other}")


def test_a_change_of_a_text_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(LookupError):
        changed("nothing like it", "")


@pytest.mark.parametrize("fault", UNREADABLE, ids=lambda fault: fault.name)
def test_a_syntax_fault_does_not_parse(fault: Fault) -> None:
    with pytest.raises(tomli.TOMLDecodeError):
        tomli.loads(fault.config or "")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_every_other_configuration_parses(fault: Fault) -> None:
    if fault not in UNREADABLE:
        tomli.loads(fill(fault.config or "", VALUES))


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("base-url-without-v1", "/responses"),
        ("base-url-double-v1", "/v1/v1/responses"),
        ("base-url-with-responses", "/v1/responses/responses"),
        ("base-url-with-chat", "/v1/chat/completions/responses"),
    ],
)
def test_a_wrong_base_url_leads_to_404(name: str, path: str) -> None:
    fault = find_fault(name)
    with serving(fault) as lab:
        provider = tomli.loads(fill(fault.config or "", lab.values))["model_providers"]["lab"]
        assert provider["base_url"] + "/responses" == lab.origin + path
        assert post(lab, first_body(), path=path).status == 404


@pytest.mark.parametrize(
    "name", ["key-rejected", "key-quoted", "key-bearer-prefix", "key-leading-blank"]
)
def test_a_wrong_key_leads_to_401(name: str) -> None:
    fault = find_fault(name)
    with serving(fault) as lab:
        assert post(lab, first_body(), key=fault.environ["LAB_API_KEY"]).status == 401


@pytest.mark.parametrize("name", ["model-case", "model-prefix-extra"])
def test_a_wrong_model_leads_to_404(name: str) -> None:
    fault = find_fault(name)
    model = tomli.loads(fault.config or "")["model"]
    with serving(fault) as lab:
        assert post(lab, first_body(model=model)).status == 404
