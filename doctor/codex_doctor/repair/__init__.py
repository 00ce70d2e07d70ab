"""What may be changed so that Codex works: edits by span, applied, verified, undone."""
