from __future__ import annotations

import pytest

from codex_doctor.codex.config.provider import builtin_ids
from codex_doctor.codex.urls import is_loopback, parse_url
from codex_doctor.repair.presets import PRESETS, Preset, find_preset, preset_at
from codex_doctor.repair.provider_edits import free_id, id_for
from codex_doctor.secrets.key_form import names_a_variable


@pytest.mark.parametrize("preset", PRESETS, ids=lambda one: one.id)
def test_a_preset_names_its_source_and_what_codex_can_use(preset: Preset) -> None:
    assert preset.sources
    assert all(one.startswith("https://") for one in preset.sources)
    assert preset.provider not in builtin_ids(None)
    assert not preset.env_key or names_a_variable(preset.env_key)
    address = parse_url(preset.base_url or preset.form)
    assert address is not None
    # A key goes nowhere without TLS but to this machine.
    assert address.scheme == "https" or is_loopback(address.host)


def test_presets_are_told_apart() -> None:
    assert len({one.id for one in PRESETS}) == len({one.provider for one in PRESETS}) == 11
    assert [find_preset(one.id) for one in PRESETS] == list(PRESETS)
    assert [find_preset(one.name.upper()) for one in PRESETS] == list(PRESETS)
    assert [find_preset(one.provider) for one in PRESETS] == list(PRESETS)
    assert [preset_at(one.base_url) for one in PRESETS if one.base_url] == [
        one for one in PRESETS if one.base_url
    ]


@pytest.mark.parametrize(
    ("base_url", "expected"),
    [
        ("http://127.0.0.1:11434", "ollama"),
        ("https://openrouter.ai/v1", "openrouter"),
        ("http://openrouter.ai/v1", None),
        ("https://gateway.example/v1", None),
        ("no address", None),
    ],
)
def test_a_service_is_known_by_its_address(base_url: str, expected: str | None) -> None:
    found = preset_at(base_url)

    assert (found.id if found else None) == expected


@pytest.mark.parametrize(
    ("base_url", "expected"),
    [
        ("https://api.example.com/v1", "example"),
        ("https://llm.gateway.corp.example.co.uk", "example"),
        ("http://localhost:9000", "local"),
        ("http://10.0.0.7/v1", "local"),
        ("http://[::1]:80/v1", "local"),
        ("http://box", "box"),
        ("https://api.openai.com/v1", "openai-custom"),
        ("https://lmstudio.example.com", "example"),
    ],
)
def test_a_provider_is_called_after_its_host(base_url: str, expected: str) -> None:
    assert id_for(base_url, None) == expected


def test_an_id_that_is_taken_gets_a_number() -> None:
    assert free_id("a", {}) == "a"
    assert free_id("a", {"a", "a-2", "a-3"}) == "a-4"
