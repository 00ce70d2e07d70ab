"""What is said, and done about it, where the key is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.facts import Credential, Location
from codex_doctor.model import Confidence, Failed
from codex_doctor_checks.turn import auth
from eyes import SETUP, exchange, refused, turn

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange

REFUSED = refused(400, b"Bad Request")
ACCEPTED = exchange()


def test_a_bill_is_not_said_to_be_an_empty_account() -> None:
    body = b'{"error": {"message": "The key is suspended until the invoice is paid"}}'
    outcome = auth.judge(turn(refused(401, body)), SETUP)

    assert isinstance(outcome, Failed)
    (finding,) = outcome.findings
    assert (finding.id, finding.confidence) == ("quota.exhausted", Confidence.CERTAIN)
    assert "over a payment" in finding.cause
    assert finding.fixes[0].title.startswith("Put the payment in order")


def test_the_header_that_carries_the_key_is_the_fix() -> None:
    seen = replace(
        turn(refused(401, b"{}")), keyless=REFUSED, rekeyed=ACCEPTED, key_header="api-key"
    )
    outcome = auth.judge(seen, SETUP)

    assert isinstance(outcome, Failed)
    (finding,) = outcome.findings
    assert finding.id == "auth.wrong_header"
    assert 'env_http_headers = { "api-key" = "LAB_API_KEY" }' in finding.fixes[0].title
    assert finding.evidence[-1].label == "in api-key"
    assert len(finding.fixes) == 1


@pytest.mark.parametrize(
    ("table", "key", "header", "title", "after"),
    [
        (
            "env_http_headers",
            "X-Api-Key",
            "api-key",
            'env_http_headers = { "api-key" = "LAB_API_KEY" }',
            ['api-key = "LAB_API_KEY"', None],
        ),
        (
            "env_http_headers",
            "X-Api-Key",
            "authorization",
            'Write env_key = "LAB_API_KEY"',
            ['env_key = "LAB_API_KEY"', None],
        ),
        (
            "http_headers",
            "X-Api-Key",
            "api-key",
            "Write api-key in place of X-Api-Key.",
            ['api-key = "***"'],
        ),
    ],
)
def test_a_key_in_another_header_moves_to_the_one_that_is_read(
    table: str, key: str, header: str, title: str, after: list[str | None]
) -> None:
    place = Location("~/.codex/config.toml", 7, 1)
    name = "LAB_API_KEY" if table.startswith("env_") else f"{table}.{key}"
    path = f"model_providers.lab.{table}.{key}"
    setup = replace(
        SETUP,
        credential=Credential(table, name, sent=True, origin=place),
        origins={**SETUP.origins, path: place},
        values={**SETUP.values, path: name},
    )
    seen = replace(turn(refused(401, b"{}")), rekeyed=ACCEPTED, key_header=header)
    outcome = auth.judge(seen, setup)

    assert isinstance(outcome, Failed)
    fix = outcome.findings[0].fixes[0]
    assert title in fix.title
    assert [edit.after for edit in fix.edits] == after


@pytest.mark.parametrize(
    ("source", "after", "variable"),
    [
        ("env_key", ['env_http_headers = { authorization = "LAB_API_KEY" }', None], None),
        ("http_headers", ['Authorization = "<your key>"'], None),
        ("env_http_headers", [], "LAB_API_KEY"),
        ("experimental_bearer_token", [], None),
    ],
)
def test_a_key_that_is_wanted_without_bearer_is_sent_so(
    source: str, after: list[str | None], variable: str | None
) -> None:
    place = Location("~/.codex/config.toml", 7, 1)
    is_variable = source.startswith("env_")
    name = "LAB_API_KEY" if is_variable else f"{source}.Authorization"
    path = f"model_providers.lab.{source}" + (".Authorization" if "headers" in source else "")
    setup = replace(
        SETUP,
        credential=Credential(source, name, sent=True, origin=place),
        origins={**SETUP.origins, path: place},
        values={**SETUP.values, path: name},
    )
    seen = replace(turn(refused(401, b"{}")), rekeyed=ACCEPTED, key_header="authorization")
    outcome = auth.judge(seen, setup)

    assert isinstance(outcome, Failed)
    (finding,) = outcome.findings
    assert finding.cause.endswith("wants the key alone in Authorization, without Bearer")
    (fix,) = finding.fixes
    assert [edit.after for edit in fix.edits] == after
    named = fix.commands and fix.commands.variable
    assert (named.name if named else None) == variable


@pytest.mark.parametrize(
    ("answer", "again", "confidence"),
    [
        (ACCEPTED, True, Confidence.CERTAIN),
        (ACCEPTED, False, Confidence.LIKELY),
        (REFUSED, True, Confidence.LIKELY),
    ],
)
def test_what_fails_no_more_with_a_made_up_key_wants_a_key(
    answer: Exchange, *, again: bool, confidence: Confidence
) -> None:
    crash = refused(500, b"Internal Server Error")
    seen = replace(turn(crash), made_up=answer, attempts=(crash, crash) if again else (crash,))
    outcome = auth.judge(seen, replace(SETUP, credential=Credential("none", "", sent=False)))

    assert isinstance(outcome, Failed)
    (finding,) = outcome.findings
    assert (finding.id, finding.confidence) == ("auth.no_credential", confidence)
    assert "with a made-up key" in [one.label for one in finding.evidence]


def test_a_key_that_is_not_needed_can_be_taken_out() -> None:
    seen = replace(turn(refused(401, b"{}")), keyless=ACCEPTED)
    outcome = auth.judge(seen, SETUP)

    assert isinstance(outcome, Failed)
    assert outcome.findings[0].fixes[0].title.startswith("Take the key out of")
