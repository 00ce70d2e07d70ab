"""Checks that still have words of their own; whoever moves them to the catalogue takes one off."""

from __future__ import annotations

from typing import Final

OPEN: Final = frozenset(
    {
        "auth.py",
        "auth_kinds.py",
        "base_url.py",
        "compaction.py",
        "completed.py",
        "config.py",
        "config_files.py",
        "config_keys.py",
        "config_providers.py",
        "config_selection.py",
        "dns.py",
        "exchange_kinds.py",
        "flaky.py",
        "host_names.py",
        "model.py",
        "name_blame.py",
        "problem_words.py",
        "proof.py",
        "proxy.py",
        "redirects.py",
        "request.py",
        "request_kinds.py",
        "session.py",
        "session_sides.py",
        "stream.py",
        "stream_words.py",
        "tls.py",
        "tls_authorities.py",
        "tls_fixes.py",
        "tools.py",
        "turn_cause.py",
        "turn_words.py",
        "waits.py",
        "websocket.py",
        "wire.py",
    }
)
