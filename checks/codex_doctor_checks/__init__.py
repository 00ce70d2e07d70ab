"""The built-in checks, listed by hand in pipeline order, which is the order of the report."""

from __future__ import annotations

from codex_doctor_checks import (
    auth,
    config,
    credentials,
    dns,
    environment,
    installation,
    model,
    proxy,
    request,
    stream,
    tcp,
    tls,
    tools,
    wire,
)

ALL_CHECKS = (
    installation.CHECK,
    environment.CHECK,
    config.CHECK,
    credentials.CHECK,
    dns.CHECK,
    proxy.CHECK,
    tcp.CHECK,
    tls.CHECK,
    auth.CHECK,
    model.CHECK,
    wire.CHECK,
    request.CHECK,
    stream.CHECK,
    tools.CHECK,
)
