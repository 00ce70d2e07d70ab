"""Every configuration case by name, area by area."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from oracle.config_addresses import HEADERS, URLS
from oracle.config_credentials import CREDENTIALS
from oracle.config_dotenv import DOTENV
from oracle.config_healthy import HEALTHY
from oracle.config_keys import KEYS
from oracle.config_layers import LAYERS
from oracle.config_logins import LOGINS
from oracle.config_options import OPTIONS
from oracle.config_profiles import PROFILES
from oracle.config_projects import PROJECTS
from oracle.config_providers import PROVIDERS
from oracle.config_start import START
from oracle.config_stores import STORES
from oracle.config_toml import TOML
from oracle.config_types import TYPES

if TYPE_CHECKING:
    from oracle.config_case import ConfigCase

AREAS: Final[dict[str, tuple[ConfigCase, ...]]] = {
    "healthy": HEALTHY,
    "toml": TOML,
    "types": TYPES,
    "layers": LAYERS,
    "options": OPTIONS,
    "projects": PROJECTS,
    "profiles": PROFILES,
    "providers": PROVIDERS,
    "keys": KEYS,
    "dotenv": DOTENV,
    "credentials": CREDENTIALS,
    "logins": LOGINS,
    "stores": STORES,
    "start": START,
    "urls": URLS,
    "headers": HEADERS,
}
CONFIG_CASES: Final = {case.name: case for cases in AREAS.values() for case in cases}
