"""How Codex itself behaves: configuration, credentials, requests, stream rules.

Every rule here was seen in the real Codex binary. What an endpoint does is not here.
"""
