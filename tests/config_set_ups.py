"""One set-up for each finding about configuration, environment and credentials, by its id.

Every path is below the home folder, which is shown as ~.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from setups import CONFIG, KEY, chatgpt_login, inputs_in, jwt

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.facts import Inputs

LOGIN = CONFIG.replace('env_key = "LAB_KEY"', "requires_openai_auth = true")
AUTH_JSON = "home/.codex/auth.json"
HOME = "model_providers.lab"


class Case(Struct, frozen=True):
    """One set-up; healthy in everything that is not given."""

    config: str | bytes | None = CONFIG
    environ: dict[str, str] = field(default_factory=lambda: {"LAB_KEY": KEY})
    files: dict[str, str | bytes] = field(default_factory=dict[str, "str | bytes"])
    options: dict[str, Any] = field(default_factory=dict[str, Any])


def changed(old: str, new: str) -> Case:
    assert old in CONFIG
    return Case(CONFIG.replace(old, new))


def added(text: str) -> Case:
    return Case(f"{CONFIG}\n{text}\n")


def above(text: str) -> Case:
    return Case(f"{text}\n{CONFIG}")


CASES: dict[str, Case] = {
    "config.toml_syntax": changed('"http://127.0.0.1:8080/v1"', "“https://gw.example/v1”"),
    "config.not_utf8": Case(CONFIG.replace("Lab", "Läb").encode("latin-1")),
    "config.unreadable": Case(None, files={"home/.codex/config.toml/x": "y"}),
    "config.wrong_type": added('[history]\nmax_bytes = "many"'),
    "config.unknown_key": added("[sandbox_workspace_write]\nnetwork_acess = true"),
    "config.key_misplaced": Case(
        CONFIG.replace('model_provider = "lab"\n', "") + 'model_provider = "lab"\n'
    ),
    "config.missing": Case(None, {}),
    "credentials.not_inherited": Case(
        CONFIG.replace('env_key = "LAB_KEY"\n', ""),
        {},
        {AUTH_JSON: f'{{"OPENAI_API_KEY": "{KEY}"}}'},
    ),
    "credentials.login_elsewhere": Case(LOGIN, {}, {AUTH_JSON: chatgpt_login("opaque-token")}),
    "env.key_expired": Case(environ={"LAB_KEY": jwt(exp=1_700_000_000)}),
    "config.provider_undefined": changed('= "lab"', '= "Lab"'),
    "config.provider_not_selected": changed('model_provider = "lab"\n', ""),
    "config.provider_reserved": Case(CONFIG.replace("lab", "openai")),
    "config.provider_name_missing": changed('name = "Lab"\n', ""),
    "config.provider_magic_name": changed('"Lab"', '"Amazon Bedrock"'),
    "config.provider_conflict": added('[model_providers.lab.auth]\ncommand = "x"'),
    "config.wire_api_chat": changed('"responses"', '"chat"'),
    "config.wire_api_invalid": changed('"responses"', '"Responses"'),
    "config.profile_legacy": Case(
        f'{CONFIG}\n[profiles.work]\nmodel = "big"\n[profiles.work.features]\nshell_tool = true\n',
        options={"profile": "work"},
    ),
    "config.profile_missing": Case(options={"profile": "wrok"}, files={
        "home/.codex/work.config.toml": 'model = "big"\n'}),
    "config.base_url_missing": changed("base_url", "base-url"),
    "config.base_url_invalid": changed("http://127", "127"),
    "config.base_url_query": changed("8080/v1", "8080/v1?api-version=2025-04-01"),
    "config.header_framing": added('http_headers = { Content-Length = "5" }'),
    "config.catalog_invalid": above('model_catalog_json = "models.json"'),
    "config.file_missing": above('model_instructions_file = "nope.md"'),
    "config.rules_invalid": Case(
        files={"home/.codex/rules/default.rules": 'prefix_rule(pattern=["ls"], decision="ask")\n'}
    ),
    "config.mcp_required": added('[mcp_servers.docs]\ncommand = "docs-mcp"\nrequired = true'),
    "config.model_unset": changed('model = "glm-5"\n', ""),
    "model.empty": changed('"glm-5"', '""'),
    "config.openai_auth_required": Case('model = "gpt-5"\n', {}),
    "config.secret_exposed": changed("127.0.0.1:8080", "gw.example"),
    "config.project_key_ignored": Case(
        CONFIG + '\n[projects."{work}"]\ntrust_level = "trusted"\n',
        files={"home/work/.codex/config.toml": 'model_provider = "lab"\nnotify = ["x"]\n'},
    ),
    "config.policy_overrides": Case(
        files={"home/etc/requirements.toml": 'model_provider = "openai"\n'}
    ),
    "env.codex_home_invalid": Case(environ={"LAB_KEY": KEY, "CODEX_HOME": "~/nowhere"}),
    "env.key_unset": Case(environ={}),
    "env.key_empty": Case(environ={"LAB_KEY": " "}),
    "env.key_name_is_key": changed('"LAB_KEY"', '"sk-abcdef0123456789abcdef"'),
    "env.key_control_characters": Case(environ={"LAB_KEY": KEY + "\n"}),
    "env.key_whitespace": Case(environ={"LAB_KEY": f" {KEY}"}),
    "env.key_quoted": Case(environ={"LAB_KEY": f'"{KEY}"'}),
    "env.key_assignment": Case(environ={"LAB_KEY": f"export LAB_KEY={KEY}"}),
    "env.key_bearer_prefix": Case(environ={"LAB_KEY": f"Bearer {KEY}"}),
    "env.key_not_ascii": Case(environ={"LAB_KEY": f"{KEY}é"}),
    "env.key_placeholder": Case(environ={"LAB_KEY": "YOUR_API_KEY"}),
    "env.base_url_ignored": Case(None, {"OPENAI_BASE_URL": "http://gw.example/v1"}),
    "env.openai_key_not_used": Case(
        CONFIG.replace('env_key = "LAB_KEY"\n', ""), {"OPENAI_API_KEY": KEY}
    ),
    "env.dotenv_shadows": Case(files={"home/.codex/.env": "A=b\nLAB_KEY=sk-old-0123456789\n"}),
    "env.dotenv_ignored": Case(environ={}, files={"home/.codex/.env": f"# a\nLAB_KEY: {KEY}\n"}),
    "env.header_variable_unset": added(f'[{HOME}.env_http_headers]\nX-Team = "TEAM"'),
    "credentials.auth_json_invalid": Case(LOGIN, {}, {AUTH_JSON: "{"}),
    "credentials.overridden": Case(
        LOGIN,
        {"CODEX_API_KEY": "sk-other-0123456789abcdef"},
        {AUTH_JSON: f'{{"OPENAI_API_KEY": "{KEY}"}}'},
    ),
    "credentials.login_forced": Case(
        f'forced_login_method = "chatgpt"\n{CONFIG}',
        files={AUTH_JSON: f'{{"OPENAI_API_KEY": "{KEY}"}}'},
    ),
    "credentials.command_failed": Case(
        CONFIG.replace('env_key = "LAB_KEY"\n', "")
        + f'[{HOME}.auth]\ncommand = "get-key --for lab"\n',
        {"PATH": "/nowhere"},
    ),
}  # fmt: skip


def place(case: Case, folder: Path) -> Inputs:
    """Write a set-up into an empty folder and return the inputs."""
    text = case.config
    if isinstance(text, str):
        text = text.replace("{work}", str(folder / "home/work"))
    # All below the home folder, which is shown as ~: a screen must not depend on its length.
    (folder / "home/work").mkdir(parents=True)
    inputs = inputs_in(
        folder, text, environ=case.environ, files=case.files, cwd=folder / "home/work",
        **case.options,
    )  # fmt: skip
    return replace(inputs, system_dir=folder / "home/etc")
