"""Measures the cure: whether the doctor's first fix, taken literally, makes the real Codex work.

    python -m oracle.cures [--only NAME] [--kind KIND] [--every N] [--codex VERSION] [--keep]

It needs PYTHONPATH=tests. Nothing but the loopback is reached. What Codex did is remembered, as in
the other tests of the oracle; --keep writes which of the set-ups are not cured yet (`cures_open`).
"""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final

from oracle.cures_chain import Cured, Step, follow
from oracle.cures_list import CURES, FAILING
from oracle.cures_open import NEWEST, read_open, write_open
from oracle.cures_reasons import reason_of
from oracle.memory import Memory, read_answers, write_answers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from oracle.cures_set_up import CureSetUp

ROOT: Final = Path(__file__).parents[2]
WORKERS: Final = 2
_SAID: Final = 110


def measure(set_ups: Iterable[CureSetUp]) -> list[Cured]:
    """Follow the doctor on set-ups, print a row for each, and keep what Codex did."""
    new: list[str] = []
    memory = Memory(read_answers(), secrets.token_hex(4), new.append)

    def one(place: tuple[int, CureSetUp]) -> Cured:
        number, set_up = place
        # No drawn name: one that looks like a key is masked where it is shown.
        folder = Path(tempfile.gettempdir()) / f"cure-{os.getpid()}-{number}"
        folder.mkdir(mode=0o700)
        try:
            return follow(set_up, folder / "in", memory)
        except Exception as exc:  # noqa: BLE001 - one set-up must not end the measure
            return Cured(set_up.name, (), f"crashed: {type(exc).__name__}: {exc}")
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    found: list[Cured] = []
    with ThreadPoolExecutor(max_workers=WORKERS) as pool:
        for cured in pool.map(one, enumerate(set_ups)):
            found.append(cured)
            print(row(cured), flush=True)
            if len(found) % 20 == 0:
                write_answers(new)
    write_answers(new)
    print(f"\nanswers of Codex: {memory.recalled} recalled, {len(new)} new")
    return found


def row(cured: Cured) -> str:
    """Return what came of a set-up in one line."""
    first = cured.steps[0] if cured.steps else Step("none", "", "")
    end = f"works {len(cured.steps)}" if cured.works else f"FAILS {len(cured.steps)}"
    last = cured.steps[-1].codex if cured.steps else ""
    said = " ".join(last.split())[:_SAID]
    path = " > ".join(step.finding for step in cured.steps[1:])
    cells = (cured.name, first.finding, first.fix, first.kind or "-", end, cured.why, path, said)
    return " | ".join(cells)


def summary(found: Sequence[Cured]) -> list[str]:
    """Return how many are cured, by kind of set-up and by kind of the first fix, and why not."""
    lines = [f"{'':24} {'all':>5} {'1 step':>7} {'works':>6} {'%':>5}"]
    kinds = dict.fromkeys(one.name.partition("/")[0] for one in found)
    lines += [
        _share(kind, [one for one in found if one.name.startswith(f"{kind}/")]) for kind in kinds
    ]
    for kind in ("edit", "variable", "command", "words", ""):
        first = [one for one in found if (one.steps[0].kind if one.steps else "") == kind]
        lines.append(_share(f"first fix: {kind or 'none'}", first))
    lines.append(_share("all", found))
    reasons = Counter(one.why.partition(":")[0] for one in found if one.why)
    lines += [f"\nnot cured: {reasons.total()}"]
    for why, number in reasons.most_common():
        names = " ".join(one.name for one in found if one.why.partition(":")[0] == why)
        lines.append(f"  {number:4} {why}: {names}")
    left = Counter(str(reason_of(one)) for one in FAILING.values() if reason_of(one) is not None)
    lines += ["\nleft out, as the user's side cannot mend them:"]
    return [*lines, *(f"  {number:4} {why}" for why, number in left.most_common())]


def _share(what: str, found: Sequence[Cured]) -> str:
    works = sum(one.works for one in found)
    at_once = sum(one.works and len(one.steps) == 1 for one in found)
    share = 100 * works / len(found) if found else 100.0
    return f"{what:24} {len(found):5} {at_once:7} {works:6} {share:5.1f}"


def main() -> int:
    """Measure all set-ups, or some; the exit code is 1 when not just the open ones fail."""
    parser = argparse.ArgumentParser(prog="oracle.cures")
    parser.add_argument("--only", action="append", help="a set-up's name, or a part of it")
    parser.add_argument("--kind", choices=("lab", "network", "config", "field", "pair"))
    parser.add_argument("--every", type=int, default=1, metavar="N", help="each Nth set-up alone")
    parser.add_argument("--codex", default=NEWEST, metavar="VERSION")
    parser.add_argument("--keep", action="store_true", help="write which ones are open")
    options = parser.parse_args()
    codex = ROOT / ".cache" / "codex" / options.codex / "node_modules" / ".bin" / "codex"
    os.environ["CODEX_ORACLE"] = str(codex)
    chosen = [
        one
        for one in CURES.values()
        if options.kind in (None, one.kind)
        and (not options.only or any(part in one.name for part in options.only))
    ]
    found = measure(chosen[:: options.every])
    still_open = read_open(options.codex)
    # As in the suites: what failed beside others has a second try.
    failed = [one.name for one in found if one.why and one.name not in still_open]
    again = {one.name: one for one in measure(CURES[name] for name in failed)} if failed else {}
    found = [again.get(one.name, one) for one in found]
    print("\n".join(summary(found)))
    if options.keep:
        ran = {one.name for one in found}
        left = read_open(options.codex) - ran
        write_open(left | {one.name for one in found if one.why}, options.codex)
    return int(any(bool(one.why) != (one.name in still_open) for one in found))


if __name__ == "__main__":
    sys.exit(main())
