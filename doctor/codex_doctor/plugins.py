"""Checks of others, from the entry-point group `codex_doctor.checks`, each kept apart.

A plugin runs in a thread of its own and sees what every check sees. What goes wrong in it (it
raises, hangs, prints, returns what is no outcome, cannot be imported) is told in its row, by its
name, and changes nothing else. It is the user's own code all the same: one that ends the process,
writes to a descriptor or never lets go of the interpreter's lock is not held back.
"""

from __future__ import annotations

import asyncio
import inspect
import io
import re
import sys
import threading
from concurrent.futures import Future, wait
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO, TypeVar, cast

import msgspec
from msgspec.structs import replace

from codex_doctor.model import Check, Failed, Mistake, Page, Passed, PluginError, Skipped
from codex_doctor.platform.user_files import list_folder, read_head

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence
    from importlib.metadata import EntryPoint

    from codex_doctor.context import Context
    from codex_doctor.model import Outcome
    from codex_doctor.platform.deadline import Deadline

T = TypeVar("T")

GROUP = "codex_doctor.checks"
# For a check that names no time of its own, and for an import.
BUDGET_S = 5.0
IMPORT_S = 2.0
MAX_PRINTED = 200
_TICK_S = 0.02
_UNUSABLE = "It can be used"
# What a check says of itself, besides what it does.
_FIELDS: Final[dict[str, Any]] = {
    "id": str,
    "title": str,
    "needs": tuple[str, ...],
    "budget_s": float | None,
    "network": bool,
    "pages": tuple[Page, ...],
    "proves_turn": bool,
    "clears": Mistake | None,
    "is_installed_only": bool,
    "after": str,
}
_HEADING = f"[{GROUP}]".encode()
_IS_INFO = re.compile(r"\.(?:dist|egg)-info$")
# Distributions in one folder, and bytes of what each says about its entry points.
_MOST = 5_000
_MAX_BYTES = 100_000
_ID = re.compile(r"[a-z][a-z0-9_]*")
_FINDING_ID = re.compile(r"[a-z0-9_]+\.[a-z0-9_]+")


def with_plugins(built_in: Sequence[Check], deadline: Deadline) -> tuple[Check, ...]:
    """Return the pipeline with the checks of others at their places.

    In the place of a plugin that cannot be used stands a check that says so. All imports together
    may take IMPORT_S seconds, or what is left of the run.
    """
    checks = list(built_in)
    until_s = min(IMPORT_S, deadline.look_s()) + deadline.now_s()
    for plugin, entry in _entries():
        try:
            future = _call_apart(partial(_load, entry))
            found = _waited_for(future, deadline, until_s)
        except TimeoutError:
            found = (_broken(f"its import did not end within {IMPORT_S:.0f} s"),)
        except PluginError as exc:
            found = (_broken(str(exc)),)
        for check in found:
            why = "" if check.title == _UNUSABLE else _clash(check, checks)
            kept = _broken(why) if why else check
            name = kept.id or _free_name(entry.name, checks)
            _insert(checks, replace(kept, id=name, plugin=plugin))
    return tuple(checks)


def _waited_for(
    future: Future[tuple[Check, ...]], deadline: Deadline, until_s: float
) -> tuple[Check, ...]:
    """Return what is loaded in time; a signal ends the waiting too."""
    while not future.done() and not deadline.interrupted and deadline.now_s() < until_s:
        wait((future,), timeout=_TICK_S)
    return future.result(0)


def _free_name(name: str, checks: Sequence[Check]) -> str:
    """Return an id for a plugin that cannot be used which no check has."""
    plain = re.sub(r"[^a-z0-9_]", "_", name.lower()) or "plugin"
    ids = {one.id for one in checks}
    return next(
        one for one in chain((plain,), (f"{plain}_{n}" for n in count(2))) if one not in ids
    )


def _insert(checks: list[Check], check: Check) -> None:
    ids = [one.id for one in checks]
    checks.insert(ids.index(check.after) + 1 if check.after in ids else len(ids), check)


def _entries() -> Iterator[tuple[str, EntryPoint]]:
    """Yield the name of each plugin with its entry point, in the order of these names."""
    if not any(map(_has_group, sys.path)):
        return
    # Late: it costs more than looking for plugins that are not there.
    from importlib.metadata import entry_points

    named = [(one.dist.name if one.dist else one.name, one) for one in entry_points(group=GROUP)]
    yield from sorted(named, key=lambda pair: (pair[0], pair[1].name))


def _has_group(folder: str) -> bool:
    """Tell whether a distribution in this folder brings checks."""
    for info in list_folder(Path(folder), most=_MOST, wanted=_IS_INFO.search).paths:
        if _HEADING in read_head(info / "entry_points.txt", max_bytes=_MAX_BYTES):
            return True
    return False


def _load(entry: EntryPoint) -> tuple[Check, ...]:
    value: object = entry.load()
    checks = cast("tuple[object, ...]", value if isinstance(value, tuple) else (value,))
    for check in checks:
        if not isinstance(check, Check):
            raise PluginError(f"{entry.value} is no Check")
        _refuse_odd(check)
    return tuple(
        replace(one, run=_kept_apart(one), budget_s=one.budget_s or BUDGET_S)
        for one in cast("tuple[Check, ...]", checks)
    )


