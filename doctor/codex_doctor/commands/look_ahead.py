"""Foresees a set-up with its first fix made, so that what stands behind a cause is seen too.

Nothing is written. A request goes out only to the same origin as before, to one that the user's
own words name, or to another port of this machine without a secret, and with the key of no other
variable than they name; never where the endpoint itself led or past a proxy where there was one,
nor without TLS where there was some and there is a secret, but on this machine; and no program runs
that a project names. Elsewhere the configuration alone is looked at, and where only the user knows
the key, the way to the endpoint and its base path too, without any.
"""

from __future__ import annotations

import re
import shlex
from codecs import BOM_UTF8
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.codex.origins import is_entitled, may_replace
from codex_doctor.codex.urls import DEFAULT_PORTS
from codex_doctor.judge import NO_MODEL, unasked
from codex_doctor.looking import MOST_STEPS, SetUpAt, seen_offline
from codex_doctor.options import read_inputs, read_options
from codex_doctor.pipeline import Selection
from codex_doctor.platform.user_files import imagined, read_bytes
from codex_doctor.repair.changes import ground_of, is_open, plan_changes
from codex_doctor.repair.splices import CannotEditError
from codex_doctor.secrets.key_form import mended_key
from codex_doctor.words.nearest import letters
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from codex_doctor.codex.resolve import Resolved
    from codex_doctor.facts import Endpoint, Inputs
    from codex_doctor.looking import Sight
    from codex_doctor.model import Check, Commands, Derived, Fix
    from codex_doctor.repair.changes import Ground

# Layers that others than the user may have written.
_NOT_OWN = frozenset({"project"})
# What an address begins with where it is meant as one: in the path of a project, which others
# have named, a host has other neighbours.
_BEGINNING = r"(?:^|[\"'“”‘’]|//(?:[^/\s\"'@]*@)?)"
# Nobody means more characters; a look at a step costs some 300 bytes of memory for each.
_LONGEST = 200_000
# In place of a key that only the user knows: nothing is sent with it.
_STAND_IN = "stands-for-a-key-7c1e94d3b05a"
_HOME = "CODEX_HOME"
# What the options of Codex are in the inputs.
_BY_OPTION = (
    "ignore_rules",
    "ignore_user_config",
    "local_provider",
    "model",
    "oss",
    "overrides",
    "profile",
    "strict_config",
    "switches",
)


class Foresight:
    """Foresees one step after the other.

    Args:
        ground: Where files may be changed.
    """

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._own: list[str] = []
        self._led_to: set[str] = set()
        # The last set-up that the user means, and whether its owner lets anything be sent.
        self._meant: Resolved | None = None
        self._is_offline = False

    def __call__(self, seen: Sight, place: SetUpAt) -> SetUpAt | None:
        """Return the set-up with its first fix made, None where that cannot be told."""
        if self._meant is None:
            self._is_offline = place.inputs.offline
            self._own.extend(_own_words(seen.resolved, place.inputs))
        if self._meant is None or not place.inputs.offline:
            self._meant = seen.resolved
        cause = seen.judged.cause
        if cause is None or not cause.finding.fixes or sum(map(len, self._own)) > _LONGEST:
            return None
        after = self._after(cause.finding.fixes[0], place, seen.known)
        if after is None or after == place:
            return None
        self._led_to.update(url for one in seen.facts.exchanges for url in one.redirects)
        unsent = after.offline()
        resolved = unsent.resolved()
        if _reads_other(place, after):
            # What stands there the user has written, as much as what was read before.
            self._own.extend(_own_words(resolved, after.inputs))
        is_led = self._is_led(self._meant.setup.endpoint, resolved.setup.endpoint)
        is_meant = not is_led and _is_meant(self._meant, resolved, "\n".join(self._own))
        is_whole = _STAND_IN not in after.inputs.environ.values()
        if self._is_offline or not is_meant:
            return unsent
        return replace(after, inputs=replace(after.inputs, offline=False, keyless=not is_whole))

    def _is_led(self, before: Endpoint | None, after: Endpoint | None) -> bool:
        """Tell whether it is the endpoint that has named the origin."""
        if after is None or (before and is_entitled(after.url, home=before.url)):
            return False
        return any(is_entitled(url, home=after.url) for url in self._led_to)

    def _after(self, fix: Fix, place: SetUpAt, known: frozenset[str]) -> SetUpAt | None:
        inputs, files = place.inputs, place.files
        if fix.edits:
            written = _with_some_model(fix)
            try:
                with imagined(files):
                    changes = plan_changes(written, replace(self._ground, secrets=known))
            except CannotEditError:
                return None
            # One that could not be read has no words among those of the set-up.
            self._own += (
                (one.before or b"").decode("utf-8", "replace")
                for one in changes
                if one.path not in files and self._ground.codex_home in one.path.parents
            )
            files = {**files, **{one.path: one.after for one in changes}}
        elif fix.commands is None:
            return None
        elif fix.commands.unmarked:
            return self._unmarked(fix.commands.unmarked, place)
        if fix.commands is None or (fix.edits and fix.commands.is_instead):
            return SetUpAt(inputs, files)
        started = _started(fix.commands, inputs)
        return SetUpAt(started, files) if started else None

    def _unmarked(self, shown: str, place: SetUpAt) -> SetUpAt | None:
        """Return the set-up with a file without the mark before it, None where it has none."""
        try:
            path = self._ground.locate(shown)
        except CannotEditError:
            return None
        with imagined(place.files):
            data = read_bytes(path, max_bytes=_LONGEST).data
        bare = data.removeprefix(BOM_UTF8)
        return replace(place, files={**place.files, path: bare}) if bare != data else None


