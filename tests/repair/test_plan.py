from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.model import Commands, Edit, Fix, Risk
from codex_doctor.repair.changes import Ground, plan_changes
from codex_doctor.repair.one_edit import edited
from codex_doctor.repair.plan import addressed, in_one, planned
from codex_doctor.repair.splices import CannotEditError

if TYPE_CHECKING:
    from pathlib import Path

FILE = "config.toml"


@pytest.mark.parametrize("key", ['projects."/x.y".trust_level', "projects./x.y.trust_level"])
@pytest.mark.parametrize("before", ['trust_level = "maybe"', None])
def test_a_key_is_found_with_and_without_its_quotes(key: str, before: str | None) -> None:
    text = 'a = 1\n[projects."/x.y"]\ntrust_level = "maybe"\nb = 2\n'
    line = None if before is None else 3

    edit = Edit(FILE, key, before, None, line)

    assert edited(text, edit) == 'a = 1\n[projects."/x.y"]\nb = 2\n'


def test_a_line_is_known_by_how_it_is_shown() -> None:
    text = "\u200bmodel\x01 = 1\n"

    assert edited(text, Edit(FILE, "", "\\u200bmodel\\x01 = 1", "model = 1", 1)) == "model = 1\n"
    with pytest.raises(CannotEditError):
        edited(text, Edit(FILE, "", "other", "model = 1", 1))


def test_what_an_edit_hides_is_kept_and_shown_to_nobody() -> None:
    text = '[mcp_servers.s]\ncommand = "x"\nenv = ["A=b", "API_KEY=sk-0123456789abcdef"]  # mine\n'
    key = "mcp_servers.s.env"
    edit = Edit(FILE, key, "env = [...]", 'env = { A = "b", API_KEY = "…" }', 3)

    after = edited(text, edit)
    (shown,) = planned(Fix("Write it.", edits=(edit,)), {FILE: text}).edits

    assert 'env = { A = "b", API_KEY = "sk-0123456789abcdef" }  # mine' in after
    assert "0123456789" not in f"{shown.before}{shown.after}"
    with pytest.raises(CannotEditError):
        edited(text.replace("A=b", "A=c"), edit)


def test_a_table_goes_before_a_value_takes_its_name() -> None:
    text = "[features.shell_tool]\nenabled = true\n"
    edits = (
        Edit(FILE, "features.shell_tool", "[features.shell_tool]", None, 1),
        Edit(FILE, "features.shell_tool", None, "shell_tool = true"),
    )

    shown = planned(Fix("Write it.", edits=edits), {FILE: text})

    assert [(one.before, one.after) for one in shown.edits] == [
        ("[features.shell_tool]\nenabled = …", None),
        (None, "[features]\nshell_tool = true"),
    ]


def test_lines_of_one_file_are_those_of_the_file_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / FILE
    file.write_text("a = 1\nb\nc = 3\nd\n")
    edits = (
        Edit(str(file), "", "b", None, 2),
        Edit(str(file), "", "c = 3", "c = 4\ne = 5", 3),
        Edit(str(file), "", "d", None, 4),
    )

    (change,) = plan_changes(Fix("Mend it.", edits=edits), Ground(tmp_path))

    assert change.after == b"a = 1\nc = 4\ne = 5\n"


@pytest.mark.parametrize("after", ['model = "<your model id>"', 'base_url = "<your base URL>"'])
def test_what_only_the_user_knows_is_not_written(after: str, tmp_path: Path) -> None:
    file = tmp_path / FILE
    file.write_text("a = 1\n")

    with pytest.raises(CannotEditError, match="only you know"):
        plan_changes(Fix("Set it.", edits=(Edit(str(file), "a", None, after),)), Ground(tmp_path))


