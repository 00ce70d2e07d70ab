"""Chat Completions, as old versions of Codex speak it; loaded for those versions alone."""
