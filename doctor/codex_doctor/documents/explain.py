"""`codex-doctor explain --json`: all that is known of findings."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType

from codex_doctor.documents.parts import Count, Tool, Version
from codex_doctor.model import Mistake

VERSION = "1.0"
FindingId: TypeAlias = Annotated[str, Meta(pattern=r"^[a-z0-9_]+\.[a-z0-9_]+$")]


class Printed(Struct, frozen=True):
    """What Codex prints where a finding is the cause.

    Attributes:
        text: With `<name>` for what is another one each time; null for no error at all.
        endings: How Codex ended.
        set_ups: In how many set-ups it was seen.
    """

    text: str | None
    endings: tuple[str, ...]
    set_ups: Count


class Example(Struct, frozen=True):
    """A set-up that fails, beside one that works.

    Attributes:
        demo: For `codex-doctor demo`; null where the lab has none.
        broken: Lines that it has.
        sound: Lines that the one that works has in their place.
    """

    demo: str | None
    broken: tuple[str, ...]
    sound: tuple[str, ...]


class Product(Struct, frozen=True):
    """A product that was seen to do it.

    Attributes:
        name: What people call it.
        version: Null where that is not known.
        source: The public thread; null where it was run by us.
    """

    name: str
    version: str | None
    source: str | None


class FoundBy(Struct, frozen=True):
    """Why a search found it.

    Attributes:
        message: The recorded message that comes nearest; null where only the page has the words.
        set_ups: In how many set-ups it was seen.
    """

    message: str | None
    set_ups: Count


class FindingPage(Struct, frozen=True):
    """All that is known of a finding id.

    Attributes:
        id: The finding.
        title: A few words.
        text: What happens, why Codex does not say so, how to mend it.
        mistake: Which of the three common mistakes it is; null for none.
        check: Id of the check that reports it.
        plugin: The distribution of that check; null for a built-in one.
        codex_prints: The most frequent first.
        recorded_with: The version of Codex that was asked what it prints.
        recognised: By what it is recognised.
        disproved: What would have shown that it is something else.
        fixes: The best first.
        example: A set-up that shows it; null without one.
        products: Which were seen to do it.
        versions: Where it depends on the version of Codex.
        found_by: Only in what --search found.
    """

    id: FindingId
    title: str
    text: str
    mistake: Mistake | None
    check: str
    plugin: str | None
    codex_prints: tuple[Printed, ...]
    recorded_with: str | None
    recognised: str | None
    disproved: str | None
    fixes: tuple[str, ...]
    example: Example | None
    products: tuple[Product, ...]
    versions: tuple[str, ...]
    found_by: FoundBy | UnsetType = UNSET


class Explain(Struct, frozen=True, tag_field="schema", tag="codex-doctor/explain"):
    """Every finding, one, or those that a message can mean: `codex-doctor explain --json`.

    Attributes:
        schema_version: Minor versions only add.
        tool: What has written it.
        findings: The likeliest first where --search was asked.
    """

    schema_version: Version
    tool: Tool
    findings: tuple[FindingPage, ...]
