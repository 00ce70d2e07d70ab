"""LiteLLM's proxy before endpoints of the lab: one proxy, one model of its own for each set-up.

`make products` installs it; it takes ten seconds to start, so all set-ups share it, one after
the other.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.fault import CONFIG, KEY_VARIABLE, fill
from codex_doctor.lab.faults import FAULTS
from codex_doctor.lab.replies import LAB_MODEL
from codex_doctor.lab.server import Lab, serving
from oracle.network_runs import Place

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

HOST: Final = "127.0.0.1"
START_S: Final = 60.0
LITELLM: Final = Path(__file__).parents[2] / ".cache/litellm/bin/litellm"
MASTER_KEY: Final = "sk-master-of-the-lab"
OTHER_KEY: Final = "sk-of-somebody-else"
_BEHIND: Final = {one.name: one for one in FAULTS}


class SetUp(Struct, frozen=True):
    """One model of the proxy, and how Codex is told of it.

    Attributes:
        expect: Finding that the doctor must put first; None when Codex works.
        why: Why that is the true cause, decided before the doctor was asked.
        route: The model in its configuration; "" for none.
        behind: Name of the lab's set-up that it forwards to, "" for a port where nothing listens.
        model: What Codex asks for, instead of the set-up's own name.
        settings: Further settings of the model.
        key: What Codex sends; "" for a provider without a key.
        path: Path of base_url.
        forwards: Path of what it forwards to.
    """

    expect: str | None
    why: str
    route: str = f"openai/{LAB_MODEL}"
    behind: str = "healthy"
    model: str = ""
    settings: Mapping[str, object] = field(default_factory=dict[str, object])
    key: str = MASTER_KEY
    path: str = "/v1"
    forwards: str = "/v1"


class Proxy(Struct, frozen=True):
    """The proxy that runs, and the endpoints behind it by the name of the lab's set-up."""

    port: int
    labs: Mapping[str, Lab]

    @contextmanager
    def place(self, name: str) -> Generator[Place]:
        """Return where Codex is sent for a set-up; its endpoint forgets what it was asked."""
        one = SET_UPS[name]
        lab = self.labs[one.behind or "healthy"]
        lab.requests.clear()
        base_url = f"http://{HOST}:{self.port}{one.path}"
        config = fill(CONFIG, {**lab.values, "base_url": base_url})
        config = config.replace(LAB_MODEL, one.model or name)
        if not one.key:
            config = config.replace(f'env_key = "{KEY_VARIABLE}"\n', "")
        environ = {KEY_VARIABLE: one.key, "HTTPS_PROXY": f"http://{HOST}:9"}
        yield Place(lab, base_url, environ, files={"config.toml": config})


def missing() -> str:
    """Return what is not installed, "" when all is."""
    return "" if LITELLM.exists() else "litellm is not installed (make litellm)"


@contextmanager
def running(folder: Path) -> Generator[Proxy]:
    """Start the proxy with the models of all set-ups."""
    with ExitStack() as stack, (folder / "litellm.log").open("wb") as log:
        names = {one.behind for one in SET_UPS.values()} - {""}
        labs = {name: stack.enter_context(serving(_BEHIND[name])) for name in sorted(names)}
        with socket.create_server((HOST, 0)) as free:
            port: int = free.getsockname()[1]
        # JSON is YAML as well.
        (folder / "config.yaml").write_text(json.dumps(_configuration(labs)))
        command = ["--config", "config.yaml", "--host", HOST, "--port", str(port)]
        process = subprocess.Popen(
            [str(LITELLM), *command], cwd=folder, env=_environ(folder), stdout=log, stderr=log
        )
        try:
            _wait_for(port, process, folder / "litellm.log")
            yield Proxy(port, labs)
        finally:
            process.terminate()
            process.wait()


def _environ(folder: Path) -> dict[str, str]:
    # What it would fetch or report must not leave this machine.
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
        "HTTPS_PROXY": f"http://{HOST}:9",
        "NO_PROXY": HOST,
    }


def _address(one: SetUp, labs: Mapping[str, Lab]) -> str:
    return (labs[one.behind].origin if one.behind else f"http://{HOST}:9") + one.forwards


