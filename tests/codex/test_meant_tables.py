from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from codex_doctor.codex.config.types import Kinds
from codex_doctor.codex.rules.better import better_value, filled
from codex_doctor.facts.config_problems import WrongType
from setups import CONFIG, about, only, resolved

if TYPE_CHECKING:
    from pathlib import Path

TABLE, TEXTS, SWITCHES = Kinds(table=True), Kinds(text="any"), Kinds(flag=True)
MEANT: list[tuple[object, str]] = [
    ("api-version=2025-04-01", '{ api-version = "2025-04-01" }'),
    ("?a=b&c=d", '{ a = "b", c = "d" }'),
    ("X-A: b", '{ X-A = "b" }'),
    ("X-A: b, X-C: d", '{ X-A = "b", X-C = "d" }'),
    ("X-A: b, c", '{ X-A = "b, c" }'),
    ("X-A: b; c=d", '{ X-A = "b; c=d" }'),
    ("X-A: b\nX-C: 'd'\n", '{ X-A = "b", X-C = "d" }'),
    ('{"X-A": "b", "X-C": 3}', '{ X-A = "b", X-C = "3" }'),
    ("{ X-A = 'b' }", '{ X-A = "b" }'),
    ("{ X-A", ""),
    ("{X-A: b, X-C: d}", '{ X-A = "b", X-C = "d" }'),
    ("<X-A: b>", '{ X-A = "b" }'),
    ("{X-A}", ""),
    ("{", ""),
    ("A=b C=d", '{ A = "b", C = "d" }'),
    ("A= C=d", '{ A = "C=d" }'),
    ("A=Basic YWxp=", '{ A = "Basic YWxp=" }'),
    ("A=Basic YWxp==", '{ A = "Basic YWxp==" }'),
    ("X-Auth: Sunshine:alice", '{ X-Auth = "Sunshine:alice" }'),
    ("X-Api-Key: tiger:eu", '{ X-Api-Key = "tiger:eu" }'),
    ("X-Api-Key: team:s3cretpwAA", '{ X-Api-Key = "team:s3cretpwAA" }'),
    ("X-Api-Key: ab,Sunshine:cd", '{ X-Api-Key = "ab,Sunshine:cd" }'),
    ("X-Tags: env:dev;team:blue", '{ X-Tags = "env:dev;team:blue" }'),
    ("X-A:b,X-C:d", '{ X-A = "b", X-C = "d" }'),
    ("A = b, C=d", '{ A = "b", C = "d" }'),
    ("X-A:b X-C:d", '{ X-A = "b X-C:d" }'),
    ("HTTP-Referer: https://my.app", '{ HTTP-Referer = "https://my.app" }'),
    ("API_BASE: http://x", '{ API_BASE = "http://x" }'),
    ("X-Time: 10:30", '{ X-Time = "10:30" }'),
    (["a=b", "c=d"], '{ a = "b", c = "d" }'),
    (["X-A", "b"], '{ X-A = "b" }'),
    ([["X-A", "b"], ["c", "d"]], '{ X-A = "b", c = "d" }'),
    ([{"X-A": "b"}, {"c": 1}], '{ X-A = "b", c = "1" }'),
    ([{"name": "X-A", "value": "b"}], ""),
    (["a=b", "c"], ""),
    (["a=b", "a=c"], ""),
    (["a=b", 1], ""),
    (["a", "b"], ""),
    ([], ""),
    ("", ""),
    ("some words", ""),
    ("name", ""),
    (5, ""),
    ("a=b" * 1000, ""),
]


@pytest.mark.parametrize(("value", "meant"), MEANT)
def test_pairs_are_a_table_however_they_are_written(value: object, meant: str) -> None:
    assert better_value(TABLE, value, lambda _: TEXTS) == meant


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (["a", "b_c"], "{ a = true, b_c = true }"),
        ("a, b", "{ a = true, b = true }"),
        ("a=yes", "{ a = true }"),
        ("a=maybe", ""),
    ],
)
def test_names_alone_are_switches_that_are_on(value: object, meant: str) -> None:
    assert better_value(TABLE, value, lambda _: SWITCHES) == meant


