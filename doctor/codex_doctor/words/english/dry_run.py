"""What `--dry-run` says would be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "dry_run.nothing": "Nothing would be sent: {why}.",
    "dry_run.heading": (
        "Nothing was sent. A diagnosis would look up and connect to {host}, then send:"
    ),
    "dry_run.ahead": (
        "Nothing was sent, and as it is nothing would be: {why}. A diagnosis tries the first fix "
        "without writing it. It would look up and connect to {host}, then send:"
    ),
    "dry_run.request": "{purpose}: {size_bytes:size}, about {tokens:token|tokens}",
    "dry_run.model": "model",
    "dry_run.credential": "credential",
    "dry_run.cost": "cost",
    "dry_run.cost_of": "{count:request|requests}, about {tokens:token|tokens} of input",
    "dry_run.at_most": (
        "Only when something fails, up to {count:request|requests} in all go to the same host, "
        "to tell causes apart."
    ),
    "dry_run.no_other": "No other host is asked.",
    "dry_run.past": "Past the proxy only {host} is asked then, which is this machine.",
    "dry_run.no_credential": "none",
}
