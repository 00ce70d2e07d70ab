"""Reads a bundle that somebody sent: whatever is wrong with it is said, and nothing is unpacked.

Not trusted are its size, its names, its sizes, its hashes and its content. No part of it becomes a
file, and what it says is masked and made inert like the answer of an endpoint.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Struct

from codex_doctor import __version__
from codex_doctor.bundle.nouns import (
    FACTS,
    MANIFEST,
    MOST_BYTES,
    MOST_FILE_BYTES,
    MOST_MEMBER_BYTES,
    MOST_MEMBERS,
    REPORT,
    SCHEMA,
    SCHEMA_VERSION,
    VERSIONS,
    BundleVersions,
    Manifest,
    Member,
    id_of,
    row_of,
)
from codex_doctor.facts import Facts
from codex_doctor.model import DoctorError
from codex_doctor.patterns import Regex
from codex_doctor.platform.streams import clip
from codex_doctor.platform.user_files import read_bytes
from codex_doctor.words.sentence import say
from codex_doctor.words.told import said

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

T = TypeVar("T")

_NAME = Regex(r"[a-z][a-z0-9_-]{0,40}\.[a-z]{1,8}", re.ASCII)
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
# Of others no zone makes a time that a calendar has.
_YEARS = range(2000, 9999)
# What `zipfile` raises for a file that is none.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError,
    OSError, OverflowError, RuntimeError, ValueError,
)  # fmt: skip


class Bundle(Struct, frozen=True):
    """A bundle whose hashes are right and whose facts can be judged."""

    manifest: Manifest
    facts: Facts
    versions: BundleVersions


class _Kind(Struct, frozen=True):
    """What says whether the rest can be read."""

    schema: str
    schema_version: str


def read_file(path: Path) -> bytes:
    """Return the bytes of a bundle or a report.

    Raises:
        DoctorError: It cannot be read, or is longer than what we write.
    """
    read = read_bytes(path, max_bytes=MOST_FILE_BYTES)
    if read.result != "ok":
        raise DoctorError(f"{path}: {said(read.detail)}")
    return read.data


def is_zip(data: bytes) -> bool:
    """Tell whether this may be a bundle."""
    return data.startswith(b"PK")


def read_bundle(data: bytes, name: str) -> Bundle:
    """Return the bundle in these bytes.

    Args:
        data: The whole file.
        name: What the errors call it.

    Raises:
        DoctorError: It is no bundle, not a whole one, or of a version that is not known.
    """
    if not is_zip(data):
        raise DoctorError(say("bundle.no_zip", file=name))
    members = {one.name: one.data for one in _members(data, name)}
    manifest = _manifest(members, name)
    _compare(manifest, members, name)
    for wanted in (FACTS, REPORT, VERSIONS):
        if wanted not in members:
            raise DoctorError(say("bundle.missing", file=name, member=wanted))
    try:
        return Bundle(
            manifest,
            decoded(members[FACTS], Facts, f"{name}: {FACTS}"),
            decoded(members[VERSIONS], BundleVersions, f"{name}: {VERSIONS}"),
        )
    except DoctorError:
        if not _is_newer(manifest):
            raise
        version = ascii(manifest.doctor[:20]).strip("'")
        told = say("bundle.newer_doctor", file=name, version=version, ours=__version__)
        raise DoctorError(told) from None


def _is_newer(manifest: Manifest) -> bool:
    """Tell whether a later doctor has made it, which may write what we do not know yet."""
    pairs = ((manifest.doctor, __version__), (manifest.schema_version, SCHEMA_VERSION))
    return any(_numbers(theirs) > _numbers(ours) for theirs, ours in pairs)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(one) for one in re.findall(r"\d{1,9}", version[:40]))


def decoded(data: bytes, kind: type[T], name: str) -> T:
    """Return what JSON of this kind holds.

    Raises:
        DoctorError: It is not of this kind.
    """
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, OverflowError) as exc:
        # It repeats what stands there, however long that is.
        why = say("bundle.too_deep") if isinstance(exc, RecursionError) else clip(str(exc))
        raise DoctorError(say("bundle.not_ours", what=name, why=why)) from None


def _members(data: bytes, name: str) -> Iterable[Member]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [one for one in archive.infolist() if not _is_of_finder(one)]
            _check(infos, name)
            return [Member(one.filename, _content(archive, one, name), "") for one in infos]
    except _BROKEN:
        raise DoctorError(say("bundle.not_whole", file=name)) from None


def _is_of_finder(info: zipfile.ZipInfo) -> bool:
    """Tell whether it is what macOS adds to what it packs again; never opened."""
    return info.filename.startswith("__MACOSX/") or info.filename == ".DS_Store"


def _check(infos: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse what we never write, before anything is unpacked."""
    if len(infos) > MOST_MEMBERS:
        raise DoctorError(say("bundle.too_many", file=name, count=len(infos), most=MOST_MEMBERS))
    if len({one.filename for one in infos}) < len(infos):
        raise DoctorError(say("bundle.one_name", file=name))
    if sum(one.file_size for one in infos) > MOST_BYTES:
        raise DoctorError(say("bundle.too_large", file=name, most_bytes=MOST_BYTES))
    for one in infos:
        member = ascii(one.filename[:60])
        mode = one.external_attr >> 16
        if not _NAME.fullmatch(one.filename) or (stat.S_IFMT(mode) and not stat.S_ISREG(mode)):
            raise DoctorError(say("bundle.not_plain", file=name, member=member))
        if one.compress_type not in _METHODS or one.flag_bits & _ENCRYPTED:
            raise DoctorError(say("bundle.packed_otherwise", file=name, member=member))
        if one.file_size > MOST_MEMBER_BYTES:
            most = MOST_MEMBER_BYTES
            raise DoctorError(
                say("bundle.member_too_large", file=name, member=member, most_bytes=most)
            )


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    with archive.open(info) as stream:
        # No more than it says, whatever comes out.
        data = stream.read(info.file_size + 1)
    if len(data) != info.file_size:
        raise DoctorError(say("bundle.other_size", file=name, member=info.filename))
    return data


