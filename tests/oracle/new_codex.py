"""A Codex version that nobody looked at: record it, run the matrix, say what changed.

    python -m oracle.new_codex VERSION        (make new-codex CODEX_VERSION=X.Y.Z)

Kept are the names of its features, and its requests where they differ from what an earlier version
sends; what to do with the rest (model ids, the default one, cells) is in CONTRIBUTING.md.
"""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any, Final

from codex_doctor.codex.versions import DIALECTS, default_model, parse_version
from codex_doctor.codex.wire.recorded import find_dialect, with_tools
from codex_doctor.values import is_list, is_table
from oracle.matrix import ROOT, changes, see
from oracle.matrix_cases import MATRIX_CASES
from oracle.matrix_table import read_table
from oracle.record_dialects import ALIKE, FOLDER, MODELS, capture, catalog, record
from oracle.record_features import record as record_features

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.wire.recorded import Dialect

_MOST: Final = 12


def main() -> int:
    """Look at one version and print what it changes."""
    (version,) = sys.argv[1:]
    began = time.monotonic()
    print(f"requests of {version}, beside those of {_recorded_before(version)}:", flush=True)
    news = requests(version)
    print(*news or ["  nothing is new"], sep="\n")
    print(f"\nmodel ids of {version}:", flush=True)
    ids = models(version)
    print(*ids or ["  nothing is new"], sep="\n")
    print(f"\nfeatures of {version}, beside the version that was asked before it:", flush=True)
    features = record_features(version)
    print(*features or ["  nothing is new"], sep="\n")
    print(f"\nthe matrix with {version}:", flush=True)
    cells = changes(read_table(), see([(name, version) for name in MATRIX_CASES]))
    print(f"\n{len(cells)} cells of {len(MATRIX_CASES)} differ from the version before:")
    print(*(f"  {one}" for one in cells), sep="\n")
    print(
        f"\n{version}, after {time.monotonic() - began:.0f} s: {len(news)} news of requests,",
        end="",
    )
    print(f" {len(ids)} of model ids, {len(features)} of features, {len(cells)} of the matrix.")
    print("What to do with it is in CONTRIBUTING.md, under Versions.")
    return 0


def _recorded_before(version: str) -> str:
    return [one for one in DIALECTS if parse_version(one) < parse_version(version)][-1]


def requests(version: str) -> list[str]:
    """Record the requests; return what is new in them, and keep the file only if anything is."""
    earlier = _recorded_before(version)
    places = [FOLDER / f"{version}{suffix}.json" for suffix in ("", "-openai")]
    kept = {file: file.read_bytes() for file in places if file.exists()}
    record(version)
    data = json.loads(places[0].read_text("utf-8"))
    news: dict[str, list[str]] = {}
    # One model id for each dialect is enough; the first one is known to no version.
    for name, model in {name: model for model, name in reversed(data["models"].items())}.items():
        stored = data["dialects"][name]
        if is_table(stored):
            now = with_tools(stored, data["tools"])
            before = find_dialect(model or "unknown", earlier)
            for one in _beside(before, name.partition("-")[0], now):
                news.setdefault(one, []).append(model or "an unknown id")
    if version in DIALECTS:
        for file, content in kept.items():
            file.write_bytes(content)
    elif news:
        print(f"  kept in {places[0].relative_to(ROOT)}: add {version} to DIALECTS")
    else:
        for file in places:
            file.unlink(missing_ok=True)
    return [f"  {one}\n      ({', '.join(models)})" for one, models in news.items()]


def models(version: str) -> list[str]:
    """Return the model ids that this version knows and `MODELS` does not, and a new default."""
    found = [f"  {one} is new: add it to MODELS" for one in catalog(version) if one not in MODELS]
    sent = capture(version, "", name="lab")[1]["model"]
    if sent != default_model(version):
        found.append(f"  without a model {sent} is sent: add it to DEFAULT_MODELS")
    return found


def _beside(before: Dialect, kind: str, now: dict[str, Any]) -> list[str]:
    """Return what is new in a request."""
    if before.kind != kind:
        return [f"sent as {kind}, was sent as {before.kind}"]
    return [
        *_differences("body", before.body, now["body"]),
        *_differences("headers", dict(before.headers), dict(now["headers"])),
    ]


def _differences(what: str, before: Any, now: Any) -> list[str]:
    found = list(_walk("", before, now))
    more = [f"{what}: and {len(found) - _MOST} more"] if len(found) > _MOST else []
    return [f"{what}{one}" for one in found[:_MOST]] + more


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
    elif (old_names := _named(before)) and (new_names := _named(now)):
        yield from _walk(path, old_names, new_names)
    elif is_list(before) and is_list(now):
        if len(before) != len(now):
            yield f"{path} has {len(now)} entries, had {len(before)}"
        for index, (old, new) in enumerate(zip(before, now, strict=False)):
            yield from _walk(f"{path}[{index}]", old, new)
    elif _is_json(before) and _is_json(now):
        yield from _walk(path, json.loads(_quoted(str(before))), json.loads(_quoted(str(now))))
    elif _plain(before) != _plain(now):
        yield f"{path} is {str(now)[:60]!r}, was {str(before)[:60]!r}"


def _named(value: Any) -> dict[str, Any]:
    """Return a list of tools by their names, and nothing where an entry has none of its own."""
    entries: list[Any] = value if is_list(value) else []
    tools = [one for one in entries if is_table(one)]
    named = {str(one.get("name", one.get("type"))): one for one in tools}
    return named if len(named) == len(entries) else {}


def _is_json(value: Any) -> bool:
    return isinstance(value, str) and value.startswith('{"')


def _quoted(text: str) -> str:
    """Return recorded JSON whose places that stand for numbers are texts."""
    return text.replace(":{now_ms}", ':"{now_ms}"')


def _plain(value: Any) -> str:
    return ALIKE.sub("", json.dumps({"": value}))


if __name__ == "__main__":
    sys.exit(main())
