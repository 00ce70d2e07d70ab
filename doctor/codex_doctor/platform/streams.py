"""The standard streams as the caller left them: closed, full, abandoned, or in an odd encoding.

What cannot be written is never an exception in the middle of a run: the first failure is kept, and
`finish` makes an exit code of it.
"""

from __future__ import annotations

import errno
import io
import os
import sys

# Also type checkers know this name; to import typing takes longer than all that is done here.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from _typeshed import ReadableBuffer

EXIT_UNWRITTEN = 2
_CLIPPED = 600
# What COLUMNS says can be any number.
_NARROWEST, _USUAL, _WIDEST = 20, 80, 400
_LONG = 10
# Of `usage.error` in each language.
_ERROR_LABELS = ("error: ", "错误：")


class _Descriptor(io.FileIO):
    """A descriptor that keeps its first failure; what is written after it is dropped.

    Attributes:
        failure: Why nothing can be written.
        last: What was to be written last, before it was broken into lines.
    """

    failure: OSError | None = None
    last = b""

    def write(self, data: ReadableBuffer, /) -> int:
        """Write, and wait where a descriptor does not block."""
        self.last = bytes(data)
        while self.failure is None:
            try:
                written: int | None = super().write(data)
            except OSError as exc:
                self.failure = exc
                break
            if written is not None:
                return written
            import select

            select.select((), (self,), ())
        return memoryview(data).nbytes


def guard() -> None:
    """Take over stdin, stdout and stderr; a closed one reads and writes nothing from now on."""
    # In order, because the lowest free number is taken: else a file or socket of ours would get it.
    closed: set[int] = {
        number for number in (0, 1, 2) if _is_closed(number) and _open_null() == number
    }
    sys.stdout = _guarded(sys.stdout, 1, closed)
    sys.stderr = _guarded(sys.stderr, 2, closed)


def is_stdout_empty() -> bool:
    """Tell whether nothing was written to the standard output, nor tried in vain."""
    sys.stdout.flush()
    descriptor = _descriptor(sys.stdout)
    return descriptor is not None and not descriptor.last and descriptor.failure is None


def last_told() -> str:
    """Return the last line that was said on stderr, without our name before it."""
    descriptor = _descriptor(sys.stderr)
    said = descriptor.last.decode("utf-8", "replace") if descriptor else ""
    line = said.strip().rpartition("\n")[2]
    head, _, rest = line.partition(": ")
    # The program, or the program and its command.
    if head.split(" ")[0] != "codex-doctor":
        return line
    for label in _ERROR_LABELS:
        rest = rest.removeprefix(label)
    return rest


def _descriptor(stream: Any) -> _Descriptor | None:
    raw = getattr(getattr(stream, "buffer", None), "raw", None)
    return raw if isinstance(raw, _Descriptor) else None


def stdout_failure() -> str:
    """Return why nothing can be written to the standard output, "" as far as we know."""
    descriptor = _descriptor(sys.stdout)
    failure = descriptor.failure if descriptor else None
    # A reader that has gone wants no more; that is no failure.
    if failure is None or isinstance(failure, BrokenPipeError):
        return ""
    return failure.strerror or str(failure)


def finish(code: int) -> int:
    """Write what is left and return the exit code: that of an error if stdout took not all."""
    sys.stdout.flush()
    failure = stdout_failure()
    if failure:
        from codex_doctor.words.sentence import say  # late: few runs end so

        tell(say("output.stdout", reason=failure))
        code = EXIT_UNWRITTEN
    sys.stderr.flush()
    return code


def tell(line: str) -> None:
    """Say a line on stderr; of a very long one the beginning and the end."""
    write_stderr(f"codex-doctor: {clip(line)}")


def write_stderr(line: str) -> None:
    """Write a line to stderr, inert, and on a terminal as wide as that is."""
    from codex_doctor.visible import disarmed, visible  # late: many runs say nothing there

    # A name of a file can hold anything.
    line = disarmed(visible(line))
    sys.stderr.write(f"{in_columns(line)}\n")
    sys.stderr.flush()
    descriptor = _descriptor(sys.stderr)
    if descriptor is not None:
        descriptor.last = line.encode("utf-8", "replace")


def in_columns(line: str) -> str:
    """Return a line as lines that a terminal at stderr does not break itself."""
    # Where stderr goes elsewhere, a line is what programs read.
    if not sys.stderr.isatty():
        return line
    from codex_doctor.line_breaks import broken  # late: a script needs none of it

    lines = broken(line, width_of(sys.stderr))
    return "\n".join(" " * one.indent + line[one.start : one.end] for one in lines)


def width_of(stream: Any) -> int:
    """Return how many columns a line on a stream may have: as COLUMNS says, or as its terminal has.

    A terminal that does not know its width says 0, which is no width.
    """
    columns = os.environ.get("COLUMNS", "")
    given = int(columns) if columns.isdecimal() and len(columns) < _LONG else 0
    return min(max(given or _columns_of(stream) or _USUAL, _NARROWEST), _WIDEST)


def _columns_of(stream: Any) -> int:
    """Return how wide the terminal of a stream is, 0 where it has none, or none any more."""
    # As `shutil` finds it, which loads all that packs files.
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (AttributeError, ValueError, OSError):
        return 0


def clip(text: str) -> str:
    """Return a text whose middle is left out if it is very long."""
    more = len(text) - 2 * _CLIPPED
    return text if more <= 0 else f"{text[:_CLIPPED]} … ({more} more) … {text[-_CLIPPED:]}"


def _is_closed(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return True
    return False


def _open_null() -> int:
    return os.open(os.devnull, os.O_RDWR)


def _guarded(stream: Any, number: int, closed: set[int]) -> Any:
    """Return a stream on this descriptor that escapes what it cannot encode."""
    # With PYTHONUNBUFFERED there is no buffer between the text and the file.
    if stream is not None and type(getattr(stream.buffer, "raw", stream.buffer)) is not io.FileIO:
        stream.reconfigure(errors="backslashreplace")  # a console of Windows
        return stream
    raw = _Descriptor(number, "w", closefd=False)
    if number in closed:
        raw.failure = OSError(errno.EBADF, os.strerror(errno.EBADF))
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=_usable(getattr(stream, "encoding", None)),
        errors="backslashreplace",
        line_buffering=number == 2 or raw.isatty(),
    )


def _usable(encoding: str | None) -> str:
    """Return the encoding, UTF-8 in place of one that cannot take every text."""
    try:
        "✓\udcff".encode(encoding or "utf-8", "backslashreplace")
    except (LookupError, UnicodeError):
        return "utf-8"
    return encoding or "utf-8"
