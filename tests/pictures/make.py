"""Writes pictures of the terminal and of the HTML report, to look at and for the README.

Each is a real run of the installed program in a terminal, painted by headless Chromium.
"""

from __future__ import annotations

import html
import io
import os
import re
import subprocess
import sys
import tempfile
from itertools import accumulate
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, MONOKAI
from rich.text import Text

from codex_doctor.lab.endpoint import LabEndpoint
from codex_doctor.lab.fault import Fault, arguments, write_home
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.server import serving
from codex_doctor.lab.wire import Ending, Reply
from codex_doctor.words.chinese.bundle import WORDS as CHINESE
from codex_doctor.words.english.bundle import WORDS as ENGLISH
from field.endpoints import Pattern
from terminals import run_in_terminal

_DOCTOR: Final = Path(sys.executable).with_name("codex-doctor")
# Of a page beside a terminal of 100 columns, in pixels.
_PAGE: Final = (900, 1200)
_LOCALES: Final = {"en": "C.UTF-8", "zh": "zh_CN.UTF-8"}
# As the settings of Chromium have it.
_SCHEMES: Final = {"dark": 0, "light": 1}
_THEMES: Final = {"dark": MONOKAI, "light": DEFAULT_TERMINAL_THEME}
_CASES: Final[dict[str, Fault]] = {
    "healthy": find_fault("healthy"),
    "failing": find_fault("model-prefix-missing"),
    "network": find_fault("port-refused"),
    "flaky": replace(
        find_fault("healthy"),
        behaviour=Pattern(2, Reply(raw=b"", ending=Ending.RESET), LabEndpoint()),
    ),
}


class Look(Struct, frozen=True):
    """How a run is shown.

    Attributes:
        columns: The width of the terminal.
        language: `en` or `zh`.
        scheme: `dark` or `light`.
    """

    columns: int = 100
    language: str = "en"
    scheme: str = "dark"

    @property
    def name(self) -> str:
        """What tells it from others; nothing for the usual one."""
        return "" if self == Look() else f"-{self.language}-{self.columns}-{self.scheme}"


_README: Final = (*((name, Look()) for name in _CASES), ("failing", Look(80, "zh")))
_ALL: Final = tuple(
    (name, Look(columns, language, scheme))
    for name in _CASES
    for columns in (40, 80, 120, 200)
    for language in ("en", "zh")
    for scheme in ("dark", "light")
)


def main() -> None:
    """Write pictures: the words are Chromium, Codex, where they go, and `all` for every look."""
    chromium, codex, target = sys.argv[1], Path(sys.argv[2]).absolute(), Path(sys.argv[3])
    target.mkdir(parents=True, exist_ok=True)
    for name, look in _ALL if sys.argv[4:] == ["all"] else _README:
        with tempfile.TemporaryDirectory() as made:
            home, fault = Path(made), _CASES[name]
            size = _draw(_run(fault, home, codex, look), home / "terminal.svg", look)
            for kind, file, pixels in (
                ("terminal", home / "terminal.svg", size),
                ("html", home / "report.html", (_PAGE[0] * look.columns // 100, _PAGE[1])),
            ):
                picture = target / f"{kind}-{name}{look.name}.png"
                _paint(chromium, file, picture, pixels, _SCHEMES[look.scheme])


def _run(fault: Fault, home: Path, codex: Path, look: Look) -> str:
    """Return what a terminal shows of a diagnosis; report.html of another is put beside it."""
    # As a person has it: the folder of this checkout is no part of the picture.
    programs = home / ".local/bin"
    programs.mkdir(parents=True)
    (programs / "codex").symlink_to(codex)
    with serving(fault) as lab:
        environ = write_home(fault, home / ".codex", lab.values)
        del environ["CODEX_HOME"]  # it is where Codex looks
        environ |= {
            "HOME": str(home),
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "TERM": "xterm-256color",
            "LANG": _LOCALES[look.language],
        }
        command = (str(_DOCTOR), *arguments(fault, lab.values))
        page = (*command, "--format", "html=report.html")
        subprocess.run(page, cwd=home, env=environ, check=False, capture_output=True)
        said = run_in_terminal(
            command,
            environ=environ,
            answers={"[y/N] ": b"n\n"},
            folder=home,
            columns=look.columns,
        ).said
        # What is asked at the end, on two lines where it must, is no part of it.
        begins = max(said.rfind(one["bundle.question"][:5]) for one in (ENGLISH, CHINESE))
        return said[:begins].rstrip() if begins >= 0 else said


def _draw(screen: str, file: Path, look: Look) -> tuple[int, int]:
    """Draw a terminal that shows this; return its size in pixels."""
    console = Console(record=True, width=look.columns, file=io.StringIO())
    # With a line more, or what is drawn cuts off what hangs below the last one.
    console.print(Text.from_ansi(screen.replace("\r\n", "\n").rstrip() + "\n"))
    svg = console.export_svg(title="codex-doctor", theme=_THEMES[look.scheme])
    # Its typeface is fetched from the network, which no picture of ours needs.
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    text = r' x="([\d.]+)"([^>]*) textLength="([\d.]+)"([^>]*)>([^<]*)<'
    file.write_text(re.sub(text, _placed, svg))
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert size
    return int(float(size[1])), int(float(size[2]))


def _placed(text: re.Match[str]) -> str:
    """Return a text of the drawing with each character in its column, as a terminal has it."""
    shown = html.unescape(text[5])
    column = float(text[3]) / max(1, len(shown))
    before = accumulate(map(cell_len, shown), initial=0)
    places = " ".join(f"{float(text[1]) + cells * column:.1f}" for cells in before)
    return f' x="{places}"{text[2]}{text[4]}>{text[5]}<'


def _paint(chromium: str, file: Path, picture: Path, size: tuple[int, int], scheme: int) -> None:
    subprocess.run(
        (
            chromium,
            "--no-sandbox",
            "--hide-scrollbars",
            f"--blink-settings=preferredColorScheme={scheme}",
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
