from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import codex_doctor
import codex_doctor_checks
from codex_doctor import __version__
from codex_doctor.patterns import Regex

HEAVY = ("asyncio", "dns", "httpx", "importlib.metadata", "rich", "ssl", "tomli")


def printed(program: str) -> str:
    """Return what a fresh interpreter prints that runs this."""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return done.stdout


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
    assert printed(program).splitlines() == [f"codex-doctor {__version__}", ""]


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
    assert printed(program) == "zork\n"


@pytest.mark.parametrize(
    ("options", "allowed"), [(("config",), {"rich"}), (("config", "--json"), set[str]())]
)
def test_a_configuration_is_looked_at_with_little(
    options: tuple[str, ...], allowed: set[str], tmp_path: Path
) -> None:
    (tmp_path / ".codex").mkdir()
    (tmp_path / ".codex" / "config.toml").write_text('model = "gpt-5"\n')
    unused = {*HEAVY, "difflib", "html", "http", "shutil", "subprocess", "tempfile"} - allowed
    program = (
        "import sys\n"
        f"sys.argv = {['codex-doctor', *options]!r}\n"
        "from codex_doctor.__main__ import answer\n"
        "code = answer()\n"
        f"print(*sorted({unused - {'tomli'}!r} & set(sys.modules)), file=sys.stderr)\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env={"HOME": str(tmp_path), "PATH": ""},
        cwd=tmp_path,
    )

    assert done.stderr == "\n", done.stdout


def test_no_pattern_is_compiled_when_its_module_loads() -> None:
    """The lab's are no part of a diagnosis, and what it says is remembered with its text."""
    at_once: list[str] = []
    for package in (codex_doctor, codex_doctor_checks):
        (folder,) = map(Path, package.__path__)
        for file in folder.rglob("*.py"):
            inside = file.relative_to(folder)
            if inside.parts[0] != "lab":
                at_once += [f"{inside}:{line}" for line in _compiled_at_once(file)]

    assert at_once == []


def _compiled_at_once(file: Path) -> list[int]:
    outside = [
        node
        for node in ast.parse(file.read_text()).body
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    ]
    return [
        node.lineno
        for part in outside
        for node in ast.walk(part)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"
    ]


def test_a_pattern_that_is_compiled_late_is_used_as_any() -> None:
    number = Regex(r"\d+")

    assert "search" not in vars(number)
    assert number.sub("#", "a 1 b 22") == "a # b #"
    assert [one[0] for one in number.finditer("1 22")] == ["1", "22"]
    assert "search" in vars(number)
    assert not hasattr(number, "groups")
    assert Regex(rb"[a-z]").fullmatch(b"x")


def test_what_http2_needs_is_loaded_with_the_first_connection_of_it() -> None:
    program = (
        "import sys\n"
        "from codex_doctor.probes.exchanges.http_library import load_http\n"
        "load_http()\n"
        "print('httpx' in sys.modules, [name for name in sys.modules if name.startswith('h2.')])\n"
        "from httpcore._async.http2 import AsyncHTTP2Connection\n"
        "print('h2.connection' in sys.modules)\n"
    )
    assert printed(program) == "True []\nTrue\n"
