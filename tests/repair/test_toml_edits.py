from __future__ import annotations

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from codex_doctor.repair.splices import CannotEditError, apply_splices
from codex_doctor.repair.toml_edits import (
    add_text,
    remove_key,
    rename_key,
    set_key,
)
from codex_doctor.values import is_list, is_table, lookup
from fuzz.edits import toml_texts

URL = ("model_providers", "lab", "base_url")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('model = "a" # mine\n', 'model = "b" # mine\n'),
        ("model = 'a'\t# mine\r\nx = 1\r\n", 'model = "b"\t# mine\r\nx = 1\r\n'),
        ('"model"="a"', '"model"="b"'),
        ("x = 1\n", 'x = 1\nmodel = "b"\n'),
        ("x = 1", 'x = 1\nmodel = "b"'),
        ("", 'model = "b"\n'),
        ("# mine\n[t]\nx = 1\n", 'model = "b"\n\n# mine\n[t]\nx = 1\n'),
        ("  x = 1\n[t]\n", '  x = 1\n  model = "b"\n[t]\n'),
        ("x = [\n  1,\n] # end\n[t]\n", 'x = [\n  1,\n] # end\nmodel = "b"\n[t]\n'),
        ('model = """a\nmodel = "c"\n"""\n', 'model = "b"\n'),
    ],
)
def test_sets_a_key_of_the_top_level(before: str, after: str) -> None:
    assert apply_splices(before, set_key(before, ("model",), '"b"')) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "[model_providers.lab]\nbase_url='a' # x\n[t]\n",
            '[model_providers.lab]\nbase_url="b" # x\n[t]\n',
        ),
        (
            '[model_providers.lab] # x\n\n[t]\nbase_url = "a"\n',
            '[model_providers.lab] # x\nbase_url = "b"\n\n[t]\nbase_url = "a"\n',
        ),
        (
            '[model_providers]\nlab.base_url = "a"\n',
            '[model_providers]\nlab.base_url = "b"\n',
        ),
        (
            'model_providers.lab.name = "a"\nx = 1\n',
            'model_providers.lab.name = "a"\nmodel_providers.lab.base_url = "b"\nx = 1\n',
        ),
        (
            'model_providers.lab = { name = "a" } # x\n',
            'model_providers.lab = { name = "a", base_url = "b" } # x\n',
        ),
        (
            "model_providers = { other = {} }\n",
            'model_providers = { other = {}, lab.base_url = "b" }\n',
        ),
        ("model_providers.lab = {}\n", 'model_providers.lab = { base_url = "b" }\n'),
        (
            "[model_providers.other]\nx = 1\n",
            '[model_providers.other]\nx = 1\n\n[model_providers.lab]\nbase_url = "b"\n',
        ),
        (
            '[model_providers."lab"]\nx.y = 1\n[model_providers.lab.z]\n',
            '[model_providers."lab"]\nx.y = 1\nbase_url = "b"\n[model_providers.lab.z]\n',
        ),
    ],
)
def test_sets_a_key_of_a_table(before: str, after: str) -> None:
    assert apply_splices(before, set_key(before, URL, '"b"')) == after


@pytest.mark.parametrize(
    "text", ["model_providers = 1\n", "model_providers.lab = 'x'\n", "[[model_providers]]\n"]
)
def test_refuses_where_there_is_no_place(text: str) -> None:
    with pytest.raises(CannotEditError):
        set_key(text, URL, '"b"')


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ("a = 1\nb = 2 # x\nc = 3\n", ("b",), "a = 1\nc = 3\n"),
        ("a = 1\nb = [\n 2,\n] # x", ("b",), "a = 1\n"),
        ("t = { a = 1, b = 2, c = 3 }\n", ("t", "b"), "t = { a = 1, c = 3 }\n"),
        ("t = { a = 1, b = 2 }\n", ("t", "b"), "t = { a = 1 }\n"),
        ("t = { b = 2 }\n", ("t", "b"), "t = {}\n"),
        ("t = {b = 2} # c\n", ("t", "b"), "t = {} # c\n"),
        (
            "[p.work]\n# mine\nm = 1\n\n[p.work.x]\ny = 1\n\n\n[q]\nz = 1\n",
            ("p", "work"),
            "[q]\nz = 1\n",
        ),
        ("[a]\nx = 1\n\n[p.work]\nm = 1\n", ("p", "work"), "[a]\nx = 1\n\n"),
        ("[p]\nwork.m = 1\nwork.n = 2\no = 3\n", ("p", "work"), "[p]\no = 3\n"),
    ],
)
def test_removes_a_key_or_a_whole_table(before: str, path: tuple[str, ...], after: str) -> None:
    assert apply_splices(before, remove_key(before, path)) == after


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ("base-url = 1 # x\n", ("base-url",), "new = 1 # x\n"),
        ("[p.old]\nx = 1\n[p.old.y]\nz = 1\n", ("p", "old"), "[p.new]\nx = 1\n[p.new.y]\nz = 1\n"),
        ("[p]\n'old'.x = 1\nold.y = 1\n", ("p", "old"), "[p]\nnew.x = 1\nnew.y = 1\n"),
        ("p = { old = 1 }\n", ("p", "old"), "p = { new = 1 }\n"),
        ("[[p.old]]\nx = 1\n[[p.old]]\n", ("p", "old"), "[[p.new]]\nx = 1\n[[p.new]]\n"),
    ],
)
def test_renames_a_key_or_a_table(before: str, path: tuple[str, ...], after: str) -> None:
    assert apply_splices(before, rename_key(before, path, "new")) == after


def test_a_table_may_go_below_tables_that_are_there_or_not() -> None:
    before = "[old]\nx = 1\n[old.y]\nz = 1\n"
    after = "[p.new]\nx = 1\n[p.new.y]\nz = 1\n"

    assert apply_splices(before, rename_key(before, ("old",), "p", "new")) == after
    both = f"[p.other]\n{before}"
    assert apply_splices(both, rename_key(both, ("old",), "p", "new")) == f"[p.other]\n{after}"
    with pytest.raises(CannotEditError):
        rename_key(f"[p.new]\n{before}", ("old",), "p", "new")


def test_adds_a_table_below_everything() -> None:
    added = "[p.new]\nx = 1\n"

    assert apply_splices("a = 1", add_text("a = 1", added)) == f"a = 1\n\n{added}"
    assert apply_splices("a = 1\r\n", add_text("a = 1\r\n", added)).endswith("[p.new]\r\nx = 1\r\n")
    with pytest.raises(CannotEditError):
        add_text("[p.new]\n", added)


TOP = (("model",), ("a", "b"), ("quo ted",), ("t",))
BELOW = (("t", "model"), ("t", "u", "base_url"), ("v w", "x-y"), ("t", "a", "c d"), ("n", "0", "a"))
PATHS = st.sampled_from((*TOP, *BELOW, ("new", "table", "key"), ("t", "lit.eral")))


@given(toml_texts(), PATHS)
def test_a_key_that_is_there_can_be_set_and_removed(text: str, path: tuple[str, ...]) -> None:
    try:
        value = lookup(tomli.loads(text), path)
    except tomli.TOMLDecodeError:
        return
    if value is None or is_table(value) or is_list(value):
        return

    assert apply_splices(text, set_key(text, path, "7")) != text
    assert len(apply_splices(text, remove_key(text, path))) < len(text)
