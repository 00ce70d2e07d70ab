"""Checks of one Codex turn: credential, model, API, request, stream, tool calls."""
