"""The built-in checks, listed by hand in pipeline order, which is the order of the report.

They are loaded when `ALL_CHECKS` is asked for: `codex-doctor config` needs three of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codex_doctor.model import Check

    ALL_CHECKS: tuple[Check, ...]

_IN_ORDER = (
    "setup.installation",
    "setup.environment",
    "setup.config",
    "setup.credentials",
    "network.dns",
    "network.proxy",
    "network.tcp",
    "network.tls",
    "turn.auth",
    "turn.model",
    "turn.wire",
    "turn.request",
    "turn.stream",
    "turn.tools",
    "session.websocket",
    "session.session",
)

if not TYPE_CHECKING:  # for type checkers every name is there, and no other

    def __getattr__(name: str) -> tuple[Check, ...]:
        """Return all checks, for `ALL_CHECKS`, in the language of now.

        Raises:
            AttributeError: Something else is asked for.
        """
        if name != "ALL_CHECKS":
            raise AttributeError(name)
        from importlib import import_module

        from codex_doctor.model import said_now

        return tuple(said_now(import_module(f"{__name__}.{one}").CHECK) for one in _IN_ORDER)
