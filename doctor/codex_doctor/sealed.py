"""A record that never shows its values, because some of them are secret."""

from __future__ import annotations

from msgspec import Struct


class Sealed(Struct, frozen=True):
    """Base of the records that hold a secret: their repr, and so a traceback, shows none of it."""

    def __repr__(self) -> str:
        """Return the name alone."""
        return f"{type(self).__name__}(…)"
