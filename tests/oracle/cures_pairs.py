"""Two faults at once, of which the second shows only when the first is mended.

Each pair takes two parts that change different places of one healthy set-up.
"""

from __future__ import annotations

from ssl import PROTOCOL_TLS_SERVER, SSLContext
from typing import TYPE_CHECKING, Any, Final

import trustme
from msgspec import Struct, field

from codex_doctor.lab.endpoint import LAB_KEY, LabEndpoint, error, tools
from codex_doctor.lab.fault import CONFIG, KEY_VARIABLE
from codex_doctor.lab.replies import LAB_MODEL
from oracle.cures_set_up import LAB_KNOWN, MODEL_OF_ENDPOINT, CureSetUp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from codex_doctor.lab.wire import Json, Reply
    from oracle.cures_set_up import Certified

_PREFIXED: Final = ("z-ai/lab-model-1", "acme/other-large")
_OTHER_KEY: Final = "sk-lab-ffffffffffffffffffff"
_OLD_PROFILE: Final = '[profiles.fast]\nmodel_reasoning_effort = "low"\n'
_SELECTION: Final = 'model = "lab-model-1"\nmodel_provider = "lab"\n\n'


def _no_search(body: Json) -> Reply | None:
    offered = {tool.get("type") for tool in tools(body)}
    return error(400, "Unsupported tool type: web_search") if "web_search" in offered else None


def _sends_authority(folder: Path) -> Certified:
    """Let the endpoint speak TLS, and send the certificate of an authority nobody knows."""
    authority = trustme.CA()
    leaf = authority.issue_cert("127.0.0.1")
    path = folder / "server.pem"
    path.write_bytes(leaf.private_key_and_cert_chain_pem.bytes() + authority.cert_pem.bytes())
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context, {}


class Part(Struct, frozen=True):
    """One fault; what it does not name stays healthy.

    Attributes:
        changes: Texts of the configuration, and what stands in their places.
        below: Lines at the configuration's end.
        environ: Variables that are set otherwise; None for one that is not set.
        files: Further files.
        endpoint: What is different about the endpoint, as for `LabEndpoint`.
        certify: See `CureSetUp`.
    """

    changes: tuple[tuple[str, str], ...] = ()
    below: str = ""
    environ: Mapping[str, str | None] = field(default_factory=dict[str, str | None])
    files: Mapping[str, str] = field(default_factory=dict[str, str])
    endpoint: Mapping[str, Any] = field(default_factory=dict[str, Any])
    certify: Callable[[Path], Certified] | None = None


def _line(old: str, new: str) -> Part:
    return Part(changes=((old, new),))


def _key(value: str | None) -> Part:
    return Part(environ={KEY_VARIABLE: value})


