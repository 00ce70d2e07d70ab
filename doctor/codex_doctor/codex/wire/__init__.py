"""What Codex sends and how it reads what comes back."""
