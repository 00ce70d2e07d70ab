"""Healthy set-ups that ask for something, and get it because the configuration says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import LAB_KEY, LabEndpoint
from codex_doctor.lab.fault import CONFIG, KEY_VARIABLE, Fault, changed
from codex_doctor.lab.faults_access import moved
from codex_doctor.lab.faults_headers import FORBIDDEN, by_header
from codex_doctor.lab.wire import Ending, Framing, Reply, Seen, document, json_reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.lab.wire import Behaviour

OPEN: Final = LabEndpoint(key=None)
KNOWN: Final = LabEndpoint()


def healthy(name: str, behaviour: Behaviour = KNOWN, **more: Any) -> Fault:
    """Return a set-up that Codex works with."""
    return Fault(name, "healthy", expect=None, works=True, behaviour=behaviour, **more)


def _in_provider(lines: str) -> str:
    return CONFIG + lines


def _keyless(lines: str = "") -> str:
    return changed('env_key = "LAB_API_KEY"\n', "") + lines


def _model(name: str, model: str) -> Fault:
    config = changed("lab-model-1", model)
    return healthy(name, LabEndpoint(models=(model,)), config=config)


def _below(name: str, prefix: str) -> Fault:
    config = changed("{base_url}", "{origin}" + prefix)
    return healthy(name, LabEndpoint(path=f"{prefix}/responses"), config=config)


def _models(name: str, reply: Reply) -> Fault:
    def behaviour(seen: Seen) -> Reply:
        return reply if seen.path.endswith("/models") else KNOWN(seen)

    return healthy(name, behaviour)


def _demands(name: str, seen_has: Callable[[Seen], bool]) -> Fault:
    behaviour = by_header(lambda seen: not seen_has(seen), FORBIDDEN, "lab-model-1")
    return healthy(name, behaviour)


def _wants(name: str, seen_has: Callable[[Seen], bool], config: str, **more: Any) -> Fault:
    def behaviour(seen: Seen) -> Reply:
        return OPEN(seen) if seen_has(seen) else json_reply(401, {"error": {"message": "No."}})

    return healthy(name, behaviour, config=config, **more)


def _has_query(seen: Seen) -> bool:
    return "api-version=2026-01-01" in seen.path.partition("?")[2]


def _same_session(seen: Seen) -> bool:
    metadata = seen.json.get("client_metadata", {})
    return bool(seen.header("session-id")) and seen.header("session-id") == str(
        metadata.get("session_id")
    )


def _reply_with(*headers: tuple[str, str], status: int = 200) -> LabEndpoint:
    def stream(events: replies.Events) -> Reply:
        plain = replies.stream(events)
        return replace(plain, status=status, headers=(*plain.headers, *headers))

    return LabEndpoint(stream=stream)


ACCESS_VARIANTS: Final = (
    _wants(
        "query-demanded",
        _has_query,
        _in_provider('query_params = { api-version = "2026-01-01" }\n'),
    ),
    _wants(
        "header-demanded",
        lambda seen: seen.header("x-gateway") == "lab",
        _in_provider('http_headers = { "x-gateway" = "lab" }\n'),
    ),
    _wants(
        "header-from-variable",
        lambda seen: seen.header("x-gateway") == "team-7",
        _in_provider('env_http_headers = { "x-gateway" = "LAB_TEAM" }\n'),
        environ={KEY_VARIABLE: LAB_KEY, "LAB_TEAM": "team-7"},
    ),
    _wants(
        "key-in-other-header",
        lambda seen: seen.header("api-key") == LAB_KEY,
        _keyless('env_http_headers = { "api-key" = "LAB_API_KEY" }\n'),
    ),
    healthy(
        "bearer-in-config",
        config=_keyless(f'experimental_bearer_token = "{LAB_KEY}"\n'),
        environ={},
    ),
    healthy(
        "key-from-command",
        config=_keyless(
            f'[model_providers.lab.auth]\ncommand = "printf"\nargs = ["%s", "{LAB_KEY}"]\n'
        ),
        environ={},
    ),
    healthy(
        "key-in-dotenv",
        environ={},
        files={".env": f"{KEY_VARIABLE}={LAB_KEY}\n"},
    ),
    healthy(
        "model-by-option",
        config=changed("lab-model-1", "other"),
        args=("-m", "lab-model-1"),
    ),
    healthy(
        "model-by-override",
        config=changed("lab-model-1", "other"),
        args=("-c", "model=lab-model-1"),
    ),
    healthy(
        "profile-file",
        config=changed("lab-model-1", "other"),
        files={"work.config.toml": 'model = "lab-model-1"\n'},
        args=("-p", "work"),
    ),
    _model("model-with-vendor", "acme/lab-model-1"),
    _model("model-with-colon", "lab-model:32b-q4_K_M"),
    _model("model-with-blank", "Lab Model 1"),
    _model("model-not-ascii", "模型-1"),
    _model("lite-with-vendor", "acme/gpt-6.1-sol"),
    _model("freeform-longer", "gpt-5.5-mini"),
    _below("prefix-openai", "/openai/v1"),
    _below("prefix-deep", "/gw/team/api/v3"),
    _below("prefix-none", ""),
    _models("models-empty", json_reply(200, {"data": []})),
    _models("models-500", json_reply(500, {})),
    _models("models-page", document(200, "text/html", "<html></html>")),
    _models("models-silent", Reply(raw=b"", ending=Ending.HOLD)),
    _demands(
        "originator-demanded",
        lambda seen: seen.header("originator") == "codex_exec",
    ),
    _demands(
        "user-agent-demanded",
        lambda seen: seen.header("user-agent").startswith("codex_exec/"),
    ),
    _demands(
        "length-demanded",
        lambda seen: seen.header("content-length").isdigit(),
    ),
    _demands(
        "plain-body-demanded",
        lambda seen: not seen.header("content-encoding"),
    ),
    _demands("session-demanded", _same_session),
    healthy(
        "redirect-308",
        lambda seen: moved(seen, status=308),
    ),
    healthy("status-202", _reply_with(status=202)),
    healthy(
        "cookies",
        _reply_with(("set-cookie", "a=b"), ("set-cookie", "c")),
    ),
    healthy(
        "rate-headers",
        _reply_with(
            ("x-ratelimit-remaining-tokens", "many"), ("x-codex-primary-used-percent", "?")
        ),
    ),
    healthy(
        "model-header",
        _reply_with(("openai-model", "lab-model-1"), ("x-models-etag", "1")),
    ),
    healthy(
        "header-flood",
        _reply_with(*((f"x-lab-{number}", "v" * 60) for number in range(80))),
    ),
    healthy(
        "closes-each-time",
        LabEndpoint(stream=lambda events: replace(replies.stream(events), framing=Framing.CLOSE)),
    ),
)
