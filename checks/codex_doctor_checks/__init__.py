"""The built-in checks, in pipeline order."""
