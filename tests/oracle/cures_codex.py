"""Runs the real Codex on a set-up of the cures, in the state in which the fixes left it."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from codex_doctor.lab.endpoint import outputs
from codex_doctor.lab.replies import OUTPUT
from codex_doctor.lab.sockets import is_upgrade
from oracle.binary import codex_program, codex_version

# Its name stays: what Codex was seen to do is remembered by the code of its runner.
from oracle.config_codex import _unshared as unshared  # pyright: ignore[reportPrivateUsage]
from oracle.cures_place import FOLDERS
from oracle.harness import PROMPT, CodexRun, last_words, plain, watch
from oracle.memory import Question

if TYPE_CHECKING:
    from collections.abc import Generator

    from oracle.cures_place import CurePlace
    from oracle.cures_set_up import CureSetUp

TIMEOUT_S: Final = 15.0


def question(set_up: CureSetUp, place: CurePlace, step: int) -> Question:
    """Return what decides what Codex does after so many steps."""
    data = (place.state(), set_up.asked, place.is_tls, place.is_sandboxed)
    name = f"{set_up.name} {step}"
    return Question(f"cure {codex_version()}", name, (__name__, *set_up.modules), data)


def run_codex(place: CurePlace) -> CodexRun:
    """Run one turn; what Codex itself writes is taken away again."""
    place.renew()
    command = [codex_program(), "exec", "--json", "--skip-git-repo-check"]
    command += [] if place.is_sandboxed else ["-s", "danger-full-access"]
    command += [*place.args, PROMPT]
    if any((place.folder / "etc").iterdir()):
        command = unshared(str(place.folder / "etc"), *command)
    environ = {"PATH": os.environ["PATH"], **guard(place), **place.environ}
    with _restored(place):
        ending, printed = watch(
            command, environ, place.folder / "work", place.lab, timeout_s=TIMEOUT_S
        )
    said = _said(printed)
    posts = [one for one in place.requests if one.method == "POST"]
    # Over a WebSocket the output is not among the requests; the model's answer shows it.
    over_socket = not posts and any(is_upgrade(one) for one in place.requests)
    answered = over_socket or any(outputs(one.json) for one in posts)
    works = ending == "exit 0" and answered and OUTPUT in said
    return CodexRun(works, ending, plain(said, place.folder), len(posts))


def _said(printed: str) -> str:
    """Return the last words, or the error that came before any turn: it has several lines."""
    at = printed.find("Error")
    return printed[at:].strip() if at >= 0 and "{" not in printed[:at] else last_words(printed)


def guard(place: CurePlace) -> dict[str, str]:
    """Keep Codex's own traffic on the loopback: what speaks TLS goes to a proxy that refuses."""
    dead = {"HTTPS_PROXY": f"http://127.0.0.1:{place.lab.dead_port}"}
    texts = [
        path.read_bytes() for path in (place.folder / "codex").glob("*.toml") if path.is_file()
    ]
    if place.is_tls or any(b"https://127.0.0.1" in text for text in texts):
        dead["NO_PROXY"] = "127.0.0.1"
    return dead


@contextmanager
def _restored(place: CurePlace) -> Generator[None]:
    kept = place.folder / "kept"
    for name in FOLDERS:
        shutil.copytree(place.folder / name, kept / name, symlinks=True)
    try:
        yield
    finally:
        for name in FOLDERS:
            shutil.rmtree(place.folder / name)
            (kept / name).rename(place.folder / name)
        kept.rmdir()
