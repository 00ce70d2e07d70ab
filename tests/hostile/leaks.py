"""Finds a secret in what left the process, however it was put.

Written apart from the product on purpose: it does not know how the product looks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A run of this many characters of a secret is a leak; the four at the end are the fingerprint's.
RUN = 8


def find_leaks(text: str, secrets: Iterable[str]) -> Iterator[str]:
    """Yield each secret of which a recognisable part stands in the text."""
    compact = re.sub(r"[^A-Za-z0-9]", "", text).lower()
    for secret in secrets:
        if secret in text:
            yield f"{secret[:4]}... as it is"
            continue
        plain = re.sub(r"[^A-Za-z0-9]", "", secret).lower()
        runs = {plain[at : at + RUN] for at in range(max(1, len(plain) - RUN + 1))}
        for form in (compact, compact[::-1]):
            if any(len(one) == RUN and one in form for one in runs):
                yield f"{secret[:4]}... in part"
                break
