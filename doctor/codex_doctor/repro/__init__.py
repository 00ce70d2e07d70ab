"""Scripts that show a failure outside Codex: what they say (`script`), and one file a language."""
