"""What several checks say about base_url and what is there; not a check."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec.structs import replace

from codex_doctor.codex.config.overview import provider_key
from codex_doctor.codex.files.toml_values import write_text
from codex_doctor.codex.urls import bracketed
from codex_doctor.facts.active import LOCAL, OPENAI, OPENAI_ADDRESS, OSS_ADDRESS
from codex_doctor.facts.options import options_without
from codex_doctor.model import Edit, Evidence, Fix, Risk
from codex_doctor.words.sentence import say
from codex_doctor.words.told import Words, said
from codex_doctor_checks.setup.problem_words import assign
from codex_doctor_checks.setup.typed import option_set

if TYPE_CHECKING:
    from collections.abc import Iterable

    from codex_doctor.facts import Endpoint, Location, Setup


def change_base_url(setup: Setup, *, shown: str, title: str) -> Fix:
    """Return the fix that makes `shown` the base_url, as data where the user has set it.

    The user looks at it first: the key travels to where base_url points.
    """
    fix = set_value(setup, key=base_url_key(setup), shown=shown, title=title)
    if fix is not None:
        return replace(fix, risk=Risk.REVIEW, auto=False)
    variable = setup.endpoint.variable if setup.endpoint else ""
    if setup.provider_id in LOCAL:
        variable = OSS_ADDRESS
    return Fix(title, commands=assign(variable, shown))


def at_host(setup: Setup, endpoint: Endpoint, address: str, title: str) -> Fix:
    """Return the fix that names an address of this machine in base_url."""
    parts = urlsplit(endpoint.base_url)
    if "@" in parts.netloc:
        return Fix(title)
    shown = parts._replace(netloc=f"{bracketed(address)}:{endpoint.port}").geturl()
    return change_base_url(setup, shown=shown, title=title)


def base_url_location(setup: Setup) -> Location | None:
    """Return where base_url stands, None when no file sets it."""
    return setup.origins.get(base_url_key(setup))


def held_by(holder: Words, endpoint: Endpoint | None) -> tuple[Evidence, ...]:
    """Return whose process is at the endpoint's port, if that is known."""
    if not holder or endpoint is None:
        return ()
    port = say("evidence.port", port=endpoint.port)
    return (Evidence(port, say("evidence.held_by", holder=said(holder))),)


def set_value(setup: Setup, *, key: str, shown: str, title: str) -> Fix | None:
    """Return the fix that gives a key a new value, None when nothing sets it."""
    origin = setup.origins.get(key)
    if origin is None:
        return None
    name = key.rpartition(".")[2]
    after = f"{name} = {write_text(shown)}"
    if origin.line is None:
        others = options_without(origin.file, setup.options)
        commands = option_set(origin.file, key, after, others=others)
        return Fix(title, commands=commands)
    before = setup.values.get(key)
    edit = Edit(
        file=origin.file,
        key=key,
        before=None if before is None else f'{name} = "{before}"',
        after=after,
        line=origin.line,
    )
    return Fix(title, risk=Risk.SAFE, auto=True, edits=(edit,))


def remove_values(setup: Setup, keys: Iterable[str], *, title: str) -> Fix:
    """Return the fix that leaves out keys that are set; with one on the command line, no edit."""
    edits: list[Edit] = []
    for key in keys:
        origin, name, value = setup.origins.get(key), key.rpartition(".")[2], setup.values[key]
        if origin is not None and origin.line is None:
            others = options_without(origin.file, setup.options)
            return Fix(title, commands=option_set(origin.file, key, None, others=others))
        file, line = (origin.file, origin.line) if origin else ("-c", None)
        shown = value if value.removeprefix("-").isdecimal() else f'"{value}"'
        edits.append(Edit(file, key, f"{name} = {shown}", None, line))
    return Fix(title, edits=tuple(edits))


def base_url_key(setup: Setup) -> str:
    """Return the dotted key that holds the active base_url."""
    if setup.provider_id == OPENAI:
        return OPENAI_ADDRESS
    return provider_key(setup, "base_url")
