"""One value as a word of a shell: what is set is the value itself, whatever stands in it.

Within double quotes where no shell would look into them, as people write it; otherwise within the
quotes in which nothing counts. Sources: POSIX XCU 2.2.2, fish(1) QUOTES, about_Quoting_Rules of
PowerShell, for which typographic quotes are quotes as well.
"""

from __future__ import annotations

import shlex
from typing import Final

from codex_doctor.patterns import Regex

# What some shell takes for its own within double quotes; bash looks for ! there.
_ACTIVE: Final = Regex(r'["$`\\!“”„]')
_SINGLE_QUOTES: Final = Regex("['‘’‚‛]")
# Within the quotes of `set "A=..."` cmd still replaces %NAME%, and ! where that is switched on.
_LEFT_BY_CMD: Final = Regex(r'["%!]')


def posix_word(value: str) -> str:
    """Return a word of sh, bash and zsh."""
    return shlex.quote(value) if _ACTIVE.search(value) else f'"{value}"'


def fish_word(value: str) -> str:
    """Return a word of fish, whose single quotes know two escapes."""
    if not _ACTIVE.search(value):
        return f'"{value}"'
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def powershell_word(value: str) -> str:
    """Return a word of PowerShell."""
    return in_single_quotes(value) if _ACTIVE.search(value) else f'"{value}"'


def in_single_quotes(value: str) -> str:
    """Return a word of PowerShell in which nothing is taken apart."""
    return "'" + _SINGLE_QUOTES.sub(lambda found: found[0] * 2, value) + "'"


def is_for_cmd(value: str) -> bool:
    """Tell whether cmd has a line that sets this value."""
    return not _LEFT_BY_CMD.search(value) and not value.endswith("\\")
