"""Turn an endpoint's bytes into harmless words: decoding, markup, control characters."""

from __future__ import annotations

import html
import re
from typing import Final

from codex_doctor.visible import visible

MAX_SHOWN: Final = 300
_CHARSETS: Final = frozenset(
    {"gbk", "gb2312", "gb18030", "big5", "shift_jis", "iso-8859-1", "windows-1252", "utf-16"}
)


def decode_text(raw: bytes, *, content_type: str) -> str:
    """Decode a body; bytes that fit no known character set become U+FFFD."""
    charset = re.search(r"charset=\"?([\w-]+)", content_type, re.IGNORECASE)
    name = charset[1].lower() if charset else "utf-8"
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        codec = name if name in _CHARSETS else "utf-8-sig"
        return raw.decode(codec, errors="replace")


def unescape_text(text: str) -> str:
    r"""Resolve escapes that survived one decoding (`\u65e0`, `\n`) and curly apostrophes."""
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    return text.replace("\\n", "\n").replace("\\'", "'").replace("’", "'")


def strip_markup(text: str) -> tuple[str, str]:
    """Return the title and the visible words of an HTML or XML text."""
    found = re.search(r"<title[^>]{0,200}>([^<]{0,500})", text, re.IGNORECASE)
    title = html.unescape(found[1]).strip() if found else ""
    text = re.sub(r"(?is)<(script|style|svg)\b.*?(?:</\1\s*>|\Z)", " ", text)
    text = re.sub(r"(?s)<!--.*?(?:-->|\Z)", " ", text)
    words = html.unescape(re.sub(r"<[^>]{0,2000}>", " ", text))
    return " ".join(title.split()), " ".join(words.split())


def own_cure(message: str) -> str:
    """Return the sentence in which a gateway says which of its own settings helps, "" for none.

    Only LiteLLM's form is taken: whoever answers must not write instructions for people.
    """
    found = re.search(
        r"\blitellm\.\w+: .*\b(To drop these, set `[\w.]+=\w+`(?: or for proxy: `[\w:. ]+`)?)",
        message,
    )
    return found[1] if found else ""


def show_text(text: str, *, limit: int = MAX_SHOWN) -> str:
    """Make words of an endpoint inert: one line, nothing unprintable, `limit` characters."""
    shown: list[str] = []
    length = 0
    for char in " ".join(text[: 4 * limit].split()):
        part = visible(char)
        length += len(part)
        if length > limit - 1:
            shown.append("…")
            break
        shown.append(part)
    return "".join(shown)
