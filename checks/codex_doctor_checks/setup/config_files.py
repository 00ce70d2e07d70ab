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
from codex_doctor.words.sentence import say
from codex_doctor.words.told import said
from codex_doctor_checks.setup.file_commands import (
    UTF8,
    converted,
    copied,
    moved,
    permitted,
    replaced,
)
from codex_doctor_checks.setup.keys_set import set_key
from codex_doctor_checks.setup.problem_words import (
    finding_of,
    meant_option,
    replace_line,
    retyped,
    telling,
    where,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from codex_doctor.facts import Problem

_EXAMPLE = """\
model = "{model}"
model_provider = "custom"

[model_providers.custom]
name = "Custom"
base_url = "{base_url}"
env_key = "{variable}"\
"""
_VARIABLE = "CUSTOM_API_KEY"
_SETUP = Commands("codex-doctor setup", "codex-doctor setup")
_OPTION, _OPTION_FORM = "-c", "key=value"
_TLS = "https://"
# Only the owner reads and writes (POSIX.1-2024, chmod).
_PRIVATE = "600"


def _toml_syntax(problem: Problem, about: TomlSyntax) -> Finding:
    why = said(about.why)
    line, after = problem.line, about.after
    if problem.location is None:
        return finding_of(
            problem,
            say("config.toml_syntax.option", why=why),
            *(() if problem.other_options is None else (meant_option(problem),)),
            Fix(say("config.toml_syntax.fix_option")),
            evidence=(Evidence(_OPTION, why, _OPTION_FORM),),
        )
    location, place = problem.location, where(problem)
    cause = say("config.toml_syntax", file=location.file, why=why)
    if not after or about.edits:
        return finding_of(
            problem,
            cause,
            *_mendings(about, location.file),
            *_words(about, place),
            evidence=(Evidence(place, why, "TOML"),),
        )
    title = say("config.toml_syntax.fix_line")
    edit = Edit(location.file, "", line, after, location.line)
    # A masked line must not be written back: the evidence shows how it should be.
    fix = Fix(title) if about.is_masked else Fix(title, Risk.SAFE, auto=True, edits=(edit,))
    return finding_of(problem, cause, fix, evidence=(Evidence(place, line, after),))


def _mendings(about: TomlSyntax, file: str) -> Iterator[Fix]:
    """Yield what was tried and helps where no single line does."""
    match about.returns:
        case "feed":
            yield Fix(say("config.toml_syntax.fix_feed"), commands=replaced(file, feed=True))
        case "drop":
            yield Fix(say("config.toml_syntax.fix_drop"), commands=replaced(file, feed=False))
        case _:
            pass
    if about.edits:
        edits = tuple(Edit(file, "", one.before, one.after, one.line) for one in about.edits)
        yield Fix(said(about.mended), edits=edits)


def _words(about: TomlSyntax, place: str) -> Iterator[Fix]:
    """Yield what else helps, as a sentence."""
    if not about.edits or about.mended != about.fix:
        yield Fix(said(about.fix) or say("config.toml_syntax.fix", place=place))


def _not_utf8(problem: Problem, about: NotUtf8) -> Finding:
    file = problem.location.file if problem.location else "config.toml"
    number = say("config.evidence.byte_number", number=about.byte)
    if about.charset == UTF8:
        title = say("config.not_utf8.fix_drop")
    else:
        title = say("config.not_utf8.fix_convert")
    commands = converted(file, about.charset) if about.charset else None
    return finding_of(
        problem,
        say("config.not_utf8", file=file, encoding=said(about.encoding)),
        Fix(title, commands=commands),
        Fix(say("config.not_utf8.fix")),
        evidence=(Evidence(say("config.evidence.first_byte"), number, UTF8),),
    )


def _unreadable(problem: Problem, about: Unreadable) -> Finding:
    file, detail = where(problem), said(about.detail)
    match about.reason:
        case "denied":
            cause = say("config.unreadable.denied", file=file)
            fix = Fix(say("config.unreadable.fix_denied"), commands=permitted(file, "u+r"))
        case "directory":
            cause = say("config.unreadable.directory", file=file)
            fix = Fix(say("config.unreadable.fix_directory", file=file), commands=moved(file))
        case "not_a_file":
            cause = say("config.unreadable.not_a_file", file=file)
            fix = Fix(say("config.unreadable.fix", file=file))
        case "too_large":
            cause = say("config.unreadable.too_large", file=file)
            fix = Fix(say("config.unreadable.fix_too_large", file=file))
        case _:
            cause = say("config.unreadable", file=file, detail=detail)
            fix = Fix(say("config.unreadable.fix", file=file))
    readable = say("config.evidence.readable")
    found = finding_of(problem, cause, fix, evidence=(Evidence(file, detail, readable),))
    # Codex sets no limit: what it makes of such a file is not known.
    is_known = about.reason != "too_large"
    return found if is_known else replace(found, confidence=Confidence.POSSIBLE)


def _missing(problem: Problem, about: NoConfig) -> Finding:
    file, others = about.file, about.others
    text = _EXAMPLE.format(
        model=say("fix.your.model"), base_url=say("fix.your.base_url"), variable=_VARIABLE
    )
    title = say("config.missing.fix_write", file=file, variable=_VARIABLE)
    write = Fix(title, edits=(Edit(file, "", None, text),), commands=set_key(_VARIABLE))
    asked = Fix(say("config.missing.fix_setup"), commands=_SETUP)
    fixes: tuple[Fix, ...] = (write, asked)
    absent = say("config.evidence.absent_or_empty")
    if about.left_out:
        left_out = Fix(say("fix.leave_option", option=about.left_out), commands=retyped(problem))
        return finding_of(
            problem,
            say("config.missing.left_out", file=file, option=about.left_out),
            left_out,
            *fixes,
            evidence=(Evidence(file, say("config.evidence.left_out")),),
        )
    if about.copy:
        title = say("config.missing.fix_copy", other=about.copy, file=file)
        fixes = (Fix(title, commands=copied(about.copy, file)), write, asked)
        absent = say("config.evidence.absent_but", others=others)
    elif others:
        rename = Fix(say("config.missing.fix_rename", others=others, file=file))
        fixes, absent = (write, rename, asked), say("config.evidence.absent_but", others=others)
    return finding_of(
        problem,
        say("config.missing", file=file),
        *fixes,
        evidence=(Evidence(file, absent),),
    )


def _catalog_invalid(problem: Problem, about: FileFault) -> Finding:
    return finding_of(
        problem,
        say("config.catalog_invalid", file=problem.shown, why=said(about.why)),
        replace_line(problem, say("config.catalog_invalid.fix_remove"), None),
        Fix(say("config.catalog_invalid.fix")),
        evidence=(
            Evidence("model_catalog_json", problem.shown, say("config.evidence.catalog_file")),
        ),
    )


def _file_missing(problem: Problem, about: FileFault) -> Finding:
    key, file, why = problem.key, problem.shown, said(about.why)
    if file:
        cause = say("config.file_missing", key=key, file=file, why=why)
    else:
        cause = say("config.file_missing.nothing", key=key, why=why)
    return finding_of(
        problem,
        cause,
        replace_line(problem, say("config.file_missing.fix_remove", key=key), None),
        Fix(say("config.file_missing.fix", key=key)),
        evidence=(Evidence(key, file or '""', say("config.evidence.existing_file")),),
    )


def _rules_invalid(problem: Problem, about: FileFault) -> Finding:
    place, why = where(problem), said(about.why)
    if not problem.fatal:
        return finding_of(
            problem,
            say("config.rules_invalid.not_judged", place=place, why=why),
            Fix(say("config.rules_invalid.fix_shorten", place=place)),
            evidence=(Evidence(place, why, say("config.evidence.quick_rules")),),
        )
    return finding_of(
        problem,
        say("config.rules_invalid", why=why),
        Fix(say("config.rules_invalid.fix_move", file=about.file), commands=moved(about.file)),
        Fix(say("config.rules_invalid.fix", place=place)),
        Fix(say("config.rules_invalid.fix_ignore")),
        evidence=(Evidence(about.file, why, say("config.evidence.rules")),),
    )


def _mcp_required(problem: Problem, about: ServerFault) -> Finding:
    required = f"{problem.key.rpartition('.')[0]}.required"
    place, line = problem.also_at, about.required
    edits = (Edit(place.file, required, line, None, place.line),) if place and line else ()
    return finding_of(
        problem,
        say("config.mcp_required", server=about.server, why=said(about.why)),
        Fix(say("config.mcp_required.fix_remove", key=required), edits=edits),
        Fix(say("config.mcp_required.fix", key=problem.key)),
        evidence=(Evidence(problem.key, problem.shown, say("config.evidence.server_needs")),),
    )


def _project_key_ignored(problem: Problem, about: KeysIgnored) -> Finding:
    keys = problem.key
    expected = say("config.evidence.in_user_file")
    return finding_of(
        problem,
        say("config.project_key_ignored", file=about.file, keys=keys),
        Fix(say("config.project_key_ignored.fix")),
        evidence=(Evidence(say("config.evidence.ignored_keys"), keys, expected),),
    )


def _policy_overrides(problem: Problem, about: PolicyOverride) -> Finding:
    key, wanted, forced = problem.key, about.wanted, about.forced
    return finding_of(
        problem,
        say("config.policy_overrides", file=about.file, key=key, forced=forced, wanted=wanted),
        Fix(say("config.policy_overrides.fix")),
        evidence=(
            Evidence(key, forced, wanted),
            Evidence(say("config.evidence.set_in"), about.wanted_in),
        ),
    )


def _secret_exposed(problem: Problem, about: Exposure) -> Finding:
    if about.reason == "http":
        return finding_of(
            problem,
            say("config.secret_exposed.http", host=about.host),
            Fix(say("config.secret_exposed.fix_http")),
            evidence=(Evidence("base_url", problem.shown, _TLS),),
        )
    if about.reason == "url":
        expected = say("config.evidence.no_password")
        found = finding_of(
            problem,
            say("config.secret_exposed.url"),
            Fix(say("config.secret_exposed.fix_url")),
            evidence=(Evidence("base_url", problem.shown, expected),),
        )
        return replace(found, severity=Severity.HINT)
    file = about.file
    label = say("config.evidence.mode", file=file)
    return finding_of(
        problem,
        say("config.secret_exposed", file=file),
        Fix(say("config.secret_exposed.fix_mode"), commands=permitted(file, _PRIVATE)),
        evidence=(Evidence(label, about.mode, f"0{_PRIVATE}"),),
    )


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
