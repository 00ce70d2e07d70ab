from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.answers.cause import Cause
from codex_doctor.facts import Location
from codex_doctor.model import Confidence, Failed, Passed, Severity
from codex_doctor_checks.turn import model, wire
from codex_doctor_checks.turn.root import Root
from codex_doctor_checks.turn.turn_words import finding_of
from eyes import ENDPOINT, SETUP, refused, turn
from setups import CONFIG, resolved
from turn_judges import error, found

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.facts import Exchange, Turn


def unknown_model(*served: str, named: str = "lab-model-1") -> Turn:
    first = refused(404, error(f"The model `{named}` does not exist", code="model_not_found"))
    models = refused(200, b"{}", url="https://gw.example/v1/models")
    return replace(turn(first), models=models, served=served)


@pytest.mark.parametrize(
    ("served", "expected"),
    [
        (("z-ai/lab-model-1", "other"), "model.prefix_missing"),
        (("LAB-model-1",), "model.case"),
        (("lab-model-2",), "model.unknown_id"),
        (("something-else",), "model.unknown_id"),
        ((), "model.unknown_id"),
        (("lab-model-1",), "model.not_on_responses"),
        (tuple(f"another-{number}" for number in range(9)), "model.unknown_id"),
    ],
)
def test_the_list_of_models_tells_what_is_wrong_with_the_id(
    served: tuple[str, ...], expected: str
) -> None:
    name, finding = found(unknown_model(*served))

    assert (name, finding.id) == ("model", expected)


def test_a_name_that_was_not_sent_is_what_the_gateway_passes_it_on_as() -> None:
    name, finding = found(unknown_model("lab-model-1", named="lab-model-9"))

    assert (name, finding.id) == ("model", "model.unknown_id")
    assert "passes it on as lab-model-9" in finding.cause
    assert finding.confidence is Confidence.LIKELY


def test_the_nearest_id_becomes_an_edit_where_the_file_sets_the_model() -> None:
    place = Location("~/.codex/config.toml", 1, 1)
    setup = replace(
        SETUP, model_origin=place, origins={"model": place}, values={"model": "lab-model-1"}
    )
    outcome = model.judge(unknown_model("z-ai/lab-model-1"), setup)

    assert isinstance(outcome, Failed)
    (finding,) = outcome.findings
    assert finding.location == place
    assert finding.fixes[0].edits[0].before == 'model = "lab-model-1"'
    assert finding.fixes[0].edits[0].after == 'model = "z-ai/lab-model-1"'


def test_the_nearest_id_becomes_a_command_where_no_file_sets_the_model() -> None:
    _, finding = found(unknown_model("z-ai/lab-model-1"))

    commands = finding.fixes[0].commands
    assert commands is not None
    assert commands.posix == "codex -m z-ai/lab-model-1"


@pytest.mark.parametrize(
    ("served", "posix"),
    [
        ("$(id)lab-model-1", "codex --oss -m '$(id)lab-model-1'"),
        ("lab-model-1;id", 'codex --oss -m "lab-model-1;id"'),
        ("-lab-model-1", "codex --oss -m=-lab-model-1"),
    ],
)
def test_an_id_that_an_endpoint_lists_is_one_word_of_the_command(served: str, posix: str) -> None:
    outcome = model.judge(unknown_model(served), replace(SETUP, options=(("--oss",),)))

    assert isinstance(outcome, Failed)
    commands = outcome.findings[0].fixes[0].commands
    assert commands is not None
    assert commands.posix == posix


def test_no_access_keeps_its_meaning() -> None:
    first = refused(
        403,
        error(
            "key not allowed to access model. Tried to access lab-model-1",
            type="key_model_access_denied",
        ),
    )

    assert found(turn(first))[1].id == "model.no_access"


def missing_route(used: str, *, bases: tuple[tuple[str, int], ...] = (), chat: int = 404) -> Turn:
    """Return a turn whose route is missing, with the statuses of the other routes tried."""
    first = refused(404, b'{"detail":"Not Found"}', url=f"https://gw.example{used}/responses")

    def tried(url: str, status: int) -> Exchange:
        body = error("model is required") if status == 400 else b'{"detail":"Not Found"}'
        return replace(refused(status, body, url=url), reading=None)

    return replace(
        turn(first),
        bases=tuple(tried(f"https://gw.example{base}/responses", code) for base, code in bases),
        chat=tried("https://gw.example/chat/completions", chat),
    )


@pytest.mark.parametrize(
    ("used", "bases", "chat", "expected"),
    [
        ("", (("/v1", 400),), 404, "url.missing_v1"),
        ("/v1/v1", (("/v1", 400),), 404, "url.double_v1"),
        ("/v1/responses", (("/v1", 400),), 404, "url.endpoint_in_base"),
        ("/v1/chat/completions", (), 404, "url.endpoint_in_base"),
        ("/v1/models", (), 404, "url.endpoint_in_base"),
        ("/models/", (), 404, "url.endpoint_in_base"),
        ("/v1", (("", 404),), 400, "wire.responses_missing"),
        ("/v1", (("", 404), ("/api", 502)), 404, "wire.responses_missing"),
    ],
)
def test_the_other_routes_tell_what_is_wrong_with_the_url(
    used: str, bases: tuple[tuple[str, int], ...], chat: int, expected: str
) -> None:
    name, finding = found(missing_route(used, bases=bases, chat=chat))

    assert (name, finding.id) == ("wire", expected)


