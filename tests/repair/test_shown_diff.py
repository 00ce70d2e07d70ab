from __future__ import annotations

from pathlib import Path

from codex_doctor.repair.changes import Change, show_diff

OLD = """\
# mine
[vault]
connection = "Server=h;Password=correct horse battery;"
words = [
  "correct horse battery",
]
[a]
wire = "chat" # note
"""


def diff(after: str) -> str:
    return show_diff(Change(Path("c"), "~/c.toml", OLD.encode(), after.encode()))


def test_of_what_stays_and_goes_along_the_keys_alone_are_shown() -> None:
    gone = diff(OLD.partition("[a]")[1] + OLD.partition("[a]")[2])
    changed = diff(OLD.replace('"chat"', '"responses"'))

    assert "horse" not in gone + changed
    assert "-connection = …" in gone
    assert '-wire = "chat" # …\n+wire = "responses" # …' in changed
