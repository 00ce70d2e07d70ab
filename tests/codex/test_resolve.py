from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from codex_doctor.codex.resolve import resolve
from setups import CONFIG, KEY, NO_KEY, TRUSTED, fatal, inputs_in, kinds, resolved

if TYPE_CHECKING:
    from pathlib import Path

AUTH = NO_KEY + "[model_providers.lab.auth]\n"

# What Codex 0.169.0 refuses to start with; each was run.
REFUSED: dict[str, tuple[str | bytes, str]] = {
    "typographic quotes": (CONFIG.replace('"Lab"', "“Lab”"), "config.toml_syntax"),
    "key twice": ('model = "x"\n' + CONFIG, "config.toml_syntax"),
    "81 brackets": (CONFIG + f"[desktop]\nx = {'[' * 81}{']' * 81}\n", "config.toml_syntax"),
    "81 parts": (CONFIG + "[x" + ".a" * 80 + "]\n", "config.toml_syntax"),
    "1000 brackets": (f"x = {'[' * 1000}{']' * 1000}\n", "config.toml_syntax"),
    "128 bits": (CONFIG + "[desktop]\nx = [{ y = 99999999999999999999 }]\n", "config.wrong_type"),
    "Latin-1": (b"# \xe9\n", "config.not_utf8"),
    "UTF-16": ("model = 1".encode("utf-16"), "config.not_utf8"),
    "chat": (CONFIG.replace('"responses"', '"chat"'), "config.wire_api_chat"),
    "chat elsewhere": (
        CONFIG + '[model_providers.b]\nname = "b"\nwire_api = "chat"\n',
        "config.wire_api_chat",
    ),
    "Responses": (CONFIG.replace('"responses"', '"Responses"'), "config.wire_api_invalid"),
    "wire_api 1": (CONFIG.replace('"responses"', "1"), "config.wire_api_invalid"),
    "reserved": (CONFIG + '[model_providers.ollama]\nname = "b"\n', "config.provider_reserved"),
    "no name": (CONFIG.replace('name = "Lab"\n', ""), "config.provider_name_missing"),
    "blank name": (CONFIG.replace('"Lab"', '" "'), "config.provider_name_missing"),
    "empty table": (CONFIG + "[model_providers.x]\n", "config.provider_name_missing"),
    "undefined": (CONFIG.replace('= "lab"', '= "other"'), "config.provider_undefined"),
    "case": (CONFIG.replace('= "lab"', '= "LAB"'), "config.provider_undefined"),
    "ollama-chat": ('model_provider = "ollama-chat"\n', "config.provider_undefined"),
    "empty id": (CONFIG.replace('= "lab"', '= ""'), "config.provider_undefined"),
    "singular": ('[model_provider.lab]\nname = "Lab"\n', "config.provider_undefined"),
    "list of tables": (CONFIG.replace("[model_providers.lab]", "[[model_providers.lab]]"),
                       "config.wrong_type"),
    "port as base_url": (
        CONFIG.replace('"http://127.0.0.1:8080/v1"', "8080"),
        "config.wrong_type",
    ),
    "retries in quotes": (CONFIG + 'stream_max_retries = "3"\n', "config.wrong_type"),
    "negative retries": (CONFIG + "stream_max_retries = -1\n", "config.wrong_type"),
    "flag in quotes": (CONFIG + 'supports_websockets = "false"\n', "config.wrong_type"),
    "header number": (CONFIG + "http_headers = { X = 1 }\n", "config.wrong_type"),
    "model number": (CONFIG.replace('"glm-5"', "5"), "config.wrong_type"),
    "port too large": ("mcp_oauth_callback_port = 70000\n" + CONFIG, "config.wrong_type"),
    "mixed notify": ('notify = ["a", 1]\n' + CONFIG, "config.wrong_type"),
    "infinity": (CONFIG + "[desktop]\nx = [{ y = [1.5, inf] }]\n", "config.wrong_type"),
    "negative port": ("mcp_oauth_callback_port = -1\n" + CONFIG, "config.wrong_type"),
    "sandbox": ('sandbox_mode = "full"\n' + CONFIG, "config.wrong_type"),
    "history": (CONFIG + '[history]\npersistence = "all"\n', "config.wrong_type"),
    "feature": (CONFIG + '[features]\nshell_tool = "on"\n', "config.wrong_type"),
    "server without command": (CONFIG + "[mcp_servers.x]\nenabled = true\n", "config.wrong_type"),
    "thread store": ('experimental_thread_store_endpoint = "x"\n' + CONFIG, "config.wrong_type"),
    "profile key": ('profile = "x"\n' + CONFIG, "config.profile_legacy"),
    "catalog": ('model_catalog_json = "no.json"\n' + CONFIG, "config.catalog_invalid"),
    "empty model": (CONFIG.replace('"glm-5"', '""'), "model.empty"),
    "auth and env_key": (
        CONFIG + '[model_providers.lab.auth]\ncommand = "x"\n',
        "config.provider_conflict",
    ),
    "auth without command": (AUTH + 'args = ["x"]\n', "config.provider_conflict"),
    "auth timeout": (AUTH + 'command = "true"\ntimeout_ms = 0\n', "config.wrong_type"),
    "auth type": (AUTH + "command = 5\n", "config.wrong_type"),
    "aws": (CONFIG + "aws = {}\n", "config.provider_conflict"),
    "gateway": (CONFIG + 'gateway_oauth = { token_url = "x" }\n', "config.provider_conflict"),
    "gateway number": (CONFIG + "gateway_oauth = 5\n", "config.provider_conflict"),
    "gateway export": (
        CONFIG.replace('env_key = "LAB_KEY"\n', "")
        + 'gateway_oauth = { credential_export = "x" }\n',
        "config.provider_conflict",
    ),
    "bedrock field": (
        CONFIG + '[model_providers.amazon-bedrock]\nname = "x"\n',
        "config.provider_conflict",
    ),
    "bedrock name": (CONFIG.replace('"Lab"', '"Amazon Bedrock"'), "config.provider_magic_name"),
    "env_key is the key": (
        CONFIG.replace('"LAB_KEY"', '"sk-proj-0123456789abcdef"'),
        "env.key_name_is_key",
    ),
    "env_key is a key of a company": (
        CONFIG.replace('"LAB_KEY"', '"acme-7788-9900-llm"'),
        "env.key_name_is_key",
    ),
    "env_key with dashes": (CONFIG.replace('"LAB_KEY"', '"LAB-API-KEY"'), "env.key_unset"),
    "env_key with $": (CONFIG.replace('"LAB_KEY"', '"$LAB_KEY"'), "env.key_unset"),
    "env_key empty": (CONFIG.replace('"LAB_KEY"', '""'), "env.key_unset"),
    "stray": (
        'model_provider = "lab"\n[model_providers]\nbase_url = "http://x"\n',
        "config.key_misplaced",
    ),
    "stray unknown": (
        'model_provider = "lab"\n[model_providers]\nzork = 1\n',
        "config.wrong_type",
    ),
}  # fmt: skip

