"""`codex-doctor --dry-run --json`: what a diagnosis would send."""

from __future__ import annotations

from msgspec import Struct

from codex_doctor.documents.parts import Count, Tool, Version

VERSION = "1.0"


class PlanTarget(Struct, frozen=True):
    """To whom it would be sent; empty texts where nothing would be.

    Attributes:
        host: Host and port that are looked up and connected to, the proxy's if one applies.
        provider: Id of the provider.
        model: The model id.
        credential: Where the credential comes from, with its fingerprint.
    """

    host: str
    provider: str
    model: str
    credential: str


class PlanRequest(Struct, frozen=True):
    """One request that would be sent.

    Attributes:
        method: Of HTTP.
        url: Secrets masked.
        purpose: Why it would be sent.
        body_bytes: The size of its body.
        about_tokens: About how many tokens that is.
        header_names: Its headers without their values.
    """

    method: str
    url: str
    purpose: str
    body_bytes: Count
    about_tokens: Count
    header_names: tuple[str, ...]


class PlanCost(Struct, frozen=True):
    """What it would cost.

    Attributes:
        requests: How many, when all is well.
        requests_at_most: How many there can be when something is wrong.
        body_bytes: The size of all bodies.
        about_tokens: About how many tokens that is.
    """

    requests: Count
    requests_at_most: Count
    body_bytes: Count
    about_tokens: Count


class Plan(Struct, frozen=True, tag_field="schema", tag="codex-doctor/plan"):
    """What a diagnosis would send: `codex-doctor --dry-run --json`. Nothing is sent.

    Attributes:
        schema_version: Minor versions only add.
        tool: What has written it.
        nothing_sent_because: Why nothing would be sent; null when something would be.
        target: To whom.
        requests: The requests of a healthy run, in their order.
        cost: What it would cost.
    """

    schema_version: Version
    tool: Tool
    nothing_sent_because: str | None
    target: PlanTarget
    requests: tuple[PlanRequest, ...]
    cost: PlanCost
