"""Entry point: shuts the working folder out, answers `--version`, then hands over to `cli`.

There is no `from __future__` here: it is an import like any other, and the folder somebody stands
in may hold a file of that name. What Python itself has imported by now is beyond our reach.
"""

import sys

from codex_doctor import __version__

# Also type checkers know this name; to import typing is more than all that is done here.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from codex_doctor.platform.deadline import Deadline

# Kept for the last words of a run that has used up its memory: two of the interpreter's arenas.
_ROOM_BYTES = 1 << 21
EXIT_USAGE, EXIT_UNKNOWN, EXIT_OUR_BUG, EXIT_INTERRUPTED = 2, 3, 4, 130
# Why it ends so, stderr alone says.
_TOLD = (EXIT_USAGE, EXIT_OUR_BUG, EXIT_INTERRUPTED)


def main() -> "NoReturn":
    """Run the command line and leave with its exit code.

    At once: while the interpreter tidies up, a signal would kill us although all is said.
    """
    import os

    os._exit(answer())


def answer() -> int:
    """Run the command line and return its exit code; here the time of the run begins."""
    try:
        _shut_out_working_folder()
        from codex_doctor.platform.deadline import Deadline

        deadline = Deadline()
        deadline.take_signals()
    except KeyboardInterrupt:
        # Before we hear signals ourselves.
        return _tell_interrupt()
    from codex_doctor.platform.streams import finish, guard, is_stdout_empty, last_told

    guard()
    if sys.argv[1:] in (["--version"], ["-V"]):
        print(f"codex-doctor {__version__}")  # noqa: T201 - the fast path
        return finish(0)
    wants_events = "--events" in sys.argv[1:]
    if not (wants_events or _wants_json(sys.argv[1:])):
        return finish(_run(sys.argv[1:], deadline))
    from codex_doctor.report.error_json import render  # now, while there is room for it
    from codex_doctor.report.last_line import LAST

    code = _run(sys.argv[1:], deadline)
    if wants_events:
        told = last_told() if code in _TOLD else ""
        sys.stdout.write(LAST.render(code, told, int(deadline.now_s() * 1000)))
    elif is_stdout_empty():
        sys.stdout.write(render(code, last_told()))
    return finish(code)


def _wants_json(words: list[str]) -> bool:
    """Tell it by the words alone: nothing may be left that could read them."""
    pairs = zip(words, words[1:])  # noqa: B905, RUF007 - one is shorter; itertools is one more import
    return bool({"--json", "--format=json"} & {*words}) or ("--format", "json") in pairs


def _run(argv: list[str], deadline: "Deadline") -> int:
    from codex_doctor.platform.limits import too_low  # now, while there is room for it

    room = None
    try:
        from codex_doctor.language import speak

        room = bytearray(_ROOM_BYTES)
        speak(argv)
        from codex_doctor.cli import run

        return run(argv, deadline)
    except SystemExit as exc:
        return exc.code if isinstance(exc.code, int) else EXIT_USAGE
    except Exception as exc:  # noqa: BLE001 - nobody is left who could handle it
        del room
        limit = too_low()
        return _tell_limit(limit) if limit else _tell_bug(exc)


def _tell_interrupt() -> int:
    """Say it; the words are loaded only now, and no second signal stops them on their way."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from codex_doctor.words.sentence import say

    print(f"codex-doctor: {say('last.interrupted')}", file=sys.stderr)  # noqa: T201 - the last words
    return EXIT_INTERRUPTED


def _tell_limit(limit: str) -> int:
    print(f"codex-doctor: {limit}", file=sys.stderr)  # noqa: T201 - the last resort
    return EXIT_UNKNOWN


def _tell_bug(exc: Exception) -> int:
    """Say where in our code it happened; the text of an exception could hold a secret."""
    place, frame = "", exc.__traceback__
    while frame:
        file = frame.tb_frame.f_code.co_filename
        if "codex_doctor" in file:
            place = f"{file}:{frame.tb_lineno}"
        frame = frame.tb_next
    from codex_doctor.words.sentence import say  # `limits` has loaded it

    told = say("last.bug", error=type(exc).__name__, place=place)
    print(f"codex-doctor: {told}", file=sys.stderr)  # noqa: T201 - the last resort
    return EXIT_OUR_BUG


def _shut_out_working_folder() -> None:
    """Take what names no fixed folder off the import path: anybody's files may be there.

    An absolute folder in PYTHONPATH stays: whoever wrote it there wants it.
    """
    import os  # comes with the interpreter

    is_fixed = os.path.isabs
    if __name__ == "__main__" and not sys.flags.safe_path:
        del sys.path[0]  # what `python -m` puts there
    named = "" if sys.flags.ignore_environment else os.environ.get("PYTHONPATH", "")
    folders = named.split(os.pathsep) if named else []
    # Python has made them absolute, so that they look like any other folder by now.
    out = {_absolute(one) for one in folders if not is_fixed(one)}
    out -= {one for one in folders if is_fixed(one)}
    sys.path[:] = [one for one in sys.path if is_fixed(one) and one not in out]


def _absolute(folder: str) -> str:
    import os

    try:
        return os.path.abspath(folder)  # noqa: PTH100 - pathlib would be one more import
    except OSError:
        return folder  # in a folder that is gone nothing is absolute


if __name__ == "__main__":
    main()
