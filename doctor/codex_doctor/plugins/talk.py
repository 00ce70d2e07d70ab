"""One process of a plugin, from its order to its end: started, heard, answered, within bounds.

What it prints is kept apart from what it says, and there is an end to both. It is over with its
time, with the run, and with us, and so is what it has started; see `platform.programs`.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

from codex_doctor.context import NotSeenError
from codex_doctor.facts import Facts
from codex_doctor.model import PluginError
from codex_doctor.platform.programs import MAX_OUTPUT_BYTES, ProgramOutput, run_program
from codex_doctor.plugins.messages import ALL, Answer, Ask, Done, Order, Said, Wrong
from codex_doctor.secrets.known_secrets import without_secrets
from codex_doctor.values import exception_words
from codex_doctor.words.sentence import plain, say

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter

    from codex_doctor.context import Context
    from codex_doctor.platform.deadline import Deadline

# How much a plugin may say at once, and how often it may ask.
MAX_SAID: Final = 1_000_000
MAX_ASKED: Final = 1_000
# The end of what was printed may be half a secret, and half a secret is not known as one.
_UNSURE: Final = 4_096
# The import path is ours, however that came about; until it is set, -P keeps the folder out.
_CODE: Final = (
    "import sys; number, *sys.path[:] = sys.argv[1:];"
    "from codex_doctor.plugins.child import main; main(int(number))"
)
_FACTS: Final = frozenset(Facts.__struct_fields__) - {"asked", "setup", "seen", "exchanges"}


class Heard(Struct, frozen=True):
    """What came from a process until its end.

    Attributes:
        said: What it said of its order, None when it said nothing.
        ending: "" when it has ended by itself, or `timeout`, `budget`, `interrupted`.
        code: Its exit code, or the number of a signal below zero; None when nobody knows.
        printed: What it printed, as one line.
    """

    said: Done | Wrong | None
    ending: str
    code: int | None
    printed: str


async def give_order(
    order: Order, ctx: Context | None, *, timeout_s: float, deadline: Deadline
) -> Heard:
    """Have a process of its own do this, and return what it says when it has ended.

    Args:
        order: What to do.
        ctx: Answers what it asks for, None when there is nothing to ask for.
        timeout_s: Its own limit.
        deadline: The end of the run, which may come before.

    Raises:
        PluginError: It could not be started, or says what cannot be understood.
    """
    ours, theirs = socket.socketpair()
    reader, writer = await asyncio.open_connection(sock=ours, limit=MAX_SAID)
    writer.write(as_line(order))
    hearing = asyncio.create_task(_hear(reader, writer, ctx))
    # When the time is over nobody asks any more what became of it, and asyncio would say so.
    hearing.add_done_callback(lambda task: task.cancelled() or task.exception())
    # Asked for here first: two threads at once would make two of it.
    _ = deadline.waker
    # A thread of its own: those of the event loop are for the probes.
    thread = ThreadPoolExecutor(max_workers=1)
    loop = asyncio.get_running_loop()
    try:
        printed = await loop.run_in_executor(thread, _run, theirs, timeout_s, deadline)
        if printed.reason in {"not_started", "unable"}:
            raise PluginError(say("plugin.no_process", reason=str(printed.detail)))
        said = await hearing
    finally:
        hearing.cancel()
        writer.close()
        thread.shutdown(wait=False)
    text = _one_line(printed.output)
    match printed.reason:
        case "":
            return Heard(said, "", 0, text)
        case "exit_code":
            return Heard(said, "", int(str(printed.detail)) if printed.detail else None, text)
        case ending:
            return Heard(said, ending, None, text)


def _run(theirs: socket.socket, timeout_s: float, deadline: Deadline) -> ProgramOutput:
    """Run the process to its end; who hears it is told so, whoever else has its socket."""
    flags = {
        "-E": sys.flags.ignore_environment,
        "-s": sys.flags.no_user_site,
        "-S": sys.flags.no_site,
        "-P": True,
    }
    words = [sys.executable, "-u", *(flag for flag, is_set in flags.items() if is_set), "-c", _CODE]
    with theirs:
        try:
            return run_program(
                [*words, str(theirs.fileno()), *sys.path],
                environ=without_secrets(os.environ),
                cwd=_folder(),
                timeout_s=timeout_s,
                deadline=deadline,
                descriptors=(theirs.fileno(),),
                is_log=True,
            )
        finally:
            with suppress(OSError):
                theirs.shutdown(socket.SHUT_RDWR)


def _folder() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError:
        return Path("/")  # it is gone, and that is no matter of a plugin


def _one_line(output: bytes) -> str:
    sure = output if len(output) < MAX_OUTPUT_BYTES else output[:-_UNSURE]
    return " ".join(sure.decode("utf-8", "replace").split())


async def _hear(
    reader: StreamReader, writer: StreamWriter, ctx: Context | None
) -> Done | Wrong | None:
    """Answer until the order is done, or nothing more comes."""
    answering: dict[str, asyncio.Task[None]] = {}
    try:
        for _ in range(MAX_ASKED):
            said = await _next(reader)
            if not isinstance(said, Ask):
                return said
            before = answering.get(said.name)
            # Who asks again before there is an answer gets that one.
            if ctx is not None and (before is None or before.done()):
                answering[said.name] = asyncio.create_task(_answer(said.name, ctx, writer))
        raise PluginError(say("plugin.asked_too_often", count=MAX_ASKED))
    finally:
        for task in answering.values():
            task.cancel()
        writer.close()


async def _next(reader: StreamReader) -> Said | None:
    try:
        line = await reader.readline()
    except ValueError:
        raise PluginError(say("plugin.said_too_much", size_bytes=MAX_SAID)) from None
    except OSError:
        return None
    if not line.endswith(b"\n"):
        return None
    try:
        said: Said = msgspec.json.decode(line, type=Said)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise PluginError(say("plugin.not_understood")) from None
    return said


async def _answer(name: str, ctx: Context, writer: StreamWriter) -> None:
    try:
        answer = Answer(name, await _facts(name, ctx))
    except NotSeenError as exc:
        answer = Answer(name, error=str(exc), is_unseen=True)
    except Exception as exc:  # noqa: BLE001 - what a probe raises is for who asked
        answer = Answer(name, error=exception_words(exc))
    if not writer.is_closing():  # else asyncio would say that nobody reads it
        writer.write(as_line(answer))
        with suppress(OSError):
            await writer.drain()


async def _facts(name: str, ctx: Context) -> Facts:
    """Return the fact of this name, or what was looked at so far."""
    if name == ALL:
        return ctx.facts()
    if name not in _FACTS:
        raise LookupError(f"there is no fact {name[:60]!r}")
    fact = await getattr(ctx, name)()
    return Facts(asked=ctx.asked, setup=ctx.setup, seen=frozenset({name}), **{name: fact})


def as_line(message: Order | Answer) -> bytes:
    """Return what a process reads."""
    # Not with msgspec: it has neither infinity nor the odd bytes of a name of a file.
    return json.dumps(msgspec.to_builtins(message, enc_hook=plain)).encode() + b"\n"
