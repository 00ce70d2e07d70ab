"""Checks of what comes after the first turn."""
