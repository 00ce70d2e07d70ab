"""`codex-doctor replay FILE.zip`: what a bundle saw, judged here and now; sends nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from codex_doctor.bundle.reading import read_bundle, read_file
from codex_doctor.bundle.replay import replay
from codex_doctor.start import selection_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from codex_doctor.bundle.replay import Replayed
    from codex_doctor.model import Check


def replayed(options: argparse.Namespace, pipeline: Callable[[], Sequence[Check]]) -> Replayed:
    """Return what the bundle's facts mean to these checks; plugins judge what was seen then.

    Raises:
        DoctorError: It is no bundle that can be read, or there is no such check.
    """
    bundle = read_bundle(read_file(Path(options.file)), options.file)
    return replay(bundle, pipeline(), selection_of(options), options.deadline)
