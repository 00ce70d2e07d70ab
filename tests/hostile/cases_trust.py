"""Code and files of others: imports, programs, links, and options that contradict each other."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.fault import CONFIG, changed
from hostile.case import Case
from hostile.cases_crash import JSON, shell

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hostile.case import Outcome, Place

_USAGE: Final = frozenset({2})
_TAKEN = "open('{root}/out/taken', 'w').close()\n"
# What the program or its libraries import after they have started.
_MODULES = (
    *("httpx", "json", "ssl", "tomli", "rich", "argparse", "gc", "asyncio", "msgspec", "shutil"),
    *("brotli", "zstandard", "socksio", "h2", "dns", "certifi", "signal", "difflib", "pathlib"),
    *("codex_doctor_checks", "ada_url", "selectors", "idna", "trio", "secrets", "email", "html"),
)
_SHADOWS: Mapping[str, str] = {f"work/{name}.py": _TAKEN for name in _MODULES}
_PACKAGES: Mapping[str, str] = {f"work/{name}/__init__.py": _TAKEN for name in _MODULES}
_TAKEN_BY_SHELL = ": >'{root}/out/taken'"
COMMAND: Final = changed('env_key = "LAB_API_KEY"', 'auth.command = "tool"')
_MAIN = "import sys; from codex_doctor.__main__ import main; sys.exit(main())"
_AS_MODULE = 'exec "${0%/*}/python" -m codex_doctor "$@"'


def _is_not_taken(outcome: Outcome) -> None:
    assert "taken" not in outcome.written


def _import(
    name: str,
    arguments: tuple[str, ...] = JSON,
    *,
    files: Mapping[str, str] = _SHADOWS,
    script: str = _AS_MODULE,
    codes: frozenset[int] = frozenset({0}),
    **environ: str,
) -> Case:
    return Case(
        *("trust", f"import-{name}", arguments),
        files=files,
        environ={"LAB_API_KEY": LAB_KEY, **environ},
        wraps=shell(script),
        codes=codes,
        is_json=True if "--json" in arguments else None,
        check=_is_not_taken,
    )


def _program(path: str, output: str = "codex-cli 0.150.0") -> Callable[[Place], None]:
    """Return what puts a codex there that says when it is run."""

    def prepare(place: Place) -> None:
        file = place.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!/bin/sh\n: >'{place.root}/out/taken'\necho '{output}'\n")
        file.chmod(0o755)

    return prepare


def _on_path(
    name: str,
    path: str,
    *,
    program: str = "work/codex",
    arguments: tuple[str, ...] = JSON,
    says: bool = True,
    absolute: bool = False,
) -> Case:
    def prepare(place: Place) -> None:
        _program(program)(place)
        if absolute:
            codex = place.root / "bin/codex"
            codex.write_text("#!/bin/sh\necho codex-cli 0.169.0\n")
            codex.chmod(0o755)

    def check(outcome: Outcome) -> None:
        _is_not_taken(outcome)
        found = [one["id"] for one in outcome.report.get("findings", [])]
        assert not says or "installation.relative_path" in found, found

    return Case(
        *("trust", f"path-{name}", arguments),
        prepare=prepare,
        environ={"LAB_API_KEY": LAB_KEY, "PATH": path},
        codes=frozenset({0, 1, 3}),
        check=check,
    )


def _fifo_as_codex(place: Place) -> None:
    for folder in ("bin", "work"):
        os.mkfifo(place.root / folder / "codex", 0o777)


def _real(place: Place) -> None:
    """Put a codex on PATH that needs a program `tool`, and such a tool into the working folder."""
    codex = place.root / "bin/codex"
    codex.write_text("#!/usr/bin/env tool\n")
    codex.chmod(0o755)
    _program("work/tool")(place)


def _helper(name: str, arguments: tuple[str, ...], config: str = CONFIG) -> Case:
    """Return a case in which what runs would take a program of the working folder."""
    return Case(
        *("trust", f"helper-{name}", arguments, config),
        prepare=_real,
        environ={"LAB_API_KEY": LAB_KEY, "PATH": ".::{root}/bin:work:/usr/bin:/bin"},
        codes=frozenset({0, 1, 3}),
        check=_is_not_taken,
    )


CASES: Final = (
    _import("as-module"),
    _import("as-module-packages", files=_PACKAGES),
    _import("as-module-config", ("config", "--json", "-v")),
    _import("as-module-explain", ("explain", "tcp.refused")),
    _import("as-module-demo", ("demo", "--json")),
    _import("as-module-version", ("--version",)),
    _import("as-module-usage", ("--wat",), codes=_USAGE),
    _import("as-module-future", files={"work/__future__.py": _TAKEN, **_SHADOWS}),
    _import(
        "as-code",
        script=f'exec "${{0%/*}}/python" -c "{_MAIN}" "$@"',
    ),
    _import("path-empty", script='exec "$0" "$@"', PYTHONPATH=":"),
    _import("path-dot", script='exec "$0" "$@"', PYTHONPATH="."),
    _import("path-relative", script='cd ..; exec "$0" "$@"', PYTHONPATH="/nowhere:work"),
    _import("path-trailing", script='exec "$0" "$@"', PYTHONPATH="/nowhere:", files=_PACKAGES),
    _import(
        "path-empty-future",
        script='exec "$0" "$@"',
        PYTHONPATH=":",
        files={"work/__future__.py": _TAKEN},
    ),
    _import("path-empty-module", PYTHONPATH=":"),
    _import("folder-only", script='exec "$0" "$@"'),
    _on_path("dot", ".:/usr/bin:/bin"),
    _on_path("empty", ":/usr/bin:/bin"),
    _on_path("trailing-empty", "/usr/bin:/bin:"),
    _on_path("double-colon", "/usr/bin::/bin"),
    _on_path("relative-folder", "tools:/usr/bin", program="work/tools/codex"),
    _on_path("parent", "../work:/usr/bin"),
    _on_path("config", ".:/usr/bin", arguments=("config", "--json")),
    _on_path("versions", ".:/usr/bin", arguments=("--codex-version", "all", *JSON), says=False),
    _on_path("dry-run", ".:/usr/bin", arguments=("--dry-run", "--json"), says=False),
    _on_path("confirm", ".:/usr/bin", arguments=(*JSON, "--confirm")),
    _on_path("flag", ".:/usr/bin", arguments=(*JSON, "--codex-version", "0.169.0")),
    _on_path("behind-another", "{root}/bin:.:/usr/bin:/bin", says=False, absolute=True),
    _helper("version", JSON),
    _helper("config", ("config", "--json")),
    _helper("confirm", (*JSON, "--confirm")),
    _helper("auth-command", JSON, COMMAND),
    Case(
        *("trust", "login-shell-relative-home", ("config", "--json", "-v")),
        files=dict.fromkeys(("work/.profile", "work/.bash_profile"), f"{{ {_TAKEN_BY_SHELL}; }}\n"),
        environ={"LAB_API_KEY": LAB_KEY, "HOME": ".", "SHELL": "/bin/bash"},
        check=_is_not_taken,
    ),
    Case(
        *("trust", "login-shell-relative", ("config", "--json", "-v")),
        prepare=_program("work/bash"),
        environ={"LAB_API_KEY": LAB_KEY, "SHELL": "./bash", "PATH": ".:/usr/bin"},
        check=_is_not_taken,
    ),
    Case(
        *("trust", "fifo-as-codex", JSON),
        prepare=_fifo_as_codex,
        environ={"LAB_API_KEY": LAB_KEY, "PATH": ".:{root}/bin:/usr/bin"},
    ),
)
