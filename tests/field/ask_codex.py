"""Asks the real Codex about the set-ups and keeps its answers.

`python -m field.ask_codex [new | ID ...]`: all, those without an answer, or these. It needs
CODEX_ORACLE and PYTHONPATH=tests. What a set-up says in `codex` must be what is seen.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codex_doctor.lab.endpoint import outputs
from codex_doctor.lab.replies import OUTPUT
from field.cases import CASES
from field.older import program_of
from field.place import placed

# Its name stays: what Codex was seen to do is remembered by the code of its runner.
from oracle.config_codex import _unshared as unshared  # pyright: ignore[reportPrivateUsage]
from oracle.harness import PROMPT, last_words, plain, watch

if TYPE_CHECKING:
    from field.set_up import SetUp

ANSWERS = Path(__file__).parent.parent / "data" / "field_codex.json"
# Longer than any set-up needs in which Codex ends by itself.
TIMEOUT_S = 75.0
_AT_ONCE = 3


def ask(set_up: SetUp) -> dict[str, Any]:
    """Run one turn of the real Codex on a set-up."""
    with tempfile.TemporaryDirectory() as name, placed(set_up, Path(name) / "in") as place:
        command = [program_of(set_up), "exec", "--json", "--skip-git-repo-check"]
        command += ["-s", "danger-full-access", *place.arguments, PROMPT]
        if any(file.startswith("etc/") for file in set_up.files):
            command = unshared(str(place.folder / "etc"), *command)
        environ = {"PATH": os.environ["PATH"], **_guard(set_up, place.lab.dead_port)}
        ending, printed = watch(
            command,
            environ | dict(place.environ),
            place.folder / "work",
            place.lab,
            timeout_s=TIMEOUT_S,
        )
        said = last_words(printed)
        posts = [seen for seen in place.requests if seen.method == "POST"]
        called = any(outputs(seen.json) for seen in posts)
        return {
            "codex": _outcome(ending, said, called=called),
            "ending": ending,
            "said": plain(said, place.folder),
            "requests": len(posts),
        }


def _guard(set_up: SetUp, dead_port: int) -> dict[str, str]:
    """Keep Codex's own traffic on the loopback: what speaks TLS goes to a proxy that refuses."""
    if set_up.needs_no_internet:
        return {}
    guard = {"HTTPS_PROXY": f"http://127.0.0.1:{dead_port}"}
    if set_up.is_tls or "https://127.0.0.1" in (set_up.config or ""):
        guard["NO_PROXY"] = "127.0.0.1"
    return guard


def _outcome(ending: str, said: str, *, called: bool) -> str:
    if not ending.startswith("exit"):
        return "hangs"
    if ending != "exit 0":
        return "fails"
    if called:
        return "works" if OUTPUT in said else "fails"
    return "answers" if said and not said.startswith("{") else "fails"


def main(ids: list[str]) -> int:
    """Ask about these set-ups, or all; print where a set-up says otherwise."""
    kept: dict[str, Any] = json.loads(ANSWERS.read_text()) if ANSWERS.exists() else {}
    chosen = [
        one for one in CASES if not ids or one.id in ids or (ids == ["new"] and one.id not in kept)
    ]
    wrong = 0
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for set_up, answer in zip(chosen, pool.map(ask, chosen), strict=True):
            kept[set_up.id] = answer
            if answer["codex"] != set_up.codex:
                wrong += 1
                print(f"{set_up.id}: {set_up.codex} is {answer}", flush=True)
    known = {one.id for one in CASES}
    left = {name: answer for name, answer in kept.items() if name in known}
    text = json.dumps(left, indent=1, ensure_ascii=False, sort_keys=True)
    ANSWERS.write_text(f"{text}\n", encoding="utf-8")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
