"""Record the request dialects of the real Codex.

    python tests/oracle/record_dialects.py CODEX VERSION

Runs one turn for one model id of each dialect against the embedded endpoint and writes
`codex_doctor/codex/wire/dialects/VERSION.json`. Codex's long texts do not get into the file:
each is replaced by `{filler:N}` of the same length, ids and times by named places, and the
descriptions of the two tools that the doctor asks for by words of our own.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import codex_doctor.codex.wire
from codex_doctor.codex.values import is_list, is_table
from codex_doctor.lab.endpoint import LAB_KEY, Endpoint
from codex_doctor.lab.server import serving

MODELS = {"classic": "lab-model-1", "freeform": "gpt-5.5", "lite": "gpt-6.1-sol"}
PROMPT = "Run the check"
OUR_WORDS = {
    "exec_command": "Runs a command in a shell; returns its output. ",
    "exec": (
        "Runs JavaScript. `const r = await tools.exec_command({cmd: 'ls'})` runs a shell command, "
        "`text(r.output)` adds text to the result. "
    ),
}
CONFIG = """
model = "{model}"
model_provider = "lab"
[model_providers.lab]
name = "lab"
base_url = "{base_url}"
env_key = "LAB_API_KEY"
"""
DROPPED_HEADERS = {"authorization", "host", "content-length", "user-agent"}


def capture(codex: str, model: str) -> tuple[list[tuple[str, str]], dict[str, Any]]:
    """Return headers and body of the first request that Codex sends for this model id."""
    with tempfile.TemporaryDirectory() as folder, serving(Endpoint(models=(model,))) as lab:
        home = Path(folder) / "home"
        home.mkdir()
        (home / "config.toml").write_text(CONFIG.format(model=model, base_url=lab.base_url))
        environ = os.environ | {"CODEX_HOME": str(home), "HOME": folder, "LAB_API_KEY": LAB_KEY}
        command = [codex, "exec", "--json", "--skip-git-repo-check", "-s", "read-only", PROMPT]
        subprocess.run(
            command, env=environ, cwd=folder, stdin=subprocess.DEVNULL, check=True, timeout=60
        )
        request = next(one for one in lab.requests if one.method == "POST")
        return list(request.headers), json.loads(request.body)


def places(body: dict[str, Any]) -> dict[str, str]:
    """Map the ids and times of one run to the names of their places."""
    metadata = json.loads(body["client_metadata"]["x-codex-turn-metadata"])
    return {
        metadata["installation_id"]: "{installation}",
        metadata["session_id"]: "{session}",
        metadata["turn_id"]: "{turn}",
        metadata["context_window_id"]: "{context}",
        str(metadata["turn_started_at_unix_ms"]): "{now_ms}",
        body["model"]: "{model}",
    }


def neutral(value: Any, names: dict[str, str], *, key: str = "", words: str = "") -> Any:
    """Return the value with texts, ids and times replaced; `words` open its description."""
    if is_table(value):
        own = OUR_WORDS.get(str(value.get("name")), "")
        return {k: neutral(v, names, key=k, words=own) for k, v in value.items()}
    if is_list(value):
        return [neutral(one, names, key=key) for one in value]
    if not isinstance(value, str):
        return value
    if value == PROMPT:
        return "{prompt}"
    if key == "description" and words:
        return words + f"{{filler:{len(value) - len(words)}}}"
    if key == "definition":
        return f"{{grammar:{len(value)}}}"
    if key in {"description", "text"} and value:
        return f"{{filler:{len(value)}}}"
    for found, place in names.items():
        value = value.replace(found, place)
    return re.sub(r"(?<=_)[0-9a-f]{8}-[0-9a-f-]{27}$", "{new}", value)


def main() -> None:
    codex, version = sys.argv[1:]
    dialects: dict[str, Any] = {}
    for name, model in MODELS.items():
        headers, body = capture(codex, model)
        names = places(body)
        dialects[name] = {
            "headers": [
                [key, neutral(text, names)] for key, text in headers if key not in DROPPED_HEADERS
            ],
            "body": neutral(body, names),
        }
    recorded = {"codex_version": version, "dialects": dialects}
    folder = Path(codex_doctor.codex.wire.__file__).parent / "dialects"
    (folder / f"{version}.json").write_text(json.dumps(recorded, indent=1) + "\n")


if __name__ == "__main__":
    main()
