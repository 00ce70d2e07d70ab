"""codex-doctor: says why Codex fails against an endpoint, and what to change."""

__version__ = "0.1.0"
