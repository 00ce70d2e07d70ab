"""Names and values of features: `--enable`, `--disable` and the table `[features]`.

Measured with many versions: an unknown name stops Codex as an option, and also in the table with
`--strict-config`; without, it is ignored. A value is true or false, and for a few features a table.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.codex.config import schema
from codex_doctor.codex.config.types import Kinds
from codex_doctor.codex.rules.keys import stray_key
from codex_doctor.codex.rules.providers import nearest_key
from codex_doctor.codex.rules.refused import wrong_type
from codex_doctor.codex.rules.types import slid_key
from codex_doctor.codex.versions import NEWEST, holds
from codex_doctor.codex.versions.features import lifetime, names_of, standing, takes_table
from codex_doctor.facts import Location, Problem
from codex_doctor.facts.config_problems import UnknownKey
from codex_doctor.values import is_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.facts.configuration import Given

TABLE = "features"
_KIND = "config.unknown_key"
_MAX_PROBLEMS = 20
_LONGEST_SHOWN = 80


def judge_features(layered: Layered, given: Given) -> Iterator[Problem]:
    """Yield what is wrong with the table of features in all layers."""
    found = chain(_judge_values(layered, given.codex_version), _judge_names(layered, given))
    yield from islice(found, _MAX_PROBLEMS)


def judge_switches(given: Given) -> Iterator[Problem]:
    """Yield the options with a name that this version does not know; one of them stops it."""
    version = given.codex_version
    for option, name in given.switches[:_MAX_PROBLEMS]:
        state = standing(name, version)
        if state in {"unknown", "newer"}:
            near = _meant(name, _known(version))
            yield Problem(
                _KIND,
                key=TABLE,
                location=Location(option),
                fatal=state == "unknown",
                about=UnknownKey(
                    name[:_LONGEST_SHOWN],
                    TABLE,
                    near,
                    option,
                    lifetime=lifetime(name),
                    measured=_measured(state),
                ),
                layer="options",
                is_doubtful=state == "newer",
            )


def _meant(name: str, known: dict[str, str]) -> str:
    """Return the features that a word behind the option probably means, "" for none."""
    parts = [one.strip() for one in name.partition("=")[0].split(",")]
    if all(one in known for one in parts):
        return ", ".join(parts)
    head, dot, _ = name.partition(".")
    return head if dot and head in known else nearest_key(parts[0], known)


def _judge_values(layered: Layered, version: str | None) -> Iterator[Problem]:
    for name, value in layered.table(TABLE).items():
        is_settings = is_table(value) and takes_table(name, version) is not False
        if not isinstance(value, bool) and not is_settings:
            path = (TABLE, name)
            slid = None if name in _known(version) else slid_key(layered, path, value, version)
            yield slid or wrong_type(
                layered, path, expected=schema.BOOLEAN, value=value, kinds=Kinds(flag=True)
            )


def _judge_names(layered: Layered, given: Given) -> Iterator[Problem]:
    """Yield the keys of `[features]` that this version ignores and lists, or refuses."""
    version, strict = given.codex_version, given.strict_config
    if not strict and not holds("unknown_keys_listed", version):
        return
    switched = {name for _, name in given.switches}
    for document in layered.documents:
        table = document.table.get(TABLE)
        for name, value in table.items() if is_table(table) else ():
            state = standing(name, version)
            if name in switched or state not in {"unknown", "newer"}:
                continue
            stray = stray_key(document, (TABLE, name), value, _known(version))
            about = stray.about
            if isinstance(about, UnknownKey):
                about = replace(about, lifetime=lifetime(name), measured=_measured(state))
            yield replace(
                stray,
                fatal=strict and state == "unknown",
                about=about,
                is_doubtful=state == "newer",
            )


def _known(version: str | None) -> dict[str, str]:
    return dict.fromkeys(names_of(version), "")


def _measured(state: str) -> str:
    """Return the newest version that was tried where this one is newer, and may know the name."""
    return NEWEST if state == "newer" else ""