def test_the_base_that_answers_is_told_where_there_was_no_room_to_ask_for_the_other_api() -> None:
    seen = replace(missing_route("", bases=(("/v1", 400), ("/api", 404))), chat=None)

    assert found(seen)[1].fixes[0].title == "Set base_url to https://gw.example/v1."


def test_the_base_that_answers_becomes_an_edit() -> None:
    key = "model_providers.lab.base_url"
    setup = replace(
        SETUP,
        origins={key: Location("~/.codex/config.toml", 5, 1)},
        values={key: "https://gw.example"},
    )
    outcome = wire.judge(missing_route("", bases=(("/v1", 400),)), setup)

    assert isinstance(outcome, Failed)
    (finding,) = outcome.findings
    assert finding.location == setup.origins[key]
    assert finding.fixes[0].edits[0].after == 'base_url = "https://gw.example/v1"'


@pytest.mark.parametrize(
    "route", ["responses", "chat/completions", "completions", "models", "models/", "messages"]
)
def test_a_route_in_the_base_is_taken_off_by_an_edit(route: str) -> None:
    key = "model_providers.lab.base_url"
    setup = replace(SETUP, origins={key: Location("~/.codex/config.toml", 5, 1)})
    outcome = wire.judge(missing_route(f"/v1/{route}"), setup)

    assert isinstance(outcome, Failed)
    (edit,) = outcome.findings[0].fixes[0].edits
    assert edit.after == 'base_url = "https://gw.example/v1"'


def test_a_base_that_no_file_sets_is_named_in_words() -> None:
    _, finding = found(missing_route("", bases=(("/v1", 400),)))

    assert finding.fixes[0].title == "Set base_url to https://gw.example/v1."


def test_a_model_that_slid_into_another_table_is_the_cause_when_the_default_is_refused(
    tmp_path: Path,
) -> None:
    config = CONFIG.replace('model = "glm-5"\n', "") + 'model = "glm-5"\n'

    outcome = model.judge(unknown_model("glm-5"), resolved(tmp_path, config))

    assert isinstance(outcome, Failed)
    (finding,) = outcome.findings
    assert (finding.id, finding.severity) == ("config.key_misplaced", Severity.ERROR)
    assert any("404" in one.measured for one in finding.evidence)
    assert finding.location is not None


def test_a_model_that_codex_does_not_know_is_a_hint() -> None:
    unknown = replace(turn(), dialect="classic")
    outcome = model.judge(unknown, SETUP)

    assert isinstance(outcome, Failed)
    (finding,) = outcome.findings
    assert (finding.id, finding.severity) == ("config.model_metadata_missing", Severity.HINT)
    assert "model_context_window" in finding.fixes[0].title
    window = replace(SETUP, values={"model_context_window": "128000"})
    told = model.judge(unknown, window)
    assert isinstance(told, Failed)
    assert told.findings[0].fixes == ()
    catalog = replace(SETUP, values={"model_catalog_json": "models.json"})
    assert isinstance(model.judge(unknown, catalog), Passed)


@pytest.mark.parametrize(("chat", "advice"), [(400, "LiteLLM"), (404, "base_url")])
def test_where_no_route_answers_the_address_is_looked_at_first(chat: int, advice: str) -> None:
    _, finding = found(missing_route("/v1", bases=(("", 404),), chat=chat))

    assert finding.id == "wire.responses_missing"
    assert advice in finding.fixes[0].title
    assert not any(fix.title.startswith("Or ") for fix in finding.fixes)


def test_a_prefix_that_a_gateway_puts_in_front_is_not_said_of_the_address() -> None:
    first = refused(404, error("Invalid URL (POST /v1/v1/responses)"))
    base = refused(
        400, error("model is required", param="model"), url="https://gw.example/responses"
    )
    chat = refused(404, error("Invalid URL (POST /v1/v1/chat/completions)"))
    name, finding = found(replace(turn(first), bases=(base, chat), chat=chat))

    assert (name, finding.id) == ("wire", "url.double_v1")
    assert "has /v1 twice" not in finding.cause
    assert "the API is below https://gw.example" in finding.cause


@pytest.mark.parametrize(
    ("base", "runner_up", "shown"),
    [
        ("https://gw.example/v1", "model.unknown_id", ["The endpoint does not know the model id"]),
        ("https://gw.example", "url.missing_v1", ["base_url lacks a part of its path"]),
        ("https://gw.example/v1", "url.missing_v1", []),
        ("https://gw.example/v1/", "url.missing_v1", []),
    ],
)
def test_what_it_may_be_else_is_said_in_words_unless_it_cannot_be(
    base: str, runner_up: str, shown: list[str]
) -> None:
    cause = Cause("wire.responses_missing", Confidence.LIKELY, runner_up=runner_up)
    setup = replace(SETUP, endpoint=replace(ENDPOINT, base_url=base))

    finding = finding_of(Root(cause, refused(404, b"")), setup, wire.KINDS)

    assert [one.measured for one in finding.evidence if one.label == "could also be"] == shown
