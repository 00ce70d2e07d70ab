"""Sends what Codex sends, and keeps what came back."""
