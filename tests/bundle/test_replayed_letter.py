"""The script in the letter of a bundle: of facts alone, and it shows the failure all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.server import serving
from repro_runs import FAULTS, make_of_bundle, missing, replayed_and_passed, run

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(bool(missing("curl")), reason="curl is not there")


# What is wrong at the user's side alone has no letter.
OF_ENDPOINT = [one for one in FAULTS if not (find_fault(one).expect or "").startswith("env.")]


@pytest.mark.parametrize("name", OF_ENDPOINT[1::3])
def test_the_script_of_a_bundle_shows_what_was_seen(name: str, tmp_path: Path) -> None:
    text, before, after = replayed_and_passed(name, tmp_path)

    assert (before.code, after.code) == (1, 0), (text, before, after)
    assert LAB_KEY not in text
    assert "[redacted]" not in text
    assert str(tmp_path) not in text


@pytest.mark.parametrize("name", ["host-unknown", "port-refused"])
def test_a_connection_is_shown_without_a_request(name: str, tmp_path: Path) -> None:
    with serving(find_fault(name)) as lab:
        text = make_of_bundle(name, tmp_path, lab)

    assert run(text, tmp_path, "curl", {}).code == 1, text
    assert "-H" not in text


@pytest.mark.parametrize("name", ["healthy", "key-unset", "toml-unclosed-string"])
def test_a_bundle_without_a_failure_of_the_endpoint_has_no_script(
    name: str, tmp_path: Path
) -> None:
    with serving(find_fault(name)) as lab:
        assert make_of_bundle(name, tmp_path, lab) == ""
