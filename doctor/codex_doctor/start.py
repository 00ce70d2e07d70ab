"""What a run starts from: the options, the environment and the folder of this process."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from codex_doctor.model import DoctorError
from codex_doctor.options import read_inputs
from codex_doctor.platform.home import home_folder
from codex_doctor.platform.system_proxy import system_proxy
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    import argparse

    from codex_doctor.facts import Inputs
    from codex_doctor.pipeline import Selection


def inputs_of(options: argparse.Namespace) -> Inputs:
    """Return the inputs of this process, in `demo` with what it puts in their place.

    Raises:
        DoctorError: There is no such version, or no such folder.
    """
    if options.codex_version is not None:
        from codex_doctor.codex.versions import normal_version

        version = normal_version(options.codex_version)
        if version is None:
            raise DoctorError(say("usage.version", version=options.codex_version))
        options.codex_version = version
    given = read_inputs(
        options,
        environ={**os.environ, **system_proxy()},
        # A stage has a folder of its own, and this one may be gone.
        cwd=_folder(options.cd) if options.stage is None else Path(),
        home=home_folder(os.environ),
    )
    staged: Inputs = given if options.stage is None else options.stage(given)
    return staged


def selection_of(options: argparse.Namespace, *, unsent: str = "") -> Selection:
    """Return which checks are asked for; `unsent` is a reason to send nothing besides --offline."""
    # Late: `--version` needs none.
    from codex_doctor.pipeline import Selection

    return Selection(
        only=frozenset(options.only),
        skip=frozenset(options.skip),
        offline=unsent or (say("run.offline") if options.offline else ""),
    )


def _folder(named: str | None) -> Path:
    """Return the folder in which Codex would start."""
    try:
        if named is None:
            return Path.cwd()
        if named and Path(named).is_dir():
            return Path(named).absolute()
    except FileNotFoundError:
        raise DoctorError(say("usage.folder_gone")) from None
    except (OSError, ValueError):
        pass
    raise DoctorError(say("usage.no_folder", folder=named or ""))
