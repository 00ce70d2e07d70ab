"""`codex-doctor schema [NAME]`: the JSON Schema of what we write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.commands.exits import EXIT_OK
from codex_doctor.documents.schema import schema_text
from codex_doctor.platform.outputs import write_stdout

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """Print the schema of a document."""
    write_stdout(schema_text(options.of), kind="json")
    return EXIT_OK
