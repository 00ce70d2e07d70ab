from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.codex.config.types import Kinds
from codex_doctor.codex.files.toml_values import write_table, write_value
from codex_doctor.codex.rules.better import better_entry, better_value, filled
from codex_doctor.facts.config_problems import WrongType
from setups import CONFIG, about, only, resolved

if TYPE_CHECKING:
    from pathlib import Path

FLAG, TEXT, MANY = Kinds(flag=True), Kinds(text="any"), Kinds(many=True)
WHOLE = Kinds(whole=(0, 1000_000))
MODES = Kinds(choices=("read-only", "workspace-write", "danger-full-access"))
MEANT: list[tuple[Kinds, object, str]] = [
    (FLAG, "Yes", "true"),
    (FLAG, "off", "false"),
    (FLAG, 0, "false"),
    (FLAG, 2, ""),
    (FLAG, {"enabled": True}, "true"),
    (FLAG, {"x": True}, ""),
    (WHOLE, "3", "3"),
    (WHOLE, "128k", "128000"),
    (WHOLE, "1_000", "1000"),
    (WHOLE, 3.0, "3"),
    (WHOLE, 1.5, ""),
    (WHOLE, -1, ""),
    (WHOLE, "many", ""),
    (Kinds(number=0), "1.5", "1.5"),
    (TEXT, 5, '"5"'),
    (TEXT, True, '"true"'),
    (TEXT, ["x"], '"x"'),
    (TEXT, ["x", "y"], ""),
    (TEXT, [["x"]], ""),
    (MANY, "a 'b c'", '["a", "b c"]'),
    (MANY, "it's", '["it\'s"]'),
    (MANY, "", ""),
    (MANY, "A, B", '["A", "B"]'),
    (MANY, "PATH,AWS_*", '["PATH", "AWS_*"]'),
    (MANY, "-v x:/a,ro y", '["-v", "x:/a,ro", "y"]'),
    (MANY, "--set=a,b", '["--set=a,b"]'),
    (MANY, '["-y", "a b"]', '["-y", "a b"]'),
    (MANY, "['-y', 'a b']", '["-y", "a b"]'),
    (MANY, "[1, 2]", ""),
    (MANY, '["a","b"', ""),
    (MANY, " [-y, a]", ""),
    (MANY, "1,000", '["1,000"]'),
    (MANY, "-1,000.5", '["-1,000.5"]'),
    (MANY, "v1,v2", '["v1", "v2"]'),
    (MODES, "Read_Only", '"read-only"'),
    (MODES, "workspce-write", '"workspace-write"'),
    (MODES, "full", ""),
    (MODES, "danger", ""),
    (Kinds(table=True), ["X"], ""),
    (Kinds(table=True), [], ""),
    (MANY, "x" * 300, ""),
]


@pytest.mark.parametrize(
    ("form", "value", "whole"),
    [
        ('{ A = "b", KEY = "…" }', ["A=b", "KEY=s3cret"], '{ A = "b", KEY = "s3cret" }'),
        ('{ KEY = "…" }', "KEY=s3cret", '{ KEY = "s3cret" }'),
        ('["--key", "…"]', "--key s3cret", '["--key", "s3cret"]'),
        ('{ A = "b", KEY = "…" }', ["A=c", "KEY=s3cret"], ""),
        ('{ KEY = "…" }', ["A=b", "KEY=s3cret"], ""),
        ('["--key", "…"]', "--key s3cret more", ""),
        ('["--key", "…"]', 5, ""),
        ('"…"', "s3cret", ""),
    ],
)
def test_what_a_form_hides_is_taken_from_the_value_that_it_was_made_of(
    form: str, value: object, whole: str
) -> None:
    assert filled(form, value) == whole


@pytest.mark.parametrize(("kinds", "value", "meant"), MEANT)
def test_what_was_evidently_meant_follows_from_the_value(
    kinds: Kinds, value: object, meant: str
) -> None:
    assert better_value(kinds, value) == meant


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("npx -y 'a b'", '{ command = "npx", args = ["-y", "a b"] }'),
        ("cat a | head", '{ command = "sh", args = ["-c", "cat a | head"] }'),
        ("npx", ""),
        ('["npx", "-y"', ""),
        ("https://a.example/mcp x", ""),
    ],
)
def test_a_command_line_is_a_table_where_a_program_and_its_arguments_belong(
    line: str, meant: str
) -> None:
    takes = {"command": TEXT, "args": MANY}

    assert better_value(Kinds(table=True), line, takes.get) == meant
    assert better_value(Kinds(table=True), line, {"command": TEXT}.get) == ""


def test_an_entry_is_mended_in_its_list() -> None:
    assert better_entry(TEXT, ["a", 1], 1) == '["a", "1"]'
    assert better_entry(MANY, ["x"], 0) == ""
    assert better_entry(TEXT, [dict[str, object]()], 0) == ""
    assert better_entry(TEXT, None, 0) == ""


def test_a_number_in_place_of_a_model_is_left_to_the_user(tmp_path: Path) -> None:
    found = about(only(resolved(tmp_path, CONFIG.replace('"glm-5"', "5"))), WrongType)

    assert (found.value, found.is_open) == ("", True)


def test_a_secret_is_neither_written_nor_removed(tmp_path: Path) -> None:
    text = CONFIG + "http_headers = { X-Api-Key = 1234567890 }\n"
    found = about(only(resolved(tmp_path, text)), WrongType)

    assert (found.value, found.is_kept) == ("", True)


def test_a_number_that_is_no_secret_is_none_in_quotes(tmp_path: Path) -> None:
    text = '[mcp_servers.a]\ncommand = "b"\nenv = { PORT = 8080, API_TOKEN = 82731928374 }'
    abouts = [one.about for one in resolved(tmp_path, f"{CONFIG}{text}").problems]
    values = [one.value for one in abouts if isinstance(one, WrongType)]

    assert values[:1] == ['"8080"']
    assert "82731928374" not in str(abouts)


def test_one_table_in_a_list_is_a_table(tmp_path: Path) -> None:
    text = CONFIG.replace("[model_providers.lab]", "[[model_providers.lab]]")
    found = about(only(resolved(tmp_path, text)), WrongType)

    assert (found.value, found.is_header) == ("[model_providers.lab]", True)


def test_values_are_written_as_toml() -> None:
    value: dict[str, object] = {"a b": ['"', "\x01", 1, True], "c": dict[str, object]()}
    assert write_value(value) == '{ "a b" = ["\\"", "\\u0001", 1, true], c = {} }'
    assert list(write_table({"a": {"b": {"c": 1}}, "d": None})) == ["[a.b]", "c = 1"]