TEXT = '[p."a.b"]\nmodel = "x"\n\n[t]\nkey = 1\n'


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (Edit(FILE, "t.key", "key = 1", 'key = "***"', 5), "a secret"),
        (Edit(FILE, "t.key", "key = 1", "key = ", 5), "no TOML"),
        (Edit(FILE, "t.key", "key = 1", "nothing", 5), "not a key with a value"),
        (Edit(FILE, "t.key", "key = 1", "= 2", 5), "not a key with a value"),
        (Edit(FILE, "gone", "gone = 1", None, 9), "not in it"),
        (Edit(FILE, "t", "[t]", "[p]", 4), "in it already"),
        (Edit(FILE, "t", None, "[t]\nx = 1"), "in another form"),
        (Edit(FILE, "t.key.deeper", None, "deeper = 1"), "no table"),
        (Edit(FILE, "", "key = 1", 'key = "***"', 5), "a secret"),
        (Edit(FILE, "", "key = 1", None, 50), "has changed"),
    ],
)
def test_an_edit_that_cannot_be_made_is_refused_and_not_shown(edit: Edit, why: str) -> None:
    with pytest.raises(CannotEditError, match=why):
        edited(TEXT, edit)

    shown = planned(Fix("Write it.", edits=(edit,), auto=True), {FILE: TEXT})
    assert (shown.edits, shown.auto) == ((), False)


def test_a_secret_keeps_its_place_where_only_the_name_changes() -> None:
    text = 'api-key = "sk-real-0123456789" # mine\n'

    after = edited(text, Edit(FILE, "api-key", "api-key = ***", 'api_key = "***"', 1))

    assert after == 'api_key = "sk-real-0123456789" # mine\n'


def test_a_name_with_dots_is_known_from_what_is_there() -> None:
    after = edited(TEXT, Edit(FILE, "p.a.b.name", None, 'name = "y"'))

    assert after == TEXT.replace('model = "x"\n', 'model = "x"\nname = "y"\n')


def test_a_table_is_added_below_what_a_file_has() -> None:
    assert edited("", Edit(FILE, "", None, "a = 1\n[x]")) == "a = 1\n[x]\n"
    assert edited("a = 1\n", Edit(FILE, "", None, "[x]\nb = 2")) == "a = 1\n\n[x]\nb = 2\n"


def test_lines_of_another_file_are_added_replaced_and_removed() -> None:
    text = "A=1\r\nB=2"

    assert edited(text, Edit(".env", "C", None, "C=3")) == "A=1\r\nB=2\r\nC=3\r\n"
    assert edited(text, Edit(".env", "C", None, "C=3", 2)) == "A=1\r\nC=3\r\nB=2"
    assert edited(text, Edit(".env", "A", "A=…", "A=4", 1)) == "A=4\r\nB=2"
    assert edited(text, Edit(".env", "A", "A=…", None, 1)) == "B=2"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_comment_that_is_not_shown_stays_on_its_line(end: str) -> None:
    edit = Edit(FILE, "", 'a: "b"', 'a = "b"', 1)

    assert edited(f'a: "b"  # mine{end}c = 1', edit) == f'a = "b"  # mine{end}c = 1'


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_of_dotenv_keeps_its_value_which_nobody_is_shown(end: str) -> None:
    edit = Edit(".env", "K", "set K=…", "K=…", 2)

    assert edited(f"A=1{end}set K=v{end}", edit) == f"A=1{end}K=v{end}"
    with pytest.raises(CannotEditError):
        edited(f"A=1{end}K=a b{end}", edit)


# ----- a fix that goes on


def _then(*steps: tuple[Edit, ...]) -> Fix:
    first, *rest = (Fix(f"{at}.", edits=edits) for at, edits in enumerate(steps))
    return replace(first, then=tuple(rest))


def _set(key: str, value: object) -> Edit:
    return Edit(FILE, key, None, f"{key.rpartition('.')[2]} = {value}")


ADDED = '[t]\nurl = "h"\nkey = "K"'
CHAINS = {
    "other lines": ("a = 1\nb = 2\n", _then((_set("b", 3),), (_set("a", 2),)), 2),
    "one line twice in one step": (
        'h = { x = "K" }\n',
        Fix("0.", edits=(_set("h.y", '"K"'), Edit(FILE, "h.x", 'x = "K"', None, 1))),
        1,
    ),
    "one line twice": ("a = 1\nb = 2\n", _then((_set("a", 2),), (_set("a", 3),)), 1),
    "in what was added": (
        "a = 1\n",
        _then((Edit(FILE, "t", None, ADDED),), (_set("t.url", '"h/v1"'), _set("t.key", '"L"'))),
        1,
    ),
    "below what was added": (
        "[t]\nb = 1\n",
        _then((Edit(FILE, "c", None, "c = 1", 1),), (_set("t.b", 2),)),
        2,
    ),
    "removed": ("a = 1\nb = 2\nc = 3\n", _then((Edit(FILE, "a", None, None),), (_set("c", 4),)), 2),
    "below a table that goes": (
        "a = 1\n\n[t]\nb = 1\n\n[u]\nc = 1\n",
        _then((Edit(FILE, "t", None, None),), (_set("u.c", 4),)),
        2,
    ),
    "the last table, of two empty lines": (
        "a = 1\n[t.b]\nc = 1\nd = 2\n\n\n",
        _then((Edit(FILE, "t.b", None, None),), (_set("a", 4),)),
        2,
    ),
    "a new file": ("", _then((Edit(FILE, "", None, ADDED),), (_set("t.url", '"h/v1"'),)), 1),
}


