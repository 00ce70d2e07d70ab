"""`codex-doctor schema [OF]`: the JSON schema of what we write."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from codex_doctor.commands.exits import EXIT_OK
from codex_doctor.platform.outputs import write_stdout

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """Print the schema; each is loaded when it is asked for."""
    if options.of == "config":
        from codex_doctor.report.config_json import config_schema_text as text
    elif options.of == "explain":
        from codex_doctor.pages.as_json import schema_text as text
    elif options.of in {"bundle", "compare"}:
        from codex_doctor.bundle.schemas import schema_text as text_of

        text = partial(text_of, options.of)
    else:
        from codex_doctor.report.json import schema_text as text
    write_stdout(text(), kind="json")
    return EXIT_OK
