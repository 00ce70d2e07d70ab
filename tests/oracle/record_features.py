"""Record which names of features the real Codex knows.

    python -m oracle.record_features VERSION ...

The binaries are looked for in `.cache/codex/VERSION`. `codex features list` prints the names (in
0.49.0 already; `--enable` with another name stops Codex since 0.53.0). Older names that are still
taken, which it does not print, are tried one by one, and so is which names take a table. What is
seen goes to `codex_doctor/codex/versions/features.json`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final

import codex_doctor.codex.versions
from codex_doctor.codex.versions import parse_version
from codex_doctor.codex.versions.features import FILE, Features, covers, recorded
from oracle.matrix import codex_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

PLACE: Final = Path(codex_doctor.codex.versions.__file__).with_name(FILE)
TIMEOUT_S: Final = 20.0
UNKNOWN: Final = "no_such_feature"
# Names that were in the list of no version that was asked, and are taken by some.
LEGACY: Final = """
    codex_hooks connectors collab enable_experimental_rmcp_client
    enable_experimental_windows_sandbox experimental_sandbox_command_assessment
    experimental_use_exec_command_tool experimental_use_freeform_apply_patch
    experimental_use_rmcp_client experimental_use_unified_exec_tool imagegenext
    include_apply_patch_tool include_view_image_tool memory_tool request_permissions telepathy
    web_search
"""


def main() -> int:
    """Record these versions, oldest first, and say what each changes."""
    for version in sorted(sys.argv[1:], key=parse_version):
        print(*record(version), sep="\n", flush=True)
    return 0


def record(version: str) -> list[str]:
    """Write what this version knows; return what is new beside the version before it."""
    names, tables = ask(version, {*recorded().names, *LEGACY.split()})
    after = with_version(recorded(), version, names=names, tables=tables)
    write(after)
    recorded.cache_clear()
    return [
        *changes(after.names, after.versions, version, "feature"),
        *changes(after.tables, after.versions, version, "table of the feature"),
    ]


def ask(version: str, tried: Iterable[str]) -> tuple[set[str], set[str]]:
    """Return the names that this version knows, and those of them that take a table."""
    listed = {line.split()[0] for line in _run(version).stdout.splitlines() if line.strip()}
    if _run(version, "--enable", UNKNOWN).returncode == 0:
        raise AssertionError(f"{version} takes any name")
    with ThreadPoolExecutor(max_workers=2) as pool:

        def taken(names: Iterable[str], *form: str) -> set[str]:
            def takes(name: str) -> bool:
                return _run(version, *(part.replace("NAME", name) for part in form)).returncode == 0

            ordered = sorted(names)
            return {one for one, is_ in zip(ordered, pool.map(takes, ordered), strict=True) if is_}

        names = listed | taken(set(tried) - listed, "--enable", "NAME")
        return names, taken(names, "-c", "features.NAME={}")


def _run(version: str, *options: str) -> subprocess.CompletedProcess[str]:
    script = codex_of(version)
    # Without the script that npm starts it with, which takes longer than Codex itself.
    program = next(script.resolve().parents[2].glob("codex-*/vendor/*/bin/codex"), script)
    with tempfile.TemporaryDirectory(prefix="features-") as folder:
        return subprocess.run(
            [program, *options, "features", "list"],
            env={"PATH": os.environ["PATH"], "CODEX_HOME": folder, "HOME": folder},
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            check=False,
        )


def with_version(known: Features, version: str, *, names: set[str], tables: set[str]) -> Features:
    """Return what is known with one more version, or another answer of a known one."""
    versions = sorted({*known.versions, version}, key=parse_version)

    def joined(old: Mapping[str, Sequence[str]], new: set[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in sorted({*old, *new}):
            has = [
                name in new if one == version else covers(old.get(name, ()), one)
                for one in versions
            ]
            if any(has):
                found[name] = _runs(versions, has)
        return found

    return Features(versions, joined(known.names, names), joined(known.tables, tables))


def _runs(versions: Sequence[str], has: Sequence[bool]) -> list[str]:
    """Return the first and last version of each run; the last run may have no end."""
    ends: list[str] = []
    for index, (version, known) in enumerate(zip(versions, has, strict=True)):
        if known != bool(len(ends) % 2):
            ends.append(version if known else versions[index - 1])
    return ends


def changes(
    runs: Mapping[str, Sequence[str]], versions: Sequence[str], version: str, what: str
) -> list[str]:
    """Return what the version knows and the one before it does not, and the other way round."""
    index = versions.index(version)
    if index == 0:
        return []
    earlier = versions[index - 1]
    found: list[str] = []
    for name, ends in runs.items():
        now, before = covers(ends, version), covers(ends, earlier)
        if now != before:
            found.append(f"  {what} {name} is {'new' if now else 'gone'}")
    return found


def write(features: Features) -> None:
    """Write what is known, one line a name."""
    parts = [f' "versions": {json.dumps(features.versions)}']
    for key, runs in (("names", features.names), ("tables", features.tables)):
        lines = [f"  {json.dumps(name)}: {json.dumps(ends)}" for name, ends in runs.items()]
        parts.append(f' "{key}": {{\n' + ",\n".join(lines) + "\n }")
    PLACE.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
