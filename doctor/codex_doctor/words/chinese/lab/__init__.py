"""What is wrong with each fault of the lab, or odd: `demo --list`, docs/oracle.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.words.chinese.lab.healthy import HEALTHY
from codex_doctor.words.chinese.lab.set_up import SET_UP
from codex_doctor.words.chinese.lab.turn import TURN

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {**SET_UP, **TURN, **HEALTHY}
