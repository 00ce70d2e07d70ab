"""How long each step took, as every renderer shows it."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from codex_doctor.facts import ConnectAttempt, Connection, DnsAnswer, TlsHandshake
from codex_doctor.report import json as json_report
from codex_doctor.report import markdown, terminal, waterfall
from codex_doctor.report.options import Options
from codex_doctor.reported import TimingRow
from codex_doctor.timings import timing_rows
from eyes import exchange
from reports import HEALTHY
from schemas import check_report

ROWS = (
    TimingRow("[2001:db8::99]:443", "timeout", 12, 308),
    TimingRow("198.51.100.2:443", "open", 12, 20, 40, 900),
)
REPORT = replace(HEALTHY, timings=ROWS)


def test_a_bar_is_as_long_as_its_share_of_the_longest() -> None:
    silent, used = (waterfall.bar(row, REPORT, width=80, unicode=False) for row in ROWS)

    assert used == ".-==" + "#" * 36
    assert silent == "." + "-" * 13
    assert waterfall.bar(ROWS[1], REPORT, width=10, unicode=True)[-1] == "█"
    assert len(waterfall.bar(ROWS[1], REPORT, width=10, unicode=True)) <= 10


def test_steps_of_no_time_have_no_bar() -> None:
    row = TimingRow("127.0.0.1:1", "refused", 0, 0)

    assert waterfall.bar(row, replace(HEALTHY, timings=(row,)), width=80, unicode=True) == ""
    assert waterfall.row_facts(row) == ["DNS 0 ms", "connect 0 ms", "refused"]


def test_a_host_without_an_address_shows_what_the_lookup_said() -> None:
    assert waterfall.row_facts(TimingRow("gw", "NXDOMAIN", 5)) == ["DNS 5 ms", "NXDOMAIN"]


@pytest.mark.parametrize("width", [40, 60, 120])
def test_the_verbose_screen_has_it_at_every_width(width: int) -> None:
    lines = terminal.render(REPORT, Options(width=width, verbose=1)).splitlines()
    start = lines.index("[2001:db8::99]:443")

    assert lines[start + 1] == "  DNS 12 ms · connect 308 ms · no answer"
    assert lines[start + 2].strip("░▒ ") == ""
    assert lines[start + 3] == "198.51.100.2:443"
    assert "█ first byte" in "\n".join(lines)
    assert all(len(line) <= width for line in lines[start : start + 8])


def test_the_screen_without_v_does_not() -> None:
    assert "198.51.100.2" not in terminal.render(REPORT, Options())


def test_a_console_without_glyphs_gets_letters() -> None:
    text = terminal.render(REPORT, Options(width=80, verbose=1, unicode=False))

    assert text.isascii()
    assert "# first byte" in text


def test_sentences_and_tickets_have_it_too() -> None:
    plain = terminal.render(REPORT, Options(plain=True, verbose=1))
    ticket = markdown.render(REPORT, Options())

    assert (
        "Address 198.51.100.2:443: DNS 12 ms, connect 20 ms, TLS 40 ms, first byte 900 ms" in plain
    )
    assert "<summary>Addresses</summary>" in ticket
    assert "none" in next(line for line in ticket.splitlines() if "2001:db8::99" in line)
    assert "## Addresses" not in markdown.render(HEALTHY, Options())


def test_programs_get_every_step() -> None:
    document = json.loads(json_report.render(REPORT, Options()))

    check_report(document)
    assert document["timings"][1] == {
        "address": "198.51.100.2:443",
        "result": "open",
        "dns_ms": 12,
        "connect_ms": 20,
        "tls_ms": 40,
        "first_byte_ms": 900,
    }


ANSWER = DnsAnswer("gw", ("192.0.2.1", "192.0.2.2"), "NOERROR", 0.012)
CONNECTION = Connection(
    "gw",
    443,
    (
        ConnectAttempt("192.0.2.1:443", "timeout", 0.3),
        ConnectAttempt("192.0.2.2:443", "open", 0.02),
    ),
)


def test_the_steps_after_the_connection_belong_to_the_address_that_took_it() -> None:
    sent = replace(exchange(), started_s=1.0, first_byte_s=1.5)
    rows = timing_rows(ANSWER, CONNECTION, TlsHandshake("ok", 0.04), (exchange(status=None), sent))

    assert rows == (
        TimingRow("192.0.2.1:443", "timeout", 12, 300),
        TimingRow("192.0.2.2:443", "open", 12, 20, 40, 440),
    )


def test_what_was_not_looked_at_has_no_time() -> None:
    assert timing_rows(None, None, None, ()) == ()
    assert timing_rows(ANSWER, None, None, ()) == (TimingRow("gw", "NOERROR", 12),)
    assert timing_rows(ANSWER, CONNECTION, None, ())[1] == TimingRow(
        "192.0.2.2:443", "open", 12, 20
    )
