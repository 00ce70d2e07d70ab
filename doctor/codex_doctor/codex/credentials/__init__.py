"""Which credential Codex sends, what its form is, and how a secret is shown."""
