"""Every set-up that fails: those of the lab, of the configuration and of the field, and pairs."""

from __future__ import annotations

import tempfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

import field
from codex_doctor.lab.faults import FAULTS
from oracle.cases import CASES, makers
from oracle.config_cases import CONFIG_CASES
from oracle.cures_pairs import PAIRS
from oracle.cures_reasons import reason_of
from oracle.cures_set_up import CureSetUp, from_case, from_fault, from_field, from_network

if TYPE_CHECKING:
    from collections.abc import Iterator

# Modules of the field in which the user's side is what is set up.
_AREAS: Final = ("setup", "meant", "given", "ways")


def _of_the_field() -> list[CureSetUp]:
    folder = Path(field.__path__[0])
    names = sorted(path.stem for area in _AREAS for path in folder.glob(f"cases_{area}*.py"))
    return [
        from_field(one, f"field.{name}")
        for name in names
        for one in import_module(f"field.{name}").CASES
        if one.codex != "works"
    ]


def _of_the_network() -> Iterator[CureSetUp]:
    for name, case in CASES.items():
        for module in makers(name):
            with tempfile.TemporaryDirectory() as folder:
                fault, _ = case(Path(folder))
            if not fault.works:
                yield from_network(fault, name, case, module)


FAILING: Final = {
    one.name: one
    for one in (
        *(from_fault(fault) for fault in FAULTS if not fault.works),
        *(from_case(case) for case in CONFIG_CASES.values() if not case.works),
        *_of_the_network(),
        *_of_the_field(),
        *PAIRS,
    )
}
CURES: Final = {name: one for name, one in FAILING.items() if reason_of(one) is None}
