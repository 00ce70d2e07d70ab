"""A Codex version that nobody looked at: record its requests, run the matrix, say what changed.

    python -m oracle.new_codex VERSION        (make new-codex CODEX_VERSION=X.Y.Z)

Nothing is kept but the recorded requests, and those only where they differ from what an earlier
version sends; what to do with the rest is in CONTRIBUTING.md.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Final

from codex_doctor.codex.values import is_list, is_table
from codex_doctor.codex.versions import DIALECTS, dialect_version, parse_version
from codex_doctor.codex.wire.recorded import find_dialect, with_tools
from oracle.matrix import changes, see
from oracle.matrix_cases import MATRIX_CASES
from oracle.matrix_table import read_table
from oracle.record_dialects import ALIKE, FOLDER, record

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST: Final = 12


def main() -> int:
    """Look at one version; the exit code is 1 when something changed."""
    (version,) = sys.argv[1:]
    known = [one for one in DIALECTS if parse_version(one) < parse_version(version)][-1]
    print(f"requests of {version}, beside those of {known}:", flush=True)
    news = requests(version)
    print(*news, sep="\n")
    print(f"\nthe matrix with {version}:", flush=True)
    found = changes(read_table(), see([version], list(MATRIX_CASES)))
    print(f"\n{len(found)} cells of {len(MATRIX_CASES)} differ from the version before:")
    print(*found, sep="\n")
    return 1 if news or found else 0


def requests(version: str) -> list[str]:
    """Record the requests; return what is new in them, and keep the file only if anything is."""
    earlier = [one for one in DIALECTS if parse_version(one) < parse_version(version)][-1]
    file = FOLDER / f"{version}.json"
    kept = file.read_bytes() if file.exists() else None
    record(version)
    data = json.loads(file.read_text("utf-8"))
    news: list[str] = []
    # One model id for each dialect is enough; the first one is known to no version.
    for name, model in {name: model for model, name in reversed(data["models"].items())}.items():
        stored = data["dialects"][name]
        if is_table(stored):
            before = find_dialect(model or "unknown", earlier)
            now = with_tools(stored, data["tools"])
            shown = model or "an unknown id"
            news += _differences(shown, before.body, now["body"])
            news += _differences(f"headers of {shown}", dict(before.headers), dict(now["headers"]))
    if not news and version != dialect_version(version):
        file.unlink()
    elif kept is not None:
        file.write_bytes(kept)
    return news


def _differences(what: str, before: Any, now: Any) -> list[str]:
    found = list(_walk("", before, now))
    more = [f"  {what}: and {len(found) - _MOST} more"] if len(found) > _MOST else []
    return [f"  {what}: {one}" for one in found[:_MOST]] + more


def _walk(path: str, before: Any, now: Any) -> Iterator[str]:
    """Yield where two requests differ in more than the length of a text."""
    if is_table(before) and is_table(now):
        for key in sorted(before.keys() | now.keys()):
            if key not in now:
                yield f"{path}.{key} is gone"
            elif key not in before:
                yield f"{path}.{key} is new"
            else:
                yield from _walk(f"{path}.{key}", before[key], now[key])
    elif is_list(before) and is_list(now):
        if len(before) != len(now):
            yield f"{path} has {len(now)} entries, had {len(before)}"
        for index, (old, new) in enumerate(zip(before, now, strict=False)):
            yield from _walk(f"{path}[{index}]", old, new)
    elif _is_json(before) and _is_json(now):
        yield from _walk(path, json.loads(_quoted(str(before))), json.loads(_quoted(str(now))))
    elif _plain(before) != _plain(now):
        yield f"{path} is {str(now)[:60]!r}, was {str(before)[:60]!r}"


def _is_json(value: Any) -> bool:
    return isinstance(value, str) and value.startswith('{"')


def _quoted(text: str) -> str:
    """Return recorded JSON whose places that stand for numbers are texts."""
    return text.replace(":{now_ms}", ':"{now_ms}"')


def _plain(value: Any) -> str:
    return ALIKE.sub("", json.dumps({"": value}))


if __name__ == "__main__":
    sys.exit(main())