def _refuse_odd(check: Check) -> None:
    """Raise PluginError for a check whose fields have not their types."""
    try:
        for name, kind in _FIELDS.items():
            msgspec.convert(msgspec.to_builtins(getattr(check, name)), kind)
    except (msgspec.ValidationError, TypeError) as exc:
        raise PluginError(f"its Check is malformed: {exc}") from exc
    if check.budget_s is not None and not 0 < check.budget_s < 3600:
        raise PluginError("its budget_s is no time")


def _clash(check: Check, others: Sequence[Check]) -> str:
    """Return what a check may not say about itself, "" for nothing."""
    ids = {one.id for one in others}
    pages = {page.id for one in others for page in one.pages}
    if check.id in ids or not _ID.fullmatch(check.id):
        return f"another check is called {check.id}, or it is no name"
    for need in (*check.needs, check.after):
        if need and need not in ids:
            return f"there is no check {need} before it"
    for page in check.pages:
        if page.id in pages or not _FINDING_ID.fullmatch(page.id):
            return f"another finding is called {page.id}, or it is no finding id"
    return ""


def _broken(why: str) -> Check:
    """Return a check without an id that says why a plugin is not used."""

    async def run(_: Context) -> Outcome:
        raise PluginError(f"it cannot be used: {why}")

    return Check(id="", title=_UNUSABLE, needs=(), run=run)


def _kept_apart(check: Check) -> Callable[[Context], Awaitable[Outcome]]:
    async def run(ctx: Context) -> Outcome:
        bridge = cast("Context", _Bridge(ctx, asyncio.get_running_loop()))

        async def judge() -> Outcome:
            return _valid(await check.run(bridge), check)

        return await asyncio.wrap_future(_call_apart(lambda: asyncio.run(judge())))

    return run


def _valid(outcome: object, check: Check) -> Outcome:
    """Return the outcome with what was printed, once every part of it has its type."""
    if not isinstance(outcome, Passed | Failed | Skipped):
        raise PluginError(f"it returned no outcome but {type(outcome).__name__}")
    try:
        sound = msgspec.convert(msgspec.to_builtins(outcome), type(outcome))
    except (msgspec.ValidationError, TypeError) as exc:
        raise PluginError(f"its outcome is malformed: {exc}") from exc
    ids = {page.id for page in check.pages}
    findings = sound.findings if isinstance(sound, Failed) else ()
    if isinstance(sound, Failed) and not findings:
        raise PluginError("it failed without a finding")
    for finding in findings:
        if finding.id not in ids:
            raise PluginError(f"it has no page for its finding {finding.id}")
    return _with_printed(sound)


def _with_printed(outcome: Outcome) -> Outcome:
    printed = " ".join(_heard[threading.get_ident()].getvalue().split())[:MAX_PRINTED]
    if not printed:
        return outcome
    said = f"(it printed: {printed})"
    if isinstance(outcome, Skipped):
        return replace(outcome, reason=f"{outcome.reason} {said}")
    return replace(outcome, summary=f"{outcome.summary} {said}".strip())


class _Bridge:
    """The context as a thread with an event loop of its own can ask it."""

    def __init__(self, ctx: Context, loop: asyncio.AbstractEventLoop) -> None:
        self._ctx, self._loop = ctx, loop

    def __getattr__(self, name: str) -> Any:
        value: Any = getattr(self._ctx, name)
        if not inspect.iscoroutinefunction(value):
            return value

        async def ask() -> Any:
            return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(value(), self._loop))

        return ask


# ----- threads, and what they print


class _Notes(io.StringIO):
    """Keeps the beginning of what is written."""

    def write(self, text: str, /) -> int:
        """Write, as long as there is room."""
        if self.tell() < 10 * MAX_PRINTED:
            super().write(text[: 10 * MAX_PRINTED])
        return len(text)


_heard: dict[int, _Notes] = {}


def _call_apart(work: Callable[[], T]) -> Future[T]:
    """Call this in a thread that nobody has to wait for; whatever it raises is a PluginError."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is not None and not isinstance(stream, _Ears):
            setattr(sys, name, _Ears(stream))
    future: Future[T] = Future()

    def call() -> None:
        _heard[threading.get_ident()] = _Notes()
        try:
            value = work()
        except PluginError as exc:
            error: BaseException = exc
        except BaseException as exc:  # noqa: BLE001 - not even SystemExit leaves a plugin
            error = PluginError(f"{type(exc).__name__}: {exc}")
        else:
            if future.set_running_or_notify_cancel():
                future.set_result(value)
            return
        if future.set_running_or_notify_cancel():
            future.set_exception(error)

    threading.Thread(target=call, daemon=True).start()
    return future


class _Ears:
    """A stream that keeps what a plugin's thread prints, and passes on what we print."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        is_ours = threading.current_thread() is threading.main_thread()
        stream = self._stream if is_ours else _heard.get(threading.get_ident(), _Notes())
        return getattr(stream, name)
