from __future__ import annotations

import ast
from pathlib import Path

import codex_doctor
import codex_doctor_checks

PACKAGES = {one.__name__: Path(*one.__path__) for one in (codex_doctor, codex_doctor_checks)}
SEEN_BY_CHECKS = {"answers", "context", "facts", "model", "secrets"}
HEAVY = {"httpx", "dns", "rich", "h11", "certifi"}


MODULES = {
    ".".join((name, *path.relative_to(folder).with_suffix("").parts)).removesuffix(
        ".__init__"
    ): path
    for name, folder in PACKAGES.items()
    for path in folder.rglob("*.py")
}


def imports(path: Path) -> set[str]:
    """Return what a module imports, of ours as modules; also inside functions and for types."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in MODULES else node.module for name in names}
    return found


def room(module: str) -> str:
    """Return the room of one of our modules, "" for the package itself."""
    package, _, rest = module.partition(".")
    parts = rest.split(".")
    if package == "codex_doctor_checks":
        return "checks" if not rest else f"checks.{parts[0]}"
    return ".".join(parts[: 2 if parts[0] in {"codex", "probes"} else 1])


def test_checks_see_no_probe_and_no_renderer() -> None:
    rooms = {
        room(other).partition(".")[0]
        for module, path in MODULES.items()
        if module.startswith("codex_doctor_checks.")
        for other in imports(path) & MODULES.keys()
    }

    assert rooms - {"", "checks", "codex"} == SEEN_BY_CHECKS


def test_only_probes_lab_and_reports_know_the_heavy_libraries() -> None:
    rooms = {
        room(module).partition(".")[0]
        for module, path in MODULES.items()
        if {name.split(".")[0] for name in imports(path)} & HEAVY
    }

    assert rooms == {"probes", "lab", "report"}
