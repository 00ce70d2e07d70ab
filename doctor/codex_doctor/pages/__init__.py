"""What is told of a finding beyond a diagnosis: its page, the search for it, and their renderers.

Loaded by `codex-doctor explain` alone; nothing is asked, read or sent.
"""
