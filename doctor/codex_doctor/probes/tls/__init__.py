"""Shakes hands and judges certificates by the rules of Codex's TLS library."""
