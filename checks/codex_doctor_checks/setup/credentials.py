"""credentials -- which credential Codex would send, and where it comes from.

What it looks at
    The sources in Codex's order: env_key, experimental_bearer_token, auth.command, then the
    login (CODEX_API_KEY, CODEX_ACCESS_TOKEN, auth.json), then configured headers.

Why it matters
    The first source that applies is used and the later ones are not asked, mostly in silence.

Known limits
    Tokens of a ChatGPT login are recognised and never sent; a keyring is not read.

Source
    Runs of Codex 0.20.0 to 0.169.0 with each pair of sources.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.codex.versions import last_version
from codex_doctor.facts.config_problems import FileFault
from codex_doctor.facts.key_problems import (
    CommandFailed,
    KeyOfOtherService,
    LoginElsewhere,
    LoginForced,
    NotInherited,
    Overridden,
)
from codex_doctor.model import (
    Check,
    Confidence,
    Evidence,
    Failed,
    Finding,
    Fix,
    Passed,
    Severity,
    Skipped,
    Stage,
    page,
)
from codex_doctor.words.sentence import fill, say
from codex_doctor.words.told import said, tells
from codex_doctor_checks.setup.auth_command import mend_command
from codex_doctor_checks.setup.file_commands import moved
from codex_doctor_checks.setup.keys_set import log_in, log_in_with, set_key
from codex_doctor_checks.setup.new_provider import key_variable
from codex_doctor_checks.setup.problem_words import (
    add_below,
    finding_of,
    replace_line,
    telling,
    unset,
)
from codex_doctor_checks.setup.suspects import is_suspect

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.context import Context
    from codex_doctor.facts import Problem, Setup
    from codex_doctor.model import Outcome
    from codex_doctor.words.told import Words

PAGES = (
    page("credentials.auth_json_invalid"),
    page("credentials.overridden"),
    page("credentials.command_failed"),
    page("credentials.not_inherited"),
    page("credentials.login_elsewhere"),
    page(
        "credentials.login_forced",
        stage=Stage.LOGIN,
    ),
)

# What is wrong with the command's output, and how it is said beside the cause.
_FAILURES = {
    "no_folder": ("credentials.command_failed.no_folder", "credentials.evidence.no_folder"),
    "not_started": (
        "credentials.command_failed.not_started",
        "credentials.evidence.not_started",
    ),
    "exit_code": ("credentials.command_failed.exit_code", "credentials.evidence.exit_code"),
    "empty": ("credentials.command_failed.empty", "credentials.evidence.prints_nothing"),
    "timeout": ("credentials.command_failed.timeout", "credentials.evidence.timeout"),
    "too_long": ("credentials.command_failed.too_long", "credentials.evidence.too_long"),
    "not_utf8": ("credentials.command_failed.not_utf8", "credentials.evidence.not_utf8"),
    "control_characters": (
        "credentials.command_failed.several_lines",
        "credentials.evidence.several_lines",
    ),
}


async def run(ctx: Context) -> Outcome:
    """Judge the credential of this run."""
    return judge(ctx.setup, endpoint_is_asked=not ctx.asked.offline)


def judge(setup: Setup, *, endpoint_is_asked: bool = True) -> Outcome:
    """Return what is wrong with the credential's source; suspects wait for the endpoint's word."""
    findings = tuple(
        finding_for(one)
        for one in setup.problems
        if one.kind in _WORDS and (one.fatal or not (endpoint_is_asked and is_suspect(one)))
    )
    summary = _summary(setup)
    if findings:
        return Failed(findings, summary)
    if setup.credential.source == "env_key" and not setup.credential.sent:
        return Skipped(say("credentials.skipped"))
    return Passed(summary)


def finding_for(problem: Problem) -> Finding:
    """Return the finding for one problem of the credential.

    Raises:
        KeyError: The problem is of another kind.
    """
    return _WORDS[problem.kind](problem)


def _summary(setup: Setup) -> str:
    credential = setup.credential
    if credential.source == "none" and credential.shown is None:
        return say("credentials.passed.none")
    if credential.shown is None:
        return credential.source
    shown = credential.shown
    return say("credentials.passed", source=said(shown.source), fingerprint=said(shown.fingerprint))


def _auth_json(problem: Problem, about: FileFault) -> Finding:
    file, why = about.file, said(about.why)
    if problem.fatal and not tells(about.why, "credentials.auth_json.denied"):
        last = str(last_version("auth_json_stops"))
        title = say("credentials.auth_json_invalid.fix_aside", file=file)
        aside, anew = Fix(title, commands=moved(file)), _log_in_again(file, about.why)
        return finding_of(
            problem,
            say("credentials.auth_json_invalid.stops", last=last, file=file, why=why),
            *((anew, aside) if about.is_needed else (aside, anew)),
            evidence=(Evidence(file, why, say("credentials.evidence.readable")),),
        )
    return finding_of(
        problem,
        say("credentials.auth_json_invalid", file=file, why=why),
        _log_in_again(file, about.why),
        Fix(say("credentials.auth_json_invalid.fix_env_key")),
        evidence=(Evidence(file, why, say("credentials.evidence.readable")),),
    )


def _log_in_again(file: str, why: Words) -> Fix:
    if not tells(why, "file.directory"):
        return Fix(say("credentials.auth_json_invalid.fix_login", file=file), commands=log_in())
    title = say("credentials.auth_json_invalid.fix_move", file=file)
    return Fix(title, commands=log_in(moved(file)))


def _overridden(problem: Problem, about: Overridden) -> Finding:
    winner, loser = about.winner, about.loser
    return finding_of(
        problem,
        say("credentials.overridden", winner=winner, loser=loser),
        *_let_lose(problem, about),
        evidence=(
            Evidence(winner, said(about.winner_key)),
            Evidence(loser, said(about.loser_key)),
        ),
    )


def _let_lose(problem: Problem, about: Overridden) -> tuple[Fix, ...]:
    """Return the fixes that let the other credential win, or make this one right."""
    winner, setting = about.winner, about.setting
    if not setting:
        title = say("credentials.overridden.fix_unset", variable=winner)
        return (Fix(title, commands=unset(winner)),)
    title = say(
        "credentials.overridden.fix_setting",
        setting=setting,
        table=f"[model_providers.{about.provider}]",
        loser=about.loser,
    )
    return (
        replace_line(problem, title, None),
        Fix(say("credentials.overridden.fix_key", winner=winner)),
    )


def _ask_for_login(problem: Problem, about: NotInherited) -> Fix:
    """Return the fix that lets Codex send the login."""
    table, line = f"model_providers.{about.provider}", "requires_openai_auth = true"
    title = say("credentials.not_inherited.fix_login", table=f"[{table}]")
    if about.is_refused:
        return replace_line(problem, title, line)
    return add_below(problem, f"{table}.requires_openai_auth", line, title=title)


def _not_inherited(problem: Problem, about: NotInherited) -> Finding:
    provider, file = about.provider, about.file
    table = f"[model_providers.{provider}]"
    key = Evidence(
        say("credentials.evidence.key_in", file=file),
        said(about.fingerprint),
        say("evidence.named_by_env_key"),
    )
    return finding_of(
        problem,
        say("credentials.not_inherited", file=file, last=about.last, provider=provider),
        _ask_for_login(problem, about),
        Fix(say("credentials.not_inherited.fix_env_key", table=table)),
        evidence=(key,),
    )


def _login_elsewhere(problem: Problem, about: LoginElsewhere) -> Finding:
    """Return the finding that comes first where nothing is surely wrong: no login is tried."""
    name, host, table = "OPENAI_API_KEY", about.host, f"model_providers.{about.provider}"
    login = Fix(
        say("credentials.login_elsewhere.fix_login"),
        commands=log_in_with(name) if about.has_key else log_in(),
    )
    variable = name if about.has_key else key_variable(about.provider)
    named = add_below(
        problem,
        f"{table}.env_key",
        f'env_key = "{variable}"',
        title=say("credentials.login_elsewhere.fix_env_key", host=host, table=f"[{table}]"),
    )
    if not about.has_key:
        named = replace(named, commands=set_key(variable))
    finding = finding_of(
        problem,
        say("credentials.login_elsewhere", host=host),
        *((login,) if about.is_builtin else (named, login)),
        evidence=(
            Evidence(
                say("credentials.evidence.login"),
                say("credentials.evidence.chatgpt_login"),
                say("credentials.evidence.key_of_host", host=host),
            ),
        ),
    )
    return replace(finding, severity=Severity.ERROR, confidence=Confidence.POSSIBLE)


def _other_service(problem: Problem, about: KeyOfOtherService) -> Finding:
    name, service = about.variable, about.service
    wanted = say("auth.evidence.key_of", service=service)
    finding = finding_of(
        problem,
        say("auth.key_of_other_service", variable=name, issuer=about.issuer, service=service),
        *_named_instead(problem, about.meant),
        Fix(say("auth.key_of_other_service.fix", service=service), commands=set_key(name)),
        evidence=(Evidence(name, said(about.fingerprint), wanted),),
    )
    return replace(finding, confidence=Confidence.LIKELY)


def _named_instead(problem: Problem, variable: str) -> tuple[Fix, ...]:
    """Return the fix that lets env_key name another variable, () for none."""
    if not variable:
        return ()
    title = say("auth.key_of_other_service.fix_named", variable=variable)
    return (replace_line(problem, title, f'env_key = "{variable}"'),)


def _command_failed(problem: Problem, about: CommandFailed) -> Finding:
    places = {"command": problem.shown, "detail": said(about.detail)}
    cause, measured = (fill(one, places) for one in _FAILURES[about.reason])
    return finding_of(
        problem,
        cause,
        mend_command(problem, about),
        evidence=(Evidence("auth.command", measured, say("credentials.evidence.token")),),
    )


def _login_forced(problem: Problem, about: LoginForced) -> Finding:
    method, file = problem.shown, about.file
    if about.login == "chatgpt":
        cause = say("credentials.login_forced.chatgpt", method=method, file=file)
        login = say("credentials.evidence.chatgpt_login")
    else:
        cause = say("credentials.login_forced.api_key", method=method, file=file)
        login = say("credentials.evidence.api_key")
    return finding_of(
        problem,
        cause,
        replace_line(problem, say("credentials.login_forced.fix"), None),
        Fix(say("credentials.login_forced.fix_login")),
        evidence=(Evidence(say("credentials.evidence.login"), login, method),),
    )


_WORDS: dict[str, Callable[[Problem], Finding]] = {
    "credentials.auth_json_invalid": telling(FileFault, _auth_json),
    "credentials.overridden": telling(Overridden, _overridden),
    "credentials.command_failed": telling(CommandFailed, _command_failed),
    "credentials.login_forced": telling(LoginForced, _login_forced),
    "credentials.not_inherited": telling(NotInherited, _not_inherited),
    "credentials.login_elsewhere": telling(LoginElsewhere, _login_elsewhere),
    "auth.key_of_other_service": telling(KeyOfOtherService, _other_service),
}

CHECK = Check(
    id="credentials",
    title=say("check.credentials"),
    needs=("config",),
    run=run,
    pages=PAGES,
)
