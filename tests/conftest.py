"""What every test stands on: an environment without proxies, roots of trust or Codex settings.

Of the sweeps a part can stand for the whole: neighbours in a table differ little.
"""

from __future__ import annotations

import os
import pkgutil
import secrets
from importlib import import_module
from typing import Final

import pytest
from hypothesis import HealthCheck, settings

import codex_doctor
import codex_doctor_checks

# How busy the machine is decides about no test.
settings.register_profile(
    "suite", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("suite")

_CLEARED = ("CODEX_", "OPENAI_", "SSL_CERT_", "COLUMNS", "NO_COLOR", "FORCE_COLOR")
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
_KEPT = ("CODEX_ORACLE",)
_SEED: Final = "SWEEP_SEED"
# They run as programs in interpreters of their own.
_APART: Final = (".platform.keeper", ".platform.keeper_windows", ".plugins.child")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--every", type=int, default=1, help="of all sweeps, run every Nth case")


def pytest_configure() -> None:
    # The processes of xdist are started later and have the same variables.
    os.environ.setdefault(_SEED, str(secrets.randbelow(1_000_000)))


def pytest_report_header(config: pytest.Config) -> str:
    return f"sweeps: 1 case in {_every(config)}; {_SEED}={os.environ[_SEED]} chooses the same"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    every = _every(config)
    sweeps = [one for one in items if one.get_closest_marker("sweep")]
    for item in sweeps:
        item.add_marker("no_cover")
    cases = [one for one in sweeps if isinstance(one, pytest.Function) and hasattr(one, "callspec")]
    left_out = set(cases) - set(cases[int(os.environ[_SEED]) % every :: every])
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [one for one in items if one not in left_out]
    if config.pluginmanager.hasplugin("_cov"):
        _load_all()


def _load_all() -> None:
    """Load every module while it is traced: which test needs it first is a matter of chance."""
    for package in (codex_doctor, codex_doctor_checks):
        for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not one.name.endswith(_APART):
                import_module(one.name)


def _every(config: pytest.Config) -> int:
    every = config.getoption("every")
    assert isinstance(every, int)
    return every


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        is_ours = name.startswith(_CLEARED) or name.lower() in _PROXIES
        if is_ours and name not in _KEPT:
            monkeypatch.delenv(name)