def _manifest(members: dict[str, bytes], name: str) -> Manifest:
    if MANIFEST not in members:
        raise DoctorError(say("bundle.no_manifest", file=name, member=MANIFEST))
    where = f"{name}: {MANIFEST}"
    kind = decoded(members[MANIFEST], _Kind, where)
    if kind.schema != SCHEMA:
        raise DoctorError(say("bundle.other_schema", file=name))
    if kind.schema_version.partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
        version = ascii(kind.schema_version[:20])
        raise DoctorError(say("bundle.newer", file=name, version=version, ours=SCHEMA_VERSION))
    manifest = decoded(members[MANIFEST], Manifest, where)
    if manifest.made_at.tzinfo is None:
        raise DoctorError(say("bundle.not_ours", what=where, why=say("bundle.no_zone")))
    if manifest.made_at.year not in _YEARS:
        raise DoctorError(say("bundle.not_ours", what=where, why=say("bundle.odd_year")))
    return manifest


def _compare(manifest: Manifest, members: dict[str, bytes], name: str) -> None:
    """Refuse members that are not those of the manifest."""
    said = {one.name: one for one in manifest.members}
    there = members.keys() - {MANIFEST}
    for one in sorted(said.keys() ^ there):
        template = "bundle.missing" if one in said else "bundle.not_listed"
        raise DoctorError(say(template, file=name, member=ascii(one[:60])))
    for one in sorted(there):
        row = row_of(Member(one, members[one], ""))
        if (row.bytes, row.sha256) != (said[one].bytes, said[one].sha256):
            raise DoctorError(say("bundle.changed", file=name, member=one))
    if id_of(manifest.members) != manifest.id:
        raise DoctorError(say("bundle.other_id", file=name))
