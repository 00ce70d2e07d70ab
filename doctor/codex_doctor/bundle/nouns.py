"""What a bundle consists of: a manifest, and the members that it names."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.platform.host import Host

if TYPE_CHECKING:
    from collections.abc import Iterable

SCHEMA = "codex-doctor/bundle"
SCHEMA_VERSION = "1.0"
MANIFEST = "manifest.json"
FACTS, REPORT, VERSIONS = "facts.json", "report.json", "versions.json"
# What is larger is neither written nor read: the file, a member, all of them unpacked.
MOST_FILE_BYTES = 16_000_000
MOST_MEMBER_BYTES = 16_000_000
MOST_BYTES = 32_000_000
MOST_MEMBERS = 32

# Digits and letters that nobody takes for one another on the telephone.
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_HALF = 4


class Member(Struct, frozen=True):
    """A file of a bundle.

    Attributes:
        holds: What it holds, in a few words.
    """

    name: str
    data: bytes
    holds: str


class MemberRow(Struct, frozen=True):
    """What the manifest says of a file."""

    name: str
    bytes: int
    sha256: str
    holds: str = ""


class CodexVersion(Struct, frozen=True):
    """The Codex that was meant; `installed_by` is "" where its place does not tell."""

    version: str | None = None
    source: str = ""
    path: str | None = None
    installed_by: str = ""


class BundleVersions(Struct, frozen=True):
    """The versions of everything."""

    doctor: str
    codex: CodexVersion
    host: Host


class Manifest(Struct, frozen=True):
    """What is in a bundle, and from where and when it is.

    Attributes:
        id: Derived from the content, see `id_of`.
        made_at: When it was looked at, aware.
        took_ms: How long that took.
        doctor: The version that has made it.
        members: All other files, sorted by name.
    """

    schema: str
    schema_version: str
    id: str
    made_at: datetime
    took_ms: int
    doctor: str
    verdict: str
    members: tuple[MemberRow, ...]


def row_of(member: Member) -> MemberRow:
    """Return what the manifest says of a member."""
    digest = hashlib.sha256(member.data).hexdigest()
    # A sentence is no text to a writer of JSON.
    return MemberRow(member.name, len(member.data), digest, str(member.holds))


def id_of(rows: Iterable[MemberRow]) -> str:
    """Return a few characters to quote; another content has others."""
    lines = "".join(sorted(f"{one.name} {one.sha256}\n" for one in rows))
    number = int.from_bytes(hashlib.sha256(lines.encode()).digest()[:5], "big")
    digits = "".join(_DIGITS[number >> shift & 31] for shift in range(35, -5, -5))
    return f"{digits[:_HALF]}-{digits[_HALF:]}"