# Unusual, and fine for Codex 0.169.0; each was run.
HEALTHY = {
    "byte order mark": "\ufeff" + CONFIG,
    "CRLF": CONFIG.replace("\n", "\r\n"),
    "TOML 1.1": CONFIG + 'http_headers = {\n  "X-A" = "b",\n}\n',
    "escapes": CONFIG.replace('"Lab"', '"L\\x41\\e"'),
    "80 brackets": CONFIG + f"[desktop]\nx = {'[' * 80}{']' * 80}\n",
    "inline": 'model = "m"\nmodel_provider = "lab"\nmodel_providers = '
    '{ lab = { name = "L", base_url = "http://127.0.0.1:1/v1" } }\n',
    "dotted": 'model = "m"\nmodel_provider = "lab"\nmodel_providers.lab.name = "L"\n'
    'model_providers.lab.base_url = "http://127.0.0.1:1/v1"\n',
    "effort": 'model_reasoning_effort = "any"\n' + CONFIG,
    "unused legacy profile": CONFIG + '[profiles.y]\nmodel = "q"\n',
    "unused broken provider": CONFIG + '[model_providers.z]\nname = "z"\nbase_url = "no url"\n',
    "empty built-in": CONFIG + "[model_providers.openai]\n",
    "features": CONFIG + "[features]\nshell_tool = true\nmulti_agent_v2 = { enabled = false }\n",
    "granular": CONFIG + "[approval_policy.granular]\nrules = true\nsandbox_approval = true\n"
    "mcp_elicitations = true\n",
    "bedrock elsewhere": CONFIG + '[model_providers.amazon-bedrock]\nbase_url = "x"\n',
    "gateway": CONFIG.replace('env_key = "LAB_KEY"\n', "")
    + 'gateway_oauth = { credential_export = { command = "x" } }\n',
    "free-form tables": CONFIG + '[agents.x]\nmodel = "m"\n[desktop]\nmodel_provider = "m"\n',
    "Azure": CONFIG.replace('"Lab"', '"Azure"'),
    "server": CONFIG + '[mcp_servers.x]\ncommand = "true"\nenv = { A = "b" }\n',
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_codex_refuses_is_a_fatal_problem(name: str, tmp_path: Path) -> None:
    config, kind = REFUSED[name]

    assert kind in fatal(resolved(tmp_path, config))


@pytest.mark.parametrize("name", HEALTHY)
def test_unusual_configurations_that_codex_accepts_have_no_problem(
    name: str, tmp_path: Path
) -> None:
    setup = resolved(tmp_path, HEALTHY[name])

    assert setup.problems == ()
    assert setup.endpoint is not None


def test_the_healthy_set_up_has_all_its_facts(tmp_path: Path) -> None:
    setup, known = resolve(inputs_in(tmp_path))

    assert setup.provider_id == "lab"
    assert setup.model == "glm-5"
    assert str(setup.model_origin) == "~/.codex/config.toml:1:9"
    assert str(setup.provider_origin) == "~/.codex/config.toml:2:18"
    assert setup.endpoint is not None
    assert setup.endpoint.url == "http://127.0.0.1:8080/v1/responses"
    assert setup.endpoint.is_loopback
    assert setup.credential.source == "env_key"
    assert setup.credential.name == "LAB_KEY"
    assert setup.credential.sent
    assert str(setup.origins["model_providers.lab.env_key"]) == "~/.codex/config.toml:7:11"
    assert known.headers == (("authorization", f"Bearer {KEY}".encode()),)
    assert KEY in known.known
    assert KEY not in repr(known)
    assert KEY not in repr(setup)


def test_a_later_layer_wins_and_the_origin_says_which(tmp_path: Path) -> None:
    files = {
        "etc/config.toml": 'model = "system"\n[model_providers.lab]\nsupports_websockets = true\n',
        "home/.codex/work.config.toml": 'model = "profile"\n',
        "work/.codex/config.toml": 'model = "project"\n',
        "etc/managed_config.toml": 'model = "managed"\n',
    }
    trusted = CONFIG + TRUSTED.format(tmp_path / "work")
    options: dict[str, Any] = {"profile": "work", "overrides": ("model=option",)}
    setup = resolved(tmp_path, trusted, files=files, **options)

    assert setup.model == "managed"
    assert setup.supports_websockets
    assert [layer.name for layer in setup.layers if layer.state == "read"] == [
        "system", "user", "profile", "project", "options", "managed",
    ]  # fmt: skip
    assert kinds(setup) == ["config.policy_overrides"]
    above = resolved(tmp_path, trusted, files=files, model="flag", **options)
    assert (above.model, above.problems) == ("flag", ())


def test_an_override_is_toml_or_else_a_plain_string(tmp_path: Path) -> None:
    values = {
        "model=gpt-x": "gpt-x",
        "model='q'": "q",
        'model="q': "q",
        " model = zz ": "zz",
        'model="a"\nb=1': "a",
    }
    for text, model in values.items():
        assert resolved(tmp_path, overrides=(text,)).model == model


@pytest.mark.parametrize("text", ["model", "=x"])
def test_an_override_without_key_or_value_is_refused(text: str, tmp_path: Path) -> None:
    assert fatal(resolved(tmp_path, overrides=(text,))) == ["config.toml_syntax"]


def test_everything_may_come_from_the_command_line(tmp_path: Path) -> None:
    setup = resolved(
        tmp_path,
        None,
        environ={},
        overrides=(
            'model="m"',
            "model_provider=l",
            'model_providers.l={name="L",base_url="http://localhost:1/v1"}',
        ),
    )

    assert setup.problems == ()
    assert str(setup.provider_origin) == "-c model_provider"


def test_an_endpoint_that_is_not_configured_acts_as_a_provider(tmp_path: Path) -> None:
    setup = resolved(tmp_path, base_url="http://localhost:9/v1", env_key="LAB_KEY", model="m")

    assert setup.problems == ()
    assert setup.provider_id == "given-endpoint"
    assert setup.endpoint is not None
    assert setup.endpoint.url == "http://localhost:9/v1/responses"
    bare = resolved(tmp_path / "bare", None, base_url="http://localhost:9/v1")
    assert kinds(bare) == ["config.model_unset"]
    assert bare.credential.source == "none"
