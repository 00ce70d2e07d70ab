"""Permission profiles: `[permissions]` and `default_permissions` need each other.

Measured with 0.169.0: with `sandbox_mode` set Codex does not ask for a default.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.files.toml_values import write_text
from codex_doctor.codex.rules.better import nearest_word
from codex_doctor.codex.versions import holds
from codex_doctor.facts.config_problems import WrongType
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.facts import Problem

_DEFAULT = "default_permissions"
_BUILT_IN = (":read-only", ":workspace", ":danger-full-access")


def judge_permissions(layered: Layered, version: str | None) -> Iterator[Problem]:
    """Yield what keeps Codex from choosing a permission profile."""
    if not holds("permission_profiles", version):
        return
    profiles, chosen = layered.table("permissions"), layered.text(_DEFAULT)
    if chosen is None:
        if profiles and "sandbox_mode" not in layered.merged:
            yield layered.problem(
                "config.wrong_type",
                "permissions",
                at_key=True,
                about=WrongType(
                    Told("type.key_beside", {"key": _DEFAULT}),
                    Told("type.table_without", {"keys": (_DEFAULT,)}),
                    _only(profiles),
                    at=_DEFAULT if _only(profiles) else "",
                    wants=_DEFAULT,
                ),
            )
    elif chosen not in (_BUILT_IN if chosen.startswith(":") else profiles):
        near = nearest_word(chosen, (*profiles, *_BUILT_IN))
        yield layered.problem(
            "config.wrong_type",
            _DEFAULT,
            shown=f'"{chosen[:80]}"',
            about=WrongType(
                Told("type.one_of", {"names": (*profiles, *_BUILT_IN)}),
                Told("type.no_profile"),
                write_text(near) if near else _only(profiles),
            ),
        )


def _only(profiles: Mapping[str, object]) -> str:
    """Return the name of the only profile as TOML, "" where there is none or a choice.

    One that says nothing allows nothing, not even to start a program.
    """
    filled = [name for name, rules in profiles.items() if rules]
    return write_text(filled[0]) if len(filled) == 1 else ""
