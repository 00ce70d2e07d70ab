"""What is changed and what is run is there, also after a move."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from mutants.run import TESTS
from mutants.targets import TARGETS


@pytest.mark.parametrize("module", TARGETS)
def test_the_module_and_its_tests_are_there(module: str) -> None:
    assert find_spec(module) is not None
    for name in TARGETS[module]:
        file, _, test = name.partition("::")
        assert f"def {test}" in (TESTS / file).read_text("utf-8")
