"""Prints how right the doctor is about the set-ups: `python -m field.table [--wrong] [FILE ...]`.

One line for each kind; with --wrong also what it says about each set-up that it judges wrongly.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from field.cases import CASES
from field.doctor import judge_set_up
from field.place import has_internet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from field.doctor import Judged
    from field.set_up import SetUp

_AT_ONCE = 3


def judge_number(number: int) -> Judged:
    """Judge a set-up in a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        return judge_set_up(CASES[number], Path(name))


def rows(judged: Iterable[tuple[SetUp, Judged]]) -> list[str]:
    """Return the table's lines."""
    kinds: dict[str, list[Judged]] = defaultdict(list)
    for set_up, one in judged:
        kinds[set_up.kind].append(one)
        kinds["all"].append(one)
    lines = [f"{'kind':<22} {'cases':>5} {'verdict':>8} {'first':>6} {'false':>6} {'right':>6}"]
    for kind in sorted(kinds, key=lambda name: (name == "all", name)):
        ran = kinds[kind]
        verdict, first = (
            sum(one.verdict_right for one in ran),
            sum(one.first_right for one in ran),
        )
        false, right = (sum(bool(one.shown) for one in ran), sum(one.is_right for one in ran))
        lines.append(f"{kind:<22} {len(ran):5d} {verdict:8d} {first:6d} {false:6d} {right:6d}")
    return lines


def main(arguments: list[str]) -> int:
    """Judge all set-ups, or those of which an argument is the id or the kind, and print."""
    words = [one for one in arguments if one != "--wrong"]
    numbers = [
        number
        for number, one in enumerate(CASES)
        if (not words or one.id in words or one.kind in words)
        and not (one.needs_no_internet and has_internet())
    ]
    with ProcessPoolExecutor(_AT_ONCE) as pool:
        judged = [
            (CASES[number], one)
            for number, one in zip(numbers, pool.map(judge_number, numbers), strict=True)
        ]
    if "--wrong" in arguments:
        for set_up, one in judged:
            if not one.is_right:
                wanted = f"{set_up.codex}, {' or '.join(set_up.first) or 'nothing'}"
                print(f"[{set_up.kind}] {set_up.id}: {one.brief} -- is: {wanted}")
    print("\n".join(rows(judged)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
