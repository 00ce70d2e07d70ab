from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.codex.config.mended_address import is_within_containers, with_port
from codex_doctor.facts.provider_problems import BaseUrlFault
from setups import CONFIG, KEY, about, only, resolved

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "sk-proj-abcdefghijklmnopqrstuvwx0123456789"


def fault(folder: Path, base_url: str, **environ: str) -> BaseUrlFault:
    config = CONFIG.replace("http://127.0.0.1:8080/v1", base_url)
    return about(only(resolved(folder, config, environ={"LAB_KEY": KEY, **environ})), BaseUrlFault)


@pytest.mark.parametrize(
    ("base_url", "meant"),
    [
        ("127.0.0.1:80/v1", "http://127.0.0.1:80/v1"),
        ("api.example.com/v1", "https://api.example.com/v1"),
        ("//api.example.com/v1", "https://api.example.com/v1"),
        ("gateway:4000/v1", "http://gateway:4000/v1"),
        ("https//api.example.com/v1", "https://api.example.com/v1"),
        ("https：//api.example.com/v1", "https://api.example.com/v1"),
        ("http://localhost：8080／v1", "http://localhost:8080/v1"),
        ("htps://api.example.com/v1", "https://api.example.com/v1"),
        ("htp://api.example.com/v1", "http://api.example.com/v1"),
        ("ws://10.0.0.1/v1", "http://10.0.0.1/v1"),
        ("wss://10.0.0.1/v1", "https://10.0.0.1/v1"),
        ("ftp://api.example.com/v1", "https://api.example.com/v1"),
        ("http://https://api.example.com/v1", "https://api.example.com/v1"),
        ("<https://api.example.com/v1>", "https://api.example.com/v1"),
        ("[gateway](https://api.example.com/v1)", "https://api.example.com/v1"),
        (r"\"https://api.example.com/v1\"", "https://api.example.com/v1"),
        ("https://api.example.com/v1\u00a0", "https://api.example.com/v1"),
        ("https://api.example.com/v1#x", "https://api.example.com/v1"),
        ("https://${GW_HOST}/v1", "https://api.example.com/v1"),
        ("$NOWHERE/v1", ""),
        ("", ""),
        ("/", ""),
        ("http://h:99999/v1", ""),
        ("http://localhost::8080/v1", "http://localhost:8080/v1"),
        ("http://localhost 8080/v1", "http://localhost:8080/v1"),
        ("http://127.0.0.1.8080/v1", "http://127.0.0.1:8080/v1"),
        ("localhost;8080/v1", "http://localhost:8080/v1"),
        (f"https://u:{SECRET}@h/v1 ", ""),
    ],
)
def test_the_address_that_was_meant_is_known_by_its_text(
    base_url: str, meant: str, tmp_path: Path
) -> None:
    assert fault(tmp_path, base_url, GW_HOST="api.example.com").better == meant


def test_a_query_is_taken_apart_and_a_secret_in_it_is_left_to_the_user(tmp_path: Path) -> None:
    found = fault(tmp_path, f"https://h.example/v1?api-version=2025-04-01&key={SECRET}")

    assert found.better == "https://h.example/v1"
    assert found.parameters == (("api-version", "2025-04-01"), ("key", ""))
    assert not found.has_parameters


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("a=b&a=b", (("a", "b"),)),
        ("a=b&c=d&a=e", ()),
        (f"key={SECRET}&key={SECRET}2", ()),
        ("&".join(f"a{number}=b" for number in range(500)), ()),
    ],
)
def test_a_query_that_no_table_can_hold_or_nobody_means_is_not_taken_apart(
    query: str, parameters: tuple[tuple[str, str], ...], tmp_path: Path
) -> None:
    assert fault(tmp_path, f"https://h.example/v1?{query}").parameters == parameters


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("http://localhost;8080/v1", "http://localhost:8080/v1"),
        ("http://localhost\uff1b8080/v1", "http://localhost:8080/v1"),
        ("http://127.0.0.1,8080/v1", "http://127.0.0.1:8080/v1"),
        ("http://127.0.0.1.8080/v1", "http://127.0.0.1:8080/v1"),
        ("http://localhost:;8080", "http://localhost:8080"),
        ("http://localhost%3A8080/v1", "http://localhost:8080/v1"),
        ("http://[::1];8080/v1", "http://[::1]:8080/v1"),
        ("http://localhost8080/v1", "http://localhost:8080/v1"),
        ("http://gw.example;8443/v1?a=b;80", "http://gw.example:8443/v1?a=b;80"),
        ("http://node80/v1", "http://node80/v1"),
        ("http://gpt-4/v1", "http://gpt-4/v1"),
        ("http://10.0.0.5/v1", "http://10.0.0.5/v1"),
        ("http://gw;99999/v1", "http://gw;99999/v1"),
        ("http://u;8080@gw.example/v1", "http://u;8080@gw.example/v1"),
        ("http://localhost/v1:8080", "http://localhost:8080/v1"),
        ("http://localhost/api/v1:8080/", "http://localhost:8080/api/v1/"),
        ("http://localhost:/8080/v1", "http://localhost:8080/v1"),
        ("http://[::1]/8080/v1", "http://[::1]:8080/v1"),
        ("http://localhost/v1:80800", "http://localhost/v1:80800"),
        ("http://localhost:80/v1:8080", "http://localhost:80/v1:8080"),
        ("http://localhost8802/2024/v1", "http://localhost:8802/2024/v1"),
        ("http://127.0.0.1.8080/2024/v1", "http://127.0.0.1:8080/2024/v1"),
        ("http://192.168.1.20/8000/v1", "http://192.168.1.20:8000/v1"),
        ("http://192.168.1.20/v1", "http://192.168.1.20/v1"),
        ("http://localhost/00/v1", "http://localhost/00/v1"),
        ("http://localhost/v1:00", "http://localhost/v1:00"),
        ("http://localhost;00/v1", "http://localhost;00/v1"),
        ("http://node-01/8000/v1", "http://node-01:8000/v1"),
        ("http://localhost/v1/8080", "http://localhost/v1/8080"),
        ("http://u:p@localhost/v1:8080", "http://u:p@localhost/v1:8080"),
    ],
)
def test_what_stands_before_a_port_is_a_colon(address: str, meant: str) -> None:
    assert with_port(address) == meant


@pytest.mark.parametrize(
    ("host", "is_within"),
    [
        ("host.docker.internal", True),
        ("litellm", True),
        ("*", True),
        ("gpu-bx", False),
        ("litellm.default.svc.cluster.local", True),
        ("gw.corp.internal", False),
        ("https", False),
        ("localhost8080", False),
        ("gw.example", False),
    ],
)
def test_a_name_that_containers_have_is_known(host: str, is_within: bool) -> None:
    assert is_within_containers(host) is is_within
