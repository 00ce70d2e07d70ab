"""Configurations on disk for tests: healthy by default, so that a test names only what is wrong."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any, TypeVar

from codex_doctor.codex.files.documents import parse_document
from codex_doctor.codex.resolve import resolve
from codex_doctor.codex.rules.sources import judge_sources
from codex_doctor.facts import Credential, Inputs, Setup

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from codex_doctor.facts import Problem, Secrets

A = TypeVar("A")
KEY = "sk-lab-0123456789abcdef"
CONFIG = """\
model = "glm-5"
model_provider = "lab"

[model_providers.lab]
name = "Lab"
base_url = "http://127.0.0.1:8080/v1"
env_key = "LAB_KEY"
wire_api = "responses"
"""
NO_KEY = CONFIG.replace('env_key = "LAB_KEY"\n', "")
TRUSTED = '\n[projects."{}"]\ntrust_level = "trusted"\n'


def inputs_in(
    folder: Path,
    config: str | bytes | None = CONFIG,
    *,
    environ: Mapping[str, str] | None = None,
    files: Mapping[str, str | bytes] | None = None,
    **options: Any,
) -> Inputs:
    """Write a home folder and return the inputs; file names are relative to `folder`."""
    for name in ("home/.codex", "work", "etc"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    written = dict(files or {})
    if config is not None:
        written["home/.codex/config.toml"] = config
    for name, content in written.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return Inputs(
        environ={"LAB_KEY": KEY} if environ is None else environ,
        cwd=options.pop("cwd", folder / "work"),
        home=options.pop("home", folder / "home"),
        system_dir=folder / "etc",
        **options,
    )


def resolved(folder: Path, config: str | bytes | None = CONFIG, **changes: Any) -> Setup:
    """Resolve a configuration and return the set-up."""
    return resolve(inputs_in(folder, config, **changes))[0]


def secrets(folder: Path, config: str | bytes | None = CONFIG, **changes: Any) -> Secrets:
    """Resolve a configuration and return the secrets."""
    return resolve(inputs_in(folder, config, **changes))[1]


def fatal(setup: Setup) -> list[str]:
    """Return the kinds of the problems that stop Codex."""
    return [problem.kind for problem in setup.problems if problem.fatal]


def kinds(setup: Setup) -> list[str]:
    """Return the kinds of all problems."""
    return [problem.kind for problem in setup.problems]


def problem_in(text: str) -> Problem | None:
    """Return what keeps Codex from reading a text of TOML, None when nothing does."""
    reading = parse_document(text, name="user", shown="config.toml")
    documents = [reading.document] if reading.document else []
    return next(judge_sources([reading.layer], documents), None)


def only(setup: Setup) -> Problem:
    """Return the single problem of a set-up."""
    (problem,) = setup.problems
    return problem


def about(problem: Problem, kind: type[A]) -> A:
    """Return what is known about a problem of this kind."""
    assert isinstance(problem.about, kind)
    return problem.about


def jwt(**claims: Any) -> str:
    """Return a JSON Web Token that nobody signed."""
    parts = ({"alg": "none"}, claims)
    coded = [base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=") for one in parts]
    return b".".join((*coded, b"c2ln")).decode()


def chatgpt_login(access_token: str, **changes: Any) -> str:
    """Return an auth.json of a ChatGPT login."""
    tokens = {"id_token": jwt(), "access_token": access_token, "refresh_token": "rt-1", "l": ["x"]}
    login = {"auth_mode": "chatgpt", "OPENAI_API_KEY": None, "tokens": tokens}
    return json.dumps(login | changes)


def set_up(*problems: Problem, **changes: Any) -> Setup:
    """Return a set-up with these problems, without any file."""
    facts: dict[str, Any] = {
        "codex_home": "~/.codex",
        "layers": (),
        "profile": None,
        "provider_id": "lab",
        "provider_name": "Lab",
        "provider_origin": None,
        "endpoint": None,
        "model": "glm-5",
        "model_origin": None,
        "credential": Credential("none", "", sent=False),
    }
    return Setup(problems=problems, **(facts | changes))