PARTS: Final = {
    "string-open": _line('name = "Lab"', 'name = "Lab'),
    "quotes-typographic": _line('name = "Lab"', "name = \u201cLab\u201d"),
    "unquoted": _line('name = "Lab"', "name = Lab"),
    "wire-chat": _line('"responses"', '"chat"'),
    "wire-misspelt": _line('"responses"', '"response"'),
    "name-missing": _line('name = "Lab"\n', ""),
    "retries-text": _line("request_max_retries = 1", 'request_max_retries = "1"'),
    "provider-case": _line('model_provider = "lab"', 'model_provider = "Lab"'),
    "provider-not-selected": _line('model_provider = "lab"\n', ""),
    "provider-reserved": Part(
        changes=(
            ('model_provider = "lab"', 'model_provider = "openai"'),
            ("[model_providers.lab]", "[model_providers.openai]"),
        )
    ),
    "selection-below": Part(changes=((_SELECTION, ""),), below=_SELECTION.strip() + "\n"),
    "old-profile": Part(below=f"\n{_OLD_PROFILE}"),
    "key-unset": _key(None),
    "key-empty": _key(""),
    "key-quoted": _key(f'"{LAB_KEY}"'),
    "key-bearer": _key(f"Bearer {LAB_KEY}"),
    "key-newline": _key(f"{LAB_KEY}\n"),
    "key-retired": _key(_OTHER_KEY),
    "key-stale-in-dotenv": Part(files={"codex/.env": f"{KEY_VARIABLE}={_OTHER_KEY}\n"}),
    "env-key-dollar": _line('"LAB_API_KEY"', '"$LAB_API_KEY"'),
    "env-key-missing": _line('env_key = "LAB_API_KEY"\n', ""),
    "token-retired": _line(
        'env_key = "LAB_API_KEY"',
        f'env_key = "LAB_API_KEY"\nexperimental_bearer_token = "{_OTHER_KEY}"',
    ),
    "v1-missing": _line("{base_url}", "{origin}"),
    "v1-twice": _line("{base_url}", "{base_url}/v1"),
    "route-in-base": _line("{base_url}", "{base_url}/responses"),
    "path-other": Part(endpoint={"path": "/openai/v1/responses"}),
    "scheme-missing": _line("{base_url}", "127.0.0.1:{port}/v1"),
    "https-to-plain": _line("{base_url}", "https://127.0.0.1:{port}/v1"),
    "blank-behind": _line("{base_url}", "{base_url} "),
    "variable-ignored": Part(
        changes=((CONFIG, 'model = "lab-model-1"\n'),),
        environ={"OPENAI_BASE_URL": "{base_url}", "OPENAI_API_KEY": LAB_KEY, KEY_VARIABLE: None},
    ),
    "variable-ignored-https": Part(
        changes=((CONFIG, 'model = "lab-model-1"\n'),),
        environ={
            "OPENAI_BASE_URL": "https://127.0.0.1:{port}/v1",
            "OPENAI_API_KEY": LAB_KEY,
            KEY_VARIABLE: None,
        },
    ),
    "http-to-tls": _line("{base_url}", "http://127.0.0.1:{port}/v1"),
    "authority-unknown": Part(certify=_sends_authority),
    "proxy-dead": Part(environ={"HTTP_PROXY": "http://127.0.0.1:{dead_port}"}),
    "model-prefix": Part(endpoint={"models": _PREFIXED}),
    "model-case": _line('"lab-model-1"', '"Lab-Model-1"'),
    "model-unknown": Part(endpoint={"models": ("lab-model-2", "other-large")}),
    "model-empty": _line('"lab-model-1"', '""'),
    "search-refused": Part(endpoint={"refuse": _no_search}),
}
_PLANTED: Final = """
    model-unknown+v1-missing model-case+v1-twice model-prefix+route-in-base
    model-prefix+path-other model-unknown+https-to-plain model-case+scheme-missing
    model-empty+v1-missing key-unset+token-retired key-unset+v1-missing
    key-unset+model-case key-unset+model-prefix key-empty+route-in-base
    key-quoted+v1-missing key-quoted+model-unknown key-bearer+model-prefix
    key-newline+blank-behind key-retired+model-case key-retired+v1-missing
    key-stale-in-dotenv+v1-twice key-stale-in-dotenv+model-prefix
    env-key-dollar+key-quoted env-key-dollar+model-unknown env-key-missing+v1-missing
    env-key-missing+model-case variable-ignored+model-prefix variable-ignored-https+model-unknown
    variable-ignored+path-other variable-ignored+proxy-dead string-open+key-unset
    string-open+wire-chat string-open+v1-missing quotes-typographic+model-case
    unquoted+provider-case wire-chat+v1-missing wire-chat+key-empty wire-chat+model-prefix
    wire-misspelt+name-missing name-missing+provider-case name-missing+key-bearer
    retries-text+https-to-plain retries-text+v1-twice provider-case+v1-missing
    provider-not-selected+v1-missing provider-not-selected+key-unset
    provider-reserved+model-case selection-below+v1-missing selection-below+key-quoted
    old-profile+v1-missing old-profile+key-unset proxy-dead+v1-missing proxy-dead+model-unknown
    proxy-dead+https-to-plain search-refused+v1-missing search-refused+model-prefix
    http-to-tls+authority-unknown authority-unknown+v1-missing authority-unknown+key-unset
    authority-unknown+model-case search-refused+key-newline
    blank-behind+model-case scheme-missing+key-unset
    model-empty+path-other model-empty+https-to-plain model-empty+search-refused
    model-unknown+model-empty provider-reserved+v1-missing provider-reserved+key-quoted
    provider-reserved+model-prefix key-unset+https-to-plain key-unset+proxy-dead
    key-empty+proxy-dead key-unset+env-key-dollar key-unset+path-other key-unset+v1-twice
    key-empty+v1-missing key-empty+https-to-plain
"""


def _pair(name: str) -> CureSetUp:
    parts = [PARTS[one] for one in name.split("+")]
    config = CONFIG
    for old, new in (change for part in parts for change in part.changes):
        if old not in config:
            raise LookupError(name, old)
        config = config.replace(old, new)
    config += "".join(part.below for part in parts)
    environ: dict[str, str | None] = {KEY_VARIABLE: LAB_KEY}
    files: dict[str, str | bytes] = {"codex/config.toml": config}
    endpoint: dict[str, Any] = {}
    for part in parts:
        environ |= part.environ
        files |= part.files
        endpoint |= part.endpoint
    behaviour = LabEndpoint(**endpoint)
    return CureSetUp(
        name=f"pair/{name}",
        kind="pair",
        findings=(),
        serve=lambda: behaviour,
        modules=(__name__,),
        files=files,
        environ={one: value for one, value in environ.items() if value is not None},
        certify=next((part.certify for part in parts if part.certify), None),
        known={**LAB_KNOWN, MODEL_OF_ENDPOINT: endpoint.get("models", (LAB_MODEL,))[0]},
    )


PAIRS: Final = tuple(_pair(name) for name in _PLANTED.split())
