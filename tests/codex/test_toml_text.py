from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from codex_doctor.codex.config.toml_text import write_table
from codex_doctor_checks.setup.config import finding_for
from setups import CONFIG, only, resolved

if TYPE_CHECKING:
    from pathlib import Path

SCALARS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])), st.integers(), st.booleans(),
    st.floats(allow_nan=False),
)  # fmt: skip
KEYS = st.text(st.characters(exclude_categories=["Cs", "Cc"]))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=4,
)


@settings(max_examples=60)
@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_what_is_written_is_read_back(table: dict[str, Any]) -> None:
    assert tomli.loads(write_table(table)) == table


def test_the_new_file_of_a_profile_is_written_out(tmp_path: Path) -> None:
    config = f"""{CONFIG}
[profiles.work]
model = "big"
model_reasoning_effort = "high" # think
[profiles.work.features]
shell_tool = true
[profiles."other one"]
model = "c"
"""
    finding = finding_for(only(resolved(tmp_path, config, profile="work")))
    file, removed = finding.fixes[0].edits

    assert str(finding.location) == "~/.codex/config.toml:10:2"
    assert file.file == "~/.codex/work.config.toml"
    assert file.after == (
        'model = "big"\nmodel_reasoning_effort = "high"\n\n[features]\nshell_tool = true'
    )
    assert (removed.file, removed.before, removed.line) == (
        "~/.codex/config.toml", "[profiles.work]", 10,
    )  # fmt: skip


def test_a_selection_in_the_old_form_goes_with_its_table(tmp_path: Path) -> None:
    config = f'profile = "work"\n{CONFIG}\n[profiles.work]\nmodel = "big"\n'
    finding = finding_for(only(resolved(tmp_path, config)))
    file, line, table = finding.fixes[0].edits

    assert file.after == 'model = "big"'
    assert (line.before, line.line, table.before) == ('profile = "work"', 1, "[profiles.work]")
    assert "--profile work" in finding.fixes[0].title


def test_a_selection_of_nothing_can_simply_go(tmp_path: Path) -> None:
    finding = finding_for(only(resolved(tmp_path, f'profile = "work"\n{CONFIG}')))

    assert finding.fixes[0].title.startswith('Remove profile = "work"')
