"""What was seen is written without a language, and said in that of who reads it."""

from __future__ import annotations

import errno
import os
import re
from typing import TYPE_CHECKING

import msgspec
import pytest

from codex_doctor.codex.recording import judge_again, record
from codex_doctor.codex.resolve import resolve_whole
from codex_doctor.facts import Setup
from codex_doctor.model import Failed
from codex_doctor.secrets.redact import redact_facts
from codex_doctor.words.sentence import plain
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
