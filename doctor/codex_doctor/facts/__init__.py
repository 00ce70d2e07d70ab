"""What was seen: plain frozen values in which a failure is data and a secret never appears.

Standard library only. Probes make facts, checks judge them; neither imports the other.
"""

from __future__ import annotations

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
from codex_doctor.facts.setup import (
    Credential,
    Endpoint,
    Inputs,
    Installation,
    Layer,
    OtherCodex,
    Problem,
    ProxyChoice,
    Secrets,
    Setup,
)
from codex_doctor.facts.turn import (
    Exchange,
    Flaw,
    StreamReading,
    ToolCall,
    Turn,
)

__all__ = [
    "Certificate",
    "ConnectAttempt",
    "Connection",
    "Credential",
    "DnsAnswer",
    "DnsReply",
    "Endpoint",
    "Exchange",
    "Flaw",
    "Inputs",
    "Installation",
    "Layer",
    "Listener",
    "NameDoubt",
    "OtherCodex",
    "Problem",
    "ProxyAnswer",
    "ProxyChoice",
    "Secrets",
    "Setup",
    "StreamReading",
    "TlsHandshake",
    "ToolCall",
    "Turn",
]
