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
        "from codex_doctor.__main__ import main\n"
        "code = main()\n"
        f"print(*[name for name in {HEAVY!r} if name in sys.modules])\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines() == [f"codex-doctor {__version__}", ""]
