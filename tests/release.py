"""Makes a release: version, changelog, commit, tag, wheel and sdist with hashes: `make release`.

Nothing leaves the machine; docs/releasing.md says what follows. Whoever builds the tag anew gets
the same bytes: the time in the archives is that of the commit.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")
_INIT = "doctor/codex_doctor/__init__.py"
_CHANGELOG = "CHANGELOG.md"
_UNRELEASED = "## [Unreleased]\n"


class ReleaseError(Exception):
    """There is nothing to release, or it would not be what is committed."""


def check(root: Path, version: str) -> None:
    """Refuse what would be no release.

    Raises:
        ReleaseError: The version is none or is not newer, it is there already, or something is
            not committed.
    """
    now = version_in((root / _INIT).read_text(encoding="utf-8"))
    if not _VERSION.fullmatch(version) or _numbers(version) <= _numbers(now):
        msg = f"VERSION={version!r} is no version after {now}: give one as {_next(now)}"
        raise ReleaseError(msg)
    if changed := _git(root, "status", "--porcelain"):
        msg = f"commit or remove these first:\n{changed}"
        raise ReleaseError(msg)
    if _git(root, "tag", "--list", f"v{version}"):
        msg = f"the tag v{version} is there already"
        raise ReleaseError(msg)


def version_in(text: str) -> str:
    """Return the version that a module has."""
    found = re.search(r'__version__ = "([^"]+)"', text)
    assert found, "the module has no __version__"
    return found[1]


def changelog_of(text: str, version: str, day: datetime.date) -> tuple[str, str]:
    """Return the changelog with a section of this version, and what stands in that.

    Raises:
        ReleaseError: Nothing stands under Unreleased.
    """
    before, _, rest = text.partition(_UNRELEASED)
    end = re.search(r"^## \[", rest, re.MULTILINE)
    section = (rest[: end.start()] if end else rest).strip()
    if not section:
        msg = f"{_CHANGELOG} says nothing under Unreleased"
        raise ReleaseError(msg)
    older = rest[end.start() :] if end else ""
    heading = f"## [{version}] - {day:%Y-%m-%d}\n"
    made = f"{before}{_UNRELEASED}\n{heading}\n{section}\n\n{older}"
    return made.rstrip() + "\n", section


def release(root: Path, version: str, day: datetime.date) -> None:
    """Write the version and its section, commit them, and tag the commit."""
    check(root, version)
    changelog, section = changelog_of((root / _CHANGELOG).read_text(encoding="utf-8"), version, day)
    init = (root / _INIT).read_text(encoding="utf-8")
    (root / _INIT).write_text(init.replace(version_in(init), version), encoding="utf-8")
    (root / _CHANGELOG).write_text(changelog, encoding="utf-8")
    _git(root, "commit", "--quiet", "--message", f"release: {version}", _INIT, _CHANGELOG)
    _git(root, "tag", "--annotate", f"v{version}", "--message", f"{version}\n\n{section}")


def build(root: Path) -> list[Path]:
    """Build wheel and sdist of what is committed, and write their hashes and what is in them.

    Returns:
        What was built; SHA256SUMS and CONTENTS stand beside it.
    """
    folder = root / "dist"
    for old in folder.glob("codex_doctor-*"):
        old.unlink()
    at = _git(root, "log", "-1", "--format=%ct")
    line = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(root)]
    environ = {**os.environ, "SOURCE_DATE_EPOCH": at}
    subprocess.run(line, check=True, env=environ, stdout=subprocess.DEVNULL)
    built = sorted(folder.glob("codex_doctor-*"))
    sums = "".join(f"{_hash(one.read_bytes())}  {one.name}\n" for one in built)
    (folder / "SHA256SUMS").write_text(sums, encoding="utf-8")
    lines = [f"{_hash(data)}  {one.name}  {name}\n" for one in built for name, data in members(one)]
    (folder / "CONTENTS").write_text("".join(lines), encoding="utf-8")
    return built


def members(file: Path) -> list[tuple[str, bytes]]:
    """Return the files in a wheel or an sdist, in the order of their names."""
    if file.suffix == ".whl":
        with zipfile.ZipFile(file) as archive:
            return [(name, archive.read(name)) for name in sorted(archive.namelist())]
    with tarfile.open(file) as archive:
        found = {one.name: archive.extractfile(one) for one in archive if one.isfile()}
        return [(name, one.read()) for name, one in sorted(found.items()) if one]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _next(version: str) -> str:
    major, minor, _ = _numbers(version)
    return f"{major}.{minor + 1}.0"


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _git(root: Path, *words: str) -> str:
    line = ["git", "-C", str(root), *words]
    return subprocess.run(line, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    here = Path(__file__).parents[1]
    if sys.argv[1:]:
        try:
            release(here, sys.argv[1], datetime.datetime.now(tz=datetime.UTC).date())
        except ReleaseError as exc:
            sys.exit(f"make release: {exc}")
    for made in build(here):
        print(made.relative_to(here))
