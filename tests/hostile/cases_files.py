"""What is no regular file, or has no end, at every place that is opened."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.fault import CONFIG, KEY_VARIABLE
from hostile import asked, places, tls
from hostile.case import Case, accept

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hostile.case import Outcome, Place

_THINGS: Final = {
    "pipe": places.pipe,
    "socket": places.bound_socket,
    "dev-zero": places.endless,
    "dev-random": places.random_bytes,
    "dev-tty": places.terminal,
    "loop": places.loop,
    "dangling": places.dangling,
    "folder": places.folder,
    "sparse": places.sparse,
}
_PROJECT: Final = CONFIG + '\n[projects."{root}/work"]\ntrust_level = "trusted"\n'
_PROFILE: Final = ("--json", "--budget", "3", "--profile", "odd")
_BUDGET: Final = ("--json", "--budget", "3")
_SESSION: Final = (*_BUDGET, "--thorough")


def _at(
    place: str,
    name: str,
    things: str,
    *,
    config: str | None = CONFIG,
    arguments: tuple[str, ...] = _BUDGET,
    check: Callable[[Outcome], None] = accept,
) -> tuple[Case, ...]:
    """Put each of these things at one path."""
    return tuple(
        Case(
            "budget",
            f"{thing}-as-{place}",
            config=config,
            arguments=arguments,
            prepare=places.put(name, _THINGS[thing]),
            seconds=3.0,
            check=check,
        )
        for thing in things.split()
    )


def _named(
    variable: str,
    thing: Callable[[Path], None],
    name: str,
    *,
    check: Callable[[Outcome], None] = accept,
) -> Case:
    """Name an odd thing in a variable for certificates."""

    def prepare(place: Place) -> None:
        thing(place.root / "odd")
        place.environ[variable] = str(place.root / "odd")

    return Case(
        "budget",
        f"{name}-in-{variable.lower().replace('_', '-')}",
        is_tls=True,
        arguments=_BUDGET,
        prepare=prepare,
        seconds=3.0,
        check=check,
    )


def _valued(name: str, variable: str, make: Callable[[], str]) -> Case:
    return Case(
        "budget",
        name,
        is_tls=True,
        arguments=_BUDGET,
        prepare=places.variable(variable, make),
        seconds=3.0,
    )


def _hashed(thing: Callable[[Path], None]) -> Callable[[Path], None]:
    """Make a folder in which this stands where OpenSSL looks for the endpoint's authority."""

    def make(path: Path) -> None:
        path.mkdir()
        thing(path / tls.hash_name())

    return make


def _many_hashed(path: Path) -> None:
    path.mkdir()
    for number in range(25_000):
        places.empty(path / f"{number:08x}.0")


def _growing(path: Path) -> None:
    """Put the child's own memory map there: it says it has no size, and has."""
    path.symlink_to("/proc/self/smaps")


def _program(path: Path) -> None:
    places.write(path, b"#!/bin/sh\necho codex-cli 0.169.0\n")
    path.chmod(0o755)


def _pipe_to_run(path: Path) -> None:
    os.mkfifo(path)
    path.chmod(0o755)


def _trusted(place: Place) -> None:
    """Trust the endpoint's authority by one variable, and name the odd folder in another."""
    tls.authority().write(place.root, "ca.pem")
    place.environ["CODEX_CA_CERTIFICATE"] = str(place.root / "ca.pem")
    place.environ["SSL_CERT_DIR"] = str(place.root / "odd")


_CATALOG: Final = 'model_catalog_json = "{root}/odd"\n' + CONFIG
_INSTRUCTIONS: Final = 'model_instructions_file = "{root}/odd"\n' + CONFIG
_ROLE: Final = CONFIG + '\n[agents.odd]\nconfig_file = "{root}/odd"\n'

