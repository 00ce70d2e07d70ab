"""What stands at the edges: keys in odd clothes, answers that mix causes, limits of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.lab.endpoint import LabEndpoint, error, model_list
from codex_doctor.lab.fault import KEY_VARIABLE
from codex_doctor.lab.wire import json_reply
from echoes import random_key
from hostile.case import Case
from hostile.cases_crash import JSON

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.lab.wire import Behaviour, Reply, Seen
    from hostile.case import Outcome

FAILS: Final = frozenset({1})
_DRAWN: Final = random_key(23, prefix="")
# Nobody would take it for a key by its look.
_SPOKEN: Final = "correcthorsestaple"


def begins_with(id_: str) -> Callable[[Outcome], None]:
    """Ask for this finding before all others."""

    def check(outcome: Outcome) -> None:
        found = outcome.found
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


_UNKNOWN: Final = "The model `lab-model-1` is not found."
_NO_ACCESS: Final = "key not allowed to access model lab-model-1"


def _refuses(words: str = _UNKNOWN, models: Reply | None = None) -> Behaviour:
    """Refuse with 401 and these words; GET /models may be answered in another way."""
    refusal = error(401, words, code=None)
    return lambda seen: models if models and seen.method == "GET" else refusal


def _in_another_header(seen: Seen) -> Reply:
    return (
        LabEndpoint(key=None)(seen) if seen.header("api-key") else error(401, _UNKNOWN, code=None)
    )


def _serves_another(seen: Seen) -> Reply:
    """Serve one other model alone, and say 401 for every other as OpenCode Zen does."""
    return LabEndpoint(models=("lab-model-2",), unknown=lambda _: error(401, _UNKNOWN, code=None))(
        seen
    )


def _as_401(name: str, endpoint: Behaviour, id_: str, confidence: str) -> Case:
    def check(outcome: Outcome) -> None:
        first = outcome.report["findings"][0]
        assert (first["id"], first["confidence"]) == (id_, confidence), first

    return Case("crash", f"401-{name}", JSON, endpoint=endpoint, codes=FAILS, check=check)


CASES: Final = (
    _as_401("unknown-model-to-all", _refuses(), "auth.key_rejected", "likely"),
    _as_401("no-access-to-all", _refuses(_NO_ACCESS), "auth.key_rejected", "likely"),
    _as_401(
        "unknown-model-and-no-list",
        _refuses(models=error(404, "No such route.", code=None)),
        "auth.key_rejected",
        "likely",
    ),
    _as_401(
        "unknown-model-and-a-list",
        _refuses(models=model_list(("zork-9",))),
        "model.unknown_id",
        "likely",
    ),
    _as_401(
        "no-access-and-a-list",
        _refuses(_NO_ACCESS, model_list(("lab-model-1",))),
        "model.no_access",
        "certain",
    ),
    _as_401("unknown-model-and-another-header", _in_another_header, "auth.wrong_header", "certain"),
    _as_401("another-model-answers", _serves_another, "model.unknown_id", "certain"),
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
