"""What is wrong with a fault, or odd, in one sentence of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from codex_doctor.lab.fault import Fault
    from codex_doctor.words.sentence import Sentence


def title(fault: Fault) -> Sentence:
    """Say what is wrong with one of the lab's faults, or odd.

    Raises:
        KeyError: The lab has no such fault.
    """
    return say(f"lab.{fault.name.replace('-', '_')}")
