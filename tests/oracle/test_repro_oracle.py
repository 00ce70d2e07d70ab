"""The scripts of `repro` in every language, with the real packages, against the faults of the lab.

`make repro-packages` installs the packages; what is not there is skipped and said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.server import serving
from repro_runs import FAULTS, HEALTHY, make, missing, run, shown_and_passed
from test_repro_quoting import ODD, assert_inert

if TYPE_CHECKING:
    from pathlib import Path

    from _pytest.mark import ParameterSet

pytestmark = pytest.mark.oracle


def runnable(language: str) -> pytest.MarkDecorator:
    """Return the mark of a test that needs the program of a language."""
    return pytest.mark.skipif(bool(missing(language)), reason=missing(language))


def cases(names: tuple[str, ...]) -> list[ParameterSet]:
    """Return every name with curl, and every sixth one with each package: it takes seconds."""
    return [
        pytest.param(name, language, marks=runnable(language))
        for language, step in (("curl", 1), ("python", 6), ("node", 6))
        for name in names[::step]
    ]


LANGUAGES = [pytest.param(one, marks=runnable(one)) for one in ("curl", "python", "node")]


@pytest.mark.parametrize(("name", "language"), cases(FAULTS))
def test_a_script_shows_the_failure_and_passes_once_it_is_mended(
    name: str, language: str, tmp_path: Path
) -> None:
    made, before, after = shown_and_passed(name, tmp_path, language)

    assert (before.code, after.code) == (1, 0), (made.said, made.text, before, after)
    assert LAB_KEY not in made.text


@pytest.mark.parametrize(("name", "language"), cases(HEALTHY))
def test_the_script_of_a_healthy_set_up_passes_with_its_package(
    name: str, language: str, tmp_path: Path
) -> None:
    made, ran, _ = shown_and_passed(name, tmp_path, language)

    assert ran.code == 0, (made.said, made.text, ran)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name", ["host-unknown", "port-refused", "proxy-dead", "https-to-plain-port"]
)
def test_a_package_does_not_connect_either(name: str, language: str, tmp_path: Path) -> None:
    with serving(find_fault(name)) as lab:
        made = make(name, tmp_path, lab, language)
        ran = run(made.text, tmp_path, language, {})

    # Node takes a proxy from its environment alone, and is not started so.
    assert ran.code == (2 if (name, language) == ("proxy-dead", "node") else 1), (made.text, ran)


@pytest.mark.parametrize("language", LANGUAGES[1:])
@pytest.mark.parametrize("text", ODD)
def test_no_text_gets_out_of_its_place_in_a_package(
    text: str, language: str, tmp_path: Path
) -> None:
    assert_inert(text, language, tmp_path)
