"""Facts of a bundle that no run holds are refused in words; `fuzz.bundled` changes any of them."""

from __future__ import annotations

import pytest

from fuzz.bundled import Path, changed, facts_of, told


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        (("turn", "spoken"), "zzz", "Invalid enum value 'zzz' - at `$.turn.spoken`"),
        (("connection", "attempts", 0, "result"), "zzz", "Invalid enum value 'zzz'"),
        (("turn", "first", "status"), None, "cannot be judged"),
        (("setup", "endpoint", "scheme"), "", "cannot be judged"),
    ],
)
def test_what_no_run_holds_is_refused(path: Path, value: object, why: str) -> None:
    assert why in told(changed(facts_of("key-rejected"), path, value))
