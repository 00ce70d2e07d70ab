"""The embedded endpoint: healthy by default, with named faults; `demo` and the tests use it."""
