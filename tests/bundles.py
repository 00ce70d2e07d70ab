"""Bundles for tests: of faults of the lab, and zip files that nobody should have made."""

from __future__ import annotations

import io
import json
import zipfile
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from codex_doctor.bundle.nouns import MANIFEST, Member, id_of, row_of
from codex_doctor.bundle.writing import Packed, pack
from codex_doctor.lab.faults import find_fault
from codex_doctor.platform.host import Host
from diagnosing import diagnosed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.diagnosis import Diagnosis

HOST = Host(system="Lab 1", architecture="x86_64", python="3.11.7")


@cache
def diagnosis_of(name: str) -> Diagnosis:
    """Return the diagnosis of a fault of the lab."""
    with TemporaryDirectory() as folder:
        return diagnosed(find_fault(name), Path(folder))


@cache
def bundle_of(name: str) -> Packed:
    """Return the bundle of a fault of the lab."""
    return pack(diagnosis_of(name), HOST)


def contents(data: bytes) -> dict[str, bytes]:
    """Return the members of a zip file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {one: archive.read(one) for one in archive.namelist()}


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip file of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def sealed(members: Mapping[str, bytes], **changed: Any) -> bytes:
    """Return a bundle whose manifest fits these members, but for what is changed in it."""
    manifest: dict[str, Any] = json.loads(members[MANIFEST])
    rows = [row_of(Member(one, data, "")) for one, data in members.items() if one != MANIFEST]
    manifest["members"] = [
        {"name": one.name, "bytes": one.bytes, "sha256": one.sha256, "holds": ""} for one in rows
    ]
    manifest["id"] = id_of(rows)
    return zipped({**members, MANIFEST: json.dumps({**manifest, **changed}).encode()})
