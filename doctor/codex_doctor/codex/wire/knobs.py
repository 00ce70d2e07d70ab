"""Which settings of Codex remove a part of its request, version by version."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.codex.versions import holds
from codex_doctor.patterns import Regex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.codex.wire.recorded import Dialect
    from codex_doctor.facts.reduction import RefusedPart


class Knob(Struct, frozen=True):
    """A line of config.toml: a dotted key at the top, or one of the active provider's table."""

    key: str
    value: str
    in_provider: bool = False

    @property
    def line(self) -> str:
        """The line as it is written."""
        return f"{self.key} = {self.value}"


_NO_SEARCH = Knob("web_search", '"disabled"')
# Taken by every version that sends a namespace; agents.enabled stops those before 0.145.0.
_NO_AGENTS = Knob("features.multi_agent", "false")
_REASONING = Knob("model_supports_reasoning_summaries", "true")
_NO_SUMMARY = Knob("model_reasoning_summary", '"none"')
# Any name but OpenAI's own and Amazon's will do.
_OTHER_NAME = Knob("name", '"Custom"', in_provider=True)

# Of the messages of the role developer, the first is left then.
_ONE_DEVELOPER = (
    Knob("include_permissions_instructions", "false"),
    Knob("skills.include_instructions", "false"),
)

_KNOBS = {
    ("tool", "web_search"): (_NO_SEARCH,),
    ("tool", "namespace"): (_NO_AGENTS,),
    ("tool", "tool_search"): (_NO_AGENTS,),
    ("field", "reasoning.summary"): (_NO_SUMMARY,),
    ("null", "reasoning"): (_REASONING, _NO_SUMMARY),
    ("item", "internal_chat_message_metadata_passthrough"): (_OTHER_NAME,),
    ("item", "configuration_update"): (_OTHER_NAME,),
}

_EFFORT = "model_reasoning_effort"
_VERBOSITY = "model_verbosity"
# Members of the request that are there only because the user sets a key.
_ASKED_FOR = {
    "service_tier": "service_tier",
    "reasoning": _EFFORT,
    "reasoning.effort": _EFFORT,
    "reasoning_effort": _EFFORT,
}
# The values of a key, what endpoints have in common first, and what they call it.
_VALUES = {
    _EFFORT: (
        ("high", "medium", "low", "minimal", "xhigh", "max", "none"),
        Regex(r"effort|reasoning|level", re.IGNORECASE),
    ),
    _VERBOSITY: (("medium", "low", "high"), Regex("verbosity", re.IGNORECASE)),
}


def value_named(text: str, values: Mapping[str, str]) -> Knob | None:
    """Return the setting with a value that an endpoint takes, by what it says of the one in use.

    Args:
        text: Its refusal.
        values: What is configured.
    """
    words = set(re.findall(r"\w+", text.lower()))
    for key, (known, called) in _VALUES.items():
        if values.get(key) in words and called.search(text):
            named = (one for one in known if one in words and one != values[key])
            return next((Knob(key, f'"{one}"') for one in named), None)
    return None


def knobs_for(part: RefusedPart, version: str | None) -> tuple[Knob, ...]:
    """Return the settings that together remove this part, () when there are none."""
    return _of_version(_KNOBS.get((part.kind, part.name), ()), version)


def _of_version(knobs: tuple[Knob, ...], version: str | None) -> tuple[Knob, ...]:
    says_none = _NO_SUMMARY in knobs and not holds("summary_left_out", version)
    return () if says_none else knobs


def one_developer(dialect: Dialect) -> tuple[Knob, ...]:
    """Return the settings that leave one message of the role developer, () when there are none."""
    is_alone = dialect.kind == "classic" and "instructions" not in dialect.body
    return _ONE_DEVELOPER if is_alone else ()


def key_asked_for(names: tuple[str, ...], values: Mapping[str, str], dialect: Dialect) -> str:
    """Return the key that puts what is named into the request, "" when none that is set does.

    A model that Codex knows has an effort of its own, which is sent where none is set.
    """
    has_own = "effort" in (dialect.body["reasoning"] or {})
    keys = (_ASKED_FOR.get(name, "") for name in names)
    return next((key for key in keys if key in values and not (has_own and key == _EFFORT)), "")


def knobs_named(names: tuple[str, ...], dialect: Dialect, version: str | None) -> tuple[Knob, ...]:
    """Return the settings that together remove what an endpoint names, () when there are none.

    Args:
        names: What its answer calls it (`namespace`, `reasoning.summary`).
        dialect: What is sent; the tools of the lite dialect stay whatever is set.
        version: Codex version that asks.
    """
    if dialect.kind == "lite":
        return ()
    found = (
        knobs
        for (kind, name), knobs in _KNOBS.items()
        if name in names and (kind != "null" or dialect.body[name] is None)
    )
    return _of_version(next(found, ()), version)
