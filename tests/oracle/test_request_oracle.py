"""The doctor's first request has the shape of the real Codex's, whatever is configured."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from catalog_models import BEFORE_0_149, PLAIN_MODEL
from codex_doctor.codex.resolve import resolve
from codex_doctor.codex.versions import NEWEST
from codex_doctor.codex.wire.request import RequestSeries
from codex_doctor.facts import Inputs
from codex_doctor.lab.endpoint import LabEndpoint
from codex_doctor.lab.fault import CONFIG, Fault, fill, write_home
from codex_doctor.lab.server import serving
from codex_doctor.values import is_list, is_table

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Seen

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif("CODEX_ORACLE" not in os.environ, reason="CODEX_ORACLE is not set"),
]

MODELS = ("lab-model-1", "gpt-5.5", "gpt-6.1-sol", "gpt-6.2-sol")
SETTINGS = (
    "",
    'web_search = "disabled"',
    "agents.enabled = false",
    "features.multi_agent = false",
    "features.collab = false",
    "features = { multi_agent = true, collab = false }",
    "features.goals = false",
    'model_reasoning_summary = "none"',
    'model_reasoning_summary = "detailed"',
    'model_reasoning_effort = "high"',
    'model_verbosity = "high"',
    'service_tier = "flex"',
    'service_tier = "fast"',
)
TEXTS = {"text", "description", "definition"}
OLDER = ("0.58.0", "0.120.0", "0.169.0")
_ASKED = "model_supports_reasoning_summaries = true"
_NO_SUMMARY = 'model_reasoning_summary = "none"'
OF_REASONING = (
    "",
    _NO_SUMMARY,
    _ASKED,
    f"{_ASKED}\n{_NO_SUMMARY}",
    f'{_ASKED}\nmodel_reasoning_effort = "high"',
)
_PATCH = {"apply_patch_tool_type": "freeform"}
_SEARCH = {"supports_search_tool": True}
IN_CATALOG: tuple[dict[str, Any], ...] = (
    {},
    _PATCH,
    _SEARCH,
    {**_PATCH, **_SEARCH},
    {"default_reasoning_level": "high"},
    {"default_reasoning_level": "low", "default_reasoning_summary": "none"},
    {"support_verbosity": True, "default_verbosity": "high"},
    {"support_verbosity": True},
    {"shell_type": "shell_command"},
    {"slug": "lab"},
    {"slug": "other"},
    {**_PATCH, "multi_agent_version": "v1"},
    {"web_search_tool_type": "text_and_image"},
    {"supports_reasoning_summaries": False, "default_reasoning_level": "high"},
    {"supports_parallel_tool_calls": False},
)
WITH_CATALOGS = ("0.120.0", "0.134.0", "0.149.0", "0.169.0", NEWEST)
ROOT = Path(__file__).parents[2]
CHANGING = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


def shape(value: Any, key: str = "") -> Any:
    """Return a body without what differs from run to run: texts, ids and times."""
    if is_table(value):
        pairs = ((name, shape(inner, name)) for name, inner in value.items())
        return dict(sorted(pairs))
    if is_list(value):
        return [shape(one) for one in value]
    if key == "create_time":
        return "TIME"
    if isinstance(value, str):
        return "TEXT" if key in TEXTS or len(value) > 200 else CHANGING.sub("ID", value)
    return value


def first_requests(
    config: str, model: str, folder: Path, version: str, *, catalog: Any = None
) -> tuple[Seen, Any, Any]:
    """Return the first request of the real Codex, and headers and body of the doctor's."""
    seen: list[Seen] = []
    healthy = LabEndpoint(models=(model,))

    def behaviour(request: Seen) -> Any:
        seen.append(request)
        return healthy(request)

    text = config.replace("lab-model-1", model)
    fault = Fault("shape", "healthy", expect=None, config=text, behaviour=behaviour)
    with serving(fault) as lab:
        environ = write_home(fault, folder / "codex", lab.values)
        if catalog is not None:
            (folder / "codex" / "models.json").write_text(json.dumps(catalog))
        parsed = tomllib.loads(fill(text, lab.values))
        # The sandbox adds members to the shell tool; the recording has the default one.
        command = [program_of(version), "exec", "--skip-git-repo-check", "Run the check"]
        guard = {"HTTPS_PROXY": f"http://127.0.0.1:{lab.dead_port}", "HOME": str(folder)}
        subprocess.run(
            command,
            cwd=folder,
            env={"PATH": os.environ["PATH"], **guard, **environ},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=True,
        )
    inputs = Inputs(environ=environ, cwd=folder, home=folder, system_dir=folder / "etc")
    setup, _ = resolve(replace(inputs, codex_version=version))
    session = RequestSeries(
        model=model,
        version=version,
        config=parsed,
        provider_name=setup.provider_name or "",
        catalog=setup.surroundings.models,
    )
    ours = session.request()
    return seen[0], [name for name, _ in ours.headers], json.loads(ours.body)


def program_of(version: str) -> str:
    if version == NEWEST:
        return os.environ["CODEX_ORACLE"]
    program = ROOT / f".cache/codex/{version}/node_modules/.bin/codex"
    if not program.exists():
        pytest.skip(f"Codex {version} is not in .cache/codex")
    return str(program)


def agree(config: str, model: str, folder: Path) -> None:
    codex, headers, body = first_requests(config, model, folder, NEWEST)
    added = {"authorization", "host", "content-length"}
    assert [name for name, _ in codex.headers if name not in added] == headers
    assert shape(body) == shape(codex.json)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("setting", SETTINGS)
def test_settings_change_the_request_as_they_change_codexs(
    setting: str, model: str, tmp_path: Path
) -> None:
    agree(f"{setting}\n{CONFIG}", model, tmp_path)


@pytest.mark.parametrize("version", OLDER)
@pytest.mark.parametrize("model", ["lab-model-1", "gpt-5.5"])
@pytest.mark.parametrize("setting", OF_REASONING)
def test_settings_of_reasoning_change_the_request_of_older_versions_too(
    setting: str, model: str, version: str, tmp_path: Path
) -> None:
    codex, _, body = first_requests(f"{setting}\n{CONFIG}", model, tmp_path, version)

    for name in ("reasoning", "include"):
        assert body[name] == codex.json[name]


@pytest.mark.parametrize("model", MODELS)
def test_the_name_openai_changes_the_request_as_it_changes_codexs(
    model: str, tmp_path: Path
) -> None:
    agree(CONFIG.replace('name = "Lab"', 'name = "OpenAI"'), model, tmp_path)


@pytest.mark.parametrize("version", WITH_CATALOGS)
@pytest.mark.parametrize("fields", IN_CATALOG)
def test_a_model_of_a_catalog_changes_the_request_as_it_changes_codexs(
    fields: dict[str, Any], version: str, tmp_path: Path
) -> None:
    config = f'model_catalog_json = "models.json"\n{CONFIG}'
    catalog = {"models": [{**PLAIN_MODEL, **BEFORE_0_149, **fields}]}

    codex, _, body = first_requests(config, "lab-model-1", tmp_path, version, catalog=catalog)

    assert shape(body) == shape(codex.json)
