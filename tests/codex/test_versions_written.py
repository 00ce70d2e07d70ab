from __future__ import annotations

import pytest

from codex_doctor.codex.versions import find_version, normal_version, parse_version

_DIGITS = "9" * 5000


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("0.169.0", "0.169.0"),
        ("v0.169.0", "0.169.0"),
        (" 0.169 ", "0.169.0"),
        ("0.170.0-alpha.2", "0.170.0-alpha.2"),
        ("169", None),
        ("0.169.0.1", None),
        ("0.0.0", None),
        ("-1.2.3", None),
        ("garbage.5", None),
        ("٠.١٦٩.٠", None),
        (f"1.{_DIGITS}.0", None),
        (f"0.1.0-{'a' * 50}", None),
        ("0.1.0-\x1b[31m", None),
        ("0.1.0\n0.2.0", None),
        ("", None),
    ],
)
def test_what_is_written_as_a_version_is_one_or_none(text: str, version: str | None) -> None:
    assert normal_version(text) == version


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("codex-cli 0.169.0", "0.169.0"),
        ("codex-cli 0.170.0-alpha.2 (x)", "0.170.0-alpha.2"),
        ("0.169.0-linux-x64", "0.169.0-linux"),
        (f"codex-cli 1.{_DIGITS}.0", None),
        ("codex-cli ٠.١٦٩.٠", None),
        ("zork", None),
    ],
)
def test_a_version_is_found_in_what_a_program_prints(text: str, version: str | None) -> None:
    assert find_version(text) == version


def test_no_text_is_too_long_to_be_compared() -> None:
    assert parse_version(f"1.{_DIGITS}.3") == (1, 0, 3)
