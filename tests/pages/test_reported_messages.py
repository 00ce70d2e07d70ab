"""Messages that no set-up of the tests makes Codex print lead to their finding all the same."""

from __future__ import annotations

import pytest

from codex_doctor.pages.data import reported
from codex_doctor.pages.search import Index
from codex_doctor_checks import ALL_CHECKS

INDEX = Index(ALL_CHECKS)
ALL = [(text, id_) for id_, texts in reported().items() for text in texts]
# As people type it: a part of the message, one word of it.
PARTS = [
    ("UnknownIssuer", "tls.unknown_ca"),
    ("NotValidForName", "tls.hostname_mismatch"),
    ("failed to lookup address information", "dns.nxdomain"),
    ("Your refresh token has already been used", "auth.key_rejected"),
    ("refresh_token_reused", "auth.key_rejected"),
    ("model is not supported when using Codex with a ChatGPT account", "model.no_access"),
    ("You've hit your usage limit", "quota.exhausted"),
    ("Encrypted content could not be verified", "session.history_rejected"),
    ("Network is unreachable (os error 101)", "tcp.unreachable"),
    ("connection refused (os error 111)", "tcp.refused"),
    ("relative URL without a base", "config.base_url_invalid"),
    ("unable to get local issuer certificate", "tls.unknown_ca"),
]


@pytest.mark.parametrize(("text", "id_"), [*ALL, *PARTS])
def test_a_message_that_is_reported_finds_its_cause(text: str, id_: str) -> None:
    assert id_ in [one.page.id for one in INDEX.find(text)][:3]


def test_there_is_a_page_for_each() -> None:
    assert set(reported()) <= {page.id for check in ALL_CHECKS for page in check.pages}
