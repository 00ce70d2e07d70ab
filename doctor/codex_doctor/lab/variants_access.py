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


def healthy(name: str, title: str, behaviour: Behaviour = KNOWN, **more: Any) -> Fault:
    """Return a set-up that Codex works with."""
    return Fault(name, "healthy", title, expect=None, works=True, behaviour=behaviour, **more)


def _in_provider(lines: str) -> str:
    return CONFIG + lines


def _keyless(lines: str = "") -> str:
    return changed('env_key = "LAB_API_KEY"\n', "") + lines


def _model(name: str, title: str, model: str) -> Fault:
    config = changed("lab-model-1", model)
    return healthy(name, title, LabEndpoint(models=(model,)), config=config)


def _below(name: str, prefix: str) -> Fault:
    title = f"The API is below {prefix or 'no prefix'}, and base_url says so."
    config = changed("{base_url}", "{origin}" + prefix)
    return healthy(name, title, LabEndpoint(path=f"{prefix}/responses"), config=config)


def _models(name: str, title: str, reply: Reply) -> Fault:
    def behaviour(seen: Seen) -> Reply:
        return reply if seen.path.endswith("/models") else KNOWN(seen)

    return healthy(name, title, behaviour)


def _demands(name: str, title: str, seen_has: Callable[[Seen], bool]) -> Fault:
    behaviour = by_header(lambda seen: not seen_has(seen), FORBIDDEN, "lab-model-1")
    return healthy(name, title, behaviour)


def _wants(
    name: str, title: str, seen_has: Callable[[Seen], bool], config: str, **more: Any
) -> Fault:
    def behaviour(seen: Seen) -> Reply:
        return OPEN(seen) if seen_has(seen) else json_reply(401, {"error": {"message": "No."}})

    return healthy(name, title, behaviour, config=config, **more)


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
        "A query parameter is demanded and configured.",
        _has_query,
        _in_provider('query_params = { api-version = "2026-01-01" }\n'),
    ),
    _wants(
        "header-demanded",
        "A header is demanded and configured.",
        lambda seen: seen.header("x-gateway") == "lab",
        _in_provider('http_headers = { "x-gateway" = "lab" }\n'),
    ),
    _wants(
        "header-from-variable",
        "A header is demanded and comes from a variable.",
        lambda seen: seen.header("x-gateway") == "team-7",
        _in_provider('env_http_headers = { "x-gateway" = "LAB_TEAM" }\n'),
        environ={KEY_VARIABLE: LAB_KEY, "LAB_TEAM": "team-7"},
    ),
    _wants(
        "key-in-other-header",
        "The key is wanted in the header api-key and configured so.",
        lambda seen: seen.header("api-key") == LAB_KEY,
        _keyless('env_http_headers = { "api-key" = "LAB_API_KEY" }\n'),
    ),
    healthy(
        "bearer-in-config",
        "The key stands in config.toml.",
        config=_keyless(f'experimental_bearer_token = "{LAB_KEY}"\n'),
        environ={},
    ),
    healthy(
        "key-from-command",
        "A command prints the key.",
        config=_keyless(
            f'[model_providers.lab.auth]\ncommand = "printf"\nargs = ["%s", "{LAB_KEY}"]\n'
        ),
        environ={},
    ),
    healthy(
        "key-in-dotenv",
        "The key stands in $CODEX_HOME/.env.",
        environ={},
        files={".env": f"{KEY_VARIABLE}={LAB_KEY}\n"},
    ),
    healthy(
        "model-by-option",
        "The option -m names the model.",
        config=changed("lab-model-1", "other"),
        args=("-m", "lab-model-1"),
    ),
    healthy(
        "model-by-override",
        "An override names the model.",
        config=changed("lab-model-1", "other"),
        args=("-c", "model=lab-model-1"),
    ),
    healthy(
        "profile-file",
        "A profile's file names the model.",
        config=changed("lab-model-1", "other"),
        files={"work.config.toml": 'model = "lab-model-1"\n'},
        args=("-p", "work"),
    ),
    _model("model-with-vendor", "The id has a vendor in front.", "acme/lab-model-1"),
    _model("model-with-colon", "The id has a tag.", "lab-model:32b-q4_K_M"),
    _model("model-with-blank", "The id has a blank.", "Lab Model 1"),
    _model("model-not-ascii", "The id is not ASCII.", "模型-1"),
    _model("lite-with-vendor", "A known id has a vendor in front.", "acme/gpt-6.1-sol"),
    _model("freeform-longer", "An id begins as a known one.", "gpt-5.5-mini"),
    _below("prefix-openai", "/openai/v1"),
    _below("prefix-deep", "/gw/team/api/v3"),
    _below("prefix-none", ""),
    _models("models-empty", "GET /models lists nothing.", json_reply(200, {"data": []})),
    _models("models-500", "GET /models fails.", json_reply(500, {})),
    _models("models-page", "GET /models is a page.", document(200, "text/html", "<html></html>")),
    _models("models-silent", "GET /models hangs.", Reply(raw=b"", ending=Ending.HOLD)),
    _demands(
        "originator-demanded",
        "Only clients whose originator is Codex's get in.",
        lambda seen: seen.header("originator") == "codex_exec",
    ),
    _demands(
        "user-agent-demanded",
        "Only clients with Codex's User-Agent get in.",
        lambda seen: seen.header("user-agent").startswith("codex_exec/"),
    ),
    _demands(
        "length-demanded",
        "Only requests with a Content-Length get in.",
        lambda seen: seen.header("content-length").isdigit(),
    ),
    _demands(
        "plain-body-demanded",
        "Only requests that are not compressed get in.",
        lambda seen: not seen.header("content-encoding"),
    ),
    _demands("session-demanded", "The session must be the same in both places.", _same_session),
    healthy(
        "redirect-308",
        "A 308 redirect leads to another path of the same host.",
        lambda seen: moved(seen, status=308),
    ),
    healthy("status-202", "The status is 202.", _reply_with(status=202)),
    healthy(
        "cookies",
        "The answer sets cookies.",
        _reply_with(("set-cookie", "a=b"), ("set-cookie", "c")),
    ),
    healthy(
        "rate-headers",
        "The answer has odd headers about rates.",
        _reply_with(
            ("x-ratelimit-remaining-tokens", "many"), ("x-codex-primary-used-percent", "?")
        ),
    ),
    healthy(
        "model-header",
        "A header repeats the model id.",
        _reply_with(("openai-model", "lab-model-1"), ("x-models-etag", "1")),
    ),
    healthy(
        "header-flood",
        "The answer has eighty further headers.",
        _reply_with(*((f"x-lab-{number}", "v" * 60) for number in range(80))),
    ),
    healthy(
        "closes-each-time",
        "Every answer closes its connection.",
        LabEndpoint(stream=lambda events: replace(replies.stream(events), framing=Framing.CLOSE)),
    ),
)
