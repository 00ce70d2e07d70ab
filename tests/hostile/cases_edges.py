"""What stands at the edges: keys in odd clothes, answers that mix causes, limits of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.lab.fault import KEY_VARIABLE
from codex_doctor.lab.wire import json_reply
from echoes import random_key
from hostile.case import Case
from hostile.cases_crash import JSON

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.lab.wire import Reply, Seen
    from hostile.case import Outcome

_DRAWN: Final = random_key(23, prefix="")
# Nobody would take it for a key by its look.
_SPOKEN: Final = "correcthorsestaple"


def begins_with(id_: str) -> Callable[[Outcome], None]:
    """Ask for this finding before all others."""

    def check(outcome: Outcome) -> None:
        found = [one["id"] for one in outcome.report["findings"]]
        assert found[:1] == [id_], found

    return check


def _line(name: str, line: str, id_: str = "env.key_assignment", key: str = _DRAWN) -> Case:
    """Return a case in which the key's variable holds a line, and the endpoint names the key."""

    def refuse(_: Seen) -> Reply:
        return json_reply(401, {"error": {"message": f"Incorrect API key provided: {key}"}})

    return Case(
        *("shown", f"key-in-a-line-{name}", JSON),
        environ={KEY_VARIABLE: line.replace("KEY", key)},
        endpoint=refuse,
        secrets=(key,),
        check=begins_with(id_),
    )


CASES: Final = (
    _line("of-its-name", "LAB_API_TOKEN=KEY"),
    _line("quoted", 'LAB_API_TOKEN="KEY"'),
    _line("of-a-script", "export LAB='KEY'"),
    _line("of-another-name", "OPENAI_TOKEN = KEY"),
    _line("of-powershell", "$env:LAB = 'KEY'"),
    _line("of-a-request", "Authorization: Bearer KEY"),
    _line("of-another-header", "x-api-token: KEY"),
    _line("bearer", "Bearer KEY", "env.key_bearer_prefix"),
    _line("in-quotes", "'KEY'", "env.key_quoted"),
    _line("spoken", "export LAB='KEY'", key=_SPOKEN),
    _line("spoken-bearer", "Authorization: Bearer KEY", key=_SPOKEN),
    _line("spoken-in-quotes", "'Bearer KEY'", "env.key_bearer_prefix", key=_SPOKEN),
)
