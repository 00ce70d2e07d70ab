"""The proxy in the settings of Windows, which Codex takes where no variable names one.

Source:
    hyper-util, src/client/proxy/matcher.rs, the module `win`; seen in Wine with Codex
    0.148.0 and 0.171.0.
"""

from __future__ import annotations

import sys

SETTINGS = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"
# No variable has such a name, so that they stand beside those of the environment.
SERVER = r"Internet Settings\ProxyServer"
EXCEPTIONS = r"Internet Settings\ProxyOverride"


def system_proxy() -> dict[str, str]:
    """Return the server and its exceptions, as NO_PROXY lists them; {} where none is in use."""
    if sys.platform != "win32":
        return {}
    import winreg  # late: only Windows has it

    values = dict[str, object]()
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, SETTINGS) as key:
            for at in range(winreg.QueryInfoKey(key)[1]):
                name, value, _ = winreg.EnumValue(key, at)
                values[name] = value
    except OSError:
        return {}
    return read_settings(values)


def read_settings(values: dict[str, object]) -> dict[str, str]:
    """Return what these values of the registry amount to."""
    server, exceptions = values.get("ProxyServer"), values.get("ProxyOverride")
    if not values.get("ProxyEnable") or not isinstance(server, str):
        return {}
    found = {SERVER: server}
    if isinstance(exceptions, str):
        listed = ",".join(one.strip() for one in exceptions.split(";"))
        found[EXCEPTIONS] = listed.replace("*.", "")
    return found
