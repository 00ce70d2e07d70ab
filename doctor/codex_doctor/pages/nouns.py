"""The nouns of `explain`: a whole page, and what was measured for it."""

from __future__ import annotations

from msgspec import Struct

from codex_doctor.model import Page  # noqa: TC001 - annotations are read at run time


class Printed(Struct, frozen=True):
    """What Codex prints where a finding is the cause, as it was recorded.

    Attributes:
        text: Its last error, with `<name>` for what is another one in each run; "" for none.
        endings: How Codex ended: `exit N`, `waits for ever`, `loops for ever`.
        set_ups: In how many set-ups of the lab, of networks, products and users it was seen; files
            that were tried one rule at a time are not counted.
        of_users: How many of these are set-ups of users or products.
    """

    text: str
    endings: tuple[str, ...] = ()
    set_ups: int = 0
    of_users: int = 0


class Product(Struct, frozen=True):
    """A product that was seen to do it.

    Attributes:
        name: What people call it.
        version: Which one, "" where that is not known.
        source: The public thread (repository#number), "" where it was run by us.
    """

    name: str
    version: str
    source: str


class Example(Struct, frozen=True):
    """A set-up that fails, beside the same one that works.

    Attributes:
        fault: Name for `codex-doctor demo`, "" where the lab has none.
        broken: Lines that it has.
        sound: Lines that the one that works has in their place.
    """

    fault: str = ""
    broken: tuple[str, ...] = ()
    sound: tuple[str, ...] = ()


class Explained(Struct, frozen=True):
    """All that is known of a finding id; what nobody measured is empty.

    Attributes:
        page: What a diagnosis knows of it; a plugin's may say the rest as well.
        check: Id of the check that reports it.
        plugin: The distribution of that check, "" for a built-in one.
        recognised: By what it is recognised.
        disproved: What would have shown that it is something else.
        codex: The version of Codex that `prints` was recorded with, "" where nothing was.
        prints: What Codex prints, the most frequent first.
        fixes: What to do, the best first, with `<name>` for what a diagnosis fills in.
        example: A set-up that shows it, None without one.
        products: What was seen to do it.
        versions: Where it depends on the version of Codex: a sentence for each behaviour.
    """

    page: Page
    check: str
    plugin: str
    recognised: str
    disproved: str
    codex: str
    prints: tuple[Printed, ...]
    fixes: tuple[str, ...]
    example: Example | None
    products: tuple[Product, ...]
    versions: tuple[str, ...]
