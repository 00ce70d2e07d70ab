"""`codex-doctor bundle --json`, and the manifest of a bundle."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from codex_doctor.documents.parts import Count, Version
from codex_doctor.model import Verdict

VERSION = "1.0"


class BundleMember(Struct, frozen=True):
    """A file of a bundle.

    Attributes:
        name: Its name.
        bytes: Its size.
        sha256: Of its content.
        holds: What it holds, in a few words.
    """

    name: str
    bytes: Count
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
    holds: str


class Bundle(Struct, frozen=True, tag_field="schema", tag="codex-doctor/bundle"):
    """What is in a bundle: `codex-doctor bundle --json`, and its own file manifest.json.

    Attributes:
        schema_version: Minor versions only add.
        id: To be quoted; derived from the names and hashes of the members.
        made_at: When it was looked at.
        took_ms: How long that took.
        doctor: The version that has made it.
        verdict: What Codex itself would meet.
        members: Every file but manifest.json, by name.
        file: The file that was written; null with --list. Not in a manifest.
        bytes: The size of the whole file. Not in a manifest.
    """

    schema_version: Version
    id: Annotated[str, Meta(pattern="^[0-9a-hjkmnp-tv-z]{4}-[0-9a-hjkmnp-tv-z]{4}$")]
    made_at: datetime
    took_ms: Count
    doctor: str
    verdict: Verdict
    members: tuple[BundleMember, ...]
    file: str | UnsetType | None = UNSET
    bytes: Count | UnsetType = UNSET
