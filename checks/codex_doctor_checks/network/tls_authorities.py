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
        "caddy local",
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
# The word in the issuer's name, in small letters, and the product that writes it there.
_ON_THE_WAY = {
    "avast": "Avast",
    "avg web": "AVG",
    "barracuda": "Barracuda",
    "bitdefender": "Bitdefender",
    "blue coat": "Blue Coat",
    "bluecoat": "Blue Coat",
    "cato networks": "Cato Networks",
    "charles proxy": "Charles",
    "check point": "Check Point",
    "cisco umbrella": "Cisco Umbrella",
    "cloudflare gateway": "Cloudflare Gateway",
    "eset ssl filter": "ESET",
    "fiddler": "Fiddler",
    "forcepoint": "Forcepoint",
    "fortigate": "FortiGate",
    "fortinet": "FortiGate",
    "gateway ca - cloudflare": "Cloudflare Gateway",
    "iboss": "iboss",
    "kaspersky": "Kaspersky",
    "mcafee": "McAfee",
    "menlo security": "Menlo Security",
    "netskope": "Netskope",
    "palo alto": "Palo Alto Networks",
    "portswigger": "Burp Suite",
    "proxyman": "Proxyman",
    "skyhigh": "Skyhigh",
    "sonicwall": "SonicWall",
    "sophos": "Sophos",
    "squid": "Squid",
    "watchguard": "WatchGuard",
    "websense": "Forcepoint",
    "zscaler": "Zscaler",
}


def known_authority(issuer: str) -> Authority | None:
    """Return the program that issues under this name, None when it is not a known one."""
    name = issuer.lower()
    for word, authority in _HERE:
        if word in name:
            return authority
    return next((Authority(one) for word, one in _ON_THE_WAY.items() if word in name), None)
