from __future__ import annotations

import pytest
import tomli

from codex_doctor.codex.files.documents import parse_document
from codex_doctor.codex.files.excerpts import excerpt
from codex_doctor.codex.files.toml_syntax import SyntaxFault, explain_error
from setups import problem_in


def fault(text: str) -> SyntaxFault:
    with pytest.raises(tomli.TOMLDecodeError) as raised:
        tomli.loads(text)
    return explain_error(text, raised.value)


# text, words of the reason, place, the line as it should be
FAULTS = [
    ("a = “x”", "typographic quote", (1, 5), 'a = "x"'),
    ("a = ‘x’ # b", "typographic quote", (1, 5), "a = 'x' # b"),
    ('a = "x”', "typographic quote", (1, 7), 'a = "x"'),
    ('a = "C:\\Users\\x"', "backslash", (1, 8), "a = 'C:\\Users\\x'"),
    ('a = "C:\\dir"', "backslash", (1, 8), "a = 'C:\\dir'"),
    ('a = "x', "quote is not closed", (1, 5), 'a = "x"'),
    ("a = 'x", "quote is not closed", (1, 5), "a = 'x'"),
    ('b = 1\na = "x\nc = 1', "quote is not closed", (2, 5), 'a = "x"'),
    ('a = """x\ny', "quote is not closed", (1, 5), ""),
    ('a = x"', "opening quote is missing", (1, 5), 'a = "x"'),
    ("[a\nb = 1", "bracket is missing", (1, 3), "[a]"),
    ("[[a]\nb = 1", "does not close", (1, 4), "[[a]]"),
    ("[a]]", "one bracket too many", (1, 4), "[a]"),
    ("[a b]", "into quotes", (1, 4), '["a b"]'),
    ('[a."b]', "into quotes", (1, 7), '[a."b"]'),
    ("[providers.a b.c]", "into quotes", (1, 14), '[providers."a b".c]'),
    (r"[projects.C:\Users\me.x]", "into single quotes", (1, 12), r"[projects.'C:\Users\me.x']"),
    ("[projects./home/me.x]", "into quotes", (1, 11), '[projects."/home/me.x"]'),
    ("[a]\n[a]", "defined twice", (2, 1), ""),
    ("a = 1\na = 2", "a is defined twice", (2, 1), ""),
    ('a "x"', "no = between", (1, 3), 'a = "x"'),
    ("a", "no = after", (1, 2), ""),
    ("= 3", "no key", (1, 1), ""),
    ("a: 'x'", "a colon", (1, 2), "a = 'x'"),
    ("export A=1", "shell command", (1, 1), ""),
    ('{"a": 1}', "JSON", (1, 1), ""),
    ('"a": {', "JSON", (1, 4), ""),
    ("a = True", "written true", (1, 5), "a = true"),
    ("a = yes # b", "written true", (1, 5), "a = true # b"),
    ("a = None", "leave the key out", (1, 5), ""),
    ("a =", "value is missing", (1, 4), ""),
    ("a = gpt-5", "needs quotes", (1, 5), 'a = "gpt-5"'),
    ("a = https://x/v1", "needs quotes", (1, 5), 'a = "https://x/v1"'),
    ("a = {b", "no = after", (1, 7), ""),
    ("a = [1, 2\nb = 1", "", (1, 5), ""),
    ("a = [1, 2", "bracket [ is not closed", (1, 5), ""),
    ("a = {b = 1", "brace { is not closed", (1, 5), ""),
    ("a\u00a0= 1", "no-break space", (1, 2), "a = 1"),
    ("\u200ba = 1", "zero width space", (1, 1), "a = 1"),
    ("a = 'x\x01'", "invisible", (1, 7), "a = 'x'"),
    ("a = 1\rb = 2", "carriage return", (1, 6), ""),
    ('a = "x";', "a ; after", (1, 8), 'a = "x"'),
    ("a = 1]", "a bracket too many", (1, 6), "a = 1"),
    ("a = 'it's'", "quote inside", (1, 9), ""),
    ("a = 01", "begin with 0", (1, 5), ""),
    ('a = "x" b', "text follows", (1, 9), ""),
    ("a = [,]", "comma too many", (1, 6), "a = []"),
]


