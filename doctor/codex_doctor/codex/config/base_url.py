"""What makes a base_url useless, by its text alone."""

from __future__ import annotations

import re

from codex_doctor.patterns import Regex

# Begun with where a run begins: else each part of it is looked at to its end.
_BLANK = r"[\s\u200b\u200c\u200d\u2060\ufeff]"
_BLANKS = Regex(rf"(?<!{_BLANK}){_BLANK}+$")


def base_url_fault(base_url: str) -> str:
    """Return what makes a base_url useless before anything is sent, "" when nothing does."""
    text = base_url.lstrip()
    if not text.strip():
        return "empty"
    if re.match(r"[a-z]+://[a-z]+:/*/", text, re.IGNORECASE) and text.count("://") > 1:
        return "scheme_twice"
    if re.search(r"\$\{?\w+\}?|\{\{?\w+\}?\}", text):
        return "variable"
    if "?" in text:
        return "query"
    if "#" in text:
        return "fragment"
    if not re.match(r"[a-z][a-z0-9+.-]*:", text, re.IGNORECASE):
        return "no_scheme"
    scheme = text.partition(":")[0].lower()
    if scheme not in {"http", "https"}:
        # `localhost:8080/v1` reads as the scheme "localhost".
        return "no_scheme" if re.match(r"[\w.-]+:\d", text) else "scheme"
    trailing = _BLANKS.search(text)
    if trailing and not set(trailing[0]) <= set("\t\r\n"):
        return "blank"
    return ""
