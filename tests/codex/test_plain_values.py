"""What is no secret is shown: versions in queries, `$NAME` where a variable's name belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.facts.key_problems import KeyUnset
from codex_doctor.secrets.masking import is_plain_parameter
from setups import CONFIG, KEY, about, only, resolved, secrets

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "value", "plain"),
    [
        ("api-version", "2025-04-01-preview", True),
        ("version", "whatever", True),
        ("v", "1.2", True),
        ("beta", "true", True),
        ("code", "hunter2", False),
        ("sig", "abcdefg", False),
        ("api_key", "2025-04-01", False),
        ("version", "sk-0123456789abcdef0123", False),
        ("region", "x" * 61, False),
    ],
)
def test_only_a_parameter_that_is_surely_harmless_is_shown(
    name: str, value: str, plain: bool
) -> None:
    assert is_plain_parameter(name, value) is plain


def test_the_version_of_an_api_is_shown_and_a_code_is_not(tmp_path: Path) -> None:
    config = CONFIG + 'query_params = { "api-version" = "2025-04-01", "code" = "hunter2hunter" }\n'

    setup = resolved(tmp_path, config)
    known = secrets(tmp_path, config).known

    assert setup.values["model_providers.lab.query_params.api-version"] == "2025-04-01"
    assert setup.endpoint is not None
    assert "api-version=2025-04-01" in setup.endpoint.url
    assert "code=***" in setup.endpoint.url
    assert "2025-04-01" not in known
    assert "hunter2hunter" in known
    assert "hunter" not in str(setup)


@pytest.mark.parametrize(
    ("env_key", "hidden"),
    [("$LAB_API_KEY", False), ("${LAB_API_KEY}", False), ("my secret key 0815", True)],
)
def test_a_variable_with_its_dollar_is_shown(env_key: str, hidden: bool, tmp_path: Path) -> None:
    config = CONFIG.replace('"LAB_KEY"', f'"{env_key}"')

    assert (env_key in secrets(tmp_path, config).known) is hidden


def test_the_dollar_is_seen_where_the_mistake_is_shown(tmp_path: Path) -> None:
    problem = only(resolved(tmp_path, CONFIG.replace('"LAB_KEY"', '"$LAB_KEY"')))

    assert (problem.kind, about(problem, KeyUnset).variable) == ("env.key_unset", "$LAB_KEY")
    assert 'env_key = "$LAB_KEY"' in problem.excerpt
    assert str(problem.location) == "~/.codex/config.toml:7:11"


@pytest.mark.parametrize(
    ("key", "model", "hidden"),
    [
        ("gateway", "glm-5", False),
        ("gateway.example.org", "glm-5", False),
        ("litellm-proxy", "glm-5", False),
        ("Lab Proxy", "glm-5", False),
        ("lab-model-1", "lab-model-1", False),
        ("another-word", "glm-5", True),
        # A key that was put into the wrong place.
        (KEY, KEY, True),
        ("9f3c61d07b5e4a28c1d9", "9f3c61d07b5e4a28c1d9", True),
    ],
)
def test_a_placeholder_that_repeats_a_word_of_the_set_up_masks_nothing(
    key: str, model: str, *, hidden: bool, tmp_path: Path
) -> None:
    config = (
        CONFIG.replace("lab", "litellm-proxy")
        .replace('"Lab"', '"Lab Proxy"')
        .replace("127.0.0.1:8080", "gateway.example.org")
        .replace("glm-5", model)
    )

    assert (key in secrets(tmp_path, config, environ={"LAB_KEY": key}).known) is hidden
