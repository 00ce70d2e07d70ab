"""Secrets to plant, most without a known beginning, and the ways to ask for a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from codex_doctor.lab.fault import CONFIG
from hostile.case import Case

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hostile.case import Outcome

HEX: Final = "9f3c61d07b5e4a28c1d96f0e8b7a4352"
SHORT_HEX: Final = "7c1e94b0d35fa826"
UUID: Final = "5e8b1d74-90c2-4f3a-b6e1-27d4c9a8f053"
BASE64: Final = "q7XwN2vKc9RzT4mYh8LpB1sJd6GfE3uAoZ0iVnQxW5k"
STANDARD64: Final = "Zk3/vT8q+Lw1XnRb7Gd0/hYc5JmPs2Uo9EaKi4Qf6Bt="
ALPHANUMERIC: Final = "K8dPq2ZxV5mTn9RbJ4wLc7Hs"
LOWER36: Final = "x7k2m9q4zt5pw8n3vj6rb1hd"
LISTED: Final = "sk-proj-Vb7nQ2xK9mTz4LwR8cYp"
SHORT_LISTED: Final = "sk-lab-good"
PASSWORD: Final = "Tr0ub4dor-3xyz9"
WORD: Final = "correcthorsebattery"

# Ways to look at a set-up without an endpoint; each shows other parts of it.
LOOKS: Final[Mapping[str, tuple[tuple[str, ...], bool]]] = {
    "json": (("--json", "--budget", "3"), True),
    "verbose": (("-vv", "--plain", "--budget", "3"), False),
    "config": (("config", "-vv"), False),
    "config-json": (("config", "--json"), True),
    "markdown": (("--format", "markdown", "--offline"), False),
    "dry-run": (("--dry-run",), False),
    "dry-run-json": (("--dry-run", "--json"), True),
    "versions": (("--codex-version", "all", "--offline", "--budget", "3"), False),
    "versions-json": (("--codex-version", "all", "--json", "--offline", "--budget", "3"), True),
    "offline": (("--offline", "-v"), False),
}


def shown(name: str, look: str, *secrets: str, extra: tuple[str, ...] = (), **more: Any) -> Case:
    """Return a case that plants these secrets and looks in this way."""
    arguments, is_json = LOOKS[look]
    is_command = arguments[0] == "config"
    extra = (*arguments, *extra) if is_command else (*extra, *arguments)
    return Case(
        "shown", f"{name}-{look}", arguments=extra, secrets=secrets, is_json=is_json, **more
    )


def changed(**values: str) -> str:
    """Return the healthy configuration with values of the provider's table replaced."""
    lines: list[str] = [*CONFIG.splitlines()]
    for name, value in values.items():
        at = next((i for i, line in enumerate(lines) if line.startswith(f"{name} =")), None)
        if at is None:
            lines.append(f"{name} = {value}")
        else:
            lines[at] = f"{name} = {value}"
    return "\n".join(lines) + "\n"


def reads(*words: str) -> Callable[[Outcome], None]:
    """Ask that these ordinary words stand in the output, and that nothing was taken out."""

    def check(outcome: Outcome) -> None:
        for word in words:
            assert word in outcome.text, f"{word} is not readable: {outcome.text[:1500]}"

    return check
