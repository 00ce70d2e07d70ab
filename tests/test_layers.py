from __future__ import annotations

import ast
from pathlib import Path

import codex_doctor
import codex_doctor_checks

ENGINE = Path(codex_doctor.__file__).parent
CHECKS = Path(codex_doctor_checks.__file__).parent
# Who may import whom, by the first part below the package; a room may import itself.
ALLOWED = {
    "model": set[str](),
    "plugins": {"context", "deadline", "model", "user_files"},
    "reported": {"model"},
    "sealed": set[str](),
    "deadline": {"folders"},
    "user_files": set[str](),
    "facts": {"model", "reported", "sealed"},
    "context": {"facts", "model"},
    "eyes": {"context", "facts", "model", "reported"},
    "judge": {"codex", "context", "engine", "eyes", "facts", "model"},
    "limits": set[str](),
    "engine": {"context", "deadline", "model", "reported"},
    "ranking": {"engine", "model", "reported"},
    "redact": {"model", "needles", "packed", "search", "visible"},
    "search": {"forms", "kinds", "needles", "readings", "runs", "spelling", "thinned", "views"},
    "needles": {"codex", "kinds", "readings", "runs", "visible"},
    "kinds": {"runs", "spelling"},
    "readings": {"codes", "packed", "spelling", "views"},
    "packed": {"codes", "views"},
    "thinned": {"spelling", "views"},
    "codes": {"views"},
    "forms": {"codex"},
    "runs": set[str](),
    "spelling": set[str](),
    "views": set[str](),
    "visible": set[str](),
    "origins": {"codex", "needles", "search"},
    "codex": {"deadline", "facts", "model", "reported", "sealed", "user_files", "visible"},
    "endpoint": {"facts", "model", "codex", "visible"},
    "report": {"model", "reported"},
    "folders": {"model"},
    "parser": set[str](),
    "streams": set[str](),
    "outputs": {"model", "streams"},
    "timings": {"facts", "model", "reported"},
    "lab": {"model"},
    "probes": {
        "deadline",
        "facts",
        "model",
        "reported",
        "sealed",
        "codex",
        "endpoint",
        "origins",
        "user_files",
        "visible",
    },
}
TOP = {
    "__init__",
    "__main__",
    "across",
    "cli",
    "configuration",
    "confirm",
    "diagnosis",
    "demo",
    "dry_run",
    "explain",
    "options",
    "screen",
    "start",
}
HEAVY = {"httpx", "dns", "rich", "h11", "certifi"}


def imports(path: Path) -> set[str]:
    """Return the dotted names that a module imports when it runs, also inside functions."""
    names: set[str] = set()
    tree = ast.parse(path.read_text())
    for block in ast.walk(tree):
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING":
            block.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def room(path: Path) -> str:
    return path.relative_to(ENGINE).parts[0].removesuffix(".py")


def test_imports_of_the_engine_point_one_way() -> None:
    wrong: list[str] = []
    for path in ENGINE.rglob("*.py"):
        here = room(path)
        if here in TOP:
            continue
        for name in imports(path):
            parts = name.split(".")
            if parts[0] == "codex_doctor_checks":
                wrong.append(f"{path.name} imports {name}")
            if parts[0] == "codex_doctor" and len(parts) > 1:
                ours = parts[1] in ALLOWED[here] | {here, "__version__"}
                wrong += [] if ours else [f"{path.name} imports {name}"]
    assert wrong == []


def test_checks_import_no_probe_no_renderer_and_no_heavy_library() -> None:
    allowed = {"model", "facts", "context", "codex", "endpoint", "origins"}
    wrong: list[str] = []
    for path in CHECKS.rglob("*.py"):
        for name in imports(path):
            parts = name.split(".")
            is_wrong = parts[0] in HEAVY or (parts[0] == "codex_doctor" and parts[1] not in allowed)
            wrong += [f"{path.name} imports {name}"] if is_wrong else []
    assert wrong == []


def test_only_probes_lab_and_reports_know_the_heavy_libraries() -> None:
    rooms = {
        room(path)
        for path in ENGINE.rglob("*.py")
        if {name.split(".")[0] for name in imports(path)} & HEAVY
    }

    assert rooms <= {"probes", "lab", "report"}
