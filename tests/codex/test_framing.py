"""Configured headers that say where a request ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.facts.provider_problems import HeaderFraming
from setups import CONFIG, about, resolved

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.facts import Problem


def framing(folder: Path, header: str, value: str, *, scheme: str = "http") -> list[Problem]:
    config = CONFIG.replace("http://", f"{scheme}://")
    setup = resolved(folder, f'{config}http_headers = {{ "{header}" = "{value}" }}\n')
    return [one for one in setup.problems if one.kind == "config.header_framing"]


@pytest.mark.parametrize("value", ["0", "5", "18446744073709551615", " 7 "])
def test_a_length_that_is_a_number_breaks_requests(value: str, tmp_path: Path) -> None:
    (problem,) = framing(tmp_path, "content-length", value, scheme="https")

    assert problem.fatal
    assert about(problem, HeaderFraming).header == "Content-Length"
    assert problem.location is not None


@pytest.mark.parametrize("value", ["", "-1", "abc", "18446744073709551616", "\u0665", "9" * 5000])
def test_a_length_that_is_no_number_is_replaced(value: str, tmp_path: Path) -> None:
    assert framing(tmp_path, "Content-Length", value) == []


@pytest.mark.parametrize(("scheme", "fatal"), [("http", True), ("https", False)])
def test_an_encoding_that_is_not_there_breaks_requests(
    scheme: str, fatal: bool, tmp_path: Path
) -> None:
    (problem,) = framing(tmp_path, "Transfer-Encoding", "gzip", scheme=scheme)

    assert problem.fatal is fatal
    assert framing(tmp_path, "Transfer-Encoding", "Chunked", scheme=scheme) == []


def test_a_header_from_a_variable_counts_too(tmp_path: Path) -> None:
    config = f'{CONFIG}env_http_headers = {{ Content-Length = "LENGTH" }}\n'
    setup = resolved(tmp_path, config, environ={"LAB_KEY": "k" * 20, "LENGTH": "5"})

    assert [one.kind for one in setup.problems] == ["config.header_framing"]
