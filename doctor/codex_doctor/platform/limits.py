"""Limits of this process that are too low to look with: what fails then says nothing about Codex.

The numbers are what a diagnosis with everything at once has used, with room to spare. Limits on
what may be written are no matter here: they are met when something is written, and said then.
"""

from __future__ import annotations

import _thread

from codex_doctor.words.sentence import say

# Also type checkers know this name; to import typing takes longer than all that is done here.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

try:
    import resource as _found
except ImportError:  # Windows
    _resource: ModuleType | None = None
else:
    _resource = _found

_KB, _MB = 1024, 1024 * 1024
# The letter of `ulimit`, what it counts, in which unit, how much we need, and what to ask for.
_FLOORS = (
    ("RLIMIT_NOFILE", "n", "last.open_files", 1, 64, "256"),
    ("RLIMIT_AS", "v", "last.memory", _KB, 128 * _MB, "unlimited"),
    ("RLIMIT_DATA", "d", "last.memory", _KB, 128 * _MB, "unlimited"),
    ("RLIMIT_STACK", "s", "last.stack", _KB, 512 * _KB, "8192"),
)
# The number of what else runs counts, so that only trying tells.
_THREADS = 8


def too_low() -> str:
    """Return which limit is too low to look with and what to do, "" when none is."""
    if _resource is None:
        return ""
    for name, letter, things, unit, floor, wanted in _FLOORS:
        number = getattr(_resource, name, None)
        soft, hard = _resource.getrlimit(number) if number is not None else (-1, -1)
        if not 0 <= soft < floor:  # below 0 there is none
            continue
        limit, command = say(things, number=soft // unit), f"ulimit -{letter} {wanted}"
        is_hard = 0 <= hard < floor
        template = "last.too_low_for_good" if is_hard else "last.too_low"
        return say(template, limit=limit, command=command)
    # Said before: without threads there may be no room to load it.
    no_threads = say("last.no_threads")
    return "" if _can_start_threads() else no_threads


def _can_start_threads() -> bool:
    gates = [_thread.allocate_lock() for _ in range(_THREADS)]
    for gate in gates:
        gate.acquire()
    try:
        for gate in gates:
            _thread.start_new_thread(gate.acquire, ())
    except RuntimeError:
        return False
    finally:
        for gate in gates:
            gate.release()
    return True
