"""`--anonymize`: no name of the user in anything that is written; one replacement for each."""

from __future__ import annotations

import io
import json
import platform
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from codex_doctor.anonymous import Names
from codex_doctor.cli import run
from codex_doctor.report.formats import NAMES

HOST, PROXY, USER = "llm.acme-intern.net", "10.20.30.40", "annaschmidt"
CONFIG = f"""\
model = "m"
model_provider = "acme"
[model_providers.acme]
name = "Acme"
base_url = "https://{HOST}/v1"
env_key = "ACME_KEY"
[mcp_servers.notes]
command = "/home/{USER}/bin/notes"
"""
PRIVATE = ("acme-intern", PROXY, USER)


class Told(Struct, frozen=True):
    host: str = ""
    id: str = ""
    issuer: str = ""
    text: str = ""
    data: bytes = b""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / USER
    (folder / ".codex").mkdir(parents=True)
    (folder / ".codex/config.toml").write_text(CONFIG)
    monkeypatch.chdir(folder)
    for name, value in (
        ("HOME", str(folder)),
        ("USER", USER),
        ("ACME_KEY", "sk-acme-0123456789abcdef0123"),
        ("HTTPS_PROXY", f"http://{PROXY}:3128"),
    ):
        monkeypatch.setenv(name, value)
    return folder


def left(text: str) -> list[str]:
    # The name of a machine may be a short word.
    names = [rf'"{re.escape(platform.node())}"', *map(re.escape, PRIVATE)]
    return [one for one in names if re.search(one, text)]


def test_no_format_has_a_name_and_each_has_the_same_for_it(home: Path) -> None:
    files = {name: Path(f"report.{name}") for name in NAMES}
    written = [word for name, file in files.items() for word in ("--format", f"{name}={file}")]

    run([*written, "--anonymize", "--host-name", "--no-plugins", "--budget", "4", "-v"])

    texts = {name: file.read_text() for name, file in files.items()}
    assert {name: left(text) for name, text in texts.items() if left(text)} == {}
    report = json.loads(texts["json"])
    shown = report["target"]["base_url"]
    assert shown.startswith("https://host-")
    assert all(shown in texts[name] for name in ("terminal", "markdown", "html"))
    assert report["host"]["name"].startswith("host-")
    assert report["host"]["name"] not in shown


def test_a_bundle_has_none_either_and_is_judged_alike(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--no-plugins", "--budget", "4", "--anonymize"]
    code = run(["bundle", "a.zip", "--host-name", *words])
    assert left(capsys.readouterr().out) == []
    data = Path("a.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {one: archive.read(one).decode() for one in archive.namelist()}
    assert {name: left(text) for name, text in members.items() if left(text)} == {}

    assert run(["replay", "a.zip", "--json", "--no-plugins"]) == code
    again, before = json.loads(capsys.readouterr().out), json.loads(members["report.json"])
    assert [one["id"] for one in again["findings"]] == [one["id"] for one in before["findings"]]
    assert again["target"] == before["target"]


def test_events_have_none(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["--events", "--anonymize", "--no-plugins", "--budget", "4"])

    assert left(capsys.readouterr().out) == []


def test_names_are_told_apart_and_stay_the_same() -> None:
    names = Names(users=("anna",), hosts=("laptop7",))
    told: list[Any] = [
        Told("gw.corp.example.co", text="at https://gw.corp.example.co/v1 and db.example.co"),
        Told(text="/home/berta/.codex of anna on LAPTOP7; 10.0.0.7 and fe80::7, not 127.0.0.1"),
        Told(text="GW.corp.example.co:443", data=b"<a href=http://10.0.0.7/>gw.corp.example.co"),
    ]
    first, second, third = map(names.hide, told)

    assert first == Told("host-1.example", text="at https://host-1.example/v1 and host-2.example")
    assert second.text == (
        "/home/user-2/.codex of user-1 on host-3.example; 192.0.2.1 and 2001:db8::2, not 127.0.0.1"
    )
    assert third.text == "host-1.example:443"
    assert third.data == b"<a href=http://192.0.2.1/>host-1.example"


def test_what_is_nobodys_stays() -> None:
    kept = [
        Told("api.openai.com", text="https://api.openai.com/v1 and https://openrouter.ai/api/v1"),
        Told("localhost", text="http://localhost:8080/v1, http://127.0.0.1:1, 0.171.0, 12:30:05"),
        Told("litellm", id="litellm.x", text="the provider litellm, model_providers.litellm.name"),
    ]

    assert [Names().hide(one).text for one in kept] == [one.text for one in kept]
    assert Names().hide(kept[2]) == Told("host-1.example", id="litellm.x", text=kept[2].text)
    assert Names().hide(kept[0]) == kept[0]


@pytest.mark.parametrize(
    ("issuer", "shown"),
    [
        ("CN=Acme Root CA, O=Acme, Inc., C=US", "CN=organization-1, O=organization-2, C=US"),
        ("O=Acme, OU=IT Security", "O=organization-2, OU=organization-1"),
        ("CN=gw.acme.net, O=Acme", "CN=host-1.example, O=organization-1"),
        ("CN=localhost", "CN=localhost"),
        ("CN=api.openai.com, O=OpenAI", "CN=api.openai.com, O=organization-1"),
        ("(no name)", "(no name)"),
    ],
)
def test_whom_a_certificate_names_is_hidden_wherever_it_is_told(issuer: str, shown: str) -> None:
    names = Names()
    told = names.hide(Told(issuer=issuer, text=f"issued by {issuer}"))

    assert told.issuer == shown
    assert told.text == f"issued by {shown}"
    assert names.hide(Told(issuer=issuer)).issuer == shown
