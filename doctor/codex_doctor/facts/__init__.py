"""What was seen: plain frozen values in which a failure is data and a secret never appears.

Imports nothing of ours. Probes make facts, checks judge them; neither imports the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from codex_doctor.facts.exchange import Exchange, Flaw, Sent, StreamReading, ToolCall
    from codex_doctor.facts.network import (
        Certificate,
        ConnectAttempt,
        Connection,
        DnsAnswer,
        DnsReply,
        Listener,
        NameDoubt,
        ProxyAnswer,
        TlsHandshake,
    )
    from codex_doctor.facts.place import Location
    from codex_doctor.facts.problems import Problem
    from codex_doctor.facts.proxies import OddProxy, ProxyChoice
    from codex_doctor.facts.root import Asked, Facts
    from codex_doctor.facts.setup import (
        CodexFact,
        Credential,
        CredentialShown,
        Endpoint,
        Inputs,
        Installation,
        Layer,
        OtherCodex,
        Secrets,
        Setup,
    )
    from codex_doctor.facts.surroundings import (
        CatalogSeen,
        RuleFile,
        ServerSeen,
        StrayAssignment,
        Surroundings,
    )
    from codex_doctor.facts.turn import Turn

__all__ = [
    "Asked",
    "CatalogSeen",
    "Certificate",
    "CodexFact",
    "ConnectAttempt",
    "Connection",
    "Credential",
    "CredentialShown",
    "DnsAnswer",
    "DnsReply",
    "Endpoint",
    "Exchange",
    "Facts",
    "Flaw",
    "Inputs",
    "Installation",
    "Layer",
    "Listener",
    "Location",
    "NameDoubt",
    "OddProxy",
    "OtherCodex",
    "Problem",
    "ProxyAnswer",
    "ProxyChoice",
    "RuleFile",
    "Secrets",
    "Sent",
    "ServerSeen",
    "Setup",
    "StrayAssignment",
    "StreamReading",
    "Surroundings",
    "TlsHandshake",
    "ToolCall",
    "Turn",
]

# In this order: a configuration alone needs the first, a diagnosis all of them.
_ROOMS = ("place", "proxies", "setup", "surroundings", "network", "exchange", "turn", "root")

if not TYPE_CHECKING:  # for type checkers every name is there, and no other

    def __getattr__(name: str) -> Any:
        """Return a fact's class; each room is loaded when one of its classes is asked for.

        Raises:
            AttributeError: There is no such fact.
        """
        from importlib import import_module

        for room in _ROOMS if name in __all__ else ():
            facts = vars(import_module(f"{__name__}.{room}"))
            if name in facts:
                globals()[name] = facts[name]
                return facts[name]
        raise AttributeError(name)
