"""Entries of NO_PROXY that mean the endpoint and do not match it. Not a check: `proxy` uses it."""

from __future__ import annotations

import ipaddress
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from codex_doctor.words.sentence import fill, say

if TYPE_CHECKING:
    from codex_doctor.facts import Endpoint, ProxyChoice
    from codex_doctor.words.sentence import Sentence


def near_miss(endpoint: Endpoint, variable: str, no_proxy: str) -> Sentence | None:
    """Return why an entry that means this endpoint does not match it, None when none does."""
    for entry in (part for item in no_proxy.split(",") for part in item.replace(";", " ").split()):
        if template := _reason(entry.lower(), endpoint):
            places = {"variable": variable, "host": endpoint.host, "entry": repr(entry)}
            return fill(template, places)
    return None


def hidden(endpoint: Endpoint, variable: str, choice: ProxyChoice) -> Sentence | None:
    """Return why the right entry in the other variable does not count, None without one."""
    host = endpoint.host
    if any(host in map(str.strip, value.split(",")) for _, value in choice.no_proxy[1:]):
        return say("proxy.no_proxy_form.hidden", variable=variable, host=host)
    return None


def _reason(entry: str, endpoint: Endpoint) -> str:
    """Return the template that says why an entry that means this endpoint misses it, or ""."""
    host = endpoint.host
    without_scheme = entry.partition("://")[2].rstrip("/")
    bare = (without_scheme or entry).removesuffix(f":{endpoint.port}").strip("[]")
    if entry == "*":
        return "proxy.no_proxy_form.any"
    if bare in {host, "*", f".{host}"} or host.endswith(f".{bare.removeprefix('*.')}"):
        if without_scheme:
            return "proxy.no_proxy_form.scheme"
        if bare != entry.strip("[]"):
            return "proxy.no_proxy_form.port"
        if bare.startswith("*."):
            return "proxy.no_proxy_form.wildcard"
        return "proxy.no_proxy_form.no_commas"
    if "*" in bare and fnmatchcase(host, bare):
        return "proxy.no_proxy_form.wildcard"
    if endpoint.is_loopback and _is_local(bare):
        return "proxy.no_proxy_form.other_name"
    return ""


def _is_local(text: str) -> bool:
    try:
        return ipaddress.ip_network(text, strict=False).is_loopback
    except ValueError:
        return text == "localhost"
