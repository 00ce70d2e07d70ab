"""A bare `me:PASSWORD` at a key that names no secret; names with a colon stay readable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.lab.endpoint import LabEndpoint
from codex_doctor.lab.fault import CONFIG
from hostile.planted import changed, reads, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hostile.case import Case

_PASSWORDS: Final = (
    "hunter2xyz9Q", "S3cretPass99", "p4ssW0rd!", "Zq8vLm2K", "9f3c61d07b5e", "Summer2024!",
    "mypass1234",
)  # fmt: skip
_WORDS: Final = (
    "http:8080", "model:latest", "anthropic:claude-3", "llama3.1:8b", "host:11434",
    "mixtral:8x22b-instruct-v0.1-q4_K_M", "qwen3:30b-a3b-instruct-2507-q4_K_M",
)  # fmt: skip
_SOME: Final = ("json", "verbose", "config", "config-json", "markdown", "dry-run")


def _at_every_place(value: str) -> dict[str, str]:
    """Return set-ups with the value at keys that name no secret."""
    profile = f'[profiles."x"]\nmodel_reasoning_effort = "{value}"\n'
    return {
        "name": changed(name=f'"{value}"'),
        "query": changed(query_params=f'{{ version = "{value}", model = "{value}" }}'),
        "wire": changed(wire_api=f'"{value}"'),
        "unknown": CONFIG + f'account = "{value}"\n',
        "effort": f'model_reasoning_effort = "{value}"\nservice_tier = "{value}"\n{CONFIG}',
        "profile": CONFIG + profile,
        "server": CONFIG + f'[mcp_servers.a]\ncommand = "true"\nargs = ["{value}"]\n',
        "unparsable": CONFIG + f'account = "{value}\n',
    }


def _hidden() -> Iterator[Case]:
    for number, look in enumerate(_SOME):
        for at, (where, config) in enumerate(_at_every_place("me:@").items()):
            password = _PASSWORDS[(number + at) % len(_PASSWORDS)]
            text = config.replace("me:@", f"me:{password}")
            yield shown(f"pair-{where}", look, password, config=text)


def _readable() -> Iterator[Case]:
    for number, word in enumerate(_WORDS):
        look = ("config", "config-json")[number % 2]
        for where in ("name", "effort"):
            config = _at_every_place(word)[where]
            name = f"pair-of-words-{number}-{where}"
            yield shown(name, look, config=config, check=reads(word))
        yield shown(
            f"pair-model-{number}",
            "json",
            config=CONFIG.replace("lab-model-1", word),
            endpoint=LabEndpoint(models=(word,)),
            check=reads(word),
        )


CASES: Final = (*_hidden(), *_readable())
