"""What holds on other systems than this one."""

from __future__ import annotations

from pathlib import Path

import pytest

from codex_doctor.platform.system import System

LINUX, MAC, WINDOWS = System("linux"), System("darwin"), System("win32")


@pytest.mark.parametrize(
    ("system", "path", "entries"),
    [
        (LINUX, "/usr/bin::.", ["/usr/bin", "", "."]),
        (MAC, "/opt/homebrew/bin:/usr/bin", ["/opt/homebrew/bin", "/usr/bin"]),
        (WINDOWS, r"C:\Users\me\npm;D:\x y", [r"C:\Users\me\npm", r"D:\x y"]),
        (WINDOWS, r'"D:\x y";;C:\npm', [r"D:\x y", "", r"C:\npm"]),
    ],
)
def test_path_is_split_as_the_system_does(system: System, path: str, entries: list[str]) -> None:
    assert system.entries(path) == entries


@pytest.mark.parametrize(
    ("system", "path", "absolute"),
    [
        (LINUX, "/usr/bin", True),
        (LINUX, r"C:\npm", False),
        (MAC, "bin", False),
        (WINDOWS, r"C:\npm", True),
        (WINDOWS, r"\\server\share\npm", True),
        # Each means another place in another folder or on another drive.
        (WINDOWS, "C:npm", False),
        (WINDOWS, r"\npm", False),
        (WINDOWS, "", False),
    ],
)
def test_a_path_is_absolute_when_no_folder_changes_it(
    system: System, path: str, *, absolute: bool
) -> None:
    assert system.is_absolute(path) is absolute


def test_npm_installs_a_program_under_other_names_on_windows() -> None:
    assert WINDOWS.program_files("codex") == ("codex.exe", "codex.cmd")
    assert MAC.program_files("codex") == ("codex",)


def test_what_a_system_has() -> None:
    assert [one.has_keychain for one in (LINUX, MAC, WINDOWS)] == [False, True, False]
    assert [one.resolves_by_itself for one in (LINUX, MAC, WINDOWS)] == [True, False, False]
    assert [one.lists_sockets for one in (LINUX, MAC, WINDOWS)] == [True, False, False]
    assert [one.has_root_store for one in (LINUX, MAC, WINDOWS)] == [False, False, True]
    assert [one.has_jobs for one in (LINUX, MAC, WINDOWS)] == [False, False, True]
    assert [one.waits_for_pipes for one in (LINUX, MAC, WINDOWS)] == [True, True, False]
    assert [one.passes_descriptors for one in (LINUX, MAC, WINDOWS)] == [True, True, False]
    assert [one.has_modes for one in (LINUX, MAC, WINDOWS)] == [True, True, False]


def test_the_files_for_all_users_are_where_codex_looks_for_them() -> None:
    """On Windows as Codex 0.171.0 was seen to do in Wine (`tests/windows`)."""
    assert LINUX.machine_folder({"ProgramData": "/elsewhere"}) == Path("/etc/codex")
    assert MAC.machine_folder({}) == Path("/etc/codex")
    assert WINDOWS.machine_folder({"ProgramData": "D:/Data"}) == Path("D:/Data/OpenAI/Codex")
