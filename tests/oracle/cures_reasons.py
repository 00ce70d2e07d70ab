"""Which failing set-ups the user's side cannot mend, and why; all others are measured."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oracle.cures_set_up import CureSetUp


class Why(StrEnum):
    """Why nothing that the user changes at his side makes Codex work."""

    ENDPOINT = "what the endpoint answers is wrong: its operator mends it, or a gateway in front"
    DOWN = "the endpoint or what is behind it is down, or fails now and then"
    ACCOUNT = "money, a quota, a right or a key that only the operator of the endpoint gives"
    UNKNOWN = "the right value stands nowhere and cannot be tried: only the user knows it"
    PROGRAM = "a program of the user's own fails, and must be written again"
    PLACES = "the machine's administrator owns the file"
    CHOICE = "only a person may decide which of two things is meant, or whom to trust"
    BLOCKED = "a proxy or a firewall must let Codex through"


# Ids of findings, or areas that end in a dot.
BY_FINDING: Final[Mapping[Why, tuple[str, ...]]] = {
    Why.ENDPOINT: (
        "stream.",
        "tools.",
        "session.",
        "wire.",
        "http.",
        "request.",
        "url.wrong_page",
        "tls.expired",
        "tls.not_yet_valid",
        "tls.hostname_mismatch",
        "tls.chain_incomplete",
        "tls.ca_as_leaf",
        "tls.version",
    ),
    Why.DOWN: ("upstream.", "tcp.reset"),
    Why.ACCOUNT: ("quota.", "auth.forbidden", "auth.region_blocked"),
    Why.UNKNOWN: ("dns.nxdomain", "tcp.refused"),
    Why.BLOCKED: ("auth.client_blocked",),
}
# Set-ups whose reason is not that of their finding.
BY_NAME: Final[Mapping[Why, str]] = {
    Why.ENDPOINT: """
        lab/model-not-forwarded field/redirect-to-dead-port field/moved-to-login
        field/moved-in-circles field/moved-nowhere field/header-value-openai
        field/tools-in-input-ignored
    """,
    Why.UNKNOWN: """
        lab/model-listed-not-served network/tls-unknown-ca network/tls-ca-file-missing
        network/tls-ca-file-not-pem network/tls-needed network/roots-own-certificate-listed
        field/http-to-tls field/built-in-moved-key-missing-header
        field/proxy-misread-port-too-large
    """,
    Why.DOWN: "config/ollama-chat-selected",
    # A project that is taken at its word sends the user's key wherever it likes.
    Why.CHOICE: "config/merge-conflict field/moved-to-other-name field/provider-in-project",
    Why.ACCOUNT: """
        field/bad-key-in-every-header field/basic-auth-in-front
        field/key-expired-trial field/key-expired-free-trial-token
        field/key-expired-subscription-key field/key-expired-plan-key
        field/key-expired-evaluation field/key-expired-coded field/key-expired-quota-key
    """,
    Why.PROGRAM: """
        config/command-exits-1 config/command-exits-1-with-token config/command-prints-nothing
        config/command-prints-blanks config/command-two-lines config/command-not-utf-8
        config/command-too-slow config/command-missing field/command-fails
        config/command-not-executable config/auth-with-login
        field/command-prints-a-document
        config/mcp-switch-string config/command-argument-is-a-number
    """,
    Why.PLACES: """
        field/managed-file-with-another-address
        config/system-broken config/system-latin-1 config/managed-broken
        config/requirements-undefined-provider config/requirements-broken
        config/rules-of-machine field/policy-overrides-provider
    """,
}
# The finding says endpoint, and a setting of Codex keeps it from what is refused.
MENDABLE: Final = """
    lab/tool-namespace-rejected lab/tool-web-search-rejected lab/tool-hosted-rejected
    lab/silent-reasoning-summary lab/silent-namespace lab/silent-namespace-500
    lab/silent-web-search lab/silent-hosted-tools lab/silent-tool-search
    lab/silent-item-metadata lab/window-too-small field/catalog-brings-custom-tools
"""


def reason_of(set_up: CureSetUp) -> Why | None:
    """Return why the user's side cannot mend a set-up, None when it can."""
    if set_up.name in MENDABLE.split():
        return None
    for why, names in BY_NAME.items():
        if set_up.name in names.split():
            return why
    reasons = [_reason_of_finding(found) for found in set_up.findings]
    return reasons[0] if reasons and None not in reasons else None


def _reason_of_finding(found: str) -> Why | None:
    for why, ids in BY_FINDING.items():
        if any(found == one or (one.endswith(".") and found.startswith(one)) for one in ids):
            return why
    return None
