"""Why Codex skips a line of `.env`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "dotenv.mark": "a byte order mark stands before the name",
    "dotenv.not_utf8": "the line is not UTF-8",
    "dotenv.no_equals": "no = after the name",
    "dotenv.name": "the name begins with neither a letter nor _",
    "dotenv.open_quote": "a quote is not closed",
    "dotenv.no_escape": "{escape} is no escape",
    "dotenv.open_brace": "${{ is not closed",
    "dotenv.text_behind": "text follows the value; a value with blanks needs quotes",
}
