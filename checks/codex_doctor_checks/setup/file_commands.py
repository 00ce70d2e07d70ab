"""Commands that change a whole file, for two kinds of shell; not a check."""

from __future__ import annotations

from codex_doctor.model import Commands
from codex_doctor_checks.setup.problem_words import shell_paths

UTF8 = "UTF-8"
_LEAVE_OUT = '[Text.DecoderReplacementFallback]::new("")'


def replaced(file: str, *, feed: bool) -> Commands:
    """Return what puts a line feed or nothing in place of carriage returns; the old file stays."""
    posix, powershell = shell_paths(file)
    change, new = ("tr '\\r' '\\n'", "`n") if feed else ("tr -d '\\r'", "")
    return Commands(
        posix=f"cp {posix} {posix}.old && {change} <{posix}.old >{posix}",
        powershell=f'$f = {powershell}; Copy-Item $f "$f.old"; [IO.File]::WriteAllText($f, '
        f'[IO.File]::ReadAllText($f).Replace("`r", "{new}"))',
    )


def converted(file: str, charset: str) -> Commands:
    """Return what writes a file as UTF-8; the old one is kept, and the new one has its rights."""
    posix, powershell = shell_paths(file)
    # What is left out at the end of the file is an error to some.
    only, anyway = (" -c", " || true") if charset == UTF8 else ("", "")
    net = charset.lower().replace("16le", "16")
    decoder = f'"{net}", [Text.EncoderFallback]::ReplacementFallback, {_LEAVE_OUT}'
    return Commands(
        posix=f"cp {posix} {posix}.old && iconv{only} -f {charset} -t UTF-8 {posix}.old >{posix}"
        f"{anyway}",
        powershell=f'$f = {powershell}; Copy-Item $f "$f.old"; [IO.File]::WriteAllText($f, '
        f"[IO.File]::ReadAllText($f, [Text.Encoding]::GetEncoding({decoder})))",
    )


def without_mark(file: str) -> Commands:
    """Return what takes the byte order mark of UTF-8 from the beginning; the old file stays."""
    posix, powershell = shell_paths(file)
    return Commands(
        posix=f"cp -p {posix} {posix}.old && tail -c +4 {posix}.old >{posix}",
        powershell=f'$f = {powershell}; Copy-Item $f "$f.old"; '
        "[IO.File]::WriteAllText($f, [IO.File]::ReadAllText($f))",
        unmarked=file,
    )


def moved(file: str) -> Commands:
    """Return what gives a file or folder another name, under which nobody reads it."""
    posix, powershell = shell_paths(file)
    return Commands(
        posix=f"mv {posix} {posix}.old",
        powershell=f'$f = {powershell}; Move-Item $f "$f.old"',
    )


def copied(file: str, new: str) -> Commands:
    """Return what writes a file a second time, where it is read."""
    (posix, powershell), (posix_new, powershell_new) = shell_paths(file), shell_paths(new)
    return Commands(f"cp {posix} {posix_new}", f"Copy-Item {powershell} {powershell_new}")


def copied_line(variable: str, source: str, target: str) -> Commands:
    """Return what adds a variable's line of one .env to another, which only its owner reads."""
    (posix, powershell), (posix_new, powershell_new) = shell_paths(source), shell_paths(target)
    pattern = f"^[[:space:]]*(export )?{variable}="
    return Commands(
        posix=f"(umask 077; grep -E '{pattern}' {posix} >> {posix_new})",
        powershell=f"Select-String '^\\s*(export )?{variable}=' {powershell} | % Line "
        f"| Add-Content {powershell_new}",
    )


def permitted(file: str, mode: str) -> Commands:
    """Return what gives a file other permissions."""
    posix, powershell = shell_paths(file)
    grant = '/inheritance:r /grant "$($env:USERNAME):F"'
    return Commands(posix=f"chmod {mode} {posix}", powershell=f"icacls {powershell} {grant}")
