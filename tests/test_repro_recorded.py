"""The script that is made of recorded facts alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from bundles import bundle_of
from codex_doctor.bundle.reading import read_bundle
from codex_doctor.bundle.replay import replay
from codex_doctor.repro.recorded import recorded_script
from codex_doctor.secrets.search import MASK
from codex_doctor_checks import ALL_CHECKS

if TYPE_CHECKING:
    from codex_doctor.facts import Facts


def script(facts: Facts, name: str = "key-rejected") -> str:
    again = replay(read_bundle(bundle_of(name).data, "a.zip"), ALL_CHECKS)
    return recorded_script(again.report, facts)


def facts_of(name: str = "key-rejected") -> Facts:
    return read_bundle(bundle_of(name).data, "a.zip").facts


def changed(facts: Facts, **changes: Any) -> Facts:
    return replace(facts, sent=tuple(replace(one, **changes) for one in facts.sent))


def test_what_was_kept_of_a_request_is_asked_again() -> None:
    made = script(facts_of())

    assert "curl" in made
    assert "/responses" in made


@pytest.mark.parametrize(
    "facts",
    [replace(facts_of(), sent=()), replace(facts_of(), turn=None), changed(facts_of(), body='{"a')],
    ids=["nothing was kept", "no turn", "the body is cut"],
)
def test_what_was_not_kept_makes_no_script(facts: Facts) -> None:
    assert script(facts) == ""


def test_a_connection_to_nowhere_makes_no_script() -> None:
    facts = facts_of("port-refused")
    nowhere = replace(facts, setup=replace(facts.setup, endpoint=None))

    assert "curl" in script(facts, "port-refused")
    assert script(nowhere, "port-refused") == ""


def test_what_is_masked_is_left_to_whoever_runs_it() -> None:
    headers = (("authorization", f"Bearer {MASK}"), ("x-team", MASK), ("accept", "a/b"))

    made = script(changed(facts_of(), headers=headers))
    assert MASK not in made
    assert "x-team" in made
    assert "a/b" in made
