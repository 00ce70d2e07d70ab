"""Tracebacks and wrong exits: reports in files that cannot be written."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Final

from hostile.case import Case
from hostile.cases_crash import JSON, is_told, shell

if TYPE_CHECKING:
    from collections.abc import Callable

    from hostile.case import Outcome, Place

_USAGE: Final = frozenset({2})


def _file(
    name: str,
    *formats: str,
    said: str = "",
    prepare: Callable[[Place], None] = lambda _: None,
    options: tuple[str, ...] = JSON,
    script: str = 'exec "$0" "$@"',
) -> Case:
    """Return a case of files that are refused before anything is sent."""
    arguments = (*options, *(word for one in formats for word in ("--format", one)))
    return Case(
        *("crash", f"file-{name}", arguments),
        prepare=prepare,
        wraps=shell(script),
        codes=_USAGE,
        is_json=None,
        check=is_told(said or formats[0].partition("=")[2][:40]),
    )


def _written(
    name: str,
    check: Callable[[Outcome], None],
    *arguments: str,
    codes: frozenset[int] = frozenset({0}),
    is_json: bool | None = True,
    script: str = 'exec "$0" "$@"',
    prepare: Callable[[Place], None] = lambda _: None,
) -> Case:
    return Case(
        *("crash", f"file-{name}", arguments),
        wraps=shell(script),
        codes=codes,
        is_json=is_json,
        check=check,
        prepare=prepare,
    )


def _is_markdown(outcome: Outcome) -> None:
    assert outcome.written["r.md"].startswith(b"# codex-doctor report"), outcome.written
    assert list(outcome.written) == ["r.md"], list(outcome.written)


def _is_json(outcome: Outcome) -> None:
    assert json.loads(outcome.written["r.json"])["schema"].startswith("codex-doctor/")


def _tells_too_late(outcome: Outcome) -> None:
    assert b"No space" in outcome.stderr or b"File too large" in outcome.stderr, outcome.stderr
    assert not outcome.written, list(outcome.written)


def _on_stderr(outcome: Outcome) -> None:
    assert b"# codex-doctor report" in outcome.stderr


def _folder(place: Place) -> None:
    (place.root / "out/folder").mkdir()


def _read_only(place: Place) -> None:
    file = place.root / "out/r.md"
    file.write_text("mine")
    file.chmod(0o444)


def _fifo(place: Place) -> None:
    os.mkfifo(place.root / "out/fifo")


CASES: Final = (
    _written("beside-json", _is_markdown, *JSON, "--format", "markdown={root}/out/r.md"),
    _written(
        "json-alone", _is_json, "--budget", "5", "--format", "json={root}/out/r.json", is_json=None
    ),
    _written("json-twice", _is_json, *JSON, "--format", "json={root}/out/r.json"),
    _written("dry-run", _is_json, "--dry-run", "--json", "--format", "json={root}/out/r.json"),
    _written(
        "versions", _is_json, "--codex-version", "all", *JSON, "--format", "json={root}/out/r.json"
    ),
    _written("config", _is_json, "config", "--json", "--format", "json={root}/out/r.json"),
    _written(
        "relative",
        _is_markdown,
        *JSON,
        "--format",
        "markdown=r.md",
        script='cd ../out; exec "$0" "$@"',
    ),
    Case(
        *("crash", "file-late-failure", (*JSON, "--format", "markdown={root}/out/r.md")),
        # No file may be longer than a block; the standard output is none.
        wraps=(
            *("/bin/bash", "-o", "pipefail", "-c"),
            '(ulimit -f 1; trap "" XFSZ; exec "$0" "$@") | cat',
        ),
        codes=_USAGE,
        check=_tells_too_late,
    ),
    _written("stderr-by-name", _on_stderr, *JSON, "--format", "markdown=/dev/stderr"),
    _written("null-by-name", lambda _: None, *JSON, "--format", "markdown=/dev/null"),
    _written("stdout-by-name", lambda _: None, "--budget", "5", "--format", "json=/dev/stdout"),
    _written(
        "descriptor",
        _is_json,
        *(*JSON, "--format", "json=/dev/fd/5"),
        script='exec "$0" "$@" 5>../out/r.json',
    ),
    _written("full-device", lambda _: None, *JSON, "--format", "markdown=/dev/full", codes=_USAGE),
    _file("missing-folder", "markdown=/no/such/folder/r.md"),
    _file("is-a-folder", "markdown={root}/out/folder", prepare=_folder, said="folder"),
    _file("ends-in-slash", "markdown={root}/out/r.md/", said="r.md"),
    _file("below-a-file", "markdown=/etc/passwd/r.md"),
    _file("read-only", "markdown={root}/out/r.md", prepare=_read_only, said="r.md"),
    _file("unwritable-folder", "markdown=/proc/r.md"),
    _file("no-name", "markdown=", said="--format markdown="),
    _file("no-name-json", "json=", said="--format json="),
    _file("no-format", "=r.md", said="unknown format"),
    _file("long-name", f"markdown={'x' * 300}.md", said="--format markdown="),
    _file("long-path", f"markdown={'x/' * 2500}r.md", said="--format markdown="),
    _file("fifo", "markdown={root}/out/fifo", prepare=_fifo, said="fifo"),
    _file("twice", "markdown={root}/out/r.md", "json={root}/out/r.md", said="r.md"),
    _file(
        "twice-otherwise", "markdown={root}/out/r.md", "json={root}/out/../out/r.md", said="r.md"
    ),
    _file("is-stdout", "markdown=../out/r.md", script='exec "$0" "$@" >../out/r.md', said="r.md"),
    _file("two-to-stdout", "markdown", said="standard output"),
    _written("json-once", lambda _: None, *JSON, "--format", "json=/dev/stdout"),
    _file("config-file", "markdown={root}/codex/config.toml", said="Codex"),
    _file("config-folder", "markdown={root}/codex/auth.json", said="Codex"),
    _file(
        "config-by-config", "json={root}/codex/x.json", options=("config", "--json"), said="Codex"
    ),
    _file("markdown-of-plan", "markdown=r.md", options=("--dry-run", "--json"), said="markdown"),
    _file("closed-descriptor", "markdown=/dev/fd/77", said="/dev/fd/77"),
)
