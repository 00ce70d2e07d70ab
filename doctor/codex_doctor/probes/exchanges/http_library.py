"""Loads the HTTP library without what HTTP/2 alone needs, a sixth of the time that it takes.

It loads that by itself for a connection on which HTTP/2 was agreed.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, Final

_HTTP2: Final = "h2.config"


def load_http() -> None:
    """Load httpx and httpcore, unless they are."""
    modules: dict[str, Any] = sys.modules
    if "httpcore" in modules or _HTTP2 in modules:
        return
    modules[_HTTP2] = None  # an import of it fails: Python's own way to say that it is not there
    try:
        import_module("httpcore")
        import_module("httpx")
    finally:
        del modules[_HTTP2]
