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
    Page,
    Passed,
    Skipped,
    Stage,
)
from codex_doctor_checks.setup.problem_words import add_below, replace_line, say, telling
from codex_doctor_checks.setup.suspects import is_suspect

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.context import Context
    from codex_doctor.facts import Problem, Setup
    from codex_doctor.model import Outcome

PAGES = (
    Page(
        "credentials.auth_json_invalid",
        "auth.json cannot be used",
        "Codex finds auth.json and takes no credential from it: it is no JSON, the key is under "
        "another name, or the key holds a line feed. Nothing is said; the request goes out "
        "without a credential.",
    ),
    Page(
        "credentials.overridden",
        "Another credential wins",
        "CODEX_API_KEY and CODEX_ACCESS_TOKEN beat auth.json, and a CODEX_ACCESS_TOKEN that is no "
        "valid token leaves Codex without any credential. Unset the variable to use the login. "
        "env_key and experimental_bearer_token of a provider beat the login and a configured "
        "header Authorization.",
    ),
    Page(
        "credentials.command_failed",
        "auth.command gives no token",
        "Codex starts the program directly, without a shell, and sends what it prints. When it "
        "fails, prints nothing or takes too long, the request goes out without a credential. A "
        "whole command line in command is the name of one program that does not exist.",
    ),
    Page(
        "credentials.not_inherited",
        "The login no longer goes to custom providers",
        "Until 0.148.0 Codex sent the key in auth.json to every provider that configured none. "
        "Since 0.149.0 it does not, and says nothing: the request goes out without a credential. "
        "env_key names a variable with the key, requires_openai_auth = true brings back the login.",
    ),
    Page(
        "credentials.login_forced",
        "The login is of a kind that is not allowed",
        "forced_login_method allows one kind of login, and auth.json holds the other. Codex stops "
        "and logs out.",
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
    return say(
        problem,
        f"{file} gives no credential: {why}",
        Fix("Write it anew with the key.", commands=login),
        Fix("Use env_key in the provider instead of the login."),
        evidence=(Evidence(file, why, "a key or a login that Codex can read"),),
    )


def _overridden(problem: Problem, about: Overridden) -> Finding:
    winner, loser = about.winner, about.loser
    return say(
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
    return say(
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
    finding = say(
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
    return say(
        problem,
        f"auth.command {problem.shown} {reason}, so Codex sends no credential",
        fix,
        evidence=(Evidence("auth.command", reason, "the token on one line"),),
    )


def _login_forced(problem: Problem, about: LoginForced) -> Finding:
    login = {"api": "an API key", "chatgpt": "a ChatGPT login"}[about.login]
    file = about.file
    return say(
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
    title="The credential is the one that is meant",
    needs=("config",),
    run=run,
    pages=PAGES,
)
