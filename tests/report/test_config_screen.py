"""What `codex-doctor config` shows, as whole texts and as rules that hold for every set-up."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from codex_doctor.commands.config import look
from codex_doctor.platform.deadline import Deadline
from codex_doctor.report import config_json, config_screen
from codex_doctor.report.options import Options
from golden_files import assert_golden
from schemas import check
from setups import CONFIG, KEY, inputs_in

if TYPE_CHECKING:
    from codex_doctor.facts import Inputs
    from codex_doctor.report.config_nouns import Configuration

SECRET = "sk-hidden-0123456789abcdef"
LAYERS = f"""\
model = "glm-5"
model_provider = "team.gw"
cli_auth_credentials_store = "file"

[model_providers."team.gw"]
name = "Team"
base_url = "https://gw.example/v1"
query_params = {{ api-version = "2026-01-01", sig = "{SECRET}" }}
env_http_headers = {{ "api-key" = "TEAM_KEY" }}
request_max_retries = 2
"""
HOSTILE = f"""\
model = "a\\u001b[31mred\\u202e\\u0000"
model_provider = "lab"

[model_providers.lab]
name = "日本語の長い名前のプロバイダー"
base_url = "https://user:{SECRET}@gw.example/{"long/" * 20}v1"
experimental_bearer_token = "{SECRET}"
http_headers = {{ "X-Echo" = "{SECRET}" }}
"""
VARIANTS = {
    **{f"{width}": Options(width=width) for width in (40, 60, 80, 120)},
    "ascii": Options(unicode=False),
    "color": Options(color=True),
    "plain": Options(plain=True, unicode=False),
}


def healthy(folder: Path) -> Inputs:
    return inputs_in(folder)


def login(folder: Path) -> Inputs:
    return inputs_in(
        folder,
        CONFIG.replace('env_key = "LAB_KEY"\n', "requires_openai_auth = true\n"),
        environ={"CODEX_API_KEY": "ck-0123456789abcdef"},
        files={"home/.codex/auth.json": f'{{"OPENAI_API_KEY": "{KEY}"}}'},
        model="other",
        overrides=("model_reasoning_effort=high",),
    )


def layers(folder: Path, *, trusted: bool = False) -> Inputs:
    return inputs_in(
        folder,
        LAYERS + (f"[projects.'{folder}/home/work']\ntrust_level = 'trusted'\n" if trusted else ""),
        environ={"HTTPS_PROXY": "http://me:pass-0123@proxy.example:3128", "TEAM_KEY": " "},
        files={
            "home/.codex/work.config.toml": 'model = "glm-5-air"\n',
            "home/.codex/.env": f"TEAM_KEY={SECRET}\n",
            "home/work/.codex/config.toml": 'model_provider = "evil"\nmodel_verbosity = "low"\n',
        },
        profile="work",
        cwd=folder / "home/work",
    )


def broken(folder: Path) -> Inputs:
    return inputs_in(folder, f'model = "glm-5\napi_key = "{SECRET}"\n')


def hostile(folder: Path) -> Inputs:
    return inputs_in(folder, HOSTILE, environ={})


def command(folder: Path) -> Inputs:
    table = '[model_providers.lab.auth]\ncommand = "touch"\nargs = ["../ran"]\n'
    return inputs_in(folder, CONFIG.replace('env_key = "LAB_KEY"\n', "") + table)


def loss(folder: Path) -> Inputs:
    """Return a set-up with a key that no header can carry, and a key that Codex does not know."""
    return inputs_in(folder, f"modle = 1\n{CONFIG}", environ={"LAB_KEY": f"{KEY}\n"})


SET_UPS = {one.__name__: one for one in (healthy, login, layers, broken, hostile, command, loss)}


def shown(name: str, folder: Path) -> Configuration:
    # No machine has this folder, so that no file of the machine gets into a golden file.
    nobody = Path("/etc/codex-of-nobody")
    inputs = replace(
        SET_UPS[name](folder), system_dir=nobody, offline=True, codex_version="0.169.0"
    )
    return replace(look(inputs, login_shell=False, deadline=Deadline()), doctor_version="0.1.0")


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", SET_UPS)
def test_the_screen_is_as_agreed(name: str, variant: str, tmp_path: Path) -> None:
    row = shown(name, tmp_path)
    text = config_screen.render(row, VARIANTS[variant])

    assert_golden(f"config-{name}.{variant}.txt", text)
    assert SECRET not in text
    assert "\x1b" not in text or variant == "color"
    assert "pass-0123" not in text


@pytest.mark.parametrize("name", SET_UPS)
def test_the_json_fits_its_schema_and_holds_no_secret(name: str, tmp_path: Path) -> None:
    text = config_json.render(shown(name, tmp_path))

    check(json.loads(text), "config")
    assert_golden(f"config-{name}.json", text)
    assert SECRET not in text
    assert text.isascii()


def test_every_value_has_its_place(tmp_path: Path) -> None:
    row = look(layers(tmp_path, trusted=True), login_shell=False, deadline=Deadline())
    places = {value.key: config_screen.place(value.origin) for value in row.values}

    assert places["model"] == "~/.codex/work.config.toml:1:9"
    assert places['model_providers."team.gw".request_max_retries'] == "~/.codex/config.toml:10:23"
    assert places['model_providers."team.gw".stream_max_retries'] == "default of 0.171.0"
    assert places["model_verbosity"] == "~/work/.codex/config.toml:2:19"
    assert row.findings[0].finding.id == "config.project_key_ignored"
    login_row = shown("login", tmp_path / "login")
    assert login_row.model is not None
    assert (login_row.model.value, login_row.model.origin.kind) == ("other", "option")


def test_a_command_is_named_and_not_run(tmp_path: Path) -> None:
    row = shown("command", tmp_path)

    assert (row.credential.source, row.credential.sent) == ("auth.command", None)
    assert not (tmp_path / "ran").exists()


def test_above_the_findings_only_single_words_are_wider_than_the_screen(tmp_path: Path) -> None:
    for name in SET_UPS:
        row = shown(name, tmp_path / name)
        for width in (40, 60, 80, 120):
            text, _, _ = config_screen.render(row, Options(width=width)).partition("\n1  ")
            wide = [line.split() for line in text.splitlines() if cell_len(line) > width]
            # A lead (`  ✓ user`, `endpoint`), then one word that cannot be broken.
            assert all(len(words) <= 3 for words in wide), wide


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_any_text_in_the_file_gives_a_screen_without_control_characters(
    tmp_path: Path, text: str
) -> None:
    config = f"{CONFIG}{text}".encode("utf-8", "surrogatepass")
    row = look(inputs_in(tmp_path, config), login_shell=False, deadline=Deadline())

    rendered = config_screen.render(row, Options(color=False))
    # Blanks of other scripts (Zs) do nothing to a terminal.
    odd = {one for one in rendered if not one.isprintable() and unicodedata.category(one) != "Zs"}
    assert odd <= {"\n"}
    assert KEY not in rendered
