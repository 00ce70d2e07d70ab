"""Makes a bundle of a diagnosis; the same diagnosis gives the same bytes.

Nothing is made of a diagnosis that has kept a known secret, wherever it is left.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from codex_doctor.bundle.configuration import configuration_text
from codex_doctor.bundle.nouns import (
    FACTS,
    MANIFEST,
    MOST_BYTES,
    MOST_FILE_BYTES,
    MOST_MEMBER_BYTES,
    REPORT,
    SCHEMA,
    SCHEMA_VERSION,
    VERSIONS,
    BundleVersions,
    CodexVersion,
    Manifest,
    Member,
    id_of,
    row_of,
)
from codex_doctor.codex.packages import installed_by
from codex_doctor.facts.root import write_facts
from codex_doctor.model import DoctorError
from codex_doctor.report.formats import render
from codex_doctor.report.options import Options
from codex_doctor.reporting import noted
from codex_doctor.secrets.needles import make_needles
from codex_doctor.secrets.readings import NEAR
from codex_doctor.secrets.redact import redact
from codex_doctor.secrets.search import holds_known
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from codex_doctor.diagnosis import Diagnosis
    from codex_doctor.platform.host import Host
    from codex_doctor.reported import Report

# Every format in which a report goes along, and what is said of it.
_REPORTS = (
    (REPORT, "json", "bundle.holds_json"),
    ("report.md", "markdown", "bundle.holds_markdown"),
    ("report.html", "html", "bundle.holds_html"),
    ("requests.har", "har", "bundle.holds_har"),
)
# The first moment that a zip knows.
_AT = (1980, 1, 1, 0, 0, 0)
_MODE = 0o100600 << 16
_UNIX = 3
# A long string of JSON or a line.
_LONG_PART = r'"(?:[^"\\\n]|\\.){1024,}+"|[^"\n]{1024,}+'


class Packed(Struct, frozen=True):
    """A bundle that can be written."""

    manifest: Manifest
    members: tuple[Member, ...]
    data: bytes


def pack(diagnosis: Diagnosis, host: Host) -> Packed:
    """Return the bundle of a diagnosis.

    Raises:
        DoctorError: A known secret is left in it.
    """
    facts, look = diagnosis.facts(), Options(verbose=1)
    report = noted(diagnosis.report, left_out=facts.left_out)
    members = [
        *(
            Member(name, render(kind, report, facts, options=look).encode(), say(holds))
            for name, kind, holds in _REPORTS
        ),
        Member(FACTS, write_facts(facts), say("bundle.holds_facts")),
        Member(
            "configuration.txt",
            configuration_text(facts.setup).encode("utf-8", "backslashreplace"),
            say("bundle.holds_configuration"),
        ),
        Member(VERSIONS, _pretty(versions_of(diagnosis, host)), say("bundle.holds_versions")),
    ]
    return packed(members, report, known=diagnosis.known)


def packed(members: Sequence[Member], report: Report, *, known: frozenset[str]) -> Packed:
    """Return these members as a bundle.

    Raises:
        DoctorError: A known secret is left in one of them, or they are too large to be read again.
    """
    members = sorted(members, key=lambda one: one.name)
    rows = tuple(map(row_of, members))
    manifest = Manifest(
        schema=SCHEMA,
        schema_version=SCHEMA_VERSION,
        id=id_of(rows),
        made_at=report.generated_at,
        took_ms=report.took_ms,
        doctor=report.doctor_version,
        verdict=report.verdict.value,
        members=rows,
    )
    first = Member(MANIFEST, _pretty(manifest), say("bundle.holds_manifest"))
    whole = (first, *members)
    _refuse_secrets(whole, known)
    data = _zipped(whole)
    _refuse_too_large(whole, data)
    return Packed(manifest, whole, data)


def _refuse_too_large(members: Sequence[Member], data: bytes) -> None:
    """Refuse what nobody could read again."""
    for one in members:
        if len(one.data) > MOST_MEMBER_BYTES:
            most = MOST_MEMBER_BYTES
            raise DoctorError(say("bundle.wrote_too_much", what=one.name, most_bytes=most))
    if sum(len(one.data) for one in members) > MOST_BYTES or len(data) > MOST_FILE_BYTES:
        raise DoctorError(say("bundle.wrote_too_much", what="bundle", most_bytes=MOST_FILE_BYTES))


def _refuse_secrets(members: Iterable[Member], known: frozenset[str]) -> None:
    needles, seen = make_needles(known), set[str]()
    for one in members:
        text = _once(one.data.decode("utf-8", "surrogateescape"), seen)
        if holds_known(text, needles):
            raise DoctorError(say("bundle.holds_secret", member=one.name))


def _once(text: str, seen: set[str]) -> str:
    """Return the text with the ends alone of each long part that was seen before.

    What many exchanges say alike was masked once; only what stands around it differs.
    """

    def once(match: re.Match[str]) -> str:
        part = match[0]
        if part not in seen:
            seen.add(part)
            return part
        return f"{part[:NEAR]} {part[-NEAR:]}"

    return re.sub(_LONG_PART, once, text)


def _zipped(members: Iterable[Member]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for one in members:
            info = zipfile.ZipInfo(one.name, _AT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = _UNIX, _MODE
            archive.writestr(info, one.data)
    return stream.getvalue()


def _pretty(value: Struct) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def versions_of(diagnosis: Diagnosis, host: Host) -> BundleVersions:
    """Return the versions of everything, without a secret."""
    codex = diagnosis.report.codex
    by = installed_by(Path(codex.path)) if codex.path else ""
    shown = CodexVersion(codex.version, codex.source, codex.path, by)
    versions = BundleVersions(diagnosis.report.doctor_version, shown, host)
    return diagnosis.shown(redact(versions, known=diagnosis.known))
