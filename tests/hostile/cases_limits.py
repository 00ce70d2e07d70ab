"""Limits of the process that leave no room to look: they are named, and nothing else is blamed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from hostile.case import Case
from hostile.cases_crash import JSON, is_told, says, shell

if TYPE_CHECKING:
    from collections.abc import Callable

    from hostile.case import Outcome

_UNKNOWN: Final = frozenset({3})
_EVERY: Final = ("--codex-version", "all", *JSON)
# Root has no limit of processes, and its folders are for nobody else.
_AS_NOBODY: Final = (
    " setpriv --reuid 65534 --regid 65534 --clear-groups"
    " --inh-caps +dac_override --ambient-caps +dac_override"
)
_NO_THREADS: Final = f"exec prlimit --nproc=1{_AS_NOBODY if os.getuid() == 0 else ''}"

# Below 28,000 the bare interpreter cannot load asyncio and ssl (measured with 3.11), and what it
# does then is up to it: once it crashed.
_LEAST: Final = "-v 30000"
# Between that and 34,000 there was, for one or the other, no room left to load the last words.
_SCANT: Final = tuple(f"-v {30_750 + 250 * step}" for step in range(12))


def _limited(
    name: str,
    limit: str,
    *arguments: str,
    check: Callable[[Outcome], None],
    is_json: bool | None = True,
) -> Case:
    return Case(
        *("crash", f"limit-{name}", arguments or JSON),
        wraps=shell(f'{limit} "$0" "$@"'),
        codes=_UNKNOWN,
        is_json=is_json,
        check=check,
    )


def _unseen(advice: str) -> Callable[[Outcome], None]:
    def check(outcome: Outcome) -> None:
        is_told(advice)(outcome)
        assert outcome.report["verdict"] == "unknown"
        assert outcome.found == []
        (row,) = (one for one in outcome.report["checks"] if one["id"] == "tcp")
        assert advice in row["summary"], row

    return check


def _no_range_is_judged(outcome: Outcome) -> None:
    is_told("`ulimit -n 256`")(outcome)
    assert {one["verdict"] for one in outcome.report["ranges"]} == {"unknown"}


def _nothing_is_planned(outcome: Outcome) -> None:
    assert "`ulimit -n 256`" in outcome.report["nothing_sent_because"]


def _is_said_in_json(outcome: Outcome) -> None:
    document = outcome.report
    assert document["schema"] == "codex-doctor/error", document
    assert document["exit_code"] == 3
    assert "ulimit" in document["error"]
    assert document["error"].encode() in outcome.stderr


CASES: Final = (
    *(
        _limited(f"{number}-files", f"ulimit -n {number}; exec", check=_unseen("`ulimit -n 256`"))
        for number in (5, 6, 7, 8, 9, 10, 12, 16)
    ),
    _limited(
        "files-terminal",
        "ulimit -n 8; exec",
        "--budget",
        "5",
        check=says(b"ulimit -n 256"),
        is_json=False,
    ),
    _limited(
        "all-versions-threads", _NO_THREADS, *_EVERY, check=is_told("`ulimit -u"), is_json=None
    ),
    *(
        _limited(
            f"{number}-files-all-versions",
            f"ulimit -n {number}; exec",
            *_EVERY,
            check=_no_range_is_judged,
        )
        for number in (8, 10)
    ),
    _limited(
        "files-dry-run", "ulimit -n 7; exec", "--dry-run", "--json", check=_nothing_is_planned
    ),
    _limited(
        "files-demo", "ulimit -n 8; exec", "demo", check=is_told("`ulimit -n 256`"), is_json=False
    ),
    *(
        _limited(
            f"{limit.strip('-').replace(' ', '-')}-{'-'.join(words).replace('--', '')}",
            f"ulimit {limit}; exec",
            *words,
            check=_is_said_in_json,
        )
        for limit in ("-n 20", "-n 8", "-v 90000", "-v 60000", _LEAST, *_SCANT, "-s 128")
        for words in (("demo", "--json"), ("demo", "auth-wrong-key", "--format", "json"))
    ),
    *(
        _limited(
            f"{limit.strip('-').replace(' ', '-')}-{'-'.join(words).replace('--', '')}",
            f"ulimit {limit}; exec",
            *words,
            check=_is_said_in_json,
        )
        for limit in (_LEAST,)
        for words in (
            ("config", "--json"),
            ("--dry-run", "--json"),
            JSON,
            _EVERY,
            ("--offline", "--json"),
        )
    ),
    _limited("memory", "ulimit -v 60000; exec", check=_unseen("`ulimit -v unlimited`")),
    _limited(
        "memory-to-start",
        f"ulimit {_LEAST}; exec",
        check=is_told("`ulimit -v unlimited`"),
        is_json=None,
    ),
    _limited(
        "memory-all-versions",
        f"ulimit {_LEAST}; exec",
        *_EVERY,
        check=is_told("`ulimit -v"),
        is_json=None,
    ),
    _limited("data", "ulimit -d 20000; exec", check=is_told("`ulimit -d unlimited`"), is_json=None),
    _limited("stack", "ulimit -s 128; exec", check=_unseen("`ulimit -s 8192`")),
    _limited("threads", _NO_THREADS, check=_unseen("`ulimit -u unlimited`")),
)
