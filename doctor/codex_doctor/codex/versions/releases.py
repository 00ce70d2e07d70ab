"""The stable versions of Codex from 0.20.0 on that were published, oldest first (the npm registry).

Only what judges many versions at once loads this.
"""

from __future__ import annotations

from codex_doctor.codex.versions import (
    BEHAVIOURS,
    CHAT_DIALECTS,
    DEFAULT_MODELS,
    DIALECTS,
    parse_version,
)

OLDEST = "0.58.0"
"""The oldest version that the matrix of the oracle runs."""

_STABLE = (
    "0.20.0 0.21.0 0.22.0 0.23.0 0.25.0 0.27.0 0.28.0 0.29.0 0.34.0 0.36.0 0.39.0 0.40.0 "
    "0.42.0 0.44.0 0.45.0 0.47.0 0.49.0 0.50.0 0.53.0 0.55.0 0.57.0 0.58.0 0.59.0 0.60.1 "
    "0.61.0 0.63.0 0.64.0 0.65.0 0.66.0 0.72.0 0.73.0 0.74.0 0.75.0 0.77.0 0.79.0 0.80.0 "
    "0.87.0 0.89.0 0.90.0 0.92.0 0.93.0 0.94.0 0.95.0 0.96.0 0.97.0 0.98.0 0.99.0 0.100.0 "
    "0.101.0 0.104.0 0.105.0 0.106.0 0.107.0 0.110.0 0.111.0 0.113.0 0.114.0 0.115.0 0.116.0 "
    "0.117.0 0.118.0 0.120.0 0.121.0 0.122.0 0.123.0 0.124.0 0.125.0 0.128.0 0.129.0 0.130.0 "
    "0.131.0 0.132.0 0.133.0 0.134.0 0.135.0 0.136.0 0.137.0 0.138.0 0.139.0 0.140.0 0.141.0 "
    "0.142.0 0.142.1 0.142.2 0.142.3 0.142.4 0.142.5 0.143.0 0.144.0 0.144.1 0.144.2 0.144.3 "
    "0.144.4 0.144.5 0.144.6 0.145.0 0.146.0 0.146.1 0.147.0 0.148.0 0.149.0 0.149.1 0.150.0 "
    "0.150.1 0.151.0 0.152.0 0.152.1 0.153.0 0.153.1 0.153.2 0.153.3 0.153.4 0.154.0 0.155.0 "
    "0.155.1 0.156.0 0.156.1 0.157.0 0.157.1 0.158.0 0.159.0 0.159.1 0.159.2 0.159.3 0.160.0 "
    "0.160.1 0.161.0 0.162.0 0.162.1 0.163.0 0.164.0 0.165.0 0.166.0 0.167.2 0.168.0 0.169.0 "
    "0.171.0 "
)
RELEASES = tuple(_STABLE.split())


def range_starts() -> tuple[str, ...]:
    """Return each version, from the oldest measured one on, at which some behaviour changes."""
    starts = {OLDEST, *DIALECTS, *CHAT_DIALECTS}
    starts |= {one.first for one in BEHAVIOURS if one.first}
    starts |= {after(one.last) for one in BEHAVIOURS if one.last}
    starts |= {first for first, _ in DEFAULT_MODELS if first}
    late = [one for one in starts if parse_version(one) >= parse_version(OLDEST)]
    return tuple(sorted(late, key=parse_version))


def after(version: str) -> str:
    """Return the release that follows this one (itself for the newest)."""
    later = [one for one in RELEASES if parse_version(one) > parse_version(version)]
    return later[0] if later else version


def before(version: str) -> str:
    """Return the release before this one (itself for the oldest)."""
    earlier = [one for one in RELEASES if parse_version(one) < parse_version(version)]
    return earlier[-1] if earlier else version
