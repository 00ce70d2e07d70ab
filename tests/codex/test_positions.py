from __future__ import annotations

from typing import Any

import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from codex_doctor.codex.files.positions import find_nesting, index_positions
from codex_doctor.values import is_list, is_table

TEXT = '''\
model = "x"  # a comment
[model_providers.lab]
http_headers = { "X-A" = "b",
  c.d = 1 }
[[mcp]]
a.b = [1, { x = 2 },
  3]
[[mcp]]
[mcp.sub]
z = 1.5
["a b".'c']
"k\\u0041\\n" = """x
y"""
w = \'\'\'q\'\'\'
[model_providers.lab.deep]
e = 1979-05-27T07:32:00Z
'''


def places(text: str) -> dict[str, tuple[int, int, int, int]]:
    return {
        ".".join(path): (place.line, place.column, place.value_line, place.value_column)
        for path, place in index_positions(text).places.items()
    }


def test_keys_and_values_have_their_places() -> None:
    found = places(TEXT)

    assert found["model"] == (1, 1, 1, 9)
    assert found["model_providers.lab"] == (2, 2, 2, 2)
    assert found["model_providers.lab.http_headers.X-A"] == (3, 18, 3, 26)
    assert found["model_providers.lab.http_headers.c.d"] == (4, 3, 4, 9)
    assert found["mcp"] == (5, 3, 5, 3)
    assert found["mcp.0.a.b.1.x"] == (6, 13, 6, 17)
    assert found["mcp.0.a.b.2"] == (7, 3, 7, 3)
    assert found["mcp.1.sub.z"] == (10, 1, 10, 5)
    assert found["a b.c.kA\n"] == (12, 1, 12, 15)
    assert found["a b.c.w"] == (14, 1, 14, 5)
    assert found["model_providers.lab.deep.e"] == (16, 1, 16, 5)


def test_a_byte_order_mark_does_not_count() -> None:
    assert places("\ufeffa = 1") == {"a": (1, 1, 1, 5)}


def test_of_very_many_keys_the_first_have_a_place() -> None:
    many = "".join(f"a{number} = 1\n" for number in range(30_001))

    assert len(places(many)) == 30_000
    assert len(places(f"a = [{'1, ' * 30_001}]\nb = 1")) == 30_000


def test_nesting_counts_brackets_and_dotted_parts() -> None:
    assert find_nesting("a = [[1], [[2]]] # [[[[", 3) is None
    assert find_nesting("a = [[1], [[2]]] # [[[[", 2) == 11
    assert find_nesting("a.'b'.c = 1.5\n", 3) is None
    assert find_nesting("a.'b'.c = 1.5\n", 2) == 5


def paths(value: Any, above: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """Return the paths of all values that are no array of tables."""
    found: set[tuple[str, ...]] = set()
    if is_table(value):
        for key, inner in value.items():
            found |= {(*above, key)} | paths(inner, (*above, key))
    elif is_list(value):
        for number, inner in enumerate(value):
            found |= paths(inner, (*above, str(number)))
    return found


def to_toml(value: Any) -> str:
    if is_table(value):
        return "{" + ", ".join(f'"{key}" = {to_toml(item)}' for key, item in value.items()) + "}"
    if is_list(value):
        return "[" + ",\n ".join(to_toml(item) for item in value) + "]"
    return str(value).lower() if isinstance(value, bool | int) else f"'{value}'"


WORDS = st.text(alphabet="ab c{}[]=,.#", max_size=6)
VALUES = st.recursive(
    st.booleans() | st.integers(-9, 9) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=60)
@given(st.dictionaries(WORDS, VALUES, max_size=4))
def test_every_key_of_a_valid_text_has_a_place(table: dict[str, Any]) -> None:
    text = "".join(f'"{key}" = {to_toml(value)}\n' for key, value in table.items())

    assert paths(tomli.loads(text)) <= set(index_positions(text).places)


def test_brackets_beyond_the_limit_are_skipped() -> None:
    for opening, closing in (("[", "]"), ("{a=", "}")):
        text = f"a = {opening * 40}1{closing * 40}\nb = 2\n"
        assert places(text)["b"][0] == 2


def test_a_table_that_is_cut_does_not_hang() -> None:
    for text in ("a = {", "a = [", "a = {b", "a = " + "[" * 40, "[a", "[[", "a.b."):
        index_positions(text)