def place_asked(inputs: Inputs, checks: Sequence[Check]) -> SetUpAt | None:
    """Return the set-up with as many first fixes made as it takes until something is sent.

    None where nothing is sent even then, or the fixes are the user's own.
    """
    place: SetUpAt | None = SetUpAt(inputs)
    foresee, selection = Foresight(ground_of(inputs)), Selection(offline=say("run.offline"))
    for _ in range(MOST_STEPS):
        if place is None:
            return None
        seen = seen_offline(place, checks, selection)
        if not (seen.judged.is_failure or unasked(seen.facts.setup)):
            return None if place.inputs.offline else place
        place = foresee(seen, place)
    return None


def _started(commands: Commands, inputs: Inputs) -> Inputs | None:
    """Return where Codex starts after commands, None for what only running them would tell."""
    if commands.is_start:
        given = read_options(shlex.split(commands.posix)[1:])
        fresh = read_inputs(given, environ=inputs.environ, cwd=inputs.cwd, home=inputs.home)
        return replace(inputs, **{name: getattr(fresh, name) for name in _BY_OPTION})
    if commands.derived:
        return _derived(commands.derived, inputs)
    if commands.variable is None:
        return None
    name, value = commands.variable.name, commands.variable.value
    if value is not None and is_open(value):
        # The user has to put it there, unless it is there.
        return inputs if inputs.environ.get(name, "").strip() else _with(inputs, name, _STAND_IN)
    return _with(inputs, name, value)


def _with_some_model(fix: Fix) -> Fix:
    """Return a fix in which an id stands where it leaves the model's to the user."""
    your = say("fix.your.model")
    edits = (
        replace(one, after=one.after and one.after.replace(your, NO_MODEL)) for one in fix.edits
    )
    return replace(fix, edits=tuple(edits))


def _derived(variable: Derived, inputs: Inputs) -> Inputs | None:
    now = inputs.environ.get(variable.name, "")
    if variable.added is not None:
        return _with(inputs, variable.name, f"{now},{variable.added}" if now else variable.added)
    key = mended_key(now)
    return _with(inputs, variable.name, key) if key else None


def _reads_other(before: SetUpAt, after: SetUpAt) -> bool:
    """Tell whether other files of the user count now: Codex's home is another folder, or read.

    That of a project is not the user's.
    """
    old, new = (one.inputs.environ.get(_HOME) for one in (before, after))
    is_read = before.inputs.ignore_user_config and not after.inputs.ignore_user_config
    is_projects = new is not None and Path(new).is_relative_to(after.inputs.cwd)
    return not after.files and (is_read or old != new) and not is_projects


