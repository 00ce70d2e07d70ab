"""The child of `--confirm`, and plugins, at their worst: nothing outlives us or is shown."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any, Final

from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.fault import key_in_environment
from hostile.case import Case
from hostile.cases_plugins import files
from hostile.programs import DEAF, STRAYS, codex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hostile.case import Outcome

_CONFIRM: Final = ("--budget", "4", "-v", "--confirm")
_KEYS: Final = {
    "key-plain": f"echo {LAB_KEY}; echo {LAB_KEY} >&2",
    "key-of-the-environment": "env; env >&2",
    "key-in-base64": f"echo {LAB_KEY} | base64; echo {LAB_KEY} | base64 >&2",
    "key-reversed": f"echo {LAB_KEY} | rev; echo {LAB_KEY} | rev >&2",
    "key-in-an-event": f'echo \'{{"type":"error","message":"{LAB_KEY}"}}\'',
    "key-in-a-message": 'echo \'{"type":"item.completed","item":{"type":"agent_message",'
    f'"text":"{LAB_KEY}"}}}}\'',
    "key-in-halves": f"printf {LAB_KEY[:14]} >&2; sleep 0.2; printf {LAB_KEY[14:]} >&2",
    "key-by-its-name": f"exec -a {LAB_KEY} false || true",
}
_FLOODS: Final = {
    "floods-out": "head -c 100000000 /dev/zero",
    "floods-err": "head -c 100000000 /dev/zero >&2",
    "floods-one-line": "head -c 100000000 /dev/zero | tr '\\0' a",
    "floods-lines": "yes '{}' | head -c 100000000",
    "floods-for-ever": f"exec yes {LAB_KEY}",
    "floods-err-for-ever": f"exec yes {LAB_KEY} >&2",
    "floods-deep": "head -c 1000000 /dev/zero | tr '\\0' '['",
    "floods-no-text": "head -c 1000000 /dev/urandom",
}
_WILD: Final = {
    "deaf": DEAF,
    "deaf-forks": f"{STRAYS['deaf-background']}\n{DEAF}",
    "forks-and-hangs": f"{STRAYS['double-fork']}\n{STRAYS['heirs']}\nexec sleep 600",
    "holds-the-pipes": "setsid sleep 600 &\nexit 0",
    "kills-its-group": "kill -9 0",
    "kills-its-parent": "kill -9 $PPID; sleep 600",
    "stops-its-parent": "kill -STOP $PPID; sleep 600",
    "stops-itself": "kill -STOP $$",
    "ends-by-a-signal": "kill -SEGV $$",
    "leaves-files": "mkdir -p a/b; touch a/b/c; chmod 0 a/b; ln -s / d",
    "closes-all": "exec <&- >&- 2>&-; sleep 600",
    "runs-itself": 'exec "$0" "$@"',
}


def _confirm(children: Mapping[str, str], way: str = "", **more: Any) -> Iterator[Case]:
    """Yield each child, in one format after the other."""
    for number, (name, line) in enumerate(children.items()):
        form = ("--json", "--plain")[number % 2]
        yield Case(
            "process", f"confirm-{name}{way}", (*_CONFIRM, form), prepare=codex(line),
            secrets=(LAB_KEY,), is_json=form == "--json", seconds=4.0, **more,
        )  # fmt: skip


def _stopped(name: str, lines: str, number: int) -> Case:
    """End us while the child runs."""
    killed = number == signal.SIGKILL
    return Case(
        "process", f"confirm-{name}-{signal.Signals(number).name.lower()}", (*_CONFIRM, "--json"),
        prepare=codex('echo > "$ROOT/out/go"', lines), secrets=(LAB_KEY,),
        signals=((number, 0.3),), after="go", codes=frozenset({-9 if killed else 130}),
        is_json=None if killed else True, seconds=4.0,
        # Where nobody looks: who is killed leaves his empty folder there.
        environ={**key_in_environment(), "TMPDIR": "{root}/out"},
    )  # fmt: skip


def _tells(outcome: Outcome) -> None:
    rows = {one["id"]: one for one in outcome.report["checks"]}
    assert "bad" in rows, sorted(rows)
    assert outcome.report["verdict"] == "fails", outcome.report["verdict"]


def _plugin(name: str, check: Callable[[Outcome], None] = _tells, **code: Any) -> Case:
    return Case(
        "trust", f"plugin-edge-{name}", ("--json", "-v", "--budget", "10", "-m", "no-such-model"),
        files=files(**code), environ={**key_in_environment(), "PYTHONPATH": "{root}/site"},
        secrets=(LAB_KEY,), codes=frozenset({1}), seconds=8.0, peak_mb=1000, check=check,
    )  # fmt: skip


_CODED: Final = "import base64; KEY = base64.b64encode(KEY.encode()).decode()"
_FINDING: Final = (
    "from codex_doctor.model import Evidence, Fix\n"
    "    return Failed((Finding(id='bad.key', severity=Severity.ERROR, cause=KEY, "
    "evidence=(Evidence(KEY, measured=KEY[::-1], expected=KEY.upper()),), fixes=(Fix(KEY),)),))"
)

CASES: Final = (
    *_confirm({name: f"{line}\nexit 1" for name, line in _KEYS.items()}),
    *_confirm({f"{name}-and-is-well": line for name, line in _KEYS.items()}),
    *_confirm(_FLOODS),
    *_confirm(_WILD),
    *(
        _stopped(name, _WILD[name], number)
        for name in ("deaf-forks", "forks-and-hangs", "closes-all")
        for number in (signal.SIGTERM, signal.SIGKILL)
    ),
    _plugin("system-exit-at-import", at_import="raise SystemExit(KEY)"),
    _plugin("interrupt-at-import", at_import="raise KeyboardInterrupt(KEY)"),
    _plugin("base-exception-at-import", at_import="raise BaseException(KEY)"),
    _plugin("system-exit", in_run="raise SystemExit(KEY)"),
    _plugin("system-exit-0", in_run="raise SystemExit(0)"),
    _plugin("interrupt", in_run="raise KeyboardInterrupt(KEY)"),
    _plugin("base-exception", in_run="raise BaseException(KEY)"),
    _plugin("generator-exit", in_run="raise GeneratorExit"),
    _plugin("cancels-itself", in_run="import asyncio; raise asyncio.CancelledError(KEY)"),
    _plugin("group", in_run="raise BaseExceptionGroup(KEY, [KeyboardInterrupt(), SystemExit(9)])"),
    _plugin("stop-iteration", in_run="raise StopAsyncIteration(KEY)"),
    _plugin("recursion", in_run="return await run(ctx)"),
    _plugin("memory", in_run="raise MemoryError(KEY)"),
    _plugin("class-with-the-key", in_run="raise type(KEY, (Exception,), {})()"),
    _plugin("bad-repr", in_run="raise type('X', (Exception,), {'__str__': lambda _: 1 / 0})()"),
    _plugin("none", in_run="return None"),
    _plugin("a-text", in_run="return KEY"),
    _plugin("a-number", in_run="return 7"),
    _plugin("bytes", in_run="return Passed(KEY.encode())"),
    _plugin("a-generator", in_run="return (one for one in KEY)"),
    _plugin("a-subclass", in_run="return type('P', (Passed,), {})(KEY)"),
    _plugin("findings-of-none", in_run="return Failed((None, 1, KEY))"),
    _plugin("no-findings", in_run="return Failed(())"),
    _plugin("finding-with-the-key", in_run=_FINDING),
    _plugin("finding-in-base64", in_run=_FINDING, at_import=_CODED),
    _plugin("key-in-the-environment", in_run="return Passed(str(dict(os.environ)))"),
    _plugin("key-in-bytes", in_run="return Passed(str(list(KEY.encode())))"),
    _plugin("key-in-skipped", in_run="return Skipped(KEY[::-1])"),
    _plugin("prints-the-environment", in_run="os.system('env; env >&2')"),
    _plugin("prints-by-a-child", in_run="subprocess.run(['env'], stdout=2)"),
    _plugin("logs", in_run="import logging; logging.error(KEY)"),
    _plugin("warns", in_run="import warnings; warnings.warn(KEY)"),
    _plugin("to-the-terminal", in_run="open('/dev/tty', 'w').write(KEY)"),
    _plugin("forks-deep", in_run="\n    ".join(
        ("for _ in range(4): os.fork()", "os.setsid() if os.getpgrp() != os.getpid() else 0",
         "time.sleep(600)"))),
    _plugin("fork-answers-twice", in_run="os.fork(); return Passed('fine')"),
    _plugin("grandchild-stays", in_run=(
        "subprocess.Popen('trap \"\" TERM INT HUP; setsid sleep 600 & sleep 600', shell=True, "
        "start_new_session=True)")),
    _plugin("thread-raises", in_run=(
        "threading.Thread(target=lambda: (_ for _ in ()).throw(SystemExit(KEY))).start()")),
    _plugin("at-exit-prints", at_import=(
        "import atexit; atexit.register(lambda: os.write(1, KEY.encode() * 99))")),
    _plugin("collected", at_import="import weakref\nclass A:\n def __del__(s): os.write(2, b'x')\n"
            "a = A()"),
    _plugin("alarms", at_import="signal.alarm(1)", in_run="time.sleep(600)"),
    _plugin("interrupts-itself", in_run="os.kill(os.getpid(), signal.SIGINT); time.sleep(9)"),
)  # fmt: skip
