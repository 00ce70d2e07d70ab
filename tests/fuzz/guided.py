"""Runs one target with inputs that atheris chooses by what of our code they reach.

`python -m fuzz.guided TARGET SECONDS` in an environment that has atheris (`make fuzz`). A crash
does not end the run: each new one is made short, kept below `corpus`, and printed.
"""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import codex_doctor
import codex_doctor_checks

FOUND: Final = Path(".cache/fuzz/corpus")
# Of so many inputs one is pumped as well, which takes longer than all the others.
_PUMPED: Final = 500
# They run as programs in interpreters of their own.
_APART: Final = (".platform.keeper", ".plugins.child", ".__main__")
_LONGEST: Final = 8_000


def main(name: str, seconds: str) -> None:
    """Run until the time is over; libFuzzer ends the process."""
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["codex_doctor", "codex_doctor_checks"]):
        _load_all()
    # What is imported before is not followed.
    from fuzz.crashes import crash_of, keep, minimised
    from fuzz.targets import TARGETS

    target = TARGETS[name]
    known: set[str] = set()

    def judge(data: bytes) -> None:
        is_pumped = target.grows and len(data) > 1 and crc32(data) % _PUMPED == 0
        for grows in (False, True)[: 1 + is_pumped]:
            crash = crash_of(target, data, grows=grows)
            if crash and crash not in known:
                known.add(crash)
                shortest = minimised(target, data, crash, grows=grows)
                print(f"CRASH {crash}: {keep(target, shortest, crash)}", file=sys.stderr)

    folder = FOUND / name
    folder.mkdir(parents=True, exist_ok=True)
    for seed in target.seeds():
        (folder / f"seed-{crc32(seed):08x}").write_bytes(seed[:_LONGEST])
    words = folder.with_suffix(".words")
    # An empty one is an error.
    listed = "".join(f'"{_quoted(one)}"\n' for one in (*target.words, b"\0") if one)
    words.write_text(listed, "ascii")
    options = (
        f"-max_total_time={seconds}", f"-max_len={_LONGEST}", f"-dict={words}", "-timeout=600",
        f"-artifact_prefix={FOUND.parent}/", "-rss_limit_mb=0", "-print_final_stats=1",
        "-verbosity=0",
    )  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(folder)], judge)
    atheris.Fuzz()


def _load_all() -> None:
    for package in (codex_doctor, codex_doctor_checks):
        for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not one.name.endswith(_APART):
                import_module(one.name)


def _quoted(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


if __name__ == "__main__":
    main(*sys.argv[1:])
