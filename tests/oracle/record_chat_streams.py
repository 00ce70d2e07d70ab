"""Record what old versions of Codex make of streams of Chat Completions.

    python -m oracle.record_chat_streams VERSION ...

Each stream of `chat_variants` is the first answer of a turn, without retries; what Codex made of it
is seen in what it prints and in its second request. Written to
`tests/data/codex_chat_streams.json`; what other versions made of it is kept.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from codex_doctor.codex.versions import parse_version, reaches
from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.replies import sse
from codex_doctor.lab.server import serving
from oracle.chat_chunks import DONE, STOP, text
from oracle.chat_variants import VARIANTS, Variant
from oracle.harness import PROMPT, watch
from oracle.matrix import codex_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.lab.wire import Reply, Seen

FILE: Final = Path(__file__).parents[1] / "data" / "codex_chat_streams.json"
IDLE_MS: Final = 1500
TIMEOUT_S: Final = 25.0
END: Final = "end of the turn"
CONFIG: Final = """\
model = "lab-model-1"
model_provider = "lab"
[model_providers.lab]
name = "Lab"
base_url = "{base_url}"
env_key = "LAB_API_KEY"
wire_api = "chat"
request_max_retries = 0
stream_max_retries = 0
stream_idle_timeout_ms = {idle_ms}
"""


def see(variant: Variant, version: str) -> dict[str, Any]:
    """Return what a version makes of a stream: how it ends, its texts, and what it sends next."""

    def behave(seen: Seen) -> Reply:
        if any(one["role"] == "tool" for one in _messages(seen)):
            return sse((text(END), STOP, DONE))
        return replace(sse((variant.data,) if variant.data else ()), ending=variant.ending)

    with tempfile.TemporaryDirectory(prefix="chat-") as name, serving(behave) as lab:
        folder = Path(name)
        for inner in ("home", "codex", "work"):
            (folder / inner).mkdir()
        config = CONFIG.format(base_url=lab.base_url, idle_ms=IDLE_MS)
        (folder / "codex" / "config.toml").write_text(config)
        environ = {"PATH": os.environ["PATH"], "HOME": str(folder / "home")}
        environ |= {"CODEX_HOME": str(folder / "codex"), "LAB_API_KEY": LAB_KEY}
        environ["HTTPS_PROXY"] = f"http://127.0.0.1:{lab.dead_port}"
        command = [str(codex_of(version)), "exec", "--json", "--skip-git-repo-check"]
        command += ["-s", "danger-full-access", PROMPT]
        ending, printed = watch(command, environ, folder / "work", lab, timeout_s=TIMEOUT_S)
        texts, error = _said(printed)
        posts = [_messages(one) for one in lab.requests if one.method == "POST"]
    sent = posts[1][len(posts[0]) :] if len(posts) > 1 else []
    return {
        "exit": ending,
        "error": error.replace(str(lab.port), "PORT"),
        "texts": [one for one in texts if one != END],
        "sent": [_without_output(one) for one in sent],
        "requests": len(posts),
    }


def _messages(seen: Seen) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = seen.json.get("messages", [])
    return messages


def _without_output(message: dict[str, Any]) -> dict[str, Any]:
    """Return a message without the output of a command that was run: its time differs."""
    ran = message["role"] == "tool" and '"metadata"' in message["content"]
    return {**message, "content": "{output}"} if ran else message


def _said(printed: str) -> tuple[list[str], str]:
    """Return the messages of the model, and the error that ended the turn."""
    texts: list[str] = []
    error = ""
    for event in _events(printed):
        item = event.get("item", {})
        if event["type"] == "item.completed" and item.get("type") == "agent_message":
            texts.append(item["text"])
        elif event["type"] == "turn.failed":
            error = event["error"]["message"]
    return texts, error


def _events(printed: str) -> Iterator[dict[str, Any]]:
    for line in printed.splitlines():
        if line.startswith("{"):
            yield json.loads(line)


def main(versions: list[str]) -> None:
    """Record all streams with these versions."""
    known = {(case["name"], version): one for case in _cases() for version, one in _seen(case)}
    jobs = [(variant, version) for version in versions for variant in VARIANTS]
    with ThreadPoolExecutor(max_workers=2) as pool:
        seen = pool.map(see, *zip(*jobs, strict=True))
        for (variant, version), made in zip(jobs, seen, strict=True):
            known[variant.name, version] = made
    ordered = sorted({version for _, version in known}, key=parse_version)
    lines: list[str] = []
    for variant in VARIANTS:
        runs: list[list[Any]] = []
        for version in ordered:
            then = known.get((variant.name, version))
            if then is not None and not (runs and runs[-1][1] == then):
                runs.append([version, then])
        stream = variant.data.decode("latin-1")
        case = {"name": variant.name, "stream": stream, "ending": variant.ending, "codex": runs}
        lines.append(json.dumps(case))
    head = f' "versions": {json.dumps(ordered)},\n "streams": [\n'
    FILE.write_text("{\n" + head + ",\n".join(lines) + "\n ]\n}\n", encoding="utf-8")


def _cases() -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = []
    return json.loads(FILE.read_text("utf-8"))["streams"] if FILE.exists() else cases


def _seen(case: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what every recorded version made of a stream."""
    for version in json.loads(FILE.read_text("utf-8"))["versions"]:
        runs = [one for first, one in case["codex"] if reaches(version, first)]
        if runs:
            yield version, runs[-1]


if __name__ == "__main__":
    main(sys.argv[1:])