CASES: Final = (
    *_at("config", "codex/config.toml", "pipe socket dev-random dev-tty folder sparse", config=None,
         check=asked.first("config.unreadable")),
    *_at("config", "codex/config.toml", "dangling", config=None),
    *_at("profile", "codex/odd.config.toml", "pipe dev-zero sparse", arguments=_PROFILE,
         check=asked.first("config.unreadable")),
    *_at("dotenv", "codex/.env", "pipe dev-zero loop", check=asked.works),
    *_at("dotenv", "codex/.env", "sparse", check=asked.not_judged),
    *_at("auth-json", "codex/auth.json", "pipe dev-zero sparse socket",
         config=CONFIG.replace('env_key = "LAB_API_KEY"', "requires_openai_auth = true")),
    *_at("project-config", "work/.codex/config.toml", "pipe sparse", config=_PROJECT),
    *_at("project-dotenv", "work/.env", "pipe", config=CONFIG.replace(KEY_VARIABLE, "UNSET_KEY")),
    *_at("rules", "codex/rules/odd.rules", "pipe dev-zero folder sparse loop"),
    *_at("rules-folder", "codex/rules", "pipe loop", check=asked.works),
    *_at("agents", "codex/agents/odd.toml", "pipe dev-zero sparse", arguments=_SESSION),
    *_at("agents-folder", "codex/agents", "pipe", arguments=_SESSION),
    *_at("agent-file", "odd", "pipe sparse", config=_ROLE, arguments=_SESSION),
    *_at("catalog", "odd", "pipe dev-zero sparse folder", config=_CATALOG),
    *_at("instructions", "odd", "pipe sparse", config=_INSTRUCTIONS),
    *_at("codex", "bin/codex", "pipe socket dev-zero sparse loop", check=asked.works),
    *_at("extensions", "home/.vscode/extensions", "pipe loop", check=asked.works),
    *(
        _named(variable, thing, name)
        for variable in ("CODEX_CA_CERTIFICATE", "SSL_CERT_FILE")
        for name, thing in (
            ("dev-zero", places.endless),
            ("sparse", places.sparse),
            ("socket", places.bound_socket),
            ("folder", places.folder),
            ("growing", _growing),
        )
    ),
    *(
        _named(variable, places.pipe, "pipe")
        for variable in (
            "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "AWS_CA_BUNDLE", "PIP_CERT", "GIT_SSL_CAINFO",
            "SSL_CERT_DIR",
        )
    ),
    _named("SSL_CERT_DIR", _hashed(places.pipe), "hashed-pipe"),
    _named("SSL_CERT_DIR", _hashed(places.endless), "hashed-dev-zero"),
    _named("SSL_CERT_DIR", _hashed(places.sparse), "hashed-sparse"),
    _named("SSL_CERT_DIR", _many_hashed, "25000-files"),
    _valued("ca-path-of-a-user", "SSL_CERT_FILE", lambda: "~user/x"),
    _valued("long-ca-path", "CODEX_CA_CERTIFICATE", lambda: "/x" * 50_000),
    _valued("long-ca-folder", "SSL_CERT_DIR", lambda: "/x" * 50_000),
    _valued("long-home", "CODEX_HOME", lambda: "/x" * 50_000),
    _valued("home-is-a-device", "CODEX_HOME", lambda: "/dev/zero"),
    Case(
        "budget",
        "package-json-is-a-pipe",
        arguments=_BUDGET,
        seconds=3.0,
        prepare=places.several(
            places.put("bin/package.json", places.pipe),
            places.put("bin/codex", _program),
        ),
    ),
    Case(
        "budget",
        "package-json-is-endless",
        arguments=_BUDGET,
        seconds=3.0,
        prepare=places.several(
            places.put("bin/package.json", places.endless),
            places.put("bin/codex", _program),
        ),
    ),
    Case(
        "budget",
        "pipe-that-can-be-run-as-codex",
        arguments=_BUDGET,
        config=CONFIG.replace("{base_url}", "http://localhost:{port}/v1"),
        prepare=places.put("bin/codex", _pipe_to_run),
        seconds=3.0,
    ),
    Case(
        "budget",
        "ca-file-that-works-beside-a-pipe",
        arguments=_BUDGET,
        is_tls=True,
        prepare=places.several(
            places.put("odd", _hashed(places.pipe)),
            _trusted,
        ),
        seconds=3.0,
        check=asked.works,
    ),
    Case(
        "budget",
        "catalog-with-a-nul",
        arguments=_BUDGET,
        config='model_catalog_json = "a\\u0000b"\n' + CONFIG,
        check=asked.first("config.catalog_invalid"),
        secrets=(LAB_KEY,),
    ),
    Case(
        "budget",
        "catalog-with-a-long-path",
        arguments=_BUDGET,
        prepare=places.file_of(
            "codex/config.toml", lambda: f'model_catalog_json = "{"/x" * 50_000}"\n' + CONFIG
        ),
        check=asked.first("config.catalog_invalid"),
    ),
)  # fmt: skip