@pytest.mark.parametrize("name", CHAINS)
def test_what_several_steps_change_is_shown_as_one(name: str, tmp_path: Path) -> None:
    text, fix, count = CHAINS[name]
    file = tmp_path / FILE
    if text:
        file.write_text(text)
    there = {FILE: text} if text else {}

    shown = planned(fix, there)
    (change,) = plan_changes(_at(fix, str(file)), Ground(tmp_path))

    assert shown.then == ()
    assert len(shown.edits) == count
    assert _applied(text, shown.edits) == _written(change.after.decode())


def test_what_is_so_already_is_no_edit() -> None:
    assert planned(Fix("0.", edits=(_set("a", 1),)), {FILE: "a = 1\n"}).edits == ()


def _at(fix: Fix, file: str) -> Fix:
    edits = tuple(replace(one, file=file) for one in fix.edits)
    return replace(fix, edits=edits, then=tuple(_at(one, file) for one in fix.then))


def _written(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def _applied(text: str, edits: tuple[Edit, ...]) -> list[str]:
    """Return the lines of a text with edits made by these alone, as a reader of a report would."""
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda one: one.line or 1, reverse=True):
        start = (edit.line or 1) - 1
        count = len(edit.before.split("\n")) if edit.before else 0
        lines[start : start + count] = edit.after.split("\n") if edit.after else []
    return _written("\n".join(lines))


def test_what_several_steps_want_is_one_action() -> None:
    start = Commands("codex --profile p", "codex --profile p", is_start=True)
    steps = (
        Fix("A.", Risk.SAFE, auto=True, edits=(_set("a", 1),), commands=start),
        Fix("B.", Risk.SAFE, auto=True, commands=Commands("unset X", "Remove-Item Env:X")),
        Fix("C.", edits=(_set("c", 1),), commands=Commands("setup", "setup", is_instead=True)),
    )

    one = in_one(replace(steps[0], then=steps[1:]))

    assert one.title == "A. Then: B. Then: C."
    assert one.risk is Risk.REVIEW
    assert not one.auto
    assert one.commands == Commands(
        "unset X && codex --profile p", "Remove-Item Env:X; codex --profile p"
    )
    assert in_one(steps[2]) == steps[2]


def test_steps_of_one_title_are_said_once() -> None:
    steps = [Fix("Write it.", edits=(_set(key, 1),)) for key in "abc"]
    steps[1] = replace(steps[1], title="Remove it.")

    one = in_one(replace(steps[0], then=tuple(steps[1:])))

    assert one.title == "Write it. Then: Remove it."
    assert [edit.key for edit in one.edits] == ["a", "b", "c"]


def test_a_file_that_cannot_be_looked_for_is_said_to_be_unreadable(tmp_path: Path) -> None:
    # As a folder does that may not be entered, also for root.
    file = str(tmp_path / ("a" * 300))
    fix = Fix("Write it.", edits=(Edit(file, "model", None, 'model = "x"'),))

    with pytest.raises(CannotEditError, match="File name too long"):
        plan_changes(fix, Ground(tmp_path))


def test_a_fix_of_a_file_for_all_users_says_who_makes_it() -> None:
    fix = Fix("Write it.", edits=(Edit("/etc/codex/config.toml", "model", None, "model = 1"),))

    assert addressed(fix, {"/etc/codex/config.toml"}).title == (
        "Ask the administrator of this machine for this: Write it."
    )
    assert addressed(fix, {"~/.codex/config.toml"}) == fix
