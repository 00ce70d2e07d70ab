"""What our own source says: calls that speak, and texts that are in no catalogue."""

from __future__ import annotations

import ast
import pkgutil
import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import codex_doctor
import codex_doctor_checks
from codex_doctor.words import english

if TYPE_CHECKING:
    from collections.abc import Iterator

CATALOGUE: dict[str, str] = {
    template: text
    for info in pkgutil.iter_modules(english.__path__, f"{english.__name__}.")
    for template, text in import_module(info.name).WORDS.items()
}
TREES = {
    path: ast.parse(path.read_text())
    for package in (codex_doctor, codex_doctor_checks)
    for path in sorted(Path(*package.__path__).rglob("*.py"))
    if not {"english", "chinese"} & {*path.parts}
}
# Two words of prose; a name, a key or a header is none.
_PROSE = re.compile(r"[A-Za-z]{2,}[,;:]? [a-z]{2,}")


CHECKS = {
    path.name: (path, tree) for path, tree in TREES.items() if "codex_doctor_checks" in path.parts
}
# What speaks to people besides the checks, and facts that say something; other rooms hold patterns
# of what others say.
_ROOMS = {"report", "commands", "repair", "plugins", "credentials"}
_OURS = {"cli.py", "options.py", "parser.py", "pipeline.py", "screen.py", "start.py"}
_PLATFORM = {
    "file_text.py", "folders.py", "keychain.py", "limits.py", "outputs.py", "programs.py",
    "streams.py", "user_files.py",
}  # fmt: skip
# What is seen of a configuration, and what rules make of it.
_CONFIG = {"environment.py", "rule_files.py", "schema.py", "sources.py", "surroundings.py"}
_RULES = {
    "exec_policy.py", "files.py", "logins.py", "old_versions.py", "permissions.py", "refused.py",
    "servers.py", "sources.py", "types.py", "variables.py",
}  # fmt: skip
# What differs between two sides has names, as in JSON.
_BUNDLE = {"comparison_text.py", "configuration.py", "reading.py", "replay.py", "writing.py"}
_EXPERIMENTS = {
    "minimise.py", "past_proxy.py", "refused_item.py", "seeker.py", "survey.py", "tell_apart.py",
    "unwilling.py",
}  # fmt: skip
_SOME = {
    "codex_doctor": _OURS,
    "platform": _PLATFORM,
    "config": _CONFIG,
    "secrets": {"key_form.py"},
    "files": {"documents.py", "dotenv.py"},
    "rules": _RULES,
    "bundle": _BUNDLE,
    "experiments": _EXPERIMENTS,
    "exchanges": {"ask.py", "http.py", "websocket.py"},
    "turns": {"turn.py"},
    "connections": {"tcp.py"},
    "names": {"name_servers.py", "resolv_conf.py"},
    "probes": {"proxy.py"},
    "wire": {"events.py", "items.py", "shapes.py"},
    "chat": {"chunks.py"},
    "tls": {"authorities.py", "handshakes.py", "path.py", "trust.py", "verdict.py"},
    "codex": {"side_models.py"},
}
_MODULES = {(room, name) for room, names in _SOME.items() for name in names}
# Who speaks and also holds what others say or read: parsers' words, scripts, prompts, names.
_QUOTING = {
    "bundle/sides.py", "facts/network.py", "files/toml_characters.py",
    "files/toml_comments.py", "files/toml_rules.py", "files/toml_syntax.py", "files/toml_twice.py",
    "pages/sections.py", "repro/curl.py", "repro/node.py", "repro/python.py", "secrets/masking.py",
    "tls/attempt.py", "turns/session.py", "turns/session_sides.py", "wire/codings.py",
    "wire/final.py", "wire/parts.py", "wire/stream.py", "wire/tools.py",
}  # fmt: skip


def _speaks(path: Path, tree: ast.AST) -> bool:
    """Tell whether a module says what people read, and nothing in it is another's."""
    return "/".join(path.parts[-2:]) not in _QUOTING and any(
        isinstance(node, ast.Call) and ast.unparse(node.func) in {"say", "Told", "fill"}
        for node in ast.walk(tree)
    )


SPEAKERS = {
    "/".join(path.parts[-2:]): (path, tree)
    for path, tree in TREES.items()
    if path.parent.name in _ROOMS
    or path.parts[-2:] in _MODULES
    or ("codex_doctor" in path.parts and _speaks(path, tree))
}
# Their messages are for people; those of other exceptions are for who reads our code.
_ERRORS = {"CannotEditError", "DoctorError", "InterruptedAnswerError", "PluginError"}
# Who makes what is pasted into a shell or a file, or reads what others print.
_SILENT = {"Commands", "Edit", "TypedLines", "Regex", "re.compile"}
# An option, a command of ours, a style of the terminal or of a page, markup, a line of Python.
_NO_PROSE = re.compile(r"-|<|codex-doctor |bold |width=|import ")


def constants() -> set[str]:
    """Return every text constant of the sources."""
    return {
        node.value
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _templates(chosen: ast.expr) -> Iterator[str]:
    """Yield the templates of which a call says one: a constant, or the branches of a condition."""
    match chosen:
        case ast.Constant(value=str(template)):
            yield template
        case ast.IfExp():
            yield from _templates(chosen.body)
            yield from _templates(chosen.orelse)
        case _:
            pass


def spoken() -> Iterator[tuple[str, int, str, frozenset[str]]]:
    """Return file, line, template and names of the values of `say("template", ...)` and `Told`."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Name(id="say"), args=[chosen], keywords=keywords):
                    given = frozenset(one.arg for one in keywords if one.arg)
                    for template in _templates(chosen):
                        yield path.name, node.lineno, template, given
                case ast.Call(
                    func=ast.Name(id="Told"), args=[ast.Constant(value=str(template)), *values]
                ):
                    keys = values[0].keys if values and isinstance(values[0], ast.Dict) else []
                    given = frozenset(str(ast.literal_eval(key)) for key in keys if key)
                    yield path.name, node.lineno, template, given
                case _:
                    pass


def prose(path: Path, tree: ast.AST) -> Iterator[tuple[str, int, str]]:
    """Return file, line and text of each piece of prose; what a shell or Python reads is none."""
    silent: set[ast.AST] = set()
    for node in ast.walk(tree):
        is_message = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "msg"
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            silent.add(node.value)  # a docstring, also that of a name
        is_ours = isinstance(node, ast.Raise) and not is_told(node)
        if isinstance(node, ast.Call):
            is_ours = ast.unparse(node.func) in _SILENT
        if is_message or is_ours:
            silent.update(ast.walk(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node not in silent:
            text = str(node.value)
            if _PROSE.search(text) and not _NO_PROSE.match(text):
                yield path.name, node.lineno, text


def is_told(node: ast.Raise) -> bool:
    """Tell whether people read the message of what is raised."""
    return isinstance(node.exc, ast.Call) and ast.unparse(node.exc.func) in _ERRORS
