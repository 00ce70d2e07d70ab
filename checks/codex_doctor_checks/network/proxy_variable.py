"""The variable that names a proxy, with another URL in it; not a check."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from codex_doctor.model import Commands, Fix
from codex_doctor.shell_words import in_single_quotes
from codex_doctor.words.sentence import say
from codex_doctor_checks.setup.keys_set import dotenv_line

if TYPE_CHECKING:
    from codex_doctor.facts import ProxyChoice


def rewritten(choice: ProxyChoice, url: str) -> Fix:
    """Return the fix that gives the variable another URL; a login in it must be added."""
    variable, origin = choice.variable, choice.origin
    if origin:
        title = say("proxy.wrong_scheme.fix_place", variable=variable, place=str(origin), url=url)
        edits = () if choice.has_login else (dotenv_line(origin, variable, url),)
        return Fix(title, edits=edits)
    return Fix(
        say("proxy.wrong_scheme.fix_variable", variable=variable, url=url),
        commands=Commands(
            posix=f"export {variable}={shlex.quote(url)}",
            powershell=f"$env:{variable} = {in_single_quotes(url)}",
        ),
    )
