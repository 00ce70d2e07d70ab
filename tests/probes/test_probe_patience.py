from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from codex_doctor.facts import Secrets
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.server import Lab
from codex_doctor.platform.deadline import Deadline
from codex_doctor.probes.exchanges import http
from codex_doctor.probes.exchanges.http import Sender
from codex_doctor.probes.exchanges.http_request import Outgoing

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange
    from codex_doctor.lab.wire import Reply, Seen

HEALTHY = find_fault("healthy")


def late(seen: Seen) -> Reply:
    return replace(HEALTHY.behaviour(seen), delay_s=0.5)


def sent(deadline: Deadline, **more: Any) -> Exchange:
    """Send one request to an endpoint that begins to answer after half a second."""

    async def run() -> Exchange:
        async with Lab(late) as lab:
            url = f"{lab.base_url}/responses"
            sender = Sender(
                secrets=Secrets(url=url),
                deadline=deadline,
                verify=None,
                proxy_url=None,
                log=[],
            )
            async with sender:
                return await sender.send(
                    Outgoing(
                        purpose="p", method="POST", url=url, shown=url, idle_timeout_s=4.0, **more
                    )
                )

    return asyncio.run(run())


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "_TICK_S", 0.1)


def test_where_a_person_sees_it_the_wait_for_an_answer_costs_no_time() -> None:
    deadline = Deadline(budget_s=0.3)
    deadline.is_patient = True

    exchange = sent(deadline)

    assert exchange.status == 401
    assert exchange.first_byte_s is not None
    assert exchange.first_byte_s - exchange.started_s >= 0.4
    assert deadline.left_s() > 0


def test_a_signal_ends_the_wait_of_a_person() -> None:
    deadline = Deadline(budget_s=5.0)
    deadline.is_patient = True
    with deadline.growing(deadline.interrupt):
        exchange = sent(deadline)

    assert (exchange.status, exchange.failure) == (None, "no_answer")


def test_patience_of_its_own_ends_the_wait_and_says_whose_time_it_was() -> None:
    exchange = sent(Deadline(budget_s=0.5), patience_s=0.3)

    assert exchange.failure == "no_answer"
    assert str(exchange.detail).startswith("none in 0.3 s")
    assert "budget" in str(exchange.detail)


def test_an_endpoint_is_not_blamed_for_the_time_that_others_used_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    deadline = Deadline(budget_s=20.0)
    monkeypatch.setattr(deadline, "look_s", lambda: 0.0)

    exchange = sent(deadline)

    assert (exchange.status, exchange.failure) == (401, "")
