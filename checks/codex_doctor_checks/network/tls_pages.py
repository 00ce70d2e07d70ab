"""What `codex-doctor explain` says about the tls findings; not a check."""

from __future__ import annotations

from codex_doctor.model import page

PAGES = (
    page("tls.unknown_ca"),
    page("tls.self_signed"),
    page("tls.chain_incomplete"),
    page("tls.ca_as_leaf"),
    page("tls.hostname_mismatch"),
    page("tls.expired"),
    page("tls.not_yet_valid"),
    page("tls.version"),
    page("tls.weak_algorithm"),
    page("tls.wrong_purpose"),
    page("tls.name_constraints"),
    page("tls.chain_invalid"),
    page("tls.plain_http_server"),
    page("tls.ca_file_invalid"),
    page("tls.no_answer"),
    page("tls.handshake_failed"),
)
