"""Checks of other packages that mean harm: nothing of it reaches the diagnosis.

Out of bounds is what an account may do to its own processes from anywhere: to kill the doctor by
its id, to write into `/proc/PID/fd` or a terminal by its name, to fork until the machine stands.
"""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any, Final

from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.fault import key_in_environment
from hostile.case import Case
from hostile.cases_crash import shell

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hostile.case import Outcome

_CHECK: Final = """\
import os, re, signal, subprocess, sys, threading, time
from codex_doctor.model import Check, Failed, Finding, Page, Passed, Severity, Skipped
KEY = {key!r}
{at_import}

async def run(ctx):
    {in_run}
    return Passed("fine")

CHECK = Check(id="bad", title="Harmless", needs=(), run=run, budget_s={budget_s})
{behind}
"""
# Each is wrong already: a plugin that makes the exit code 0 would lie.
_WRONG: Final = ("--json", "--budget", "10", "-m", "no-such-model")
_INFO: Final = "site/bad-1.dist-info"
_SLEEPER: Final = 'subprocess.Popen(["sleep", "600"], start_new_session=True)'
_BACKTRACKING: Final = 're.match("(a+)+$", "a" * 60 + "b")'
_OPEN_STDIN: Final = "mkfifo $TMPDIR/f; exec 3<>$TMPDIR/f; rm $TMPDIR/f; "
_DESCRIPTORS: Final = (
    "import stat\n"
    "    for one in range(3, 64):\n"
    "        try: os.write(one, {bytes}) if stat.S_ISSOCK(os.fstat(one).st_mode) else 0\n"
    "        except OSError: pass"
)


def files(
    *, at_import: str = "", in_run: str = "pass", behind: str = "", budget_s: float = 1.0
) -> dict[str, str | bytes]:
    """Return a distribution with one check, as an installer leaves it."""
    source = _CHECK.format(
        key=LAB_KEY, at_import=at_import, in_run=in_run, behind=behind, budget_s=budget_s
    )
    return {
        f"{_INFO}/METADATA": b"Metadata-Version: 2.1\nName: bad\nVersion: 1\n",
        f"{_INFO}/entry_points.txt": b"[codex_doctor.checks]\nbad = bad_plugin:CHECK\n",
        "site/bad_plugin.py": source.encode(),
    }


def _says(*told: str) -> Callable[[Outcome], None]:
    """Ask for the whole diagnosis, and for these words in the plugin's row."""

    def check(outcome: Outcome) -> None:
        seen = outcome.report
        rows = {one["id"]: one["summary"] for one in seen["checks"]}
        assert all(one in rows["bad"] for one in told), rows["bad"]
        assert (seen["verdict"], seen["findings"][0]["id"]) == ("fails", "model.unknown_id")
        assert len(rows) == len(seen["checks"]) > 8, rows
        assert not outcome.stderr, outcome.stderr[:200]

    return check


def _attack(name: str, *told: str, seconds: float = 4, **code: Any) -> Case:
    return Case(
        *("trust", f"plugin-{name}", _WRONG),
        files=files(**code),
        environ={**key_in_environment(), "PYTHONPATH": "{root}/site"},
        secrets=(LAB_KEY,),
        codes=frozenset({1}),
        seconds=seconds,
        # What a plugin takes is counted with ours.
        peak_mb=1000,
        check=_says(*told),
    )


def _on_screen(name: str, arguments: tuple[str, ...], code: int, **texts: Any) -> Case:
    """Return a check whose own words hold the key and what moves the cursor."""
    return Case(
        *("trust", f"plugin-{name}", arguments),
        files=files(**texts),
        environ={**key_in_environment(), "PYTHONPATH": "{root}/site"},
        secrets=(LAB_KEY,),
        codes=frozenset({code}),
        is_json=None,
        check=_is_inert,
    )


def _is_inert(outcome: Outcome) -> None:
    assert b"\x1b" not in outcome.stdout + outcome.stderr
    assert outcome.stdout + outcome.stderr


def _interrupted(name: str, number: int, **code: Any) -> Case:
    """Return a plugin that waits, and a signal to the doctor while it does."""
    killed = number == signal.SIGKILL
    return Case(
        *("trust", f"plugin-{name}-{signal.Signals(number).name.lower()}", _WRONG),
        files=files(budget_s=60, **code),
        environ={
            **key_in_environment(), "PYTHONPATH": "{root}/site", "GO": "{root}/out/go",
        },
        signals=((number, 0.1),),
        after="go",
        codes=frozenset({-9 if killed else 130}),
        is_json=None,
        seconds=3,
    )  # fmt: skip


