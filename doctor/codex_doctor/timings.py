"""How long each step on the way to the endpoint took, by address. Pure: facts in, rows out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.reported import TimingRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codex_doctor.facts import Connection, DnsAnswer, Exchange, TlsHandshake


def timing_rows(
    answer: DnsAnswer | None,
    connection: Connection | None,
    handshake: TlsHandshake | None,
    exchanges: Sequence[Exchange],
) -> tuple[TimingRow, ...]:
    """Return a row for each address that was tried; None stands for what was not looked at.

    TLS and the first byte belong to the address that took the connection first.
    """
    if answer is None:
        return ()
    dns_ms = _ms(answer.took_s)
    if connection is None:
        return (TimingRow(answer.host, answer.rcode, dns_ms),)
    opened = [one for one in connection.attempts if one.result == "open"]
    used = min(opened, key=lambda one: one.took_s, default=None)
    tls_s = handshake.took_s if handshake else None
    first_s = next(
        (one.first_byte_s - one.started_s for one in exchanges if one.first_byte_s is not None),
        None,
    )
    rows: list[TimingRow] = []
    for one in connection.attempts:
        mine = one is used
        # The request opens a connection of its own; what is left is the endpoint's time.
        spent_s = one.took_s + (tls_s or 0.0)
        rows.append(
            TimingRow(
                address=one.address,
                result=one.result,
                dns_ms=dns_ms,
                connect_ms=_ms(one.took_s),
                tls_ms=_ms(tls_s) if mine and tls_s is not None else None,
                first_byte_ms=_ms(first_s - spent_s) if mine and first_s is not None else None,
            )
        )
    return tuple(rows)


def _ms(seconds: float) -> int:
    return max(0, round(seconds * 1000))
