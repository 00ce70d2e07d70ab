"""An address that Codex cannot use is written as it was meant, and the file then has no fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.model import Failed
from codex_doctor.repair.changes import Ground, plan_changes
from codex_doctor.repair.splices import CannotEditError
from codex_doctor_checks.setup import config
from setups import CONFIG, resolved

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.model import Finding, Fix

URL = "http://127.0.0.1:8080/v1"
GATEWAY = {"GATEWAY": "gw.example", "LAB_KEY": "sk-lab-0123456789abcdef"}
INVALID, QUERY, MISSING = (f"config.base_url_{one}" for one in ("invalid", "query", "missing"))
# base_url, finding, words of the cause, the address in the mended file
CURED = [
    ("gw.example/v1", INVALID, "no http:// or https://", "https://gw.example/v1"),
    ("localhost:8080/v1", INVALID, "no http:// or https://", "http://localhost:8080/v1"),
    ("<https://gw.example/v1>", INVALID, "", "https://gw.example/v1"),
    ("ftp://gw.example/v1", INVALID, "scheme", "https://gw.example/v1"),
    ("wss://gw.example/v1", INVALID, "scheme", "https://gw.example/v1"),
    ("https://https://gw.example/v1", INVALID, "twice", "https://gw.example/v1"),
    ("[gw](https://gw.example/v1)", INVALID, "", "https://gw.example/v1"),
    ("https://${GATEWAY}/v1", INVALID, "variable", "https://gw.example/v1"),
    ("https://gw.example/v1 ", INVALID, "blank", "https://gw.example/v1"),
    ("http://::1:8000/v1", INVALID, "no URL", "http://[::1]:8000/v1"),
    ("http://::1/v1", INVALID, "no URL", "http://[::1]/v1"),
    ("::1:8000/v1", INVALID, "no http:// or https://", "http://[::1]:8000/v1"),
    ("http://[::1:8000/v1", INVALID, "no URL", "http://[::1]:8000/v1"),
    ("http://::1]:8000/v1", INVALID, "no URL", "http://[::1]:8000/v1"),
    ("http://fe80::1:8000/v1", INVALID, "no URL", "http://[fe80::1]:8000/v1"),
    ("http://2001:db8::1/v1", INVALID, "no URL", "http://[2001:db8::1]/v1"),
    ("http://::ffff:10.0.0.1:80/v1", INVALID, "no URL", "http://[::ffff:10.0.0.1]:80/v1"),
    ("https://gw.example/v1#models", QUERY, "fragment", "https://gw.example/v1"),
    ("https://gw.example/v1?api-version=1", QUERY, "query", "https://gw.example/v1"),
]
OPEN = [
    ("", INVALID, "empty"),
    ("https://${NOBODY}/v1", INVALID, "variable"),
    ("<gw.example/v1>", INVALID, "no http:// or https://"),
    ("https://gw.example:99999/v1", INVALID, "no URL"),
    ("http://::1:99999/v1", INVALID, "no URL"),
    ("http://12:34:56/v1", INVALID, "no URL"),
]


def first(folder: Path, text: str) -> Finding:
    setup = resolved(folder, text, environ=GATEWAY)
    outcome = config.judge(setup)
    assert isinstance(outcome, Failed)
    return outcome.findings[0]


def mended(fix: Fix, folder: Path) -> str:
    home = folder / "home"
    (change,) = plan_changes(fix, Ground(home / ".codex", home))
    return change.after.decode()


@pytest.mark.parametrize(("url", "id_", "words", "meant"), CURED)
def test_an_address_is_written_as_it_was_meant(
    url: str, id_: str, words: str, meant: str, tmp_path: Path
) -> None:
    finding = first(tmp_path, CONFIG.replace(URL, url))

    assert finding.id == id_
    assert words in finding.cause
    text = mended(finding.fixes[0], tmp_path)
    setup = resolved(tmp_path, text, environ=GATEWAY)
    assert setup.endpoint is not None
    assert setup.endpoint.base_url == meant
    assert not any(one.kind.startswith("config.base_url") for one in setup.problems)


@pytest.mark.parametrize(("url", "id_", "words"), OPEN)
def test_an_address_that_only_the_user_knows_is_left_to_him(
    url: str, id_: str, words: str, tmp_path: Path
) -> None:
    finding = first(tmp_path, CONFIG.replace(URL, url))

    assert finding.id == id_
    assert words in finding.cause
    with pytest.raises(CannotEditError, match="only you know"):
        mended(finding.fixes[0], tmp_path)


def test_a_query_goes_to_the_parameters_that_are_there(tmp_path: Path) -> None:
    text = CONFIG.replace(URL, f"{URL}?api-version=1") + 'query_params = { a = "b" }\n'

    after = mended(first(tmp_path, text).fixes[0], tmp_path)

    assert 'query_params = { a = "b", api-version = "1" }' in after


@pytest.mark.parametrize("name", ["baseurl", "base-url", "url"])
@pytest.mark.parametrize("with_key", [True, False])
def test_a_misspelt_name_is_written_right(name: str, with_key: bool, tmp_path: Path) -> None:
    text = CONFIG.replace("base_url", name)
    text = text if with_key else text.replace('env_key = "LAB_KEY"\n', "")
    finding = first(tmp_path, text)

    assert finding.id == MISSING
    assert name in finding.cause
    assert f'base_url = "{URL}"' in mended(finding.fixes[0], tmp_path)


@pytest.mark.parametrize("with_key", [True, False])
def test_an_address_that_is_missing_is_asked_for(with_key: bool, tmp_path: Path) -> None:
    text = CONFIG.replace(f'base_url = "{URL}"\n', "")
    text = text if with_key else text.replace('env_key = "LAB_KEY"\n', "")
    finding = first(tmp_path, text)

    assert finding.id == MISSING
    assert '"<your base URL>"' in (finding.fixes[0].edits[0].after or "")
