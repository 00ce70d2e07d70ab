"""What was seen is written without a language, and said in that of who reads it."""

from __future__ import annotations

import errno
import json
import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from bundles import bundle_of
from codex_doctor.cli import run
from codex_doctor.codex.recording import judge_again, record
from codex_doctor.codex.resolve import resolve_whole
from codex_doctor.facts import Setup
from codex_doctor.model import Failed
from codex_doctor.secrets.redact import redact_facts
from codex_doctor.values import is_list, is_table
from codex_doctor.words.sentence import plain
from codex_doctor.words.told import Told
from codex_doctor_checks.setup import config, credentials, environment
from config_set_ups import AUTH_JSON, CASES, LOGIN, Case, added, place
from setups import CONFIG, KEY
from words.language import PROSE, speaking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from codex_doctor.model import Finding


# The system's own words.
_ABSENT = os.strerror(errno.ENOENT)


def login(text: str | bytes) -> Case:
    return Case(LOGIN, {}, {AUTH_JSON: text})


def dotenv(line: str) -> Case:
    return Case(CONFIG, {}, {"home/.codex/.env": f"{line}\n"})


def rules(text: str) -> Case:
    return Case(files={"home/.codex/rules/a.rules": f"{text}\n"})


MORE = {
    "no JSON": login("{"),
    "no object": login("[]"),
    "mark": login("\ufeff{}"),
    "no UTF-8": login(b"\xff"),
    "folder": Case(LOGIN, {}, {f"{AUTH_JSON}/x": ""}),
    "twice": login('{"OPENAI_API_KEY": "a", "OPENAI_API_KEY": "b"}'),
    "ignored": login('{"OPENAI_API_KEY": "a", "auth_mode": "chatgpt"}'),
    "nothing": login("{}"),
    "half a pair": login('{"OPENAI_API_KEY": "\\ud800"}'),
    "no string": login('{"OPENAI_API_KEY": 1}'),
    "empty": login('{"OPENAI_API_KEY": ""}'),
    "line feed": login('{"OPENAI_API_KEY": "a\\nb"}'),
    "no time": login('{"OPENAI_API_KEY": "a", "last_refresh": "soon"}'),
    "no token": login('{"tokens": {"id_token": "a"}}'),
    "long": login('{"OPENAI_API_KEY": "' + "a" * 600_000 + '"}'),
    "line no equals": dotenv(f"LAB_KEY {KEY}"),
    "line two words": dotenv(f"LAB_KEY={KEY} and more"),
    "line quote": dotenv(f"LAB_KEY='{KEY}"),
    "line escape": dotenv(f"LAB_KEY=\\x{KEY}"),
    "line mark": dotenv(f"\ufeffLAB_KEY={KEY}"),
    "expands": dotenv("A=" + "x" * 600_000 + "\nB=$A$A"),
    "rules syntax": rules("prefix_rule("),
    "rules Python": rules("import os"),
    "rules name": rules("x = y"),
    "rules pattern": rules("prefix_rule(pattern=[])"),
    "rules entry": rules("prefix_rule(pattern=[1])"),
    "rules example": rules('prefix_rule(pattern=["ls"], match=["rm"])'),
    "rules quote": rules("prefix_rule(pattern=['ls'], match=['ls \"'])"),
    "rules long": rules("#" * 70_000),
    "deep": added("x = " + "[" * 90 + "]" * 90),
    "digits": added("x = " + "1" * 5000),
    "beyond": added("[history]\nmax_bytes = 99999999999999999999"),
    "nowhere": Case(files={"home/.codex/rules/a.rules": b"\xff"}),
    "not finite": added("[x]\ny = inf"),
    "range": added(["[model_providers.lab]", "request_max_retries = -1"][1]),
    "both": added('[mcp_servers.a]\ncommand = "x"\nurl = "y"'),
    "neither": added("[mcp_servers.a]"),
    "beside": added('[mcp_servers.a]\nurl = "y"\nargs = []'),
    "profile": added('default_permissions = "nope"'),
}


# Of each kind of detail one: the path and the line of TOML, events, items, bytes, a refused part.
RUNS = (
    "toml-unclosed-string",
    "https-to-plain-port",
    "proxy-dead",
    "no-answer",
    "header-limit",
    "html-page",
    "usage-strings",
    "gzip-cut",
    "wrong-byte",
    "item-id-number",
    "silent-content-parts",
    "replayed-item-ids",
    "arguments-not-json",
)
# What Codex prints and what the lab's endpoint says.
_QUOTED = re.compile("stream disconnected before completion: [^а-я]+")


@pytest.mark.parametrize("case", [*CASES.values(), *MORE.values()], ids=[*CASES, *MORE])
def test_a_set_up_that_was_written_is_judged_in_the_language_of_now(
    case: Case, tmp_path: Path
) -> None:
    whole = resolve_whole(place(case, tmp_path))
    english = [*texts(whole.setup)]
    recorded = redact_facts(record(whole.setup, whole.subject), known=whole.secrets.known)
    data = msgspec.json.encode(recorded, enc_hook=plain)
    read = msgspec.json.decode(data, type=Setup)

    assert english
    assert [*texts(judge_again(read))] == english
    with speaking():
        other = [*texts(judge_again(read))]
    assert re.search("[а-я]{3}", " ".join(other))
    assert [text for text in other if PROSE.search(text.replace(_ABSENT, ""))] == []


@pytest.mark.parametrize("case", [*CASES.values(), *MORE.values()], ids=[*CASES, *MORE])
def test_an_older_record_with_texts_is_judged_to_be_the_same(case: Case, tmp_path: Path) -> None:
    whole = resolve_whole(place(case, tmp_path))
    recorded = redact_facts(record(whole.setup, whole.subject), known=whole.secrets.known)
    data = json.loads(msgspec.json.encode(recorded, enc_hook=plain))
    read = msgspec.convert(as_texts(data), Setup, strict=False)

    assert [*texts(judge_again(read))] == [*texts(whole.setup)]


def as_texts(value: Any) -> Any:
    """Return a record in which what is told is a text, as it was once."""
    if is_table(value):
        if value.keys() == {"template", "values"}:
            return str(msgspec.convert(value, Told))
        return {key: as_texts(one) for key, one in value.items()}
    return [as_texts(one) for one in value] if is_list(value) else value


def texts(setup: Setup) -> Iterator[str]:
    for check in (config, environment, credentials):
        outcome = check.judge(setup, endpoint_is_asked=False)
        for finding in outcome.findings if isinstance(outcome, Failed) else ():
            yield from texts_of(finding)
    for layer in setup.layers:
        yield str(layer.detail)


def texts_of(finding: Finding) -> Iterator[str]:
    yield finding.cause
    for one in finding.evidence:
        yield from (one.label, one.measured, one.expected or "")
    yield from (one.title for one in finding.fixes)


@pytest.mark.sweep
@pytest.mark.parametrize("name", RUNS)
def test_a_run_that_was_written_is_judged_in_the_language_of_now(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "bundle.zip"
    file.write_bytes(bundle_of(name).data)
    monkeypatch.setenv("COLUMNS", "400")

    with speaking(), suppress(SystemExit):
        run(["replay", str(file), "-v"])
    shown = _QUOTED.sub("", " ".join(capsys.readouterr().out.split()))

    assert re.search("[а-я]{3}", shown)
    assert PROSE.findall(shown) == []
