"""Secrets in command lines: of programs that are configured, of ours, of the Codex we run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from codex_doctor.lab.fault import CONFIG, key_in_environment
from hostile.case import Case
from hostile.planted import (
    ALPHANUMERIC,
    BASE64,
    HEX,
    LISTED,
    LOWER36,
    PASSWORD,
    SHORT_HEX,
    UUID,
    WORD,
    reads,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from hostile.case import Outcome, Place

# Arguments of auth.command, and what of them is secret.
_COMMANDS: Final = {
    "password": (["--password", WORD], WORD),
    "password-equals": ([f"--password={WORD}"], WORD),
    "api-key": (["--api-key", HEX], HEX),
    "user": (["-u", f"user:{WORD}"], WORD),
    "user-long": (["--user", f"user:{PASSWORD}"], PASSWORD),
    "header": (["--header", f"X-Key: {WORD}"], WORD),
    "header-short": (["-H", f"Authorization: Bearer {WORD}"], WORD),
    "assignment": ([f"API_KEY={WORD}", "cmd"], WORD),
    "glued": ([f"-p{PASSWORD}"], PASSWORD),
    "positional": ([LOWER36], LOWER36),
    "positional-short": ([SHORT_HEX], SHORT_HEX),
    "address": ([f"http:/user:{WORD}@127.0.0.1/"], WORD),
    "line": (["-c", f"TOKEN={WORD} cmd --secret {PASSWORD}"], WORD),
    "json": ([json.dumps({"client_secret": WORD})], WORD),
}


def _with_command(command: str, arguments: list[str]) -> str:
    config = CONFIG.replace('env_key = "LAB_API_KEY"\n', "")
    line = f"command = {json.dumps(command)}\nargs = {json.dumps(arguments)}\n"
    return f"{config}[model_providers.lab.auth]\n{line}"


def _announced() -> list[Case]:
    looks = ("json", "verbose", "markdown", "versions", "dry-run")
    cases = [
        shown(
            f"command-{name}",
            "verbose" if index % 2 else "json",
            secret,
            config=_with_command("false", arguments),
        )
        for index, (name, (arguments, secret)) in enumerate(_COMMANDS.items())
    ]
    whole = {"echo": f"echo {WORD}", "login": f"login --password {WORD}", "set": f"K={HEX} login"}
    cases += [
        shown(f"command-text-{name}", look, WORD, HEX, config=_with_command(text, []))
        for (name, text), look in zip(whole.items(), ("config", "config-json", "json"), strict=True)
    ]
    cases += [
        shown("command-echo", look, WORD, config=_with_command("echo", [WORD])) for look in looks
    ]
    server = f'[mcp_servers.x]\ncommand = "npx -y x --token {WORD}"\nargs = ["--key", "{HEX}"]\n'
    server += f'env = {{ A = "{SHORT_HEX}", LEVEL = "debug" }}\nrequired = true\n'
    return [
        *cases,
        shown("server-command", "config", WORD, HEX, SHORT_HEX, config=CONFIG + server),
        shown("server-command", "json", WORD, HEX, SHORT_HEX, config=CONFIG + server),
        shown("readable-command", "json",
              config=_with_command("false", ["--profile", "platform", "/usr/share/token.txt"]),
              check=reads("false --profile platform /usr/share/token.txt")),
    ]  # fmt: skip


# What is no command line of ours.
_USAGE: Final = {
    "unrecognized": ((f"--api-key={WORD}",), WORD),
    "unrecognized-two": (("--token", WORD), WORD),
    "unrecognized-hex": ((f"--hex={HEX}",), HEX),
    "command": ((HEX,), HEX),
    "command-listed": ((LISTED,), LISTED),
    "choice": (("--fail-on", UUID), UUID),
    "color": (("--color", BASE64), BASE64),
    "budget": (("--budget", ALPHANUMERIC), ALPHANUMERIC),
    "check": (("--only", HEX), HEX),
    "left-out": (("--skip", LOWER36), LOWER36),
    "finding": (("explain", HEX), HEX),
    "fault": (("demo", UUID), UUID),
    "format": (("--format", HEX), HEX),
    "folder": (("--cd", f"/nowhere/{BASE64}"), BASE64),
    "version": (("--codex-version", LOWER36), LOWER36),
    "schema": (("schema", HEX), HEX),
    "config-action": (("config", UUID), UUID),
    "extra-of-explain": (("explain", "dns.no_address", f"user:{WORD}@host"), WORD),
    "file": (("--format", f"json=/nowhere/{HEX}/x", "--offline"), HEX),
    "folder-address": (("--cd", f"http:/user:{WORD}@host"), WORD),
    "equals-glued": ((f"-xPASSWORD={WORD}",), WORD),
}


def _usage() -> list[Case]:
    readable = {
        "option": (("--formt", "checks"), ("unrecognized arguments: --formt",)),
        "command": (("cofnig",), ("no command is called 'cofnig'", "config\n")),
        "finding": (("explain", "dns.no_adress"), ("dns.no_adress", "dns.no_address")),
        "fault": (("demo", "wrong-modell"), ("wrong-modell",)),
        "folder": (("--cd", "/nowhere/projects/my-app-2"), ("/nowhere/projects/my-app-2",)),
        "missing": (("--env-key",), ("argument --env-key: expected one argument",)),
    }
    return [
        Case("shown", f"usage-{name}", arguments=line, secrets=(secret,), is_json=None,
             codes=frozenset({2}))
        for name, (line, secret) in _USAGE.items()
    ] + [
        Case("shown", f"usage-readable-{name}", arguments=line, is_json=False,
             codes=frozenset({2}), check=reads(*words))
        for name, (line, words) in readable.items()
    ]  # fmt: skip


def _codex(place: Place) -> None:
    """Put a codex on PATH that writes down its arguments, where they would be seen by all."""
    program = place.root / "bin" / "codex"
    program.write_text(
        f'#!/bin/sh\necho "$@" >> {place.root}/out/arguments\necho codex-cli 0.169.0\n'
    )
    program.chmod(0o700)


def _not_run(*words: str) -> Callable[[Outcome], None]:
    def check(outcome: Outcome) -> None:
        arguments = outcome.written.get("arguments", b"")
        assert b"exec" not in arguments, arguments
        for word in words:
            assert word in outcome.text, outcome.text[-600:]

    return check


def _ran(outcome: Outcome) -> None:
    assert b"exec" in outcome.written["arguments"], outcome.text[-600:]


def _confirmed() -> list[Case]:
    def case(name: str, extra: tuple[str, ...], secret: str, **more: object) -> Case:
        return Case("shown", f"confirm-{name}", secrets=(secret,), prepare=_codex,
                    arguments=("--confirm", "--json", "--budget", "4", *extra),
                    check=_not_run("an option holds a secret"))  # fmt: skip

    token = "model_providers.lab.experimental_bearer_token"
    plain = ("-c", "model_reasoning_effort=low", "-m", "lab-model-1")
    return [
        case("token", ("-c", f"{token}={WORD}"), WORD),
        case("token-listed", ("-c", f'{token}="{LISTED}"'), LISTED),
        case("header", ("-c", f'model_providers.lab.http_headers.x-tenant="{HEX}"'), HEX),
        case("password", ("-c", f"model_providers.lab.base_url=http:/u:{WORD}@127.0.0.1/v1"), WORD),
        case("inline", ("-c", f'model_providers.lab.http_headers={{ "X-Key" = "{WORD}" }}'), WORD),
        case("model", ("-m", BASE64), BASE64),
        Case("shown", "confirm-plain", prepare=_codex, environ=key_in_environment(),
             arguments=("--confirm", "--json", "--budget", "4", *plain), check=_ran),
    ]  # fmt: skip


CASES: Final = (*_announced(), *_usage(), *_confirmed())
