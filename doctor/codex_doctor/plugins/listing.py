"""Puts the checks of plugins into the pipeline, each at its place; costs nothing without plugins.

What a plugin says of itself is shown by commands that know no set-up: here it loses its secrets and
its control characters.
"""

from __future__ import annotations

import os
import re
from itertools import chain, count
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.model import Check, PluginError
from codex_doctor.patterns import Regex
from codex_doctor.plugins.entries import find_entries
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codex_doctor.context import Context
    from codex_doctor.model import Outcome
    from codex_doctor.platform.deadline import Deadline
    from codex_doctor.plugins.entries import Entry
    from codex_doctor.plugins.messages import Described

_ID = Regex(r"[a-z][a-z0-9_]{0,39}")
_FINDING_ID = Regex(r"[a-z0-9_]{1,40}\.[a-z0-9_]{1,60}")


def with_plugins(built_in: Sequence[Check], deadline: Deadline) -> tuple[Check, ...]:
    """Return the pipeline with the checks of others at their places.

    In the place of a plugin that cannot be used stands a check that says so.
    """
    checks = list(built_in)
    entries = find_entries()
    if entries:
        _add(entries, checks, deadline)
    return tuple(checks)


def _add(entries: Sequence[Entry], checks: list[Check], deadline: Deadline) -> None:
    # Late: most have no plugins.
    from codex_doctor.plugins.apart import describe_all, make_check
    from codex_doctor.secrets.known_secrets import collect_secrets, secrets_of_environment
    from codex_doctor.secrets.redact import redact

    known = collect_secrets(secrets_of_environment(os.environ.items()))
    for entry, found in zip(entries, describe_all(entries, deadline), strict=True):
        shown = replace(entry, plugin=redact(entry.plugin, known=known))
        if isinstance(found, PluginError):
            _insert(checks, _broken(shown, str(found), checks))
            continue
        for number, described in enumerate(redact(found, known=known)):
            why = _clash(described, checks)
            check = (
                _broken(shown, why, checks)
                if why
                else make_check(shown, number, described, deadline)
            )
            _insert(checks, check)


def _insert(checks: list[Check], check: Check) -> None:
    ids = [one.id for one in checks]
    checks.insert(ids.index(check.after) + 1 if check.after in ids else len(ids), check)


def _clash(check: Described, others: Sequence[Check]) -> str:
    """Return what a check may not say about itself, "" for nothing."""
    ids = {one.id for one in others}
    pages = {page.id for one in others for page in one.pages}
    if check.id in ids or not _ID.fullmatch(check.id):
        return say("plugin.id_taken", check=check.id)
    for need in (*check.needs, check.after):
        if need and need not in ids:
            return say("plugin.no_check_before", check=need)
    for page in check.pages:
        if page.id in pages or not _FINDING_ID.fullmatch(page.id):
            return say("plugin.finding_taken", finding=page.id)
    return ""


def _broken(entry: Entry, why: str, checks: Sequence[Check]) -> Check:
    """Return a check that says why a plugin is not used, under a name that no check has."""

    async def run(_: Context) -> Outcome:
        raise PluginError(say("plugin.unusable", why=why))

    plain = re.sub(r"[^a-z0-9_]", "_", entry.name.lower()) or "plugin"
    ids = {one.id for one in checks}
    names = chain((plain,), (f"{plain}_{number}" for number in count(2)))
    name = next(one for one in names if one not in ids)
    return Check(id=name, title=say("plugin.title"), needs=(), run=run, plugin=entry.plugin)
