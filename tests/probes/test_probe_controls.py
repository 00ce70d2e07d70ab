"""The further requests that show what really refuses: words, size, a header, a proxy, a query."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.lab.endpoint import LabEndpoint
from codex_doctor.lab.fault import CONFIG, Fault, changed
from codex_doctor.lab.faults_headers import FORBIDDEN
from codex_doctor.lab.faults_silent import LITE
from codex_doctor.lab.replies import message
from codex_doctor.lab.replies import turn as events
from codex_doctor.lab.wire import json_reply
from codex_doctor.probes.exchanges import ask
from turn_runs import run_turn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from codex_doctor.lab.wire import Behaviour, Json, Reply, Seen

GONE = json_reply(404, {"error": {"code": "404", "message": "Resource not found"}})


def fault(behaviour: Behaviour, *, config: str = CONFIG, **environ: str) -> Fault:
    made = Fault("case", "request", None, config=config, behaviour=behaviour)
    return replace(made, environ={**made.environ, **environ})


def forbidding(has: Callable[[str], bool]) -> Behaviour:
    return LabEndpoint(refuse=lambda body: FORBIDDEN if has(json.dumps(body)) else None)


def _speaks_of_the_shell(text: str) -> bool:
    return "exec_command" in text


def _is_long(text: str) -> bool:
    return len(text) > 20_000


@pytest.mark.parametrize(
    ("has", "kinds"),
    [
        (_speaks_of_the_shell, ("tool",)),
        (_is_long, ("size",)),
        (bool, ()),
    ],
)
def test_a_rule_about_words_is_told_from_one_about_size(
    has: Callable[[str], bool], kinds: tuple[str, ...], tmp_path: Path
) -> None:
    turn, requests = run_turn(fault(forbidding(has)), tmp_path)

    assert turn.reduction is not None
    assert tuple(part.kind for part in turn.reduction.parts) == kinds
    assert (turn.reduction.proof is not None) is bool(kinds)
    assert len(requests) <= ask.MAX_REQUESTS


def test_tools_in_the_input_that_are_not_seen_are_seen_at_the_top(tmp_path: Path) -> None:
    good = LabEndpoint(models=(LITE,))

    def call(body: Json) -> tuple[Json, ...]:
        return tuple(good.call(body) if body.get("tools") else events(message("I have no tool.")))

    lite = fault(replace(good, call=call), config=changed("lab-model-1", LITE))
    turn, _ = run_turn(lite, tmp_path)

    assert turn.reluctance is not None
    assert turn.reluctance.sees_moved


def test_a_version_in_the_query_is_tried_where_the_address_speaks_for_it(tmp_path: Path) -> None:
    inner = LabEndpoint(path="/openai/responses")

    def azure(seen: Seen) -> Reply:
        path, _, query = seen.path.partition("?")
        return inner(replace(seen, path=path)) if "api-version=" in query else GONE

    config = CONFIG.replace("{base_url}", "{origin}/openai")
    turn, _ = run_turn(fault(azure, config=config), tmp_path)
    plain, _ = run_turn(fault(lambda _: GONE), tmp_path)

    assert turn.versioned is not None
    assert turn.versioned.status != 404
    assert plain.versioned is None


def test_a_request_through_a_proxy_is_sent_past_it_for_this_machine_alone(tmp_path: Path) -> None:
    def proxy(seen: Seen) -> Reply:
        return GONE if seen.path.startswith("http://") else LabEndpoint()(seen)

    turn, _ = run_turn(fault(proxy, HTTP_PROXY="{origin}"), tmp_path)
    none, _ = run_turn(fault(lambda _: GONE), tmp_path)

    assert turn.direct is not None
    assert turn.direct.status == 200
    assert none.direct is None
