"""Unusual configurations that Codex runs with: nothing may be said of them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.replies import LAB_MODEL
from oracle.config_case import CONFIG, PROVIDER, SELECTION, below, changed, healthy, on_top

_INLINE: Final = (
    SELECTION + 'model_providers = { lab = { name = "Lab", base_url = "{base_url}", '
    'env_key = "LAB_API_KEY" } }\n'
)
_DOTTED: Final = (
    SELECTION + 'model_providers.lab.name = "Lab"\nmodel_providers.lab.base_url = "{base_url}"\n'
    'model_providers.lab.env_key = "LAB_API_KEY"\n'
)
_DOTTED_IN_TABLE: Final = (
    SELECTION + '[model_providers]\nlab.name = "Lab"\nlab.base_url = "{base_url}"\n'
    'lab.env_key = "LAB_API_KEY"\n'
)
_QUOTED_ID: Final = CONFIG.replace('"lab"', '"my lab.example"').replace(
    ".lab]", '."my lab.example"]'
)
_NESTED: Final = SELECTION + PROVIDER.replace(
    "[model_providers.lab]", "[model_providers]\n[ model_providers . 'lab' ]"
)
_MULTILINE: Final = changed('base_url = "{base_url}"', 'base_url = """\\\n    {base_url}"""')
_UNUSED: Final = """
[model_providers.broken]
name = "Broken"
base_url = "no address at all"
env_key = "NOT_SET_ANYWHERE"
http_headers = { "bad name" = "x" }
"""
_FULL: Final = (Path(__file__).parents[1] / "data/full_config.toml").read_text()

HEALTHY: Final = (
    healthy("plain"),
    healthy("byte-order-mark", f"\ufeff{CONFIG}"),
    healthy("crlf", CONFIG.replace("\n", "\r\n")),
    healthy("tabs-and-comments", CONFIG.replace(" = ", "\t=\t").replace("\n", "\t# ümläut\n")),
    healthy("no-newline-at-end", CONFIG.rstrip("\n")),
    healthy("inline-tables", _INLINE),
    healthy("dotted-keys", _DOTTED),
    healthy("dotted-keys-in-table", _DOTTED_IN_TABLE),
    healthy("quoted-provider-id", _QUOTED_ID),
    healthy("blanks-in-header", _NESTED),
    healthy("literal-strings", CONFIG.replace('"', "'")),
    healthy("multi-line-string", _MULTILINE),
    healthy("multi-line-array", on_top("notify = [\n  'true',  # one\n]")),
    healthy(
        "toml11-inline-newlines", below('http_headers = {\n  "X-A" = "b",\n}'), headers={"x-a": "b"}
    ),
    healthy("toml11-escapes", changed('"Lab"', r'"L\x41\e"')),
    healthy(
        "toml11-trailing-comma", below('http_headers = { "X-A" = "b", }'), headers={"x-a": "b"}
    ),
    healthy("quoted-keys", changed("model =", '"model" =')),
    healthy("unicode-name", changed('"Lab"', '"Größe 中文 🧪"')),
    healthy(
        "provider-before-selection",
        f"{PROVIDER}[features]\n",
        args=("-c", "model_provider=lab", "-m", LAB_MODEL),
    ),
    healthy("unused-broken-provider", CONFIG + _UNUSED),
    healthy("unused-legacy-profile", below('[profiles.old]\nmodel = "other"')),
    healthy("unused-profile-file-broken", files={"codex/old.config.toml": "model = \n"}),
    healthy("other-files-in-home", files={"codex/config.yaml": "a: [", "codex/config.json": "{"}),
    healthy("effort-unknown", on_top('model_reasoning_effort = "enormous"')),
    healthy("web-search-switch", below("[tools]\nweb_search = true")),
    healthy("mcp-command-absent", below('[mcp_servers.x]\ncommand = "no-such-program-here"')),
    healthy("mcp-disabled", below('[mcp_servers.x]\ncommand = "true"\nenabled = false')),
    healthy("features-known", below("[features]\nshell_tool = true")),
    healthy(
        "tui-and-history", below('[tui]\nnotifications = true\n[history]\npersistence = "none"')
    ),
    healthy("desktop-free-form", below("[desktop]\nanything = { goes = [1, 2.5, true] }")),
    healthy("most-settings", _FULL.replace("@PROVIDER@", CONFIG)),
    healthy("numbers-with-underscores", below("stream_idle_timeout_ms = 300_000")),
    healthy("hexadecimal-number", below("stream_idle_timeout_ms = 0xffff")),
    healthy("retries-above-the-cap", below("websocket_connect_timeout_ms = 9_000_000_000")),
    healthy(
        "name-openai-custom",
        CONFIG.replace("lab]", "openai-custom]").replace('"lab"', '"openai-custom"'),
    ),
    healthy("id-in-capitals", CONFIG.replace("lab]", "OpenAI]").replace('"lab"', '"OpenAI"')),
    healthy("id-oss", CONFIG.replace("lab]", "oss]").replace('"lab"', '"oss"')),
    healthy("id-ollama-chat-unused", below('[model_providers.ollama-chat]\nname = "x"')),
    healthy(
        "key-is-a-dummy-word", environ={"LAB_API_KEY": "ollama"}, authorization="Bearer ollama"
    ),
    healthy(
        "key-with-inner-dollar",
        environ={"LAB_API_KEY": "ab$cd-12345678"},
        authorization="Bearer ab$cd-12345678",
    ),
    healthy("key-short", environ={"LAB_API_KEY": "none"}, authorization="Bearer none"),
    healthy(
        "openai-variables-beside",
        environ={"LAB_API_KEY": LAB_KEY, "OPENAI_API_KEY": "sk-other-0123456789"},
    ),
    healthy(
        "login-beside",
        files={"codex/auth.json": '{"auth_mode":"apikey","OPENAI_API_KEY":"sk-other-0123456789"}'},
    ),
    healthy("model-with-slash", changed(LAB_MODEL, "vendor/lab:1@x"), model="vendor/lab:1@x"),
    healthy("model-unicode", changed(LAB_MODEL, "modèle"), model="modèle"),
)
