"""What a set-up of the cures is: one that fails, and what its user knows to mend it.

Faults of the lab, configuration cases and set-ups of the field become one form here. Whether the
user's side can mend one at all is said in `cures_reasons`.
"""

from __future__ import annotations

from collections.abc import Mapping
from ssl import SSLContext
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.replies import LAB_MODEL
from codex_doctor.lab.wire import json_reply
from field.set_up import KEY, MODEL
from hostile.tls import server_context

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from codex_doctor.lab.fault import Fault
    from codex_doctor.lab.wire import Behaviour, Reply, Seen
    from field.set_up import SetUp as FieldSetUp
    from oracle.cases import Case
    from oracle.config_case import ConfigCase

# Under these names `known` holds what the endpoint takes, whatever variable a fix chooses for it.
KEY_OF_ENDPOINT: Final = "key"
ADDRESS_OF_ENDPOINT: Final = "base_url"
MODEL_OF_ENDPOINT: Final = "model"


Certified = tuple[SSLContext | None, Mapping[str, str]]


class CureSetUp(Struct, frozen=True, kw_only=True):
    """One failing set-up.

    Attributes:
        name: `KIND/WORDS-JOINED`, unique.
        kind: `lab`, `network`, `config`, `field` or `pair`.
        findings: Ids of which the doctor names one first.
        serve: Makes the endpoint anew for each run.
        modules: Modules of the tests that decide what the endpoint answers.
        asked: What else of the endpoint decides, as data.
        files: Files below the folders home, codex, work and etc (which is /etc).
        environ: Variables besides CODEX_HOME, HOME and PATH.
        args: Options that `codex exec` and codex-doctor both understand.
        modes: Permissions of files, where they are not 0600.
        proxy: How a proxy answers, if there is one.
        certify: Makes certificates in a folder, if the endpoint speaks TLS or should; returns what
            it speaks, and the variables that name files there.
        is_sandboxed: Whether Codex chooses its sandbox by the configuration.
        in_capitals: Whether texts name {PORT} and {CODEX}, as the field does, and not {port}.
        known: What the user knows: by variable, or by one of the names above.
    """

    name: str
    kind: str
    findings: tuple[str, ...]
    serve: Callable[[], Behaviour]
    known: Mapping[str, str]
    modules: tuple[str, ...] = ()
    asked: object = None
    files: Mapping[str, str | bytes] = field(default_factory=dict[str, str | bytes])
    environ: Mapping[str, str] = field(default_factory=dict[str, str])
    args: tuple[str, ...] = ()
    modes: Mapping[str, int] = field(default_factory=dict[str, int])
    proxy: Behaviour | None = None
    certify: Callable[[Path], Certified] | None = None
    is_sandboxed: bool = False
    in_capitals: bool = False


class _Door(Struct, frozen=True):
    """An endpoint that declines a WebSocket as Codex likes it best."""

    behaviour: Behaviour

    def __call__(self, seen: Seen) -> Reply:
        return json_reply(426, {}) if seen.header("upgrade") else self.behaviour(seen)


LAB_KNOWN: Final = {
    KEY_OF_ENDPOINT: LAB_KEY,
    ADDRESS_OF_ENDPOINT: "{base_url}",
    MODEL_OF_ENDPOINT: LAB_MODEL,
    "NOT_SET": f"Bearer {LAB_KEY}",
}
FIELD_KNOWN: Final = {
    KEY_OF_ENDPOINT: KEY,
    ADDRESS_OF_ENDPOINT: "http://127.0.0.1:{PORT}/v1",
    MODEL_OF_ENDPOINT: MODEL,
    "GW_TENANT": "blue",
}


def from_fault(fault: Fault) -> CureSetUp:
    """Return a fault of the lab as a set-up."""
    files: dict[str, str | bytes] = {f"codex/{name}": text for name, text in fault.files.items()}
    if fault.config is not None:
        files["codex/config.toml"] = fault.config
    return CureSetUp(
        name=f"lab/{fault.name}",
        kind="lab",
        findings=(fault.expect,) if fault.expect else (),
        serve=lambda: fault,
        files=files,
        environ=fault.environ,
        args=fault.args,
        known=LAB_KNOWN,
    )


def from_network(fault: Fault, name: str, case: Case, module: str) -> CureSetUp:
    """Return a fault with certificates or proxies, which is made anew wherever it is written."""

    def certify(folder: Path) -> Certified:
        made, context = case(folder)
        return context, made.environ

    set_up = from_fault(fault)
    return replace(
        set_up, name=f"network/{name}", kind="network", modules=(module,), certify=certify
    )


def from_case(case: ConfigCase) -> CureSetUp:
    """Return a configuration case as a set-up."""
    files = dict(case.files)
    if case.config is not None:
        files["codex/config.toml"] = case.config
    endpoint = case.endpoint
    return CureSetUp(
        name=f"config/{case.name}",
        kind="config",
        findings=(case.expect,) if case.expect else (),
        serve=lambda: _Door(endpoint),
        asked=(endpoint.key, endpoint.models, endpoint.path),
        files=files,
        environ=case.environ,
        args=case.args,
        modes=case.modes,
        is_sandboxed=case.is_sandboxed,
        known=LAB_KNOWN,
    )


def from_field(set_up: FieldSetUp, module: str) -> CureSetUp:
    """Return a set-up of the field, which is defined in this module."""
    files: dict[str, str | bytes] = dict(set_up.files)
    if set_up.config is not None:
        files["codex/config.toml"] = set_up.config
    return CureSetUp(
        name=f"field/{set_up.id}",
        kind="field",
        findings=set_up.first,
        serve=lambda: _Door(set_up.series() if set_up.series else set_up.endpoint),
        modules=(module,),
        files=files,
        environ=set_up.env,
        args=set_up.arguments,
        proxy=set_up.proxy,
        certify=(lambda _: (server_context(), {})) if set_up.is_tls else None,
        in_capitals=True,
        known=FIELD_KNOWN,
    )
