"""Endpoints that take an ordinary turn and fail what a longer session sends.

The prompts of the real Codex say which of it is to be done; the doctor does all of it with
`--thorough`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import (
    LabEndpoint,
    call_tool,
    error,
    items,
    outputs,
    repeat_output,
)
from codex_doctor.lab.fault import CONFIG, Fault, changed
from codex_doctor.lab.faults_session import (
    SIDE_MODEL,
    call_twice_when_asked,
    refuse_two_outputs,
)
from codex_doctor.lab.replies import LAB_MODEL
from codex_doctor.lab.wire import document

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Behaviour, Json, Reply, Seen

SPAWN = "Start an agent"
ROLE = f'name = "helper"\ndescription = "x"\ndeveloper_instructions = "y"\nmodel = "{SIDE_MODEL}"\n'
REVIEW = f'review_model = "{SIDE_MODEL}"\n{CONFIG}'
MEMORIES = f"{CONFIG}\n[features]\nmemories = true\n"
NAMED_OPENAI = changed('"Lab"', '"OpenAI"')
COMPACTING = f"model_auto_compact_token_limit = 5000\n{NAMED_OPENAI}"


def thorough(
    expect: str | None,
    *,
    behaviour: Behaviour | None = None,
    config: str = CONFIG,
    role: str = "",
) -> Fault:
    """Return a set-up on which an ordinary turn works."""
    return Fault(
        "thorough",
        "session",
        expect,
        works=True,
        config=config,
        files={"agents/helper.toml": role} if role else {},
        args=("--thorough",),
        behaviour=behaviour or LabEndpoint(),
    )


def limited(max_bytes: int, status: int) -> Behaviour:
    """Return an endpoint that refuses larger bodies."""
    healthy = LabEndpoint()
    refusal = document(status, "text/plain", "Request body too large")
    return lambda seen: refusal if len(seen.body) > max_bytes else healthy(seen)


def with_agents(body: Json) -> replies.Events:
    """Play a model that starts an agent when it is told to."""
    prompts = [json.dumps(item) for item in items(body) if item.get("role") == "user"]
    if not prompts or SPAWN not in prompts[-1]:
        return call_tool(body)
    given = {"message": "Do it", **({"agent_type": "helper"} if "helper" in prompts[-1] else {})}
    call = {"name": "spawn_agent", "namespace": "multi_agent_v1", "arguments": json.dumps(given)}
    return replies.turn(replies.function_call(**call))


def wait_for_agents(body: Json) -> replies.Events:
    """Wait for the agent that was started, or repeat what came."""
    started = re.search(r'"agent_id":"([^"]+)"', str(outputs(body)[0].get("output")))
    if started is None:
        return repeat_output(body)
    given = json.dumps({"targets": [started[1]], "timeout_ms": 10000})
    call = {"name": "wait_agent", "namespace": "multi_agent_v1", "arguments": given}
    return replies.turn(replies.function_call(id="fc_lab_2", call_id="call_lab_2", **call))


AGENTS = LabEndpoint(call=with_agents, answer=wait_for_agents)


def _is_replayed(body: Json) -> Reply | None:
    said = any(item.get("role") == "assistant" for item in items(body))
    return error(400, "Items of earlier answers are not supported.") if said else None


NO_REPLAY = LabEndpoint(refuse=_is_replayed)


ONE_OUTPUT = LabEndpoint(call=call_twice_when_asked, refuse=refuse_two_outputs)
TWO_OUTPUTS = LabEndpoint(call=call_twice_when_asked)


def compacting(seen: Seen) -> Reply:
    """Answer the request for a compaction as OpenAI does."""
    body = seen.json
    compacted: Any = {"type": "compaction", "id": "cmp_lab_1", "encrypted_content": "x"}
    if items(body) and items(body)[-1].get("type") == "compaction_trigger":
        return replies.stream(replies.turn(compacted))
    return LabEndpoint()(seen)


def serving_sides() -> LabEndpoint:
    """Return an endpoint that has the side model as well."""
    return LabEndpoint(models=(LAB_MODEL, SIDE_MODEL))