def test_a_key_that_the_table_does_not_have_is_not_written() -> None:
    assert better_value(TABLE, "a=b") == ""


FIELDS = [
    ('query_params = "api-version=2025-04-01"', '{ api-version = "2025-04-01" }'),
    ('query_params = [{ api-version = "2025-04-01" }]', '{ api-version = "2025-04-01" }'),
    ('http_headers = "X-Team: blue"', '{ X-Team = "blue" }'),
    ('env_http_headers = "X-Team=TEAM"', '{ X-Team = "TEAM" }'),
]


# Headers with a secret that no sign ends, and the table in which it is hidden.
SECRET_TEXTS = [
    ("X-Api-Key=ab&Sunshine=cd", '{ X-Api-Key = "ab&Sunshine=cd" }'),
    ("X-Api-Key=ab;Sunshine=cd", '{ X-Api-Key = "ab;Sunshine=cd" }'),
    ("X-Api-Key=Sunshine moon", '{ X-Api-Key = "Sunshine moon" }'),
    ("Authorization=Token Sunshine", '{ Authorization = "Token Sunshine" }'),
    ("Authorization=Basic abc=&Sunshine=cd", '{ Authorization = "Basic abc=&Sunshine=cd" }'),
    ("Cookie: a=Sunshine; b=cd", '{ Cookie = "a=Sunshine; b=cd" }'),
    (
        "X-Team: blue, Authorization: Bearer Sunshine",
        '{ X-Team = "blue", Authorization = "Bearer Sunshine" }',
    ),
]


@pytest.mark.parametrize(("value", "table"), SECRET_TEXTS)
def test_of_headers_in_one_text_no_value_is_cut_and_none_shown(
    value: str, table: str, tmp_path: Path
) -> None:
    problem = only(resolved(tmp_path, f'{CONFIG}http_headers = "{value}"\n'))
    found = about(problem, WrongType)

    assert (found.value, found.is_kept, filled(found.form, value)) == ("", True, table)
    seen = (problem.shown, problem.line, problem.excerpt, found.form)
    assert not any(word in text for word in ("Sunshine", "abc", "cd") for text in seen)


@pytest.mark.parametrize(("line", "meant"), FIELDS)
def test_a_provider_gets_the_table_that_is_meant(line: str, meant: str, tmp_path: Path) -> None:
    found = _found(tmp_path, line)

    assert (found.value, found.is_header, found.is_kept) == (meant, False, False)


SECRETS: list[tuple[str, dict[str, Any]]] = [
    ('http_headers = "api-key: 0123456789abcdef"', {"header": "api-key"}),
    (
        'http_headers = ["Authorization: Bearer $TEAM_KEY"]',
        {"header": "Authorization", "variable": "TEAM_KEY"},
    ),
    (
        'http_headers = "api-key: 0123456789abcdef, X-Team: blue"',
        {"header": "", "form": '{ api-key = "…", X-Team = "blue" }'},
    ),
    (
        'http_headers = "api-key: 0123456789abcdef:eu"',
        {"header": "api-key", "form": '{ api-key = "…" }'},
    ),
    ('query_params = "key=0123456789abcdef"', {"header": "", "form": '{ key = "…" }'}),
]


@pytest.mark.parametrize(("line", "known"), SECRETS)
def test_a_secret_is_not_written_and_its_line_stays(
    line: str, known: dict[str, Any], tmp_path: Path
) -> None:
    found = _found(tmp_path, line)

    assert {name: getattr(found, name) for name in known} == known
    assert (found.value, found.is_kept) == ("", True)
    assert "0123456789abcdef" not in repr(found)


def _found(folder: Path, line: str) -> WrongType:
    return about(only(resolved(folder, f"{CONFIG}{line}\n")), WrongType)
