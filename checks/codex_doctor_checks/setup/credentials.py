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

from codex_doctor.facts.config_problems import FileFault
from codex_doctor.facts.key_problems import (
    CommandFailed,
    KeyOfOtherService,
    LoginForced,
    NotInherited,
    Overridden,
)
from codex_doctor.model import (
    Check,
    Commands,
    Confidence,
    Evidence,
    Failed,
    Finding,
    Fix,
    Passed,
    Skipped,
    Stage,
    page,
)
from codex_doctor.words.sentence import say
from codex_doctor_checks.setup.problem_words import add_below, finding_of, replace_line, telling
from codex_doctor_checks.setup.suspects import is_suspect

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.context import Context
    from codex_doctor.facts import Problem, Setup
    from codex_doctor.model import Outcome

PAGES = (
    page("credentials.auth_json_invalid"),
    page("credentials.overridden"),
    page("credentials.command_failed"),
    page("credentials.not_inherited"),
    page(
        "credentials.login_forced",
        stage=Stage.LOGIN,
    ),
)

_REASONS = {
    "not_started": "cannot be started ({detail})",
    "exit_code": "ends with exit code {detail}",
    "empty": "prints nothing",
    "timeout": "takes longer than {detail}",
    "too_long": "prints too much for a token",
    "not_utf8": "prints bytes that are no UTF-8",
    "control_characters": "prints more than one line, which no header can carry",
}


async def run(ctx: Context) -> Outcome:
    """Judge the credential of this run."""
    return judge(ctx.setup, endpoint_is_asked=not ctx.asked.offline)


def judge(setup: Setup, *, endpoint_is_asked: bool = True) -> Outcome:
    """Return what is wrong with the credential's source; suspects wait for the endpoint's word."""
    findings = tuple(
        finding_for(one)
        for one in setup.problems
        if one.kind in _WORDS and not (endpoint_is_asked and is_suspect(one))
    )
    summary = _summary(setup)
    if findings:
        return Failed(findings, summary)
    if setup.credential.source == "env_key" and not setup.credential.sent:
        return Skipped("the variable that env_key names holds no key that can be sent")
    return Passed(summary)


def finding_for(problem: Problem) -> Finding:
    """Return the finding for one problem of the credential.

    Raises:
        KeyError: The problem is of another kind.
    """
    return _WORDS[problem.kind](problem)


def _summary(setup: Setup) -> str:
    credential = setup.credential
    if credential.shown is None:
        return "no credential is configured" if credential.source == "none" else credential.source
    return f"{credential.shown.source}: {credential.shown.fingerprint}"


def _auth_json(problem: Problem, about: FileFault) -> Finding:
    file, why = about.file, about.why
    login = Commands(
        posix='printf %s "$CUSTOM_API_KEY" | codex login --with-api-key',
        powershell="$env:CUSTOM_API_KEY | codex login --with-api-key",
    )
    return finding_of(
        problem,
        f"{file} gives no credential: {why}",
        Fix("Write it anew with the key.", commands=login),
        Fix("Use env_key in the provider instead of the login."),
        evidence=(Evidence(file, why, "a key or a login that Codex can read"),),
    )


def _overridden(problem: Problem, about: Overridden) -> Finding:
    winner, loser = about.winner, about.loser
    return finding_of(
        problem,
        f"{winner} is set and beats {loser}",
        *_let_lose(problem, about),
        evidence=(
            Evidence(winner, about.winner_key),
            Evidence(loser, about.loser_key),
        ),
    )


def _let_lose(problem: Problem, about: Overridden) -> tuple[Fix, ...]:
    """Return the fixes that let the other credential win, or make this one right."""
    winner, setting = about.winner, about.setting
    if not setting:
        unset = Commands(posix=f"unset {winner}", powershell=f"Remove-Item Env:{winner}")
        return (Fix(f"Unset {winner} if the login is meant.", commands=unset),)
    table = f"[model_providers.{about.provider}]"
    title = f"Take {setting} out of {table} if the key in {about.loser} is meant."
    return replace_line(problem, title, None), Fix(f"Otherwise put the right key into {winner}.")


def _ask_for_login(problem: Problem, about: NotInherited) -> Fix:
    """Return the fix that lets Codex send the login."""
    table = f"model_providers.{about.provider}"
    line, title = "requires_openai_auth = true", f"Ask for the login in [{table}]."
    if about.is_refused:
        return replace_line(problem, title, line)
    return add_below(problem, f"{table}.requires_openai_auth", line, title=title)


def _not_inherited(problem: Problem, about: NotInherited) -> Finding:
    provider, file = about.provider, about.file
    table = f"model_providers.{provider}"
    return finding_of(
        problem,
        f"{file} holds a key, and Codex later than {about.last} does not send it to "
        f"the provider {provider}",
        _ask_for_login(problem, about),
        Fix(f"Put the key into a variable, and name it by env_key in [{table}]."),
        evidence=(Evidence(f"key in {file}", about.fingerprint, "named by env_key"),),
    )


def _other_service(problem: Problem, about: KeyOfOtherService) -> Finding:
    name, issuer = about.variable, about.issuer
    service = about.service
    finding = finding_of(
        problem,
        f"the key in {name} has the form of a key of {issuer}, and the endpoint is {service}",
        Fix(f"Put a key of {service} there, or correct base_url."),
        evidence=(Evidence(name, about.fingerprint, f"a key of {service}"),),
    )
    return replace(finding, confidence=Confidence.LIKELY)


def _command_failed(problem: Problem, about: CommandFailed) -> Finding:
    reason = _REASONS[about.reason].format(detail=about.detail)
    fix = (
        Fix('Split it: the program in command, each argument in args, or ["-c", "..."] for sh.')
        if about.is_shell_line
        else Fix("Run the command by hand until it prints the token alone and ends with 0.")
    )
    return finding_of(
        problem,
        f"auth.command {problem.shown} {reason}, so Codex sends no credential",
        fix,
        evidence=(Evidence("auth.command", reason, "the token on one line"),),
    )


def _login_forced(problem: Problem, about: LoginForced) -> Finding:
    login = {"api": "an API key", "chatgpt": "a ChatGPT login"}[about.login]
    file = about.file
    return finding_of(
        problem,
        f'forced_login_method = "{problem.shown}" does not allow what {file} holds: {login}',
        Fix("Remove forced_login_method, or log in the other way."),
        evidence=(Evidence("login", login, problem.shown),),
    )


_WORDS: dict[str, Callable[[Problem], Finding]] = {
    "credentials.auth_json_invalid": telling(FileFault, _auth_json),
    "credentials.overridden": telling(Overridden, _overridden),
    "credentials.command_failed": telling(CommandFailed, _command_failed),
    "credentials.login_forced": telling(LoginForced, _login_forced),
    "credentials.not_inherited": telling(NotInherited, _not_inherited),
    "auth.key_of_other_service": telling(KeyOfOtherService, _other_service),
}

CHECK = Check(
    id="credentials",
    title=say("check.credentials"),
    needs=("config",),
    run=run,
    pages=PAGES,
)