_LATE: Final = "not done after 6 s"
_ENDED: Final = "its process ended without an outcome"
_UNUSABLE: Final = "it cannot be used: "
_GO: Final = 'open(os.environ["GO"], "w").close(); time.sleep(600)'
_TEXTS: Final[Mapping[str, str]] = {
    "behind": (
        "from msgspec.structs import replace\n"
        "WORDS = f'x \\x1b[2J {KEY} ' + KEY[:10] + ' ' + KEY[10:]\n"
        "CHECK = replace(CHECK, title=WORDS, pages=(Page('bad.page', WORDS, WORDS),))"
    )
}

_AT_IMPORT: Final = (
    _attack("exits-at-import", _UNUSABLE, _ENDED, at_import="os._exit(0)"),
    _attack("writes-at-import", "fine", at_import="os.write(1, KEY.encode())"),
    _attack("closes-at-import", "fine", at_import="os.close(1); os.close(2)"),
    _attack("sleeper-at-import", "fine", at_import=_SLEEPER),
    _attack("sleeper-then-exit", _UNUSABLE, at_import=f"{_SLEEPER}; os._exit(0)"),
    _attack("import-never-ends", _UNUSABLE, "did not end", at_import="time.sleep(600)"),
    _attack("import-spins", _UNUSABLE, "did not end", at_import="while True: pass"),
    _attack("import-holds-the-lock", _UNUSABLE, "did not end", at_import=_BACKTRACKING),
    _attack("import-raises-the-key", _UNUSABLE, at_import="raise ValueError(KEY)"),
    _attack("dumps-is-replaced", "fine", at_import="import json; json.dumps = lambda *_, **__: ''"),
    _attack("exit-is-replaced", "fine", at_import="sys.exit = lambda *_: os._exit(0)"),
    _attack("at-exit", "fine", at_import="import atexit; atexit.register(os._exit, 0)"),
    _attack("at-exit-sleeps", "fine", at_import="import atexit; atexit.register(time.sleep, 600)"),
    _attack(
        "verdict-is-replaced",
        "fine",
        at_import="from codex_doctor import ranking; ranking.verdict = lambda _: 'works'",
    ),
    _attack(
        "redactor-is-replaced",
        "fine",
        at_import="import codex_doctor.secrets.redact as one; one.redact = lambda it, known: it",
        in_run="return Passed(f'fine {KEY}')",
    ),
    _attack(
        "renderer-is-replaced",
        "fine",
        at_import="import types; one = types.ModuleType('json'); one.render = lambda *_: ''\n"
        "sys.modules['codex_doctor.report.json'] = one",
    ),
    _attack("empties-the-path", at_import="sys.path.clear()"),
    _attack(
        "limits",
        "",
        at_import="import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (12, 12))",
    ),
    _attack("folder", "fine", at_import="os.chdir('/'); os.environ.clear()"),
    _attack("recursion", "", at_import="sys.setrecursionlimit(60)"),
    _attack(
        "many-checks",
        "more than",
        behind="from msgspec.structs import replace\n"
        "CHECK = tuple(replace(CHECK, id=f'bad_{n}') for n in range(3_000))",
    ),
    _attack(
        "says-it-is-ours",
        "another check is called dns",
        behind="from msgspec.structs import replace\n"
        "CHECK = replace(CHECK, id='dns', title='It can be used')",
    ),
)
_IN_RUN: Final = (
    _attack("exits", _ENDED, "0", in_run="os._exit(0)"),
    _attack("exits-7", _ENDED, "7", in_run="os._exit(7)"),
    _attack("becomes-another", _ENDED, in_run="os.execv('/bin/echo', ['echo', KEY])"),
    _attack("writes-to-1", "fine", "printed", in_run="os.write(1, KEY.encode())"),
    _attack("writes-to-2", "fine", "printed", in_run="os.write(2, KEY.encode())"),
    _attack("prints-half", "fine", in_run="print('x ' * 92 + KEY)"),
    _attack("prints-in-pieces", "fine", in_run="print('x ' * 80, *KEY, sep='\\n')"),
    _attack("prints-utf-16", "fine", in_run="os.write(1, KEY.encode('utf-16-le'))"),
    _attack("raises-the-key", "ValueError", in_run="raise ValueError(KEY)"),
    _attack("closes-1", "OSError", in_run="os.close(1); os.close(2); print(KEY, flush=True)"),
    _attack("closes-all", in_run="os.closerange(0, 256)"),
    _attack("dup2", "fine", in_run="os.dup2(os.open('/dev/null', 2), 1); os.dup2(1, 2)"),
    _attack("takes-stdout", "fine", in_run="sys.stdout = sys.stderr = None"),
    _attack("sleeper", "fine", in_run=_SLEEPER),
    _attack("sleeper-and-exit", _ENDED, in_run=f"{_SLEEPER}; os._exit(0)"),
    _attack("sleeper-and-late", _LATE, in_run=f"{_SLEEPER}; time.sleep(600)"),
    _attack("holds-the-lock", _LATE, in_run=_BACKTRACKING),
    _attack("spins", _LATE, in_run="while True: pass"),
    _attack("never-ends", _LATE, in_run="time.sleep(600)"),
    _attack("stops-itself", _LATE, in_run="os.kill(os.getpid(), signal.SIGSTOP)"),
    _attack("ignores-signals", _LATE, in_run="signal.pthread_sigmask(0, {1, 15}); time.sleep(600)"),
    _attack("breaks", _ENDED, "11", in_run="os.kill(os.getpid(), signal.SIGSEGV)"),
    _attack(
        "leaves-a-thread", "fine", in_run="threading.Thread(target=time.sleep, args=(9,)).start()"
    ),
    _attack("forks", in_run="os.fork()"),
    _attack(
        "kills-its-group",
        _ENDED,
        in_run="os.getpgrp() == os.getpid() and os.killpg(0, signal.SIGKILL)",
    ),
    _attack(
        "kills-what-keeps-it",
        _ENDED,
        in_run="up = os.getppid()\n"
        "    if b'keeper' in open(f'/proc/{up}/cmdline', 'rb').read(): os.kill(up, 9)\n"
        "    time.sleep(600)",
    ),
    _attack("prints-much", "fine", in_run="os.write(1, b'x' * 50_000_000)"),
    _attack("prints-without-end", _LATE, in_run="while True: os.write(2, b'x' * 65536)"),
    _attack("prints-keys", "fine", in_run="print(KEY * 20_000)"),
    _attack("says-much", "more than", budget_s=5, in_run="return Passed('x' * 100_000_000)"),
    _attack("malformed", "bad", in_run=_DESCRIPTORS.format(bytes=r"b'\xff\x00{}' * 9 + b'\n'")),
    _attack("nested", "bad", in_run=_DESCRIPTORS.format(bytes=r"b'[' * 60_000 + b'\n'")),
    _attack("unfinished", in_run=_DESCRIPTORS.format(bytes=r"b'[' * 60_000")),
    _attack(
        "malformed-and-late",
        _LATE,
        in_run=_DESCRIPTORS.format(bytes=r"b'[]\n'") + "\n    time.sleep(600)",
    ),
    _attack(
        "asks-and-goes",
        _ENDED,
        in_run=_DESCRIPTORS.format(bytes=r"""b'{"type":"Ask","name":"facts"}\n' * 900""")
        + "\n    os._exit(0)",
    ),
    _attack("asks-much", in_run="[ctx.facts() for _ in range(10_000_000)]"),
    _attack("surrogate", "malformed", in_run=r"return Passed('\udcff')"),
)

