"""What the settings of a user change in the body of Codex's request.

Those of the reasoning were asked of each version, the others of 0.169.0 and 0.171.0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codex_doctor.codex.versions import holds
from codex_doctor.values import is_table

if TYPE_CHECKING:
    from collections.abc import Mapping

_GOAL_TOOLS = frozenset({"get_goal", "create_goal", "update_goal"})
# Only ids that Codex knows have this tier.
_FAST = frozenset({"fast", "priority"})
METADATA = "internal_chat_message_metadata_passthrough"
# Items that Codex adds by itself, without any.
_BARE = frozenset({"additional_tools", "configuration_update"})


def apply_knobs(body: dict[str, Any], config: Mapping[str, Any], version: str) -> None:
    """Change the recorded body as the user's configuration changes Codex's.

    Args:
        body: The recorded body; changed in place.
        config: The effective configuration table.
        version: Codex version that speaks.
    """
    has_agents = _setting(config, "agents", "enabled") is not False
    if "tools" not in body:
        if not has_agents:
            remove_agents(body)
    else:
        has_agents = has_agents and not _is_off(config, "multi_agent", "collab")
        body["tools"] = _tools(body["tools"], config, has_agents=has_agents)
        if not has_agents:
            # The third part of this message lists what tool_search finds.
            body["input"][1]["content"] = body["input"][1]["content"][:2]
    if "instructions" not in body:
        _apply_instructions(body, config)
    apply_reasoning(body, config, version)
    is_known = "text" in body
    verbosity = config.get("model_verbosity")
    if is_known and isinstance(verbosity, str):
        body["text"] = {**body["text"], "verbosity": verbosity}
    tier = config.get("service_tier")
    if tier == "flex" or (is_known and tier in _FAST):
        body["service_tier"] = "flex" if tier == "flex" else "priority"


def with_metadata(
    body: dict[str, Any], replayed: tuple[Mapping[str, Any], ...], *, turn_id: str, now_s: float
) -> tuple[Mapping[str, Any], ...]:
    """Return replayed items as Codex sends them to a provider that is named OpenAI.

    Every item carries metadata then; recorded ones have their creation times set in place, and
    those of a version whose requests to OpenAI were not recorded get the turn alone.
    """
    turn: dict[str, Any] = {"turn_id": turn_id}
    for item in body["input"]:
        if item.get("type") in _BARE:
            continue
        metadata = item.setdefault(METADATA, dict(turn))
        if "create_time" in metadata:
            metadata["create_time"] = now_s
    made_here = {**turn, "create_time": now_s}
    return tuple(
        {**item, METADATA: made_here if str(item.get("type")).endswith("_output") else turn}
        for item in replayed
    )


def _tools(
    tools: list[dict[str, Any]], config: Mapping[str, Any], *, has_agents: bool
) -> list[dict[str, Any]]:
    gone: set[str] = set()
    if config.get("web_search") == "disabled":
        gone.add("web_search")
    if not has_agents:
        # The freeform dialect finds its agents by a search among deferred tools.
        gone |= {"namespace", "tool_search"}
    has_goals = not _is_off(config, "goals")
    return [
        tool
        for tool in tools
        if tool["type"] not in gone and (has_goals or tool.get("name") not in _GOAL_TOOLS)
    ]


def remove_agents(body: dict[str, Any]) -> None:
    """Take the agents' tools and the two messages about them out of the lite dialect."""
    first, *rest = body["input"]
    kept = [space for space in first["tools"] if space["name"] != "collaboration"]
    developers = [item for item in rest if item["role"] == "developer"]
    about_agents = developers[2:]
    others = [item for item in rest if item not in about_agents]
    body["input"] = [{**first, "tools": kept}, *others]


def _apply_instructions(body: dict[str, Any], config: Mapping[str, Any]) -> None:
    """Take the instructions out that the user switches off.

    Skills and permissions are the first parts of the second message of the role developer, since
    the first one took the place of the field `instructions`.
    """
    _, second, *_ = (item for item in body["input"] if "content" in item)
    skills, permissions, *others = second["content"]
    kept = [
        *([] if _setting(config, "skills", "include_instructions") is False else [skills]),
        *([] if config.get("include_permissions_instructions") is False else [permissions]),
        *others,
    ]
    second["content"] = kept
    if not kept:
        body["input"].remove(second)


def apply_reasoning(body: dict[str, Any], config: Mapping[str, Any], version: str | None) -> None:
    """Change how the body asks for reasoning; see `apply_knobs`."""
    if body["reasoning"] is None:
        # Before 0.145.0, for an id that Codex does not know.
        if config.get("model_supports_reasoning_summaries") is not True:
            return
        body |= {"reasoning": {"summary": "auto"}, "include": ["reasoning.encrypted_content"]}
    summary = config.get("model_reasoning_summary")
    if summary == "none" and holds("summary_left_out", version):
        body["reasoning"].pop("summary", None)
    elif isinstance(summary, str):
        body["reasoning"] = {**body["reasoning"], "summary": summary}
    effort = config.get("model_reasoning_effort")
    if isinstance(effort, str):
        body["reasoning"] = {**body["reasoning"], "effort": effort}


def _is_off(config: Mapping[str, Any], *names: str) -> bool:
    """Tell whether a feature is switched off; its present name beats its older ones."""
    values = [_setting(config, "features", name) for name in names]
    return next((value is False for value in values if value is not None), False)


def _setting(config: Mapping[str, Any], table: str, key: str) -> Any:
    inner = config.get(table)
    return inner.get(key) if is_table(inner) else None
