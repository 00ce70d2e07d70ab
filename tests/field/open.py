"""Set-ups that the doctor judges wrongly today; whoever mends one takes its id off."""

from __future__ import annotations

from typing import Final

OPEN: Final[frozenset[str]] = frozenset()
