from __future__ import annotations

import base64
import io
import json
import os
import re
import stat
import struct
import time
import warnings
import zipfile
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from bundles import bundle_of, contents, sealed, zipped
from codex_doctor.bundle import reading
from codex_doctor.bundle.reading import read_bundle, read_file
from codex_doctor.bundle.replay import replay
from codex_doctor.bundle.sides import read_side
from codex_doctor.model import DoctorError
from codex_doctor.probes.exchanges.http_request import MAX_BODY_BYTES
from codex_doctor.report.formats import render
from codex_doctor_checks import ALL_CHECKS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FAULT = "key-rejected"


def whole() -> dict[str, bytes]:
    return contents(bundle_of(FAULT).data)


def odd_member(name: str, *, mode: int = 0o100600, data: bytes = b"x") -> bytes:
    """Return a bundle with one member more."""
    stream = io.BytesIO(zipped(whole()))
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "a") as archive:
        warnings.simplefilter("ignore")  # the name is there already
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        archive.writestr(info, data)
    return stream.getvalue()


def with_sizes(said: int, file: str) -> bytes:
    """Return a zip file that says of a member that it has so many bytes."""
    data = bytearray(zipped({**whole(), file: b"A" * 1000}))
    at = data.rindex(file.encode())  # in the central folder, which comes last
    struct.pack_into("<I", data, at - 46 + 24, said)
    return bytes(data)


def test_what_finder_adds_when_it_packs_a_folder_again_is_passed_over() -> None:
    for name in ("__MACOSX/._facts.json", ".DS_Store"):
        assert read_bundle(odd_member(name), "a.zip").manifest.verdict == "fails"


