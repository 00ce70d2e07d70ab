from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from codex_doctor.facts import Location
from codex_doctor.facts.session import SessionTry, SideModel, SideTry
from codex_doctor.model import Confidence, Failed, Finding, Severity
from codex_doctor_checks.session import session
from eyes import ANSWER, ENDPOINT, SETUP, exchange, refused
from streams import call, completed, done, sse

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange

HEALTHY = exchange(ANSWER)
UNKNOWN = refused(404, b'{"error": {"code": "model_not_found", "message": "no model side-1"}}')
REVIEW = SideModel("review_model", "side-1", "for reviews", Location("~/.codex/config.toml", 3))
SECOND = call(id="fc_2", call_id="call_2", arguments='{"cmd": "echo codex-doctor-two"}')
ASKED = exchange(sse(done(call()), done(SECOND), completed()))
AGAIN = exchange(sse(done(SECOND), completed()))


def found(**changes: Any) -> tuple[Finding, ...]:
    setup = replace(
        SETUP,
        values={"review_model": "side-1"},
        origins={"review_model": Location("~/.codex/config.toml", 3)},
    )
    outcome = session.judge(SessionTry(HEALTHY, **changes), ENDPOINT, setup, model="lab-model-1")
    return outcome.findings if isinstance(outcome, Failed) else ()


def sides(side: SideModel, answer: Exchange | None = UNKNOWN) -> tuple[Finding, ...]:
    return found(sides=(SideTry(side, answer),))


def test_a_side_model_that_is_not_served_is_a_warning_at_its_place() -> None:
    (finding,) = sides(REVIEW)

    assert (finding.id, finding.severity) == ("session.secondary_model", Severity.WARNING)
    assert finding.location == REVIEW.origin
    assert finding.cause == "gw.example does not serve side-1, which Codex uses for reviews"
    (edit,) = finding.fixes[0].edits
    assert (edit.before, edit.after) == ('review_model = "side-1"', 'review_model = "lab-model-1"')


@pytest.mark.parametrize(
    "answer",
    [
        HEALTHY,
        None,
        exchange(b"", status=None, failure="reset"),
        refused(429, b'{"error": {"message": "Rate limit reached"}}'),
        refused(401, b'{"error": {"message": "Incorrect API key provided"}}'),
        refused(400, b"{}"),
    ],
)
def test_another_answer_says_nothing_about_the_model(answer: Exchange | None) -> None:
    assert sides(REVIEW, answer) == ()


def test_a_default_that_was_not_set_can_be_set_or_turned_off() -> None:
    side = SideModel("memories.extract_model", "gpt-6-luna", "to extract memories", is_set=False)

    (finding,) = sides(side)
    assert finding.evidence[-1].measured == "not set"
    assert finding.fixes[0].title == (
        "Set memories.extract_model to lab-model-1, which is served, or turn features.memories off."
    )


def test_a_value_of_the_command_line_is_set_by_hand() -> None:
    side = SideModel("memories.extract_model", "side-1", "to extract memories")

    (finding,) = sides(side)
    assert finding.fixes[0].title == "Set memories.extract_model to lab-model-1, which is served."


def test_a_default_of_sub_agents_that_codex_does_not_know_is_removed() -> None:
    origin = Location("~/.codex/config.toml", 9)
    key = "agents.default_subagent_model"
    side = SideModel(key, "lab-model-1", "for sub-agents", origin, is_known=False)

    (finding,) = sides(side, None)
    assert finding.cause == (
        "Codex starts no sub-agent with lab-model-1, which is not in its own list"
    )
    (edit,) = finding.fixes[0].edits
    assert (edit.line, edit.after) == (9, None)


@pytest.mark.parametrize(
    ("origin", "title"),
    [
        (Location("agents/x.toml", 2), "Set model to lab-model-1 in agents/x.toml."),
        (None, "Set model to lab-model-1 in the role's file."),
    ],
)
def test_the_model_of_a_role_is_set_in_its_file(origin: Location | None, title: str) -> None:
    (finding,) = sides(SideModel("model", "side-1", "for agents", origin, role="x"))

    assert finding.cause == (
        "gw.example does not serve side-1, which Codex uses for agents of the role x"
    )
    assert finding.fixes[0].title == title
    assert len(finding.fixes[0].edits) == (origin is not None)


@pytest.mark.parametrize(
    "sent",
    [
        (),
        (HEALTHY,),
        (ASKED, HEALTHY),
        (ASKED, AGAIN, HEALTHY),
        (ASKED, refused(429, b'{"error": {"message": "Rate limit reached"}}')),
        (ASKED, refused(404, b'{"error": {"code": "model_not_found", "message": "no model"}}')),
        (ASKED, exchange(b"", status=None, failure="reset")),
        (ASKED, exchange(sse(done(call(arguments='{"cmd": "ls"}')), completed()))),
    ],
)
def test_two_calls_that_work_or_were_not_made_are_no_fault(sent: tuple[Exchange, ...]) -> None:
    assert found(parallel=sent) == ()


def test_two_outputs_that_are_refused() -> None:
    no_output = b'{"error": {"message": "No tool output found for function call call_1."}}'

    (finding,) = found(parallel=(ASKED, refused(400, no_output)))
    assert (finding.id, finding.severity) == ("session.history_rejected", Severity.WARNING)
    assert finding.confidence is Confidence.LIKELY


def test_an_output_that_is_lost_makes_its_call_come_again() -> None:
    (finding,) = found(parallel=(ASKED, AGAIN, AGAIN, AGAIN))

    assert finding.id == "tools.output_ignored"
    assert finding.evidence[0].measured == "3 times"


def test_a_second_turn_that_is_refused_says_more_than_two_calls() -> None:
    tried = SessionTry(refused(400, b"no"), parallel=(ASKED, refused(400, b"no")))

    outcome = session.judge(tried, ENDPOINT, SETUP, model="lab-model-1")
    assert isinstance(outcome, Failed)
    assert len(outcome.findings) == 1
