"""One command a file: what `codex-doctor COMMAND` does beside a diagnosis."""
