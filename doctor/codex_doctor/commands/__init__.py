"""What the program can do: `codex-doctor NAME` is `run` of the module NAME, or of `diagnose`."""
