"""The variable that names a proxy, with another URL in it; not a check."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from codex_doctor.model import Commands, Fix
from codex_doctor.shell_words import in_single_quotes
from codex_doctor.words.sentence import fill, say
from codex_doctor_checks.setup.keys_set import dotenv_line

if TYPE_CHECKING:
    from codex_doctor.facts import OddProxy, ProxyChoice
    from codex_doctor.words.measures import Value

_UNKNOWN = ("proxy.ignored.fix", "proxy.ignored.fix_place")
# By whether it is known what was meant, and whether a login stands in it: where the environment
# sets the variable, and where a line of `.env` does.
_FIXES = {
    (False, False): _UNKNOWN,
    (False, True): _UNKNOWN,
    (True, False): ("proxy.ignored.fix_set", "proxy.ignored.fix_set_place"),
    (True, True): ("proxy.ignored.fix_set_login", "proxy.ignored.fix_set_login_place"),
}
# A login is what stands between the scheme and the last @; what is encoded already stays.
_ENCODED = Commands(
    posix='"$(printf %s "${name}" | perl -pe '
    "'s{^(\\w+://)?\\K.*(?=\\@)}{$& =~ s/[^\\w.~:%-]/sprintf q(%%%02X), ord $&/egr}se'"
    ')"',
    powershell="[regex]::Replace($env:{name}, '(?<=^\\w+://|^(?!\\w+://)).*(?=@)', "
    "{ [uri]::EscapeDataString($args[0].Value) -replace '%3A', ':' -replace '%25', '%' })",
)


def rewritten(choice: ProxyChoice, url: str) -> Fix:
    """Return the fix that gives the variable another URL; a login in it must be added."""
    variable, origin = choice.variable, choice.origin
    if origin:
        title = say("proxy.wrong_scheme.fix_place", variable=variable, place=str(origin), url=url)
        edits = () if choice.has_login else (dotenv_line(origin, variable, url),)
        return Fix(title, edits=edits)
    if choice.is_setting:
        return Fix(say("proxy.wrong_scheme.fix_settings", url=url))
    title = say("proxy.wrong_scheme.fix_variable", variable=variable, url=url)
    return Fix(title, commands=set_url(variable, url))


def mended(odd: OddProxy) -> Fix:
    """Return the fix that writes the variable so that Codex reads what was meant."""
    variable, origin = odd.variable, odd.origin
    url = odd.better
    anywhere, at_place = _FIXES[bool(url), odd.has_login]
    values: dict[str, Value] = {"variable": variable, "place": str(origin or ""), "url": url}
    title = fill(at_place if origin else anywhere, values)
    if not url:
        return Fix(title)
    if origin:
        return Fix(title, edits=() if odd.has_login else (dotenv_line(origin, variable, url),))
    if odd.oddity == "login":
        return Fix(title, commands=encode_login(variable))
    return Fix(title, commands=set_url(variable, with_login(url) if odd.has_login else url))


def encode_login(variable: str) -> Commands:
    """Return the commands that percent-encode the login in a variable, and show nothing of it."""
    return Commands(
        posix=f"export {variable}=" + _ENCODED.posix.replace("{name}", variable),
        powershell=f"$env:{variable} = " + _ENCODED.powershell.replace("{name}", variable),
    )


def with_login(url: str) -> str:
    """Return a proxy's URL with places for a user and a password."""
    scheme, _, place = url.partition("://")
    return f"{scheme}://{say('proxy.your_login')}@{place}"


def set_url(variable: str, url: str) -> Commands:
    """Return the commands that give the variable a URL."""
    return Commands(
        posix=f"export {variable}={shlex.quote(url)}",
        powershell=f"$env:{variable} = {in_single_quotes(url)}",
    )
