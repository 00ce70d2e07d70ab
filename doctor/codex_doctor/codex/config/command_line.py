"""The options of the command line, as they would be typed again, without a secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.facts.options import HIDDEN
from codex_doctor.patterns import Regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.facts import Inputs

Words = tuple[str, ...]
# A list or a table may hold anything, and is not looked into.
_PLAIN = Regex(r"""[\w.:/@+ =,"'-]{0,200}""")


def typed_options(inputs: Inputs) -> tuple[Words, ...]:
    """Return the words of each option of Codex, with a sign for what must not be shown."""
    return tuple(_shown(one) for one in _options(inputs))


def _shown(words: Words) -> Words:
    # Late: most command lines have no option.
    from codex_doctor.secrets.command_lines import show_command

    if all(map(_PLAIN.fullmatch, words)) and show_command(words) == " ".join(words):
        return words
    name, value = words[0], words[-1]
    key, equals, _ = value.partition("=")
    is_named = equals and _PLAIN.fullmatch(key) and show_command((name, key)) == f"{name} {key}"
    return (name, f"{key}={HIDDEN}" if is_named else HIDDEN)


def _options(inputs: Inputs) -> Iterator[Words]:
    if inputs.profile is not None:
        yield "--profile", inputs.profile
    yield from (("-c", one) for one in inputs.overrides)
    yield from inputs.switches
    if inputs.model is not None:
        yield "-m", inputs.model
    if inputs.oss:
        yield ("--oss",)
    if inputs.local_provider is not None:
        yield "--local-provider", inputs.local_provider
    for name in ("ignore_user_config", "strict_config", "ignore_rules"):
        if getattr(inputs, name):
            yield (f"--{name.replace('_', '-')}",)