def _with(inputs: Inputs, name: str, value: str | None) -> Inputs:
    rest = {key: one for key, one in inputs.environ.items() if key != name}
    return replace(inputs, environ=rest if value is None else {**rest, name: value})


# ----- what may be asked


def _is_meant(before: Resolved, after: Resolved, own: str) -> bool:
    """Tell whether the user would have the key sent there, and run what is named for it."""
    endpoint = after.setup.endpoint
    if endpoint is None:
        return True
    known = before.setup.endpoint
    # A command that was not run yet has told none.
    is_secret = bool(after.secrets.known) or after.setup.credential.source != "none"
    if not (_is_named(endpoint, known, own, is_secret=is_secret) and _is_same_key(before, after)):
        return False
    # Another provider than the user selects is proposed, and asked by nobody.
    is_chosen = before.subject.active and before.subject.layered.get("model_provider") is not None
    chosen = {before.setup.provider_id, before.setup.unselected}
    if is_chosen and after.setup.provider_id not in chosen and not _is_renamed(before, after):
        return False
    # A proxy may be the only way that is allowed, as for `past_proxy`.
    if known and known.proxy and endpoint.proxy is None and not endpoint.is_loopback:
        return False
    provider = after.setup.provider_id or ""
    source = after.subject.layered.source("model_providers", provider, "auth")
    return source is None or source.name not in _NOT_OWN


def _is_renamed(before: Resolved, after: Resolved) -> bool:
    """Tell whether the table of the provider that was selected has another name now, and it."""
    was, now = (_own_table(one) for one in (before, after))
    return was is not None and was == now


def _own_table(resolved: Resolved) -> object:
    layered = resolved.subject.layered
    return layered.table("model_providers").get(layered.text("model_provider") or "")


def _is_same_key(before: Resolved, after: Resolved) -> bool:
    """Tell whether a key is read from the variable that the user names, but for signs and case."""
    named, read = (frozenset(map(_plain, _variables(one))) for one in (before, after))
    return not named or read <= named


def _variables(resolved: Resolved) -> Iterator[str]:
    """Yield the variables that fill the key and the headers of the provider's own."""
    active = resolved.subject.active
    if active is not None and active.env_key is not None:
        yield active.env_key.name
    headers = active.header_variables if active is not None else ()
    yield from (one.variable for one in headers if one.is_configured)


def _plain(variable: str) -> str:
    return letters(variable).upper()


def _is_named(endpoint: Endpoint, known: Endpoint | None, own: str, *, is_secret: bool) -> bool:
    if known is not None and known.host == endpoint.host:
        is_port = known.port == endpoint.port
        if endpoint.is_loopback:
            # Another port may be another user's.
            is_near = is_port or not is_secret
        else:
            is_near = may_replace(endpoint.url, home=known.url) or (is_port and not is_secret)
        if is_near:
            return True
    is_default = endpoint.port == DEFAULT_PORTS[endpoint.scheme]
    port = rf"(?::{endpoint.port}){'?' if is_default else ''}"
    is_safe = endpoint.scheme == "https" or endpoint.is_loopback
    beginning = _BEGINNING if is_safe else "http://"
    host = re.escape(endpoint.host)
    # Whoever forgets the brackets of an address means it as well.
    host = rf"\[?{host}\]?" if ":" in endpoint.host else host
    place = rf"{beginning}{host}{port}(?![\w.:-])"
    return re.search(place, own, re.IGNORECASE | re.MULTILINE) is not None


def _own_words(resolved: Resolved, inputs: Inputs) -> Iterator[str]:
    """Yield what the user has written or set; of variables those that matter to Codex."""
    documents = [one.text for one in resolved.subject.layered.documents if one.name not in _NOT_OWN]
    yield from documents
    yield from inputs.overrides
    yield inputs.base_url or ""
    known = {one.name for one in resolved.subject.variables}
    named = {*re.findall(r"\w+", "\n".join((*documents, *inputs.overrides)))}
    for name, value in inputs.environ.items():
        if name in known or name in named:
            yield value
