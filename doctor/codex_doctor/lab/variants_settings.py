"""Healthy set-ups in which a setting leaves out what the endpoint refuses, or a rule is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.lab.endpoint import LabEndpoint, items, outputs, tools
from codex_doctor.lab.fault import CONFIG, Fault
from codex_doctor.lab.faults_silent import BAD_REQUEST, FREEFORM, LITE, has_field, has_tool
from codex_doctor.lab.variants_access import healthy

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.lab.wire import Json

# What Codex sends, and nothing that it does not (0.169.0).
FIELDS: Final = frozenset(
    {
        "model",
        "stream",
        "input",
        "tools",
        "tool_choice",
        "parallel_tool_calls",
        "reasoning",
        "store",
        "include",
        "prompt_cache_key",
        "client_metadata",
    }
)


def _refuses(has: Callable[[Json], bool], model: str = "lab-model-1") -> LabEndpoint:
    return LabEndpoint(models=(model,), refuse=lambda body: BAD_REQUEST if has(body) else None)


def _setting(
    name: str,
    setting: str,
    has: Callable[[Json], bool],
    *,
    model: str = "lab-model-1",
) -> Fault:
    return healthy(
        name,
        _refuses(has, model),
        config=f"{setting}\n{CONFIG}".replace("lab-model-1", model),
    )


def _has_only_known_fields(body: Json) -> bool:
    return body.keys() <= FIELDS


def _has_agents(body: Json) -> bool:
    spaces = items(body)[0].get("tools", [])
    return any(space.get("name") == "collaboration" for space in spaces)


def _has_goals(body: Json) -> bool:
    return any(tool.get("name") == "create_goal" for tool in tools(body))


def _has_twins(body: Json) -> bool:
    ids = [item.get("id") for item in items(body)]
    return None in ids or len(set(ids)) < len(ids)


def _lost_call(body: Json) -> bool:
    calls = [item for item in items(body) if item.get("type") == "function_call"]
    return bool(outputs(body)) and [one.get("id") for one in calls] != ["fc_lab_1"]


SETTING_VARIANTS: Final = (
    _setting("search-off", 'web_search = "disabled"', has_tool("web_search")),
    _setting("agents-off", "agents.enabled = false", has_tool("namespace")),
    _setting("multi-agent-off", "features.multi_agent = false", has_tool("namespace")),
    _setting(
        "functions-only",
        'web_search = "disabled"\nagents.enabled = false',
        has_tool("namespace", "web_search"),
    ),
    _setting("summary-off", 'model_reasoning_summary = "none"', has_field("reasoning.summary")),
    _setting("goals-off", "features.goals = false", _has_goals),
    _setting(
        "freeform-search-off", 'web_search = "disabled"', has_tool("web_search"), model=FREEFORM
    ),
    _setting(
        "freeform-agents-off", "agents.enabled = false", has_tool("tool_search"), model=FREEFORM
    ),
    _setting("lite-agents-off", "agents.enabled = false", _has_agents, model=LITE),
    _setting(
        "effort-demanded",
        'model_reasoning_effort = "high"',
        lambda body: body.get("reasoning", {}).get("effort") != "high",
    ),
    healthy(
        "fields-counted",
        _refuses(lambda body: not _has_only_known_fields(body)),
    ),
    healthy("ids-counted", _refuses(_has_twins)),
    healthy("call-id-kept", _refuses(_lost_call)),
)