def _configuration(labs: Mapping[str, Lab]) -> dict[str, object]:
    models = [
        {
            "model_name": "openai/*" if one.route == "openai/*" else one.model or name,
            "litellm_params": {
                "model": one.route,
                "api_base": _address(one, labs),
                "api_key": LAB_KEY,
                **one.settings,
            },
        }
        for name, one in SET_UPS.items()
        if one.route
    ]
    return {
        "model_list": models,
        "general_settings": {"master_key": MASTER_KEY},
        "router_settings": {
            "optional_pre_call_checks": ["enforce_model_rate_limits"],
            "num_retries": 0,  # each would wait for seconds
        },
        "litellm_settings": {"telemetry": False},
    }


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"it does not start: {log.read_text(errors='replace')[-1000:]}")


SET_UPS: Final[dict[str, SetUp]] = {
    "litellm": SetUp(None, "it passes Responses on as they are"),
    "litellm-without-v1": SetUp(None, "it has its routes without /v1 as well", path=""),
    "litellm-wildcard": SetUp(
        None,
        "it takes what it has a pattern for",
        route="openai/*",
        model=f"openai/{LAB_MODEL}",
    ),
    "litellm-bridge": SetUp(
        None,
        "it translates to Chat Completions for this kind of server",
        route=f"lm_studio/{LAB_MODEL}",
        behind="chat-only",
    ),
    "litellm-vllm-chat": SetUp(
        "model.not_on_responses",
        "it takes this kind of server to have Responses, and this one has Chat Completions alone",
        route=f"hosted_vllm/{LAB_MODEL}",
        behind="chat-only",
    ),
    "litellm-alias-missing": SetUp("model.unknown_id", "its list has no such name", route=""),
    "litellm-alias-capitals": SetUp(
        "model.case", "its list has the name in small letters", route="", model="LiteLLM"
    ),
    "litellm-other-key": SetUp(
        "auth.key_rejected", "it has no database and knows one key", key=OTHER_KEY
    ),
    "litellm-key-of-another-form": SetUp(
        "auth.key_rejected", "its keys begin with sk-, and this one does not", key="pk-of-the-lab"
    ),
    "litellm-no-key": SetUp("auth.no_credential", "it wants a key, and Codex has none", key=""),
    "litellm-double-v1": SetUp("url.double_v1", "base_url has /v1 twice", path="/v1/v1"),
    "litellm-upstream-key": SetUp(
        "upstream.key_rejected",
        "the endpoint refuses LiteLLM's key, not the user's",
        settings={"api_key": "sk-old-one"},
    ),
    "litellm-upstream-down": SetUp(
        "upstream.unavailable", "nothing listens where it forwards to", behind=""
    ),
    "litellm-upstream-model": SetUp(
        "model.unknown_id",
        "its alias names a model that the endpoint behind it does not have",
        route="openai/lab-model-9",
    ),
    "litellm-upstream-chat": SetUp(
        "model.not_on_responses",
        "it passes Responses on to a server that has Chat Completions alone",
        behind="chat-only",
    ),
    "litellm-upstream-path": SetUp(
        "model.not_on_responses",
        "its api_base lacks /v1, so that the route is missing where it asks",
        forwards="",
    ),
    "litellm-upstream-500": SetUp(
        "upstream.error", "the endpoint behind it fails inside", behind="status-500"
    ),
    "litellm-upstream-credit": SetUp(
        "quota.exhausted", "the account behind it has no credit left", behind="quota-exhausted"
    ),
    "litellm-upstream-rate": SetUp(
        "quota.rate_limited", "the endpoint behind it limits the rate", behind="rate-limited"
    ),
    "litellm-rpm": SetUp(
        "quota.rate_limited", "it lets one request in a minute through", settings={"rpm": 1}
    ),
    "litellm-timeout": SetUp(
        "upstream.timeout",
        "it gives up after half a second, and the endpoint needs two",
        behind="slow-headers",
        settings={"timeout": 0.5},
    ),
    "litellm-no-provider": SetUp(
        "model.unknown_id",
        "its configuration names a model without the provider in front, so it leaves it out",
        route="lab-of-nobody",
    ),
    "litellm-upstream-window": SetUp(
        "request.too_large",
        "the endpoint behind it takes less than Codex sends",
        behind="body-limit",
    ),
    "litellm-upstream-tools": SetUp(
        "request.tool_type_rejected",
        "the endpoint behind it takes no tool of this type, and says so",
        behind="tool-namespace-rejected",
    ),
}