@pytest.mark.parametrize(("text", "why", "place", "after"), FAULTS)
def test_a_syntax_error_is_said_in_words(
    text: str, why: str, place: tuple[int, int], after: str
) -> None:
    found = fault(text)

    assert why in found.why
    assert (found.line, found.column) == place
    assert found.after == after


def test_a_provider_table_in_the_singular_is_named() -> None:
    text = 'model_provider = "lab"\n[model_provider.lab]\n'

    assert "model_providers" in fault(text).why


def test_the_excerpt_has_a_caret_under_the_column_and_no_secret() -> None:
    text = 'x = 1\nexperimental_bearer_token = "sk-0123456789abcdef" oops'

    assert excerpt(text, line=2, column=51) == (
        '2 | experimental_bearer_token = "*******************" oops\n'
        "  |                                                   ^"
    )
    assert excerpt(text, line=1, column=None) == "1 | x = 1"
    assert excerpt(text, line=9, column=1) == ""


def test_the_caret_stands_right_behind_wide_and_combining_characters() -> None:
    assert excerpt("键e\u0301 = x", line=1, column=6).splitlines()[1] == "  |     " + " ^"


def test_a_long_line_is_cut_around_the_caret() -> None:
    shown = excerpt("a = '" + "x" * 5_000_000 + "' y", line=1, column=4_000_000)

    assert len(shown) < 400
    assert shown.splitlines()[1].endswith("^")


# Further mistakes: a text, a word of the reason, its place, the line as it should be, the advice.
MISTAKES = [
    ("args = ['a',\n\n[mcp]\nb = 1", "bracket [ is not closed", (1, 8), "", "Close it with ]."),
    ("a = {b = 1\nc = 2\n", "brace { is not closed", (1, 5), "", "Close it with }."),
    ("a = [1 2]", "comma is missing", (1, 8), "a = [1, 2]", ""),
    ("a = {b = 1 c = 2}", "comma is missing", (1, 12), "a = {b = 1, c = 2}", ""),
    ("a = {b = 1, b = 2}", "b is defined twice", (1, 13), "", "Remove one of the two."),
    ("a = 1\n[b]\n[a.c]", "a has a value already (line 1)", (3, 1), "", ""),
    ("[b]\nc = 1\nd = 2\nc = 3", "first in line 2", (4, 1), "", "Remove one of the lines."),
    ("[b]\n[c]\n[b]", "first in line 1", (3, 1), "", "under one header."),
    ("[[a]]\nb = 1\n[a]", "first in line 1", (3, 1), "", ""),
    (
        "[model_providers:a-1]\nb = 1",
        "a dot stands between",
        (1, 17),
        "[model_providers.a-1]",
        "Write [model_providers.a-1].",
    ),
    ("[mcp_servers a]\nb = 1", "a dot stands", (1, 14), "[mcp_servers.a]", ""),
    ("a = ＂b＂", "quote", (1, 5), 'a = "b"', ""),
    ("[a]]] # b", "one bracket too many", (1, 4), "[a] # b", ""),
    ("[a  # b", "bracket is missing", (1, 3), "[a]  # b", ""),
    ('a = "x",  # b', "a , after the value", (1, 8), 'a = "x"  # b', ""),
    ("a = `x` # b", "needs quotes", (1, 5), 'a = "x" # b', ""),
    ("[]", "has no name", (1, 2), "", ""),
    ("[a] b = 1", "text follows the table header", (1, 5), "", ""),
    ("a = “x", "typographic quote", (1, 5), 'a = "x"', ""),
    ("a = 'x’\nb = 1", "quote is not closed", (1, 5), "a = 'x'", ""),
    ('a = "x # y\nb = 1', "quote is not closed", (1, 5), 'a = "x" # y', ""),
    ("a = 'x\nb = 'y'", "quote is not closed", (1, 5), "a = 'x'", ""),
    ("a = '''x\ny", "quote is not closed", (1, 5), "", "Close it with '''."),
    ('a = "x""', "a quote too many", (1, 8), 'a = "x"', ""),
    ("model = 4o-mini", "text value needs quotes", (1, 9), 'model = "4o-mini"', ""),
    ("a = 127.0.0.1:80", "text value needs quotes", (1, 5), 'a = "127.0.0.1:80"', ""),
    ("a = https://x/?b=c", "text value needs quotes", (1, 5), 'a = "https://x/?b=c"', ""),
    ("a = [1, yes]", "written true", (1, 9), "a = [1, true]", ""),
    ("a = {b = off}", "written false", (1, 10), "a = {b = false}", ""),
    ("a = 1__0", "no number", (1, 5), "", "if it is a text."),
    ("a = 24:30", "no date or time", (1, 5), "", "if it is a text."),
    ("a = 1979-02-30", "no date or time", (1, 5), "", "Correct it."),
    ("a = = 1", "one = too many", (1, 5), "a = 1", ""),
    ("a = {b: 1}", "a colon", (1, 7), "a = {b = 1}", ""),
    ("model: gpt-5", "a colon", (1, 6), 'model = "gpt-5"', ""),
    ("model gpt-5", "no = between", (1, 7), 'model = "gpt-5"', ""),
    ("a b = 1", "a blank inside the key", (1, 3), "a_b = 1", ""),
    ("а = 1", "needs quotes", (1, 1), '"а" = 1', ""),
    ('"b" а = 1', "needs quotes", (1, 5), "", "Put the key into quotes."),
    ("a..b = 1", "dotted key is empty", (1, 3), "", "Remove the dot."),
    ("a = 'b'\u2028", "line separator, U+2028", (1, 8), "a = 'b'", ""),
    ("a = 1\x00", "NUL, U+0000", (1, 6), "a = 1", ""),
    ("a = 1 \ufeffb", "byte order mark, U+FEFF", (1, 7), "", "Remove it"),
    ("[[a]]\nb = 1\nb = 2", "the key b is defined twice", (3, 1), "", "Remove one of the lines."),
    ("a = 1x ]", "text follows", (1, 6), "", "line of its own"),
    ("a = ]", "invalid value", (1, 5), "", ""),
    ("a = 1,b = 2", "text follows", (1, 6), "", "line of its own"),
]


