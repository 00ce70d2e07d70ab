"""The key at a second origin: every arrangement of `origin_table`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.fault import fill
from hostile.case import Case
from origin_table import ARRANGEMENTS, SECRET, elsewhere, origin_of, told
from origins import Heard, shows

if TYPE_CHECKING:
    from hostile.case import Outcome
    from origin_table import Arrangement


def _case(one: Arrangement) -> Case:
    def check(outcome: Outcome) -> None:
        heard = [seen for seen in outcome.requests if isinstance(seen, Heard)]
        ports = {"port": heard[0].origin.rpartition(":")[2]}
        home = origin_of(fill(one.base, ports))
        leaked = told(heard, home)
        assert not leaked, f"told {leaked}"
        away = [seen.origin for seen in elsewhere(heard, home)]
        assert bool(away) != one.stays, f"went to {away}"
        secret = LAB_KEY if one.carrier == "env-key" else SECRET
        at_home = [seen for seen in heard if seen.origin == home and shows(seen.raw, secret)]
        assert at_home, "the endpoint itself was not sent the secret"
        found = outcome.found
        assert "url.redirect" in found, f"found {found}"

    return Case(
        "key",
        one.name,
        config=one.config,
        files=one.files,
        environ=one.environ,
        serve=one.serve,
        secrets=(LAB_KEY, SECRET),
        check=check,
    )


CASES: Final = tuple(_case(one) for one in ARRANGEMENTS)
