"""Record the request dialects of the real Codex.

    python -m oracle.record_dialects VERSION ...

For each version, whose binary is in `.cache/codex/VERSION`, one turn is run for every model id of
`MODELS` and of its own catalog against the embedded endpoint. The distinct requests go to
`codex_doctor/codex/wire/dialects/VERSION.json`; from the newest known version on those for a
provider that is named OpenAI go to `VERSION-openai.json` as well. A request that an earlier version
sends too is stored once, and the later file names the earlier one.

Codex's long texts do not get into the files: each is replaced by `{filler:N}` of the same length,
ids and times by named places, and the descriptions of the tools that the doctor asks for by words
of our own.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import codex_doctor.codex.wire
from codex_doctor.codex.versions import NEWEST, parse_version
from codex_doctor.codex.wire.recorded import with_tools
from codex_doctor.lab.endpoint import LAB_KEY, LabEndpoint
from codex_doctor.lab.server import serving
from codex_doctor.values import is_list, is_table

# An id of each family that some version knows; the first one is known to none.
MODELS = [
    "lab-model-1",
    "gpt-6.1-sol",
    "gpt-5",
    "gpt-5-codex",
    "gpt-5.1",
    "gpt-5.1-codex",
    "gpt-5.1-codex-max",
    "gpt-5.2",
    "gpt-5.2-codex",
    "gpt-5.3-codex",
    "gpt-5.4",
    "gpt-5.5",
    "gpt-5.6-sol",
    "gpt-5.6-terra",
    "gpt-5.6-luna",
    "gpt-6-astra",
    "gpt-6-sol",
    "gpt-6-luna",
    "gpt-6.1-terra",
    "gpt-6.2-sol",
    "gpt-6.2-astra",
    "gpt-daybreak-blue-latest",
    "gpt-daybreak-red-latest",
    "codex-auto-review",
    "gpt-oss",
    "gpt-4.1",
    "o3",
    "codex-mini-latest",
]
# The ids whose requests have the names of their kind alone; other names end with the id.
FIRST = {"classic": "lab-model-1", "freeform": "gpt-5.5", "lite": "gpt-6.1-sol"}
FOLDER = Path(codex_doctor.codex.wire.__file__).parent / "dialects"
CODEX = ".cache/codex/{}/node_modules/.bin/codex"
PROMPT = "Run the check"
TIMEOUT_S = 20
OUR_WORDS = {
    "exec_command": "Runs a command in a shell; returns its output. ",
    "shell_command": "Runs a command in a shell; returns its output. ",
    "shell": "Runs a command, a list of words; returns its output. ",
    "exec": (
        "Runs JavaScript. `const r = await tools.exec_command({cmd: 'ls'})` runs a shell command, "
        "`text(r.output)` adds text to the result. "
    ),
}
CONFIG = """
{model}
model_provider = "lab"
[model_providers.lab]
name = "{name}"
base_url = "{base_url}"
env_key = "LAB_API_KEY"
wire_api = "{wire_api}"
"""
DROPPED_HEADERS = {"authorization", "host", "content-length", "user-agent"}
# A model's own effort makes no other request, nor does the length of a text.
ALIKE = re.compile(r"\{(filler|grammar):\d+\}|effort[\\\\]*\": ?[\\\\]*\"\w+")

Captured = tuple[list[tuple[str, str]], dict[str, Any]]


def capture(version: str, model: str, *, name: str, wire_api: str = "responses") -> Captured:
    """Return headers and body of the first request for this model id ("": when none is set)."""
    line = f'model = "{model}"' if model else ""
    with tempfile.TemporaryDirectory() as folder, serving(LabEndpoint(models=(model,))) as lab:
        home = Path(folder) / "home"
        home.mkdir()
        (home / "config.toml").write_text(
            CONFIG.format(model=line, name=name, base_url=lab.base_url, wire_api=wire_api)
        )
        environ = os.environ | {"CODEX_HOME": str(home), "HOME": folder, "LAB_API_KEY": LAB_KEY}
        environ["HTTPS_PROXY"] = f"http://127.0.0.1:{lab.dead_port}"
        command = [str(Path(CODEX.format(version)).absolute()), "exec", "--json"]
        command += ["--skip-git-repo-check", "-s", "read-only", PROMPT]
        # Old versions may not like what the lab answers; their first request is all that counts.
        process = subprocess.Popen(
            command,
            env=environ,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            process.wait(TIMEOUT_S)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        request = next(one for one in lab.requests if one.method == "POST")
        return list(request.headers), json.loads(request.body)


def places(headers: list[tuple[str, str]], body: dict[str, Any]) -> dict[str, str]:
    """Map the ids and times of one run to the names of their places."""
    given = dict(headers)
    client = body.get("client_metadata", {})
    metadata = json.loads(given.get("x-codex-turn-metadata", "{}"))
    found = {
        client.get("x-codex-installation-id"): "{installation}",
        metadata.get("installation_id"): "{installation}",
        body["prompt_cache_key"]: "{session}",
        metadata.get("turn_id"): "{turn}",
        metadata.get("context_window_id"): "{context}",
        str(metadata.get("turn_started_at_unix_ms", "")): "{now_ms}",
        body["model"]: "{model}",
    }
    return {value: place for value, place in found.items() if value}


def neutral(value: Any, names: dict[str, str], *, key: str = "", words: str = "") -> Any:
    """Return the value with texts, ids and times replaced; `words` open its description."""
    if is_table(value):
        own = OUR_WORDS.get(str(value.get("name")), "")
        # Codex writes this table in another order each time.
        pairs = sorted(value.items()) if key == "client_metadata" else value.items()
        return {k: neutral(v, names, key=k, words=own) for k, v in pairs}
    if is_list(value):
        return [neutral(one, names, key=key) for one in value]
    if key == "create_time":
        return "{created_s}"
    if not isinstance(value, str):
        return value
    if value == PROMPT:
        return "{prompt}"
    if key == "description" and words:
        return words + f"{{filler:{max(0, len(value) - len(words))}}}"
    if key == "definition":
        return f"{{grammar:{len(value)}}}"
    if key in {"description", "text", "instructions", "content"} and value:
        return f"{{filler:{len(value)}}}"
    for found, place in names.items():
        value = value.replace(found, place)
    return re.sub(r"(?<=_)[0-9a-f]{8}-[0-9a-f-]{27}$", "{new}", value)


def recorded(captured: Captured) -> dict[str, Any]:
    """Return a captured request with places instead of what is one run's own."""
    headers, body = captured
    names = places(headers, body)
    return {"headers": kept_headers(headers, names), "body": neutral(body, names)}


