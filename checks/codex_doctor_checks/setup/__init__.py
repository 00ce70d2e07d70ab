"""Checks of what is on this machine: programs, variables, configuration, credentials."""
