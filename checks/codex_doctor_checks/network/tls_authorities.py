"""Programs that issue certificates of their own on the way or on this machine; not a check."""

from __future__ import annotations

from msgspec import Struct


class Authority(Struct, frozen=True):
    """A program whose authority is known by its name.

    Attributes:
        program: What people call it.
        posix: Where it keeps its authority's certificate, for a POSIX shell; "" if not here.
        powershell: The same for PowerShell.
    """

    program: str
    posix: str = ""
    powershell: str = ""


_HERE = (
    (
        "mkcert",
        Authority("mkcert", "$(mkcert -CAROOT)/rootCA.pem", "$(mkcert -CAROOT)\\rootCA.pem"),
    ),
    (
        "Caddy Local",
        Authority(
            "Caddy",
            "$HOME/.local/share/caddy/pki/authorities/local/root.crt",
            "$env:APPDATA\\Caddy\\pki\\authorities\\local\\root.crt",
        ),
    ),
    (
        "mitmproxy",
        Authority(
            "mitmproxy",
            "$HOME/.mitmproxy/mitmproxy-ca-cert.pem",
            "$HOME\\.mitmproxy\\mitmproxy-ca-cert.pem",
        ),
    ),
)
# The words in the issuer's name, in letters of any size, and the product that writes them there.
_ON_THE_WAY = {
    "Avast": "Avast",
    "AVG Web": "AVG",
    "Barracuda": "Barracuda",
    "Bitdefender": "Bitdefender",
    "Blue Coat": "Blue Coat",
    "BlueCoat": "Blue Coat",
    "Cato Networks": "Cato Networks",
    "Charles Proxy": "Charles",
    "Check Point": "Check Point",
    "Cisco Umbrella": "Cisco Umbrella",
    "Cloudflare Gateway": "Cloudflare Gateway",
    "ESET SSL Filter": "ESET",
    "Fiddler": "Fiddler",
    "Forcepoint": "Forcepoint",
    "FortiGate": "FortiGate",
    "Fortinet": "FortiGate",
    "Gateway CA - Cloudflare": "Cloudflare Gateway",
    "iboss": "iboss",
    "Kaspersky": "Kaspersky",
    "McAfee": "McAfee",
    "Menlo Security": "Menlo Security",
    "Netskope": "Netskope",
    "Palo Alto": "Palo Alto Networks",
    "PortSwigger": "Burp Suite",
    "Proxyman": "Proxyman",
    "Skyhigh": "Skyhigh",
    "SonicWall": "SonicWall",
    "Sophos": "Sophos",
    "Squid": "Squid",
    "WatchGuard": "WatchGuard",
    "Websense": "Forcepoint",
    "Zscaler": "Zscaler",
}


def known_authority(issuer: str) -> Authority | None:
    """Return the program that issues under this name, None when it is not a known one."""
    name = issuer.lower()
    for word, authority in _HERE:
        if word.lower() in name:
            return authority
    return next((Authority(one) for word, one in _ON_THE_WAY.items() if word.lower() in name), None)