CASES: Final = (
    *_AT_IMPORT,
    *_IN_RUN,
    Case(
        *("trust", "plugin-reads-stdin", _WRONG),
        files=files(in_run="return Passed('fine' + sys.stdin.read())"),
        environ={**key_in_environment(), "PYTHONPATH": "{root}/site"},
        wraps=shell(f'{_OPEN_STDIN}exec "$0" "$@" <&3 3>&-'),
        codes=frozenset({1}),
        check=_says("fine"),
    ),
    _on_screen("title-listed", ("checks",), 0, **_TEXTS),
    _on_screen("title-explained", ("explain", "bad.page"), 0, **_TEXTS),
    _on_screen("title-shown", ("-m", "no-such-model"), 1, **_TEXTS),
    _on_screen("exits-when-listed", ("checks",), 0, at_import="os.write(1, KEY.encode())"),
    _on_screen("exits-when-explained", ("explain", "bad.page"), 2, at_import="os._exit(0)"),
    _interrupted("import-waits", signal.SIGTERM, at_import=_GO),
    _interrupted("import-waits", signal.SIGKILL, at_import=f"{_SLEEPER}; {_GO}"),
    _interrupted("waits", signal.SIGTERM, in_run=f"{_SLEEPER}; {_GO}"),
    _interrupted("waits", signal.SIGKILL, in_run=f"{_SLEEPER}; {_GO}"),
)
