"""Record the chat requests of old versions of Codex; see `record_dialects`.

    python -m oracle.record_chat_dialects VERSION ...

They go to `codex_doctor/codex/wire/dialects/VERSION-chat.json`.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from oracle.record_dialects import MODELS, Captured, capture, group, kept_headers, neutral, write


def recorded(captured: Captured) -> dict[str, Any]:
    """Return a captured chat request with places instead of what is one run's own."""
    headers, body = captured
    given = dict(headers)
    session = given.get("session_id", "")
    names = {body["model"]: "{model}"} | ({session: "{session}"} if session else {})
    return {"headers": kept_headers(headers, names), "body": neutral(body, names)}


def record(version: str) -> None:
    """Write the chat requests of a version."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        captured = pool.map(partial(capture, version, name="lab", wire_api="chat"), MODELS)
        requests = {model: recorded(one) for model, one in zip(MODELS, captured, strict=True)}
    models, dialects = group(requests)
    data = {"codex_version": version, "models": models, "dialects": dialects}
    write(f"{version}-chat", data)
    print(f"{version}: {', '.join(dialects)}", flush=True)


if __name__ == "__main__":
    for one in sys.argv[1:]:
        record(one)
