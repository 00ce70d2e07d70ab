"""What the config check says about whole files: syntax, encoding, access; not a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.facts.config_problems import (
    Exposure,
    FileFault,
    KeysIgnored,
    NoConfig,
    NotUtf8,
    PolicyOverride,
    ServerFault,
    TomlSyntax,
    Unreadable,
)
from codex_doctor.model import Commands, Confidence, Edit, Evidence, Finding, Fix, Risk, Severity
from codex_doctor_checks.setup.problem_words import finding_of, telling, where

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.facts import Problem

_UNREADABLE = {
    "denied": "cannot be read: permission denied",
    "directory": "is a directory",
    "not_a_file": "is no regular file",
    "too_large": "is longer than what codex-doctor reads, so what it sets is not known here",
}


def _toml_syntax(problem: Problem, about: TomlSyntax) -> Finding:
    why = about.why
    line, after = problem.line, about.after
    if problem.location is None:
        return finding_of(
            problem,
            f"an option -c does not parse: {why}",
            Fix("Write it as -c key=value."),
            evidence=(Evidence("-c", why, "key=value"),),
        )
    location = problem.location
    cause = f"{location.file} does not parse: {why}"
    if not after:
        return finding_of(
            problem,
            cause,
            Fix(about.fix or f"Correct {where(problem)}."),
            evidence=(Evidence(where(problem), why, "TOML"),),
        )
    # A masked line must not be written back.
    auto = not about.is_masked
    fix = Fix(
        "Write the line as TOML wants it.",
        risk=Risk.SAFE if auto else Risk.REVIEW,
        auto=auto,
        edits=(Edit(location.file, "", line, after, location.line),),
    )
    return finding_of(problem, cause, fix, evidence=(Evidence(where(problem), line, after),))


def _not_utf8(problem: Problem, about: NotUtf8) -> Finding:
    file = problem.location.file if problem.location else "a file"
    encoding = about.encoding
    return finding_of(
        problem,
        f"{file} is not UTF-8, it looks like {encoding}",
        Fix("Save the file as UTF-8 in your editor."),
        evidence=(Evidence("first byte that is not UTF-8", f"number {about.byte}", "UTF-8"),),
    )


def _unreadable(problem: Problem, about: Unreadable) -> Finding:
    file = where(problem)
    reason = about.reason
    words = _UNREADABLE.get(reason, f"cannot be read: {about.detail}")
    fixes = {
        "denied": Fix("Give yourself the right to read it.", commands=_chmod(file, "u+r")),
        "directory": Fix(f"Move the directory {file} away and put a file in its place."),
        "too_large": Fix(f"Take out of {file} what is not needed, and look again."),
    }
    found = finding_of(
        problem,
        f"{file} {words}",
        fixes.get(reason, Fix(f"Put a regular file at {file}.")),
        evidence=(Evidence(file, about.detail or words, "a file that can be read"),),
    )
    # Codex sets no limit: what it makes of such a file is not known.
    return replace(found, confidence=Confidence.POSSIBLE) if reason == "too_large" else found


def _missing(problem: Problem, about: NoConfig) -> Finding:
    file = about.file
    others = about.others
    lines = (
        'model = "MODEL_ID"',
        'model_provider = "custom"',
        "",
        "[model_providers.custom]",
        'name = "Custom"',
        'base_url = "https://HOST/v1"',
        'env_key = "CUSTOM_API_KEY"',
    )
    rename = (Fix(f"Codex does not read {others}: move its settings to {file}."),) if others else ()
    return finding_of(
        problem,
        f"there is no configuration: {file} is missing or empty, so Codex calls OpenAI",
        *rename,
        Fix(f"Write {file}.", edits=(Edit(file, "", None, "\n".join(lines)),)),
        evidence=(Evidence(file, (others and f"not there, but {others}") or "not there or empty"),),
    )


def _catalog_invalid(problem: Problem, about: FileFault) -> Finding:
    return finding_of(
        problem,
        f"model_catalog_json names {problem.shown}, and {about.why}",
        Fix("Correct the path, or remove model_catalog_json."),
        evidence=(Evidence("model_catalog_json", problem.shown, "a JSON file with models in it"),),
    )


def _file_missing(problem: Problem, about: FileFault) -> Finding:
    return finding_of(
        problem,
        f"{problem.key} names {problem.shown or 'nothing'}, and {about.why}",
        Fix(f"Correct the path, or remove {problem.key}."),
        evidence=(Evidence(problem.key, problem.shown or '""', "a file that exists"),),
    )


def _rules_invalid(problem: Problem, about: FileFault) -> Finding:
    place, why = where(problem), about.why
    if not problem.fatal:
        return finding_of(
            problem,
            f"rules for commands in {place} were not looked at: {why}",
            Fix(f"Take out of {place} what is not needed, and look again."),
            evidence=(Evidence(place, why, "what can be looked at in a moment"),),
        )
    return finding_of(
        problem,
        f"Codex stops at a file of rules for commands: {why}",
        Fix(f"Correct {place}, or move the file out of its folder."),
        Fix("Start Codex with --ignore-rules."),
        evidence=(Evidence(about.file, why, "rules that Codex can read"),),
    )


def _mcp_required(problem: Problem, about: ServerFault) -> Finding:
    server, why = about.server, about.why
    return finding_of(
        problem,
        f"the MCP server {server} is required and cannot start: {why}",
        Fix(f"Correct {problem.key}, or remove required = true there."),
        evidence=(Evidence(problem.key, problem.shown, "what the server needs to start"),),
    )


def _project_key_ignored(problem: Problem, about: KeysIgnored) -> Finding:
    return finding_of(
        problem,
        f"{about.file} sets {problem.key}, which Codex takes from the user's config.toml only",
        Fix("Move these settings to config.toml in Codex's home folder."),
        evidence=(Evidence("ignored keys", problem.key, "in the user's config.toml"),),
    )


def _policy_overrides(problem: Problem, about: PolicyOverride) -> Finding:
    wanted, forced = about.wanted, about.forced
    return finding_of(
        problem,
        f"{about.file} sets {problem.key} to {forced} and overrides {wanted}",
        Fix("Ask the administrator of this machine to change or remove that line."),
        evidence=(
            Evidence(problem.key, forced, wanted),
            Evidence("you set it in", about.wanted_in),
        ),
    )


def _secret_exposed(problem: Problem, about: Exposure) -> Finding:
    if about.reason == "http":
        host = about.host
        return finding_of(
            problem,
            f"the key travels unencrypted: base_url is http:// and {host} is another machine",
            Fix("Use https:// in base_url, if the endpoint offers it."),
            evidence=(Evidence("base_url", problem.shown, "https://"),),
        )
    if about.reason == "url":
        found = finding_of(
            problem,
            "base_url holds a password, where every tool that shows the URL shows it too",
            Fix("Keep the secret in a variable, and name the variable in env_key."),
            evidence=(Evidence("base_url", problem.shown, "no user name and password"),),
        )
        return replace(found, severity=Severity.HINT)
    file = about.file
    return finding_of(
        problem,
        f"{file} holds a secret, and other users of this machine can read it",
        Fix("Take the others' right to read it away.", commands=_chmod(file, "600")),
        evidence=(Evidence(f"mode of {file}", about.mode, "0600"),),
    )


def _chmod(file: str, mode: str) -> Commands:
    # The home folder stays outside the quotes, where the shell expands it.
    path = f'~/"{file[2:]}"' if file.startswith("~/") else f'"{file}"'
    quoted = f'"{file.replace("~", "$HOME", 1)}"'
    grant = '/inheritance:r /grant "$($env:USERNAME):F"'
    return Commands(posix=f"chmod {mode} {path}", powershell=f"icacls {quoted} {grant}")


FILE_WORDS: dict[str, Callable[[Problem], Finding]] = {
    "config.toml_syntax": telling(TomlSyntax, _toml_syntax),
    "config.not_utf8": telling(NotUtf8, _not_utf8),
    "config.unreadable": telling(Unreadable, _unreadable),
    "config.missing": telling(NoConfig, _missing),
    "config.catalog_invalid": telling(FileFault, _catalog_invalid),
    "config.file_missing": telling(FileFault, _file_missing),
    "config.rules_invalid": telling(FileFault, _rules_invalid),
    "config.mcp_required": telling(ServerFault, _mcp_required),
    "config.project_key_ignored": telling(KeysIgnored, _project_key_ignored),
    "config.policy_overrides": telling(PolicyOverride, _policy_overrides),
    "config.secret_exposed": telling(Exposure, _secret_exposed),
}