@pytest.mark.parametrize(("text", "why", "place", "after", "fix"), MISTAKES)
def test_a_mistake_has_its_place_and_its_fix(
    text: str, why: str, place: tuple[int, int], after: str, fix: str
) -> None:
    found = fault(text)

    assert why in found.why
    assert (found.line, found.column) == place
    assert found.after == after
    assert fix in found.fix


def test_a_huge_text_is_judged_by_its_line_alone() -> None:
    found = fault("# " + "x" * 250_000 + "\nb = True\nc = yes")

    assert (found.line, found.after) == (2, "b = true")


def test_a_line_that_would_nest_too_deep_is_no_repair() -> None:
    found = fault("“a” = " + "[" * 450 + "]" * 450)

    assert (found.column, found.after) == (1, "")


def test_an_endless_line_is_not_searched() -> None:
    reading = parse_document("a = “" + "x" * 1_000_000, name="user", shown="config.toml")

    assert reading.layer.refusal is not None
    assert len(reading.layer.refusal.excerpt) < 400
    assert "x" not in reading.layer.refusal.excerpt


@pytest.mark.parametrize("text", ["a = 0000-01-01", "a = 12:30:60", "a = 0000-01-01T00:00:60Z"])
def test_dates_that_only_codex_takes_are_texts(text: str) -> None:
    reading = parse_document(text, name="user", shown="config.toml")

    assert reading.document is not None
    assert isinstance(reading.document.table["a"], str)


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("b = 1\na = " + "1" * 5000, "config.toml_syntax", (2, 5)),
        ("a = [inf, 1e400]", "config.wrong_type", (1, 11)),
        ("a = 9223372036854775808", "config.wrong_type", (1, 5)),
    ],
)
def test_numbers_that_codex_cannot_hold(text: str, kind: str, place: tuple[int, int]) -> None:
    problem = problem_in(text)

    assert problem is not None
    assert problem.kind == kind
    assert problem.location is not None
    assert (problem.location.line, problem.location.column) == place
