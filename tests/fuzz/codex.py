"""Asks the real Codex and the doctor about set-ups that are drawn, and says where they differ.

`python -m fuzz.codex COUNT SEED` (`make fuzz-codex`) draws COUNT configurations and COUNT streams.
What the two disagree about is made short and kept in `codex_cases.json`, where the tests ask the
doctor again, without Codex. With RECORD=1 the counts go to `docs/fuzzing.md`.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from field.ask_codex import ask
from field.doctor import Judged, judge_set_up
from field.set_up import CONFIG as GOOD_CONFIG
from field.set_up import KEY, VERDICTS
from fuzz.codex_case import CONFIG, STREAM, VARIABLE, Case, Piece
from fuzz.codex_configs import draw_config
from fuzz.codex_streams import draw_change
from fuzz.page import CodexRun, read_runs, write_runs
from oracle.binary import codex_version

if TYPE_CHECKING:
    from collections.abc import Iterator


KEPT: Final = Path(__file__).with_name("codex_cases.json")
KINDS: Final = ("config", "stream")
_NEW: Final = "not looked at yet"
_AT_ONCE: Final = 2
# How often both are asked again to make one case short.
_MOST_ASKED: Final = 30
# A command line that the doctor does not take is one that Codex refuses.
_REFUSED: Final = Judged(
    "fails", ("usage",), "", "", verdict_right=True, first_right=True, shown=()
)
# What Codex prints last when it refuses a set-up before any request, and which findings say so.
_REASONS: Final = tuple(
    (re.compile(said), re.compile(found))
    for said, found in (
        (r"^Missing environment variable", r"env\."),
        (r"^provider auth command", r"credentials\."),
        (r"CODEX_HOME", r"env\.codex_home_invalid"),
        (r"^Error loading rules", r"config\.rules_invalid"),
        (r"No models are available", r"model\.empty"),
        (r"[Pp]rovider `?.*not found|OSS provider", r"config\.provider_undefined"),
        (r"Unknown feature flag", r"config\.unknown_key"),
        (r"^Error parsing -c|try '--help'", r"usage|config\.(?:toml_syntax|profile|wrong_type)"),
        (r"legacy `profile|`\[profiles", r"config\.profile"),
        (r"builder error", r"config\.base_url"),
        # The end of a message of several lines: a place in the text, or a key.
        (r"^ *\| *\^*$|^[a-z].*expected|must be quoted", r"config\.(?:toml_syntax|wrong_type)"),
        (r"^in `|^Error loading config|^Error: ", r"config\."),
    )
)


class Asked(Struct, frozen=True):
    """A case whose ending with Codex is known, with what the doctor says about it."""

    case: Case
    judged: Judged

    @property
    def difference(self) -> str:
        """In what way the two disagree, "" when they do not."""
        case, verdict = self.case, self.judged.verdict
        if verdict not in VERDICTS[case.codex]:
            return f"Codex {case.codex}, the doctor says {verdict}"
        if case.codex != "fails" or case.requests:
            return ""
        fitting = next((found for said, found in _REASONS if said.search(case.said)), None)
        is_named = fitting is not None and any(map(fitting.match, self.judged.found))
        return "" if is_named else f"Codex gives another reason than {self.judged.found}"

    def __str__(self) -> str:
        """Return all that matters, as people read it."""
        case = self.case
        return f"{self.difference}: {case.said!r}; {self.judged.brief}\n{case}"


def draw(kind: str, seed: str, number: int) -> Case:
    """Return the case of this number, the same each time."""
    dice = Random(f"{kind} {seed} {number}")
    name = f"{kind}-{seed}-{number}"
    if kind == "config":
        return Case(name, draw_config(dice))
    good = [Piece(CONFIG, line) for line in GOOD_CONFIG.splitlines()]
    changes = [Piece(STREAM, draw_change(dice)) for _ in range(dice.choice((1, 1, 2, 2, 3)))]
    return Case(name, (*good, Piece(VARIABLE, f"GW_KEY={KEY}"), *changes))


def with_codex(case: Case) -> Case:
    """Return the case with what the real Codex does in it."""
    seen = ask(case.set_up)
    return replace(case, codex=seen["codex"], said=seen["said"], requests=seen["requests"])


def with_doctor(case: Case) -> Asked:
    """Return the case with what the doctor says about it."""
    with tempfile.TemporaryDirectory() as name:
        try:
            return Asked(case, judge_set_up(case.set_up, Path(name) / "in"))
        except SystemExit:
            return Asked(case, _REFUSED)


def shortened(found: Asked) -> Asked:
    """Return the case with as few pieces as still make the same difference."""
    left, at = _MOST_ASKED, len(found.case.pieces)
    while at and left:
        at, left = at - 1, left - 1
        pieces = found.case.pieces[:at] + found.case.pieces[at + 1 :]
        shorter = with_doctor(with_codex(replace(found.case, pieces=pieces)))
        if shorter.difference == found.difference:
            found = shorter
    return found


def disputed(cases: list[Case], endings: Counter[str]) -> Iterator[Asked]:
    """Yield what the two disagree about, short, and count how Codex ended."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for case in pool.map(with_codex, cases):
            endings[case.codex] += 1
            # A busy machine is not what two disagree about.
            if with_doctor(case).difference and (again := with_doctor(with_codex(case))).difference:
                yield shortened(again)


def read_kept() -> list[Case]:
    """Return the cases that were disputed once."""
    return msgspec.json.decode(KEPT.read_bytes(), type=list[Case])


def keep(cases: list[Case]) -> None:
    """Write cases beside those that are kept; one with the same pieces is there already."""
    kept = {one.pieces: one for one in (*cases, *read_kept())}
    text = msgspec.json.format(msgspec.json.encode(list(kept.values())), indent=1)
    KEPT.write_bytes(text + b"\n")


def main(count: int, seed: str) -> int:
    """Draw and ask so many cases of each kind; keep what is disputed."""
    wrong = 0
    for kind in KINDS:
        endings = Counter[str]()
        found: list[Case] = []
        for one in disputed([draw(kind, seed, number) for number in range(count)], endings):
            print(one, flush=True)
            found.append(replace(one.case, open=_NEW))
        keep(found)
        wrong += len(found)
        print(f"{kind}: {count} drawn, Codex {dict(endings)}, {len(found)} disputed", flush=True)
        if os.environ.get("RECORD"):
            today = f"{datetime.now(UTC):%Y-%m-%d}"
            run = CodexRun(kind, codex_version(), seed, count, dict(endings), len(found), today)
            runs = read_runs()
            write_runs(replace(runs, codex={**runs.codex, kind: run}))
    if wrong:
        print(f"kept in {KEPT.name}; repeat with: .venv/bin/pytest tests/fuzz -k disputed")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2]))
