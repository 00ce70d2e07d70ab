"""How the keys of services begin: the only list of it, and what is asked of it.

Not what a key looks like otherwise: that is in `looks`.
"""

from __future__ import annotations

from msgspec import Struct

from codex_doctor.patterns import Regex


class Beginning(Struct, frozen=True):
    """One way to begin a key; all are patterns.

    Attributes:
        begins: The beginning itself.
        in_text: What follows it in a key that stands anywhere in a text, "" where that is not sure.
        alone: What follows it in a text that is a key for sure, "" where the look decides.
        is_likely: Whether behind it the look decides earlier.
        is_no_name: Whether, with a hyphen, no name of a variable begins so.
    """

    begins: str
    in_text: str = ""
    alone: str = ""
    is_likely: bool = True
    is_no_name: bool = False


BEGINNINGS: tuple[Beginning, ...] = (
    Beginning("sk-", r"[A-Za-z0-9_-]{12,}", is_likely=False, is_no_name=True),
    # However short: nobody begins an ordinary name so. `sk-SK` is a language, `sk_SK.UTF-8` too.
    Beginning(r"[sS][kK][-_](?!no-|SK\.)", alone=r"[\w.-]{4,}", is_likely=False),
    Beginning("[bB]earer ", alone=r"\S{6,}", is_likely=False),
    Beginning("A[KS]IA", r"[A-Z0-9]{12,}", r"[A-Z0-9]{16}"),
    Beginning("xox[a-z][-_]", r"[A-Za-z0-9-]{8,}", r"\d[\w-]{8,}"),
    # Names may begin so too: `xai-org`, `pplx-70b-online`.
    Beginning("gsk[-_]", r"[A-Za-z0-9]{12,}", is_no_name=True),
    Beginning("gh[pousr][-_]", r"[A-Za-z0-9]{16,}"),
    Beginning("github_pat[-_]", r"[A-Za-z0-9_]{16,}"),
    Beginning("AIza", r"[A-Za-z0-9_-]{16,}"),
    Beginning("hf[-_]", r"[A-Za-z0-9_-]{16,}"),
    Beginning("(?:glpat|nvapi|xai|pplx)[-_]", r"[A-Za-z0-9_-]{16,}", is_no_name=True),
    Beginning("eyJ", r"[A-Za-z0-9_-]{12,}(?:\.[A-Za-z0-9_-]*){0,2}"),
    Beginning("(?:csk|gwk|sess)[-_]", is_no_name=True),
    Beginning("(?:[pr]k|fw|r8|lsv2|tvly|whsec|npm|pypi|dop_v1|shpat|tp|key|tok|pat)[-_]"),
    Beginning("ya29\\."),
    Beginning("dapi"),
)


def _any(*patterns: str) -> str:
    return f"(?:{'|'.join(patterns)})"


# A key of a known service, wherever it stands in a text.
_IN_TEXT = _any(*(one.begins + one.in_text for one in BEGINNINGS if one.in_text))
KEY_IN_TEXT = rf"(?<![A-Za-z0-9]){_IN_TEXT}"
WHOLE = Regex(_IN_TEXT)
# Of a whole text: a key for sure; one where the look decides earlier; one that is no name.
SURE = Regex(_any(*(one.begins + one.alone for one in BEGINNINGS if one.alone)))
LIKELY_FROM_HERE = Regex(
    _any(*(one.begins for one in BEGINNINGS if one.is_likely)) + r"[\w.=/+-]{10,}"
)
NO_NAME = Regex(
    _any(*(one.begins.replace("[-_]", "-") for one in BEGINNINGS if one.is_no_name)) + ".+"
)
