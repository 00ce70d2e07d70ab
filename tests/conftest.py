"""What every test stands on: an environment without proxies, roots of trust or Codex settings."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

# How busy the machine is decides about no test.
settings.register_profile(
    "suite", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("suite")

_CLEARED = ("CODEX_", "OPENAI_", "SSL_CERT_", "COLUMNS", "NO_COLOR", "FORCE_COLOR")
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
_KEPT = ("CODEX_ORACLE",)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("sweep"):
            item.add_marker("no_cover")


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        is_ours = name.startswith(_CLEARED) or name.lower() in _PROXIES
        if is_ours and name not in _KEPT:
            monkeypatch.delenv(name)
