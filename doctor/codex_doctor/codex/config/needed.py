"""The variables that matter for a set-up, and which of them only this shell has.

Names alone: what a variable holds is never looked at, printed or passed on.
"""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.codex.config.environment import find_codex_home, load_environment
from codex_doctor.codex.config.layers import dotted
from codex_doctor.codex.config.proxies import NO_PROXY
from codex_doctor.patterns import Regex

if TYPE_CHECKING:
    from codex_doctor.facts import Inputs, Location, Setup
    from codex_doctor.platform.deadline import Deadline

_NAME = Regex(r"[A-Za-z_][A-Za-z0-9_]*")
# Shells that take -l and -c together; what others would do with them is not known.
_SHELLS = frozenset({"sh", "bash", "zsh", "dash", "ksh", "fish"})
_MARK = "codex-doctor:"
# One line for each variable that is there, then the mark alone. No quote in it may be single.
_SCRIPT = f'for n do printenv "$n" >/dev/null && echo "{_MARK}$n"; done; echo {_MARK}'
_TIMEOUT_S = 3.0
_KEPT = ("HOME", "USER", "LOGNAME", "LANG", "SHELL", "TMPDIR", "XDG_CONFIG_HOME", "ZDOTDIR")


class NeededVariable(Struct, frozen=True):
    """A variable that matters here.

    Attributes:
        name: Its name.
        state: `set`, `blank`, or `unset`.
        origin: The line of `.env` that sets it, None when the process environment does.
    """

    name: str
    state: str
    origin: Location | None = None


def needed_variables(inputs: Inputs, setup: Setup) -> tuple[NeededVariable, ...]:
    """Return the variables that this set-up names, and those that are set and change its way."""
    environment = load_environment(inputs, find_codex_home(inputs))
    named, optional = _names(setup)
    found: list[NeededVariable] = []
    for name in dict.fromkeys((*named, *optional)):
        value = environment.effective.get(name)
        if value is None and name not in named:
            continue
        state = "unset" if value is None else ("set" if value.strip() else "blank")
        found.append(NeededVariable(name, state, environment.origin(name)))
    return tuple(found)


def _names(setup: Setup) -> tuple[list[str], list[str]]:
    """Return the names that the configuration gives, and those that Codex looks at by itself."""
    provider, endpoint = setup.provider_id or "", setup.endpoint
    table = dotted(("model_providers", provider))
    headers = f"{table}.env_http_headers."
    named = [
        value
        for key, value in setup.values.items()
        if (key == f"{table}.env_key" or key.startswith(headers)) and _NAME.fullmatch(value)
    ]
    optional = ["CODEX_HOME"]
    if setup.credential.source in {"CODEX_API_KEY", "CODEX_ACCESS_TOKEN"}:
        optional.append(setup.credential.source)
    if provider in {"ollama", "lmstudio"}:
        optional += ["CODEX_OSS_BASE_URL", "CODEX_OSS_PORT"]
    if endpoint is not None and endpoint.proxy is not None:
        optional.append(endpoint.proxy.variable)
    if endpoint is not None:
        optional += NO_PROXY
    if endpoint is not None and endpoint.scheme == "https":
        optional += ["CODEX_CA_CERTIFICATE", "SSL_CERT_FILE", "SSL_CERT_DIR"]
    return named, optional


def unknown_to_login_shell(
    variables: tuple[NeededVariable, ...], inputs: Inputs, deadline: Deadline
) -> tuple[str, ...] | None:
    """Return the variables of this shell that a fresh login shell does not have.

    It runs the user's own start-up files, as logging in does, with a time limit.
    None when the shell is not known, or did not answer.
    """
    names = [one.name for one in variables if one.state == "set" and one.origin is None]
    shell = Path(inputs.environ.get("SHELL", ""))
    if not names:
        return ()
    home = inputs.home or Path("/")
    # A relative home would have it read the start-up files of the folder one stands in.
    if shell.name not in _SHELLS or not (shell.is_absolute() and home.is_absolute()):
        return None
    from codex_doctor.platform.programs import run_program

    environ = {name: inputs.environ[name] for name in _KEPT if name in inputs.environ}
    script = shlex.join(["exec", "/bin/sh", "-c", _SCRIPT, "sh", *names])
    printed = run_program(
        [str(shell), "-l", "-c", script],
        environ={**environ, "PATH": "/usr/local/bin:/usr/bin:/bin", "TERM": "dumb"},
        cwd=home,
        timeout_s=_TIMEOUT_S,
        deadline=deadline,
    )
    lines = printed.output.decode("utf-8", "replace").splitlines()
    if _MARK not in lines:
        return None
    return tuple(name for name in names if f"{_MARK}{name}" not in lines)
