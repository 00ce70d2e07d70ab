"""How long secrets may be looked for: what an endpoint sends must not decide when we end.

Computing time counts, not time that passes: on a busy machine as much is looked at as elsewhere.
"""

from __future__ import annotations

import math
import time

# Of what is left of the budget no more is taken, and so much is taken when nothing is left.
_MOST_S = 4.0
_LEAST_S = 0.4


class SpentError(Exception):
    """There is no time left to look into a text."""


class Allowance:
    """The computing time for looking, counted from when it is made.

    Attributes:
        left_out: So many texts were not looked at to their end, and are shown in part or not.
    """

    def __init__(self, left_s: float = math.inf) -> None:
        """Take what is left of the budget; infinity for no limit at all."""
        self.left_out = 0
        self._ends_s = math.inf
        if left_s < math.inf:
            self._ends_s = time.process_time() + min(_MOST_S, left_s + _LEAST_S)

    @property
    def is_spent(self) -> bool:
        """Whether only what costs next to nothing may be looked at."""
        return self._ends_s < math.inf and time.process_time() > self._ends_s

    def check(self) -> None:
        """Raise SpentError when it is spent."""
        if self.is_spent:
            raise SpentError
