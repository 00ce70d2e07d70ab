"""Which language the user has told the system to speak, where variables do not say it."""

from __future__ import annotations

import sys

_PRIMARY = 0x3FF
_CHINESE = 0x04


def user_language() -> str:
    """Return the code of the language of the user's screens, "" where the system has none."""
    if sys.platform != "win32":
        return ""
    import ctypes  # late: only Windows needs it

    return language_of_id(ctypes.windll.kernel32.GetUserDefaultUILanguage())


def language_of_id(identifier: int) -> str:
    """Return the code of a language of Windows, "en" for any that we do not speak.

    Source:
        Windows language code identifiers (MS-LCID): the lower ten bits are the primary language.
    """
    return "zh" if identifier & _PRIMARY == _CHINESE else "en"
