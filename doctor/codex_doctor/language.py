"""In which language a run speaks: the one that its command line names, else the user's."""

from __future__ import annotations

import os
import sys

from codex_doctor.platform.user_language import user_language
from codex_doctor.words.catalogue import LANGUAGES, choose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_OPTION = "--lang"
_SOME_OF_EACH = "中文"


def speak(argv: Sequence[str]) -> None:
    """Choose the language of this process.

    Before the command line is taken apart: also its help and its errors are in it. A language that
    nobody asked for is not spoken where the output cannot carry it.
    """
    choose(LANGUAGES[_asked(argv) or _users()])


def _asked(argv: Sequence[str]) -> str:
    """Return the last language that is named, "" for none."""
    named = ""
    for place, word in enumerate(argv):
        option, _, value = word.partition("=")
        if word == _OPTION:
            value = argv[place + 1] if place + 1 < len(argv) else ""
        if option == _OPTION and value in LANGUAGES:
            named = value
        if word == "--":
            break
    return named


def _users() -> str:
    code = language_of(os.environ) or user_language()
    return code if code in LANGUAGES and _is_carried() else "en"


def language_of(environ: Mapping[str, str]) -> str:
    """Return the code of the language that these variables choose, "" where they choose none.

    Source:
        gettext's manual, "The LANGUAGE variable": LANGUAGE has languages in the order of
        preference, and counts only where the locale is another one than C.
    """
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((value for name in names if (value := environ.get(name))), "")
    code = _code(locale)
    if code in {"", "c", "posix"}:
        return "en" if code else ""
    listed = environ.get("LANGUAGE", "").split(":")
    return next((_code(one) for one in listed if one), code)


def _code(locale: str) -> str:
    return locale.replace(".", "_").replace("-", "_").partition("_")[0].lower()


def _is_carried() -> bool:
    for stream in (sys.stdout, sys.stderr):
        try:
            _SOME_OF_EACH.encode(getattr(stream, "encoding", None) or "utf-8")
        except (UnicodeEncodeError, LookupError):
            return False
    return True
