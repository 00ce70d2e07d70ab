"""`codex-doctor replay FILE.zip`: what a bundle saw, judged here and now; sends nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from codex_doctor.bundle.reading import read_bundle, read_file
from codex_doctor.bundle.replay import replay
from codex_doctor_checks import ALL_CHECKS

if TYPE_CHECKING:
    import argparse

    from codex_doctor.bundle.replay import Replayed


def replayed(options: argparse.Namespace) -> Replayed:
    """Return what the bundle's facts mean; checks of plugins judge what they look at themselves.

    Raises:
        DoctorError: It is no bundle that can be read.
    """
    return replay(read_bundle(read_file(Path(options.file)), options.file), ALL_CHECKS)
