from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import codex_doctor
import codex_doctor_checks

PACKAGES = {one.__name__: Path(*one.__path__) for one in (codex_doctor, codex_doctor_checks)}
# From low to high: a room imports itself and rooms above its own line, also for types alone.
# `codex` and `probes` are many rooms; a module that stands alone in them is one too.
ROOMS = """
    patterns
    sealed  values  visible  words  shell_words  line_breaks
    narrow
    facts
    context
    model
    documents
    reported
    platform
    secrets  language
    plugins
    codex.versions  codex.urls
    codex.files  codex.packages  codex.wire  codex.origins
    codex.config
    codex.subject
    codex.credentials  codex.side_models
    codex.seen
    codex.take_facts
    codex.rules
    codex.resolve  codex.recording
    answers
    probes.printable
    probes.connections
    probes.names  probes.machine
    probes.proxy
    probes.tls  probes.exchanges
    probes.experiments
    probes.turns
    eyes  pipeline
    engine
    ranking  timings
    judge
    repair
    anonymous
    reporting
    looking
    diagnosis
    lab  report  repro  parser  option_groups
    bundle  arguments
    options
    screen  start
    checks
    pages
    commands
    cli
    __main__
"""
# The checks see facts, and what Codex and endpoints mean; never a probe or a renderer.
CHECK_ROOMS = """
    setup
    network
    turn
    session
"""
SEEN_BY_CHECKS = {
    "answers",
    "context",
    "facts",
    "model",
    "patterns",
    "secrets",
    "shell_words",
    "words",
}
SEEN_BY_RULES = {
    "codex.config", "codex.credentials", "codex.files", "codex.rules", "codex.subject",
    "codex.versions", "facts", "patterns", "secrets", "values",
    "words",
}  # fmt: skip
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


def heights() -> dict[str, int]:
    below, above = ROOMS.split("    checks\n")
    own = CHECK_ROOMS.replace("    ", "    checks.")
    lines = f"{below}{own}    checks\n{above}".split("\n")
    return {one: height for height, line in enumerate(lines) for one in line.split()}


def test_imports_point_one_way() -> None:
    height = heights()
    used = {
        (room(module), room(other))
        for module, path in MODULES.items()
        for other in imports(path) & MODULES.keys()
    }
    used = {(one, other) for one, other in used if one and other and one != other}

    assert {one for pair in used for one in pair} <= height.keys()
    assert [pair for pair in sorted(used) if height[pair[0]] <= height[pair[1]]] == []


def test_no_modules_import_one_another_in_a_circle() -> None:
    packages = {name for name, path in MODULES.items() if path.name == "__init__.py"}
    graph = {
        module: imports(path) & MODULES.keys() - {module} - packages
        for module, path in MODULES.items()
    }

    order = tuple(TopologicalSorter(graph).static_order())  # raises CycleError

    assert len(order) == len(MODULES)


def test_a_name_of_a_class_means_one_thing() -> None:
    """`documents` apart: a part of a document is called what it shows."""
    places: dict[str, list[str]] = {}
    for module, path in MODULES.items():
        if room(module) != "documents":
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    places.setdefault(node.name, []).append(module)

    assert {name: there for name, there in places.items() if len(there) > 1} == {}


def test_checks_see_no_probe_and_no_renderer() -> None:
    rooms = {
        room(other).partition(".")[0]
        for module, path in MODULES.items()
        if module.startswith("codex_doctor_checks.")
        for other in imports(path) & MODULES.keys()
    }

    assert rooms - {"", "checks", "codex"} == SEEN_BY_CHECKS


def test_rules_see_facts_and_tables_and_no_secret() -> None:
    """Nothing that reads: a rule judges a recording as it judges what was just read."""
    rooms = {
        room(other)
        for module, path in MODULES.items()
        if room(module) == "codex.rules"
        for other in imports(path) & MODULES.keys()
    }
    modules = {
        other
        for module, path in MODULES.items()
        if room(module) == "codex.rules"
        for other in imports(path) & MODULES.keys()
        if room(other) in {"codex.config", "codex.credentials"}
    }
    seen = {one.removeprefix("codex_doctor.codex.") for one in modules}

    assert rooms == SEEN_BY_RULES
    assert seen == {
        "config.layers", "config.options", "config.profile_names",
        "config.provider", "config.proxies", "config.schema", "config.toml_text", "config.types",
        "config.wanted",
        "credentials.issuers",
    }  # fmt: skip


def test_only_probes_lab_and_reports_know_the_heavy_libraries() -> None:
    rooms = {
        room(module).partition(".")[0]
        for module, path in MODULES.items()
        if {name.split(".")[0] for name in imports(path)} & HEAVY
    }

    # How wide a character is, for the lines of every room.
    assert rooms == {"probes", "lab", "report", "line_breaks"}


def test_only_platform_asks_which_system_this_is() -> None:
    asked = {
        *("sys.platform", "os.name", "os.pathsep", "platform.system"),
        *("shutil.which", "os.get_terminal_size", "os.kill"),
    }
    wrong = [
        f"{module}: {ast.unparse(node)}"
        for module, path in MODULES.items()
        if room(module) not in {"platform", "lab"}
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in asked
    ]

    of_one_system = {
        *("ctypes", "fcntl", "grp", "msvcrt", "pty", "pwd", "resource", "select", "selectors"),
        *("signal", "subprocess", "termios", "tty", "winreg"),
    }
    loaded = {
        module: imports(path) & of_one_system
        for module, path in MODULES.items()
        if room(module) not in {"platform", "lab"} and imports(path) & of_one_system
    }

    # The last words on an interrupt, when nothing more may be loaded.
    assert loaded == {"codex_doctor.__main__": {"signal"}}
    # Before anything of ours is imported, and what the User-Agent says.
    assert wrong == [
        "codex_doctor.__main__: os.pathsep",
        "codex_doctor.codex.wire.request: platform.system",
    ]
