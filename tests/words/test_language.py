"""Another language, chosen when the program runs: no English of the catalogue is left."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from codex_doctor.cli import run
from codex_doctor.lab.fault import write_home
from codex_doctor.lab.faults import find_fault
from codex_doctor.repro import curl, node, python
from codex_doctor.repro.expected import expected_of
from codex_doctor.repro.script import Script, ScriptVariable, Way
from codex_doctor.secrets.masking import fingerprint
from codex_doctor.secrets.redact import redact, redact_facts
from codex_doctor.words.sentence import anew, say
from codex_doctor.words.told import Told, said, tells
from words.language import PROSE, speaking
from words.sources import CATALOGUE

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

# The own words of Codex and of the lab's endpoint, and a script, which has a language of its own.
_QUOTED = re.compile(
    "The model .{1,20} does not exist or you do not have access to it"
    "|We.re currently experiencing high demand, which may cause temporary errors"
    "|Selected model is at capacity. Please try a different model"
    "|404 page not found, url|#!/bin/sh.*"
)
_SCRIPTS = [text for template, text in CATALOGUE.items() if template.startswith("repro.script.")]
# What the English templates say between their places; a name is one word.
_ENGLISH = {
    piece.strip()
    for text in CATALOGUE.values()
    for piece, _, _, _ in Formatter().parse(text)
    if re.search("[a-z]{3} [a-z]{3}", piece)
}
_PRINTED = [one for one in _ENGLISH if any(one in text for text in _SCRIPTS)]
_REPORTS = [
    ("demo", fault, "--format", form, "-v")
    for fault in ("model-prefix-missing", "silent-namespace", "failed-overloaded", "key-unset")
    for form in ("terminal", "json", "markdown", "letter")
]
_COMMANDS = [
    ("config",),
    ("--offline", "-v"),
    ("--codex-version", "all", "--offline"),
    ("--help",),
    ("fix", "--help"),
    ("--nothing",),
    ("explain", "tls.expired"),
    ("explain", "model.prefix_missing"),
    ("explain",),
    ("checks",),
    ("demo", "--list"),
    ("demo", "healty"),
]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"base_url": "http://127.0.0.1:1/v1"}
    environ = write_home(find_fault("key-unset"), tmp_path / "codex", values)
    for name, value in {**environ, "HOME": str(tmp_path), "COLUMNS": "300"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("LAB_API_KEY", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.mark.sweep
@pytest.mark.parametrize("words", [*_REPORTS, *_COMMANDS], ids=" ".join)
def test_no_english_of_the_catalogue_is_left(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with speaking(), suppress(SystemExit):
        run([*words])
    shown = "".join(capsys.readouterr())
    if "json" in words:
        shown = json.dumps(json.loads(shown[: shown.rindex("}") + 1]), ensure_ascii=False)

    text = _QUOTED.sub("", " ".join(shown.split()))
    assert re.search("[а-я]{3}", text)
    assert [one for one in _ENGLISH if one in text] == []
    assert PROSE.findall(text) == []


@pytest.mark.parametrize("words", [("explain", "tls.expired"), ("checks",)], ids=" ".join)
def test_the_language_is_that_of_now_not_of_what_was_said_before(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    run([*words])
    english = capsys.readouterr().out
    with speaking():
        run([*words])
    other = capsys.readouterr().out
    run([*words])

    assert re.search("[а-я]{3}", other)
    assert PROSE.findall(other) == []
    assert capsys.readouterr().out == english


def test_a_sentence_is_said_anew_in_the_language_of_now() -> None:
    english = say("tcp.refused", host="localhost", port=4000)
    with speaking():
        other = anew(english)

    assert anew(other) == english != other
    assert anew("a text of a plugin") == "a text of a plugin"


def test_a_fingerprint_is_told_and_is_known_again_in_each_language() -> None:
    told = fingerprint("sk-or-v1-0123456789abcdef")

    assert re.fullmatch(r"sk-…cdef \(25 characters, id [0-9a-f]{6}\)", said(told))
    assert redact((f"key={said(told)}",), known=frozenset()) == (f"key={said(told)}",)
    with speaking():
        other = f"key={said(told)}"
        assert re.fullmatch(r"key=sk-…cdef \(25 цхарацтерс, ид [0-9a-f]{6}\)", other)
        assert redact((other,), known=frozenset()) == (other,)


def test_what_is_left_of_a_long_text_is_said_in_the_language_of_now() -> None:
    with speaking():
        (cut,) = redact(("word " * 2000,), known=frozenset())

    assert cut.endswith("цхарацтерс море)")


@pytest.mark.parametrize("writer", [curl, node, python], ids=["curl", "node", "python"])
@pytest.mark.parametrize("body", [{"model": "m", "input": "a"}, None], ids=["body", "none"])
def test_what_a_script_prints_is_in_the_language_of_now(
    writer: ModuleType, body: dict[str, str] | None
) -> None:
    key = ("Bearer ", ScriptVariable("KEY", ""))
    expected = expected_of("stream.broken_framing", "")
    way = Way(proxy="http://127.0.0.1:3128")
    script = Script(
        (),
        ("http://gw.example/v1",),
        "/responses",
        (),
        (("authorization", key),),
        body,
        expected,
        way,
    )
    english = writer.write(script)
    with speaking():
        text = writer.write(script)

    assert any(one in english for one in _PRINTED)
    assert [one for one in _PRINTED if one in text] == []


def test_a_record_has_no_language() -> None:
    told = Told("purpose.is_served", {"model": "m"})

    assert said(told) == "is m served"
    with speaking():
        assert said(told) == "ис m сервед"


@pytest.mark.parametrize(
    "told",
    [
        Told("purpose.no_such"),
        Told("no_such.area"),
        Told("__pycache__.a"),
        Told("__init__"),
        Told("../told.a"),
        Told(""),
        Told("purpose.is_served"),
        Told("purpose.sized", {"size_bytes": "many"}),
    ],
)
def test_a_record_that_names_what_is_not_there_is_shown_by_the_id(told: Told) -> None:
    assert said(told) == told.template


def test_a_text_of_an_older_record_is_shown_as_it_is() -> None:
    assert said("first request") == "first request"


def test_what_is_told_may_have_a_part_that_is_told() -> None:
    told = Told("key.at_end", {"character": Told("key.line_feed")})

    assert str(told) == "a line feed at its end"
    with speaking():
        assert str(told) == "а лине феед ат итс енд"


def test_a_record_of_many_layers_is_shown_by_the_id() -> None:
    told = Told("key.nul")
    for _ in range(5000):
        told = Told("key.at_end", {"character": told})

    assert said(told).startswith("key.at_end")


def test_what_a_record_tells_is_known_by_its_id_and_in_an_older_one_by_its_text() -> None:
    with speaking():
        assert tells(Told("file.directory"), "file.directory")
        assert tells("is a directory", "file.directory")
        assert not tells(Told("file.nul"), "file.directory")
        assert not tells("is a file", "file.directory")


def test_a_secret_that_is_called_like_a_place_of_a_record_leaves_its_name() -> None:
    told = Told("credentials.shown.not_run", {"detail": "detail of q7Zt0PpLw93kVx2M"})
    known = frozenset({"detail", "q7Zt0PpLw93kVx2M"})

    (masked,) = redact_facts((told,), known=known)
    assert list(masked.values) == ["detail"]
    assert "q7Zt0PpLw93kVx2M" not in said(masked)
