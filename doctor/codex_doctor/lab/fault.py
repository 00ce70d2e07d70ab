"""What a fault is, and how its configuration is written to a folder.

A fault is one broken (or odd but healthy) set-up: configuration, environment, and an endpoint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from codex_doctor.lab.endpoint import LAB_KEY, LabEndpoint

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from codex_doctor.lab.wire import Behaviour, Reply, Seen

KEY_VARIABLE: Final = "LAB_API_KEY"
CONFIG: Final = """\
model = "lab-model-1"
model_provider = "lab"

[model_providers.lab]
name = "Lab"
base_url = "{base_url}"
env_key = "LAB_API_KEY"
wire_api = "responses"
request_max_retries = 1
stream_max_retries = 1
stream_idle_timeout_ms = 4000
"""

HEALTHY_ENDPOINT: Final = LabEndpoint()


def key_in_environment() -> Mapping[str, str]:
    """Return an environment that holds the right key."""
    return {KEY_VARIABLE: LAB_KEY}


class Fault(Struct, frozen=True):
    """One set-up; healthy in everything that is not given.

    Texts of `config`, `files`, `environ` and `args` may name {base_url}, {origin}, {port} and
    {dead_port}; see `fill`.

    Attributes:
        name: Words joined by hyphens, unique; `titles.title` says what is wrong, or odd.
        area: Part of the pipeline it belongs to.
        expect: Id of the finding that must come first, None when all is well.
        works: Whether Codex finishes the turn with one tool-call round trip.
        config: Text of config.toml, None for no file.
        environ: Environment variables besides CODEX_HOME.
        files: Further files below CODEX_HOME.
        args: Options that `codex exec` and codex-doctor both understand.
        behaviour: How the endpoint answers.
    """

    name: str
    area: str
    expect: str | None
    works: bool = False
    config: str | None = CONFIG
    environ: Mapping[str, str] = field(default_factory=key_in_environment)
    files: Mapping[str, str] = field(default_factory=dict[str, str])
    args: tuple[str, ...] = ()
    behaviour: Behaviour = HEALTHY_ENDPOINT

    def __call__(self, seen: Seen) -> Reply:
        """Answer one request, so that a fault can be served as it is."""
        return self.behaviour(seen)


def changed(old: str, new: str) -> str:
    """Return the default configuration with one text replaced."""
    if old not in CONFIG:
        raise LookupError(old)
    return CONFIG.replace(old, new)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Replace {name} by its value; other braces stay, as TOML needs them."""
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


def write_home(fault: Fault, folder: Path, values: Mapping[str, str]) -> dict[str, str]:
    """Write the fault's CODEX_HOME and return its environment, CODEX_HOME included.

    Args:
        fault: The set-up.
        folder: Folder that becomes CODEX_HOME; made if it is not there.
        values: `Lab.values` of the endpoint that serves the fault.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    texts = dict(fault.files)
    if fault.config is not None:
        texts["config.toml"] = fault.config
    for name, text in texts.items():
        path = folder / name
        path.touch(mode=0o600)
        path.write_bytes(fill(text, values).encode())
    environ = {name: fill(value, values) for name, value in fault.environ.items()}
    return {**environ, "CODEX_HOME": str(folder)}


def arguments(fault: Fault, values: Mapping[str, str]) -> tuple[str, ...]:
    """Return the fault's options with its texts filled in."""
    return tuple(fill(one, values) for one in fault.args)
