from __future__ import annotations

import subprocess
import sys

import pytest

from codex_doctor import __version__

HEAVY = ("asyncio", "dns", "httpx", "importlib.metadata", "rich", "ssl", "tomli")


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_loads_nothing_heavy(option: str) -> None:
    program = (
        "import sys\n"
        f"sys.argv = ['codex-doctor', {option!r}]\n"
        "from codex_doctor.__main__ import answer\n"
        "code = answer()\n"
        f"print(*[name for name in {HEAVY!r} if name in sys.modules])\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines() == [f"codex-doctor {__version__}", ""]


@pytest.mark.parametrize(
    ("module", "known"), [("codex_doctor.facts", "Setup"), ("codex_doctor_checks", "ALL_CHECKS")]
)
def test_facts_and_checks_are_loaded_when_they_are_asked_for(module: str, known: str) -> None:
    program = (
        f"import sys, {module} as room\n"
        "before = len(sys.modules)\n"
        f"room.{known}\n"
        "assert len(sys.modules) > before\n"
        "try:\n"
        "    room.zork\n"
        "except AttributeError as exc:\n"
        "    print(exc)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout == "zork\n"
