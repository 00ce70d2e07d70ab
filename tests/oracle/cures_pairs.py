from __future__ import annotations

from oracle.cures_set_up import CureSetUp

PAIRS: tuple[CureSetUp, ...] = ()
