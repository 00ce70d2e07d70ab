"""What `explain` says about names and addresses; not a check."""

from __future__ import annotations

from codex_doctor.model import page
from codex_doctor_checks.network import waits

PAGES = (
    page("dns.nxdomain"),
    page("dns.no_address"),
    page("dns.server_failure"),
    page("dns.system_only"),
    page("dns.hosts_file"),
    page("dns.hijacked"),
    page("dns.private_address"),
    waits.PAGE,
)