def kept_headers(headers: list[tuple[str, str]], names: dict[str, str]) -> list[list[str]]:
    """Return the headers that are Codex's own, with places."""
    return [[key, neutral(text, names)] for key, text in headers if key not in DROPPED_HEADERS]


def shape(dialect: dict[str, Any]) -> str:
    """Return what makes a request another one."""
    unordered = {**dialect, "headers": sorted(dialect["headers"])}
    return ALIKE.sub("", json.dumps(unordered, sort_keys=True))


def kind(dialect: dict[str, Any]) -> str:
    """Return `classic`, `freeform` (with custom tools) or `lite` (tools in the input)."""
    tools = dialect["body"].get("tools")
    if tools is None:
        return "lite"
    return "freeform" if any(tool["type"] == "custom" for tool in tools) else "classic"


def group(requests: dict[str, dict[str, Any]]) -> tuple[dict[str, str], dict[str, Any]]:
    """Return which model prefix has which dialect, and the distinct dialects by name."""
    names: dict[str, str] = {}
    dialects: dict[str, Any] = {}
    models: dict[str, str] = {}
    for model, request in requests.items():
        alike = shape(request)
        if alike not in names:
            first = kind(request)
            names[alike] = f"{first}-{model}" if first in dialects else first
            dialects[names[alike]] = request
        models[model] = names[alike]
    usual, *others = models
    prefixes = {"": models[usual]}
    for model in sorted(others, key=len):
        shorter = max((one for one in prefixes if model.startswith(one)), key=len)
        if prefixes[shorter] != models[model]:
            prefixes[model] = models[model]
    return prefixes, dialects


def earlier(version: str) -> dict[str, str]:
    """Return the shapes that earlier versions have on file, with where they are."""
    found: dict[str, str] = {}
    files = [file for file in FOLDER.glob("*.json") if "-" not in file.stem]
    for file in sorted(files, key=lambda one: parse_version(one.stem)):
        if parse_version(file.stem) < parse_version(version):
            data = json.loads(file.read_text("utf-8"))
            for name, dialect in data["dialects"].items():
                if is_table(dialect):
                    whole = with_tools(dialect, data["tools"])
                    found.setdefault(shape(dict(whole)), f"{file.stem}/{name}")
    return found


def catalog(version: str) -> tuple[str, ...]:
    """Return the model ids that a version knows by itself; older ones do not say."""
    with tempfile.TemporaryDirectory() as home:
        printed = subprocess.run(
            [CODEX.format(version), "debug", "models"],
            env={"PATH": os.environ["PATH"], "HOME": home, "CODEX_HOME": home},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT_S,
            check=False,
        )
    return tuple(one["slug"] for one in json.loads(printed.stdout or b"{}").get("models", ()))


def record(version: str) -> None:
    """Write the dialects of a version."""
    asked = list(dict.fromkeys((*MODELS, *catalog(version))))
    with ThreadPoolExecutor(max_workers=2) as pool:
        captured = pool.map(partial(capture, version, name="lab"), asked)
        requests = {model: recorded(one) for model, one in zip(asked, captured, strict=True)}
    models, dialects = group(requests)
    known = earlier(version)
    stored = {name: known.get(shape(one), one) for name, one in dialects.items()}
    vendor = knows_vendor(version, models, dialects)
    data = {"codex_version": version, "vendor": vendor, "models": models, "dialects": stored}
    write(version, data)
    for name, one in stored.items():
        print(f"{version}: {name}, {f'as {one}' if isinstance(one, str) else 'new'}", flush=True)
    if parse_version(version) >= parse_version(NEWEST):
        special = {
            name: recorded(
                capture(version, FIRST.get(name) or name.partition("-")[2], name="OpenAI")
            )
            for name in dialects
        }
        write(f"{version}-openai", {"codex_version": version, "dialects": special})


def knows_vendor(version: str, models: dict[str, str], dialects: dict[str, Any]) -> bool:
    """Tell whether `vendor/MODEL` takes the dialect of MODEL."""
    model = next(one for one, name in models.items() if name != models[""])
    request = recorded(capture(version, f"vendor/{model}", name="lab"))
    return shape(request) == shape(dialects[models[model]])


def write(name: str, data: dict[str, Any]) -> None:
    """Write a file of dialects, each tool once."""
    tools: list[Any] = []
    for dialect in data["dialects"].values():
        if is_table(dialect) and "tools" in dialect["body"]:
            dialect["body"]["tools"] = [_place(tool, tools) for tool in dialect["body"]["tools"]]
    data["tools"] = tools
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    (FOLDER / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


def _place(tool: Any, tools: list[Any]) -> int:
    if tool not in tools:
        tools.append(tool)
    return tools.index(tool)


if __name__ == "__main__":
    for one in sys.argv[1:]:
        record(one)
