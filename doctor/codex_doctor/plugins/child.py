"""What runs in the process of a plugin: imports it, and describes its checks or runs one of them.

`apart` starts it. Whatever is printed here goes to descriptor 1, which the doctor reads. Nothing
here is relied on: a plugin may change all of it.
"""

from __future__ import annotations

import json
import os
import pkgutil
import socket
import sys
import threading
from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

import msgspec

from codex_doctor.context import Context, NotSeenError
from codex_doctor.model import Check, PluginError
from codex_doctor.plugins.messages import ALL, OUTCOMES, Answer, Ask, Described, Done, Order, Wrong
from codex_doctor.values import exception_words
from codex_doctor.words.sentence import plain, say

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from codex_doctor.context import Eyes
    from codex_doctor.facts import Facts


def main(number: int) -> None:
    """Do what is ordered on this descriptor, and end at once: no thread or hook of a plugin holds.

    Args:
        number: Of a socket to the doctor.
    """
    leave = os._exit
    os.dup2(1, 2)
    del sys.argv[1:]
    channel = socket.socket(fileno=number)
    channel.set_inheritable(False)
    lines = channel.makefile("rb")
    order = msgspec.convert(json.loads(lines.readline()), type=Order)
    line = msgspec.json.encode(_obey(order, channel, lines), enc_hook=plain) + b"\n"
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):
            stream.flush()
    with suppress(OSError):
        channel.sendall(line)
    leave(0)


def _obey(order: Order, channel: socket.socket, lines: Iterable[bytes]) -> Done | Wrong:
    try:
        checks = _load(order.target)
        if order.number is None or order.facts is None:
            return _done("", [_said_of(one) for one in checks], "plugin.malformed_check")
        ctx = PluginContext(order.facts, _Questions(channel, lines))
        return _run(checks[order.number], ctx)
    except NotSeenError as exc:
        return Wrong(str(exc), is_unseen=True)
    except PluginError as exc:
        return Wrong(str(exc))
    except BaseException as exc:  # noqa: BLE001 - SystemExit too is said
        return Wrong(exception_words(exc))


def _load(target: str) -> tuple[Check, ...]:
    value: object = pkgutil.resolve_name(target)
    checks = cast("tuple[object, ...]", value if isinstance(value, tuple) else (value,))
    if not all(isinstance(one, Check) for one in checks):
        raise PluginError(say("plugin.no_check", target=target))
    return cast("tuple[Check, ...]", checks)


def _said_of(check: Check) -> dict[str, object]:
    return {name: getattr(check, name) for name in Described.__struct_fields__}


def _run(check: Check, ctx: Context) -> Done | Wrong:
    # Late: to describe a check takes no event loop.
    import asyncio

    async def judge() -> object:
        return await check.run(ctx)

    outcome: object = asyncio.run(judge())
    for name, kind in OUTCOMES.items():
        if isinstance(outcome, kind):
            return _done(name, outcome, "plugin.malformed_outcome")
    return Done(type(outcome).__name__, msgspec.Raw(b"null"))


def _done(kind: str, value: object, malformed: str) -> Done:
    try:
        return Done(kind, msgspec.Raw(msgspec.json.encode(value, enc_hook=plain)))
    except (TypeError, ValueError, RecursionError) as exc:
        raise PluginError(say(malformed, error=str(exc))) from exc


class _Questions:
    """Asks the doctor for facts; any thread may wait for an answer, and any event loop."""

    def __init__(self, channel: socket.socket, lines: Iterable[bytes]) -> None:
        self._channel, self._lines = channel, lines
        self._waiting: dict[str, Future[Facts]] = {}
        self._lock = threading.Lock()
        threading.Thread(target=self._hear, daemon=True).start()

    def ask(self, name: str) -> Future[Facts]:
        """Return what will hold the fact of this name."""
        with self._lock:
            if name not in self._waiting:
                self._waiting[name] = Future()
                self._channel.sendall(msgspec.json.encode(Ask(name)) + b"\n")
            return self._waiting[name]

    def _hear(self) -> None:
        for line in self._lines:
            answer = msgspec.convert(json.loads(line), type=Answer)
            with self._lock:
                future = self._waiting.pop(answer.name, None)
            # A plugin may have asked past us.
            if future is None or not future.set_running_or_notify_cancel():
                continue
            if answer.facts is None:
                kind = NotSeenError if answer.is_unseen else PluginError
                future.set_exception(kind(answer.error))
            else:
                future.set_result(answer.facts)


class _FarEyes:
    """Eyes that ask the doctor's."""

    def __init__(self, questions: _Questions) -> None:
        self._questions = questions

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        import asyncio

        async def look(*_: object) -> Any:
            facts: Facts = await asyncio.wrap_future(self._questions.ask(name))
            return getattr(facts, name)

        return look


class PluginContext(Context):
    """The context of the diagnosis as a process of its own sees it."""

    def __init__(self, facts: Facts, questions: _Questions) -> None:
        eyes = cast("Eyes", _FarEyes(questions))
        super().__init__(asked=facts.asked, setup=facts.setup, eyes=eyes)
        self._questions = questions

    def facts(self) -> Facts:
        """Return what was looked at so far by any check."""
        return self._questions.ask(ALL).result()
