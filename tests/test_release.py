from __future__ import annotations

import datetime
import subprocess
from typing import TYPE_CHECKING

import pytest

from release import ReleaseError, build, changelog_of, check, members, release, version_in

if TYPE_CHECKING:
    from pathlib import Path

DAY = datetime.date(2026, 11, 30)
CHANGELOG = (
    "# Changelog\n\n## [Unreleased]\n\n### Fixed\n\n- It.\n\n## [0.1.0] - 2026-01-01\n\nAll.\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a repository of a small package of our name."""
    for name, text in {
        "doctor/codex_doctor/__init__.py": '__version__ = "0.1.0"\n',
        "CHANGELOG.md": CHANGELOG,
        ".gitignore": "dist\n",
        "pyproject.toml": (
            '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
            '[project]\nname = "codex-doctor"\ndynamic = ["version"]\nrequires-python = ">=3.11"\n'
            '[tool.hatch]\nversion.path = "doctor/codex_doctor/__init__.py"\n'
            'build.targets.wheel.packages = ["doctor/codex_doctor"]\n'
        ),
    }.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "config", "user.name", "somebody")
    git(tmp_path, "config", "user.email", "somebody@example.com")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "all")
    return tmp_path


def git(root: Path, *words: str) -> str:
    line = ["git", "-C", str(root), *words]
    return subprocess.run(line, check=True, capture_output=True, text=True).stdout


def test_a_release_is_a_version_a_section_a_commit_and_a_tag(root: Path) -> None:
    release(root, "0.2.0", DAY)

    assert version_in((root / "doctor/codex_doctor/__init__.py").read_text()) == "0.2.0"
    assert "## [Unreleased]\n\n## [0.2.0] - 2026-11-30\n\n### Fixed\n\n- It.\n\n## [0.1.0]" in (
        (root / "CHANGELOG.md").read_text()
    )
    assert git(root, "status", "--porcelain") == ""
    assert git(root, "log", "-1", "--format=%s") == "release: 0.2.0\n"
    assert "- It." in git(root, "tag", "--list", "--format=%(contents)", "v0.2.0")


def test_who_builds_it_anew_gets_the_same_bytes(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    release(root, "0.2.0", DAY)
    other = tmp_path_factory.mktemp("other") / "clone"
    git(root, "clone", "--quiet", str(root), str(other))

    first, second = build(root), build(other)

    assert [one.name for one in first] == [
        "codex_doctor-0.2.0-py3-none-any.whl",
        "codex_doctor-0.2.0.tar.gz",
    ]
    for name in ("SHA256SUMS", "CONTENTS"):
        assert (root / "dist" / name).read_text() == (other / "dist" / name).read_text()
    assert [one.read_bytes() for one in first] == [one.read_bytes() for one in second]
    assert "codex_doctor/__init__.py" in dict(members(first[0]))
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], check=True, cwd=root / "dist")


@pytest.mark.parametrize(
    ("version", "why"),
    [
        ("0.1.0", "after 0.1.0"),
        ("0.0.9", "give one as 0.2.0"),
        ("next", "no version"),
        ("v0.2.0", "no version"),
    ],
)
def test_what_is_no_newer_version_is_refused(root: Path, version: str, why: str) -> None:
    with pytest.raises(ReleaseError, match=why):
        check(root, version)


def test_what_is_not_committed_is_refused(root: Path) -> None:
    (root / "CHANGELOG.md").write_text("other", encoding="utf-8")

    with pytest.raises(ReleaseError, match="CHANGELOG"):
        check(root, "0.2.0")


def test_a_version_is_released_once(root: Path) -> None:
    git(root, "tag", "v0.2.0")

    with pytest.raises(ReleaseError, match="there already"):
        check(root, "0.2.0")


def test_nothing_new_is_no_release() -> None:
    with pytest.raises(ReleaseError, match="Unreleased"):
        changelog_of("# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2026-01-01\n", "0.2.0", DAY)
