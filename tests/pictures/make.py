"""Writes the pictures of the README: the terminal and the HTML report in four cases.

Each is a real run of the installed program in a terminal, painted by headless Chromium.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from msgspec.structs import replace
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from codex_doctor.lab.endpoint import LabEndpoint
from codex_doctor.lab.fault import Fault, arguments, write_home
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.server import serving
from codex_doctor.lab.wire import Ending, Reply
from field.endpoints import Pattern
from terminals import run_in_terminal

_DOCTOR: Final = Path(sys.executable).with_name("codex-doctor")
_COLUMNS: Final = 100
_PAGE: Final = (900, 1200)  # pixels
_CASES: Final[dict[str, Fault]] = {
    "healthy": find_fault("healthy"),
    "failing": find_fault("model-prefix-missing"),
    "network": find_fault("port-refused"),
    "flaky": replace(
        find_fault("healthy"),
        behaviour=Pattern(2, Reply(raw=b"", ending=Ending.RESET), LabEndpoint()),
    ),
}


def main() -> None:
    """Write all pictures: the words are Chromium, Codex and the folder of the pictures."""
    chromium, codex, target = sys.argv[1], Path(sys.argv[2]).absolute().parent, Path(sys.argv[3])
    target.mkdir(parents=True, exist_ok=True)
    for name, fault in _CASES.items():
        with tempfile.TemporaryDirectory() as made:
            home = Path(made)
            size = _draw(_run(fault, home, codex), home / "terminal.svg")
            _paint(chromium, home / "terminal.svg", target / f"terminal-{name}.png", size)
            _paint(chromium, home / "report.html", target / f"html-{name}.png", _PAGE)


def _run(fault: Fault, home: Path, codex: Path) -> str:
    """Return what a terminal shows of a diagnosis; report.html of another is put beside it."""
    with serving(fault) as lab:
        environ = write_home(fault, home / ".codex", lab.values)
        del environ["CODEX_HOME"]  # it is where Codex looks
        environ |= {
            "HOME": str(home),
            "PATH": f"{codex}{os.pathsep}{os.environ['PATH']}",
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
        }
        command = (str(_DOCTOR), *arguments(fault, lab.values))
        page = (*command, "--format", "html=report.html")
        subprocess.run(page, cwd=home, env=environ, check=False, capture_output=True)
        return run_in_terminal(
            command, environ=environ, answers={"[y/N] ": b"n\n"}, folder=home, columns=_COLUMNS
        ).said.partition("\r\n\r\nWrite")[0]


def _draw(screen: str, file: Path) -> tuple[int, int]:
    """Draw a terminal that shows this; return its size in pixels."""
    console = Console(record=True, width=_COLUMNS, file=io.StringIO())
    console.print(Text.from_ansi(screen.replace("\r\n", "\n")))
    svg = console.export_svg(title="codex-doctor", theme=MONOKAI)
    # Its typeface is fetched from the network, which no picture of ours needs.
    file.write_text(re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL))
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert size
    return int(float(size[1])), int(float(size[2]))


def _paint(chromium: str, file: Path, picture: Path, size: tuple[int, int]) -> None:
    subprocess.run(
        (
            chromium,
            "--no-sandbox",
            "--hide-scrollbars",
            f"--window-size={size[0]},{size[1]}",
            f"--screenshot={picture}",
            file.as_uri(),
        ),
        check=True,
        capture_output=True,
        timeout=60,
    )


if __name__ == "__main__":
    main()
