"""Writes `docs/codex-doctor.1`: the manual page, from the parser: `make man`."""

from __future__ import annotations

from pathlib import Path

from argparse_manpage.manpage import Manpage  # type: ignore[import-untyped]

from codex_doctor.arguments import make_parser
from codex_doctor.parser import COLUMN

FILE = Path(__file__).parents[1] / "docs/codex-doctor.1"


def page() -> str:
    """Return the page in the language of man; it has no date, so that it is always the same."""
    parser = make_parser()
    parser.description = (parser.description or "").expandtabs(COLUMN)
    made = Manpage(parser, format="single-commands-section")
    made.date, made.manual = "", "codex-doctor"
    made.description = "says why the Codex CLI fails against an endpoint, and what to change"
    return str(made)


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
