"""What a configuration case is, and how it is written to a folder.

A case is one way to set Codex up, by files, variables and options, on an endpoint that is well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from codex_doctor.lab.endpoint import LAB_KEY, LabEndpoint
from codex_doctor.lab.fault import KEY_VARIABLE, fill
from codex_doctor.lab.replies import LAB_MODEL

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from codex_doctor.lab.server import Lab

PROVIDER: Final = """\
[model_providers.lab]
name = "Lab"
base_url = "{base_url}"
env_key = "LAB_API_KEY"
request_max_retries = 0
stream_max_retries = 0
"""
SELECTION: Final = f'model = "{LAB_MODEL}"\nmodel_provider = "lab"\n'
CONFIG: Final = f"{SELECTION}\n{PROVIDER}"
PATH: Final = "/v1/responses"
BEARER: Final = f"Bearer {LAB_KEY}"
FOLDERS: Final = ("home", "codex", "work")


def key_given() -> Mapping[str, str]:
    return {KEY_VARIABLE: LAB_KEY}


class ConfigCase(Struct, frozen=True):
    """One set-up and what comes of it, as measured; healthy in everything that is not given.

    Texts may name {base_url}, {origin}, {port}, {dead_port}, {home}, {codex} and {work}.

    Attributes:
        name: Words joined by hyphens, unique.
        expect: Id of the first finding that is more than a hint, None when there is none.
        works: Whether Codex finishes its turn.
        config: `$CODEX_HOME/config.toml`, None for no file.
        files: Further files, below the folders home, codex, work and etc (which is /etc).
        modes: Permissions of files, where they are not 0600.
        environ: Variables besides CODEX_HOME, HOME and PATH; they replace those.
        args: Options for `codex exec`.
        path: Target of the request that Codex sends, if it sends one.
        authorization: Its Authorization header, None for none.
        model: Its model id.
        headers: Its headers that the configuration names, in lower case; None for a lost one.
        served: Path at which the endpoint is, where it is not `PATH`.
        is_sandboxed: Whether Codex chooses its sandbox by the configuration.
    """

    name: str
    expect: str | None
    config: str | bytes | None = CONFIG
    works: bool = False
    files: Mapping[str, str | bytes] = field(default_factory=dict[str, str | bytes])
    modes: Mapping[str, int] = field(default_factory=dict[str, int])
    environ: Mapping[str, str] = field(default_factory=key_given)
    args: tuple[str, ...] = ()
    path: str = PATH
    authorization: str | None = BEARER
    model: str = LAB_MODEL
    headers: Mapping[str, str | None] = field(default_factory=dict[str, str | None])
    served: str = PATH
    is_sandboxed: bool = False

    @property
    def endpoint(self) -> LabEndpoint:
        """An endpoint that takes what a working case sends, and the lab's key otherwise."""
        key: str | None = LAB_KEY
        if self.works:
            scheme, _, token = (self.authorization or "").partition(" ")
            key = token if scheme == "Bearer" else None
        return LabEndpoint(
            key=key, models=(self.model if self.works else LAB_MODEL,), path=self.served
        )


def healthy(
    name: str,
    config: str | bytes | None = CONFIG,
    *,
    files: Mapping[str, str | bytes] | None = None,
    environ: Mapping[str, str] | None = None,
    args: tuple[str, ...] = (),
    authorization: str | None = BEARER,
    model: str = LAB_MODEL,
    path: str = PATH,
    headers: Mapping[str, str | None] | None = None,
) -> ConfigCase:
    """Return a case that works and of which nothing may be said."""
    return ConfigCase(
        name,
        None,
        config,
        works=True,
        files=files or {},
        environ=key_given() if environ is None else environ,
        args=args,
        path=path,
        authorization=authorization,
        model=model,
        headers=headers or {},
        served=path.partition("?")[0],
    )


def changed(old: str, new: str, text: str = CONFIG) -> str:
    """Return the configuration with one text replaced."""
    if old not in text:
        raise LookupError(old)
    return text.replace(old, new)


def on_top(text: str, config: str = CONFIG) -> str:
    """Return the configuration with lines before everything else."""
    return f"{text}\n{config}"


def below(text: str, config: str = CONFIG) -> str:
    """Return the configuration with lines at its end, which is inside the provider's table."""
    return f"{config}{text}\n"


KEYLESS: Final = changed('env_key = "LAB_API_KEY"\n', "")
MODELLESS: Final = changed(f'model = "{LAB_MODEL}"\n', "")


def write_case(case: ConfigCase, folder: Path, lab: Lab) -> dict[str, str]:
    """Write the case's files and return its environment.

    Args:
        case: The set-up.
        folder: Where its folders home, codex, work and etc come.
        lab: The endpoint that serves it.
    """
    for name in FOLDERS:
        (folder / name).mkdir(mode=0o700)
    values = values_of(folder, lab)
    files = dict(case.files)
    if case.config is not None:
        files["codex/config.toml"] = case.config
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(content if isinstance(content, bytes) else fill(content, values).encode())
    for name, mode in case.modes.items():
        (folder / name).chmod(mode)
    environ = {name: fill(value, values) for name, value in case.environ.items()}
    return {"CODEX_HOME": str(folder / "codex"), "HOME": str(folder / "home"), **environ}


def values_of(folder: Path, lab: Lab) -> dict[str, str]:
    """Return what a case's texts may name in braces."""
    return lab.values | {name: str(folder / name) for name in FOLDERS}
