"""Files and folders with roots of trust: what is in them, read within a bound.

Which of them count is decided in `trust`.
"""

from __future__ import annotations

import base64
import binascii
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from codex_doctor.patterns import Regex
from codex_doctor.platform.user_files import Listing, is_folder, list_folder, plain_size, read_bytes
from codex_doctor.probes.tls.certificate import first_item
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from codex_doctor.words.told import Words

# Of a file, and of all in a folder; the bundles of systems have a quarter of a megabyte.
MAX_BYTES = 4_000_000
MAX_FOLDER_FILES = 2000
_HASH_NAME = Regex(r"[0-9a-f]{8}\.\d+")  # what OpenSSL's rehash makes
_PEM_NAME = Regex(r".+\.(?:pem|crt|cer)")
_MOST_UNREAD = 20
_MARK = Regex(rb"-----(BEGIN|END) (TRUSTED )?CERTIFICATE-----")


def read_authorities(name: str) -> tuple[tuple[bytes, ...], Words]:
    """Return the certificates of a PEM file, and why it cannot be used; of a longer one neither."""
    file = read_bytes(Path(name), max_bytes=MAX_BYTES)
    if file.result != "ok":
        return (), "" if file.result == "too_large" else file.detail
    try:
        ders = tuple(_blocks(file.data))
    except (binascii.Error, ValueError, IndexError):
        return (), Told("handshake.file_not_base64")
    return ders, "" if ders else Told("handshake.file_empty")


def _blocks(text: bytes) -> Iterator[bytes]:
    """Yield what stands between each beginning and the end that follows it."""
    begin: re.Match[bytes] | None = None
    for mark in _MARK.finditer(text):
        if mark[1] == b"BEGIN":
            begin = begin or mark
        elif begin is not None:
            body = b"".join(text[begin.end() : mark.start()].split())
            der = base64.b64decode(body, validate=True)
            yield first_item(der) if begin[2] else der
            begin = None


def certificates_of(path: str) -> list[bytes]:
    """Return the certificates of a file, or of a folder with hash names."""
    return [der for file in _files_of(path).paths for der in read_authorities(str(file))[0]]


def is_plain(path: str) -> bool:
    """Tell whether this file, or all of this folder, is regular and not longer than what is read.

    A library may open these by itself.
    """
    return _files_of(path).is_whole


def unread_files(folder: str) -> tuple[str, ...]:
    """Return the certificates of a folder in which nothing has a name that OpenSSL looks for."""
    if not is_folder(Path(folder)) or has_hash_names(folder):
        return ()
    found = list_folder(Path(folder), most=_MOST_UNREAD, wanted=_PEM_NAME.fullmatch)
    return tuple(str(path) for path in found.paths if 0 < plain_size(path) <= MAX_BYTES)


def has_hash_names(folder: str) -> bool:
    """Tell whether something in a folder has a name that OpenSSL looks for."""
    return bool(_hashed_files(Path(folder)).paths)


@lru_cache(maxsize=16)
def _files_of(path: str) -> Listing:
    """Return this file, or those of this folder that are looked for, within the one bound.

    A folder is looked at once a run: it has hundreds of files.
    """
    folder = Path(path)
    found = _hashed_files(folder) if is_folder(folder) else Listing((folder,))
    kept: list[Path] = []
    left = MAX_BYTES
    for file in found.paths:
        size = plain_size(file)
        if 0 < size <= left:
            kept.append(file)
            left -= size
    return Listing(tuple(kept), found.is_whole and len(kept) == len(found.paths))


def _hashed_files(folder: Path) -> Listing:
    return list_folder(folder, most=MAX_FOLDER_FILES, wanted=_HASH_NAME.fullmatch)