def packed_otherwise(data: bytes) -> bytes:
    """Let a zip file say that it is packed with LZMA, which not every Python has."""
    for header in (rb"PK\x03\x04.{4}", rb"PK\x01\x02.{6}"):
        data = re.sub(
            rb"(%b)\x08\x00" % header, lambda found: found[1] + b"\x0e\0", data, flags=re.DOTALL
        )
    return data


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "no zip": (lambda: b"PK\x03\x04 and no more", "no whole zip file"),
    "empty": (lambda: b"", "it is no zip file"),
    "a report": (lambda: whole()["report.json"], "`codex-doctor bundle` writes one"),
    "long ago": (
        lambda: sealed(whole(), made_at="0001-01-01T00:00:00+14:00"),
        "the year it was made in cannot be right",
    ),
    "far away": (
        lambda: sealed(whole(), made_at="9999-12-31T23:59:59-12:00"),
        "the year it was made in cannot be right",
    ),
    "cut": (lambda: bundle_of(FAULT).data[:4000], "no whole zip file"),
    "no bundle": (lambda: zipped({"a.txt": b"x"}), "manifest.json is missing"),
    "another schema": (
        lambda: sealed(whole(), schema="codex-doctor/report"),
        "no bundle of codex-doctor",
    ),
    "newer": (lambda: sealed(whole(), schema_version="2.0"), "a newer one may read it"),
    "no manifest": (
        lambda: zipped({**whole(), "manifest.json": b"[" * 100_000}),
        "not as codex-doctor writes it",
    ),
    "a time without a zone": (
        lambda: sealed(whole(), made_at="2026-01-01T00:00:00"),
        "a time without its zone",
    ),
    "upwards": (lambda: odd_member("../../etc/passwd"), "plain names only"),
    "absolute": (lambda: odd_member("/etc/passwd"), "plain names only"),
    "backslash": (lambda: odd_member("..\\a.txt"), "plain names only"),
    "folder": (lambda: odd_member("folder/"), "plain names only"),
    "escape": (lambda: odd_member("\x1b[31m.txt"), "plain names only"),
    "link": (lambda: odd_member("link.txt", mode=stat.S_IFLNK | 0o777), "plain files"),
    "device": (lambda: odd_member("null.txt", mode=stat.S_IFCHR | 0o666), "plain files"),
    "twice": (lambda: odd_member("report.md"), "two members have one name"),
    "one more": (lambda: odd_member("more.txt"), "is not in the manifest"),
    "one less": (
        lambda: zipped({name: data for name, data in whole().items() if name != "report.md"}),
        "is missing",
    ),
    "without facts": (
        lambda: sealed({name: data for name, data in whole().items() if name != "facts.json"}),
        "facts.json is missing",
    ),
    "changed": (
        lambda: zipped({**whole(), "report.md": b"# it works"}),
        "report.md was changed",
    ),
    "another id": (lambda: sealed(whole(), id="aaaa-aaaa"), "the id is not that"),
    "bomb": (lambda: zipped({**whole(), "bomb.txt": bytes(17_000_000)}), "larger than 16.0 MB"),
    "many bombs": (
        lambda: zipped({f"bomb{at}.txt": bytes(12_000_000) for at in range(3)}),
        "unpacked it is larger than 32.0 MB",
    ),
    "many": (lambda: zipped({f"a{at}.txt": b"" for at in range(40)}), "40 members, 32 at most"),
    "another packing": (
        lambda: packed_otherwise(zipped(whole())),
        "packed in a way that codex-doctor does not use",
    ),
    "says less": (lambda: with_sizes(10, "bomb.txt"), "no whole zip file"),
    "says more": (lambda: with_sizes(5000, "bomb.txt"), "has not the size that is said"),
    "facts of others": (lambda: sealed({**whole(), "facts.json": b'{"asked": 1}'}), "facts.json"),
    "deep facts": (lambda: sealed({**whole(), "facts.json": b"[" * 900_000}), "facts.json"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_wrong_with_a_bundle_is_said(name: str) -> None:
    make, said = HOSTILE[name]
    data = make()
    started = time.process_time()

    with pytest.raises(DoctorError) as caught:
        read_bundle(data, "b.zip")
    assert said in str(caught.value)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 400
    assert time.process_time() - started < 1.0


def test_a_whole_bundle_is_read_also_one_of_a_newer_minor_version() -> None:
    members = {**whole(), "report.har": b"{}"}

    assert read_bundle(bundle_of(FAULT).data, "b").manifest == bundle_of(FAULT).manifest
    assert read_bundle(sealed(members, schema_version="1.9", more=1), "b").facts.exchanges


@pytest.mark.parametrize("newer", [{"doctor": "0.9.0"}, {"schema_version": "1.9"}])
def test_what_a_newer_doctor_writes_otherwise_is_said_to_be_newer(newer: dict[str, str]) -> None:
    facts = json.loads(whole()["facts.json"])
    facts["exchanges"] = [{**one, "purpose": {"words": []}} for one in facts["exchanges"]]
    members = {**whole(), "facts.json": json.dumps(facts).encode()}

    with pytest.raises(DoctorError, match=r"was written by codex-doctor .*a newer one may read it"):
        read_bundle(sealed(members, **newer), "b.zip")
    with pytest.raises(DoctorError, match="not as codex-doctor writes it"):
        read_bundle(sealed(members), "b.zip")
    with pytest.raises(DoctorError, match="not as codex-doctor writes it"):
        read_bundle(sealed(members, doctor="odd"), "b.zip")


def test_the_bundle_of_an_endpoint_that_says_much_is_read(tmp_path: Path) -> None:
    """An endpoint with bodies and headers as long as they are kept made one of 5.5 MB."""
    facts: dict[str, Any] = json.loads(whole()["facts.json"])
    said = Random(1)
    first = facts["exchanges"][0]
    body = [base64.b64encode(said.randbytes(MAX_BODY_BYTES)).decode() for _ in range(60)]
    facts["exchanges"] = [{**first, "body": one} for one in body]
    data = sealed({**whole(), "facts.json": json.dumps(facts).encode()})
    (tmp_path / "b.zip").write_bytes(data)

    assert len(data) > 4_000_000
    assert len(read_bundle(read_file(tmp_path / "b.zip"), "b").facts.exchanges) == 60


def test_of_a_text_that_must_not_stand_there_no_more_is_repeated_than_a_line() -> None:
    report = {**json.loads(whole()["report.json"]), "verdict": "a" * 9_000_000}

    with pytest.raises(DoctorError, match="Invalid enum value") as caught:
        read_side(json.dumps(report).encode(), "r.json")
    assert len(str(caught.value)) < 1500
    assert "at `$.verdict`" in str(caught.value)


@pytest.mark.parametrize("kind", ["pipe", "folder", "nothing"])
def test_only_a_plain_file_is_read(kind: str, tmp_path: Path) -> None:
    if kind == "pipe":
        os.mkfifo(tmp_path / "b.zip")
    elif kind == "folder":
        (tmp_path / "b.zip").mkdir()

    with pytest.raises(DoctorError, match=r"b\.zip: "):
        read_file(tmp_path / "b.zip")


def test_a_file_that_is_too_long_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_FILE_BYTES", 10)
    (tmp_path / "b.zip").write_bytes(b"PK" * 10)

    with pytest.raises(DoctorError, match="more than 10 bytes"):
        read_file(tmp_path / "b.zip")


def test_what_facts_say_is_made_inert() -> None:
    facts: dict[str, Any] = json.loads(whole()["facts.json"])
    facts["setup"]["model"] = "\x1b[2J sk-planted-8Hq3Xv91Lm4Zt7Wd"
    bundle = read_bundle(sealed({**whole(), "facts.json": json.dumps(facts).encode()}), "b")

    model = replay(bundle, ALL_CHECKS).report.target.model or ""
    assert "\x1b" not in model
    assert "sk-planted-8Hq3Xv91Lm4Zt7Wd" not in model


def test_facts_that_contradict_each_other_are_told() -> None:
    facts: dict[str, Any] = json.loads(whole()["facts.json"])
    facts["setup"]["endpoint"]["scheme"] = "zork"
    bundle = read_bundle(sealed({**whole(), "facts.json": json.dumps(facts).encode()}), "b")

    with pytest.raises(DoctorError, match="contradict each other"):
        replay(bundle, ALL_CHECKS)


def test_what_no_document_can_say_is_told_before_it_is_shown() -> None:
    facts: dict[str, Any] = json.loads(whole()["facts.json"])
    facts["installation"]["codex"]["source"] = "a friend"
    bundle = read_bundle(sealed({**whole(), "facts.json": json.dumps(facts).encode()}), "b")

    with pytest.raises(DoctorError, match="contradict each other"):
        replay(bundle, ALL_CHECKS)


def test_a_line_that_no_file_has_is_told() -> None:
    facts: dict[str, Any] = json.loads(whole()["facts.json"])
    facts["setup"]["provider_origin"]["line"] = -1

    with pytest.raises(DoctorError, match="not as codex-doctor writes it"):
        read_bundle(sealed({**whole(), "facts.json": json.dumps(facts).encode()}), "b")


@pytest.mark.parametrize(("took_ms", "started_s"), [(10**15, 0.0), (-1, 0.0), (5, 1e18), (5, -9.0)])
def test_a_time_that_no_run_takes_is_told(took_ms: int, started_s: float) -> None:
    facts: dict[str, Any] = json.loads(whole()["facts.json"])
    facts["exchanges"][0]["started_s"] = started_s
    data = sealed({**whole(), "facts.json": json.dumps(facts).encode()}, took_ms=took_ms)

    with pytest.raises(DoctorError, match="contradict each other"):
        replay(read_bundle(data, "b"), ALL_CHECKS)


def test_an_address_that_is_none_is_archived_as_it_stands() -> None:
    facts: dict[str, Any] = json.loads(whole()["facts.json"])
    facts["exchanges"][0]["url"] = "http://[::1?api-version=1"
    bundle = read_bundle(sealed({**whole(), "facts.json": json.dumps(facts).encode()}), "b")
    again = replay(bundle, ALL_CHECKS)

    request = json.loads(render("har", again.report, again.facts))["log"]["entries"][0]["request"]
    assert request["url"] == "http://[::1?api-version=1"
    assert request["queryString"] == [{"name": "api-version", "value": "1"}]


def test_what_was_left_out_offline_stays_left_out() -> None:
    facts: dict[str, Any] = json.loads(whole()["facts.json"])
    facts["asked"]["offline"] = True
    bundle = read_bundle(sealed({**whole(), "facts.json": json.dumps(facts).encode()}), "b")

    rows = {one.id: one.summary for one in replay(bundle, ALL_CHECKS).report.checks}
    assert rows["stream"] == "left out by --offline"
