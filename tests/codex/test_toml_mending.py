from __future__ import annotations

import pytest
import tomli

from codex_doctor.codex.files.documents import parse_document
from codex_doctor.codex.files.toml_mending import changed, mend_returns
from codex_doctor.codex.files.toml_syntax import explain_error
from codex_doctor.facts.config_problems import TomlSyntax

_KEY = "sk-proj-0123456789abcdefghijkl"
# a text that is no TOML, and what becomes of it
MENDED = [
    ("a = 1\na = 2", "a = 2"),
    ("b = 2\n{a = 1}", "b = 2\na = 1"),
    ("b = 2\n{ a.c = 'x', d = [1] } # e", 'b = 2\na = { c = "x" }\nd = [1] # e'),
    ("b = 2\n{a = 1},\nc = 3", "b = 2\na = 1\nc = 3"),
    ("b = 2\n{}\nc = 3", "b = 2\nc = 3"),
    *(
        (
            f"{first}{second}[model_providers.gw]\nname = 'x'\n",
            f"{kept}[model_providers.gw]\nname = 'x'\n",
        )
        for first, second, kept in (
            ("model_provider = 'gw'\n", "model_provider = 'old'\n", "model_provider = 'gw'\n"),
            ("model_provider = 'old'\n", "model_provider = 'gw'\n", "model_provider = 'gw'\n"),
            ("model_provider = 'a'\n", "model_provider = 'b'\n", "model_provider = 'b'\n"),
            ("model_provider = 1\n", "model_provider = ['gw']\n", "model_provider = ['gw']\n"),
        )
    ),
    ("[x]\na = 1\n[y]\na = 1\nb = 3\na = 2", "[x]\na = 1\n[y]\nb = 3\na = 2"),
    ("[x]\na = 1\n[x]\nb = 2", "[x]\na = 1\nb = 2"),
    ("[x]\na = 1\nc = 1\n\n[x]\na = 2", "[x]\nc = 1\n\na = 2"),
    ("[x]\na = 1\n[y]\nb = 2\n[x]\nc.d = 3\nc.e = 4", "[x]\nc.d = 3\nc.e = 4\na = 1\n[y]\nb = 2"),
    ("x = 1\n[x]\na = 2", "[x]\na = 2"),
    ("x = {}\n[x.y]\na = 2", "[x.y]\na = 2"),
    ('a = ["b"', 'a = ["b"]'),
    ('a = ["b" # c', 'a = ["b"] # c'),
    ('a = [\n  "b",\nc = 1', 'a = [\n  "b"]\nc = 1'),
    ("a = { b = 1\nc = 2", "a = { b = 1 }\nc = 2"),
    ("a = {\n  b = 1\n[x]\nc = 2", "a = {\n  b = 1 }\n[x]\nc = 2"),
    ('a = [\n  "b"\n  "c"\n]', 'a = [\n  "b",\n  "c"\n]'),
    (
        'a = [\n\n  "b", # one\n  # two\n  "c"   # three\n  "d"\n  "e" # four\n]\nf = 1',
        'a = [\n\n  "b", # one\n  # two\n  "c",   # three\n  "d",\n  "e" # four\n]\nf = 1',
    ),
    ('a = ["b"\n  "c"]\nd = ["e"]', 'a = ["b",\n  "c"]\nd = ["e"]'),
    ("a = {\n  b = 1\n  c = 2\n}", "a = {\n  b = 1,\n  c = 2\n}"),
    (
        'a = [\n  { b = "c" }\n  { b = "d" }\n]',
        'a = [\n  { b = "c" },\n  { b = "d" }\n]',
    ),
    ('a = [\n  "b"\nc = 1\nd = [\n  "e"\n]', 'a = [\n  "b"]\nc = 1\nd = [\n  "e"\n]'),
    ('a = "b\nc"\nd = 1', 'a = "b c"\nd = 1'),
    ('a = "b", c = "d"', 'a = "b"\nc = "d"'),
    ("[x] a = 1", "[x]\na = 1"),
    ('a = "b" "c"', 'a = "b"'),
    ("a = 'it's'", 'a = "it\'s"'),
    ("a = 0300", "a = 300"),
    ("a = -_1", "a = -1"),
    ("a = 0XFF", "a = 0xFF"),
    ("a = 10,000 # b", "a = 10_000 # b"),
    ("// a word\nb = 1", "# a word\nb = 1"),
    ("/* a word */\nb = 1", "# a word\nb = 1"),
    ('a = "b" // words\nc = 1', 'a = "b" # words\nc = 1'),
    ('a = "b"; words', 'a = "b" # words'),
    ('a = "b" -- the "best" one', 'a = "b" # the "best" one'),
    ('a = "b" /* words */', 'a = "b" # words'),
    ('a = "b" <!-- words -->', 'a = "b" # words'),
    ('a = "b" ; see https://x//y', 'a = "b" # see https://x//y'),
    ("a = 1 // words", "a = 1 # words"),
    ("a = false -- words", "a = false # words"),
    ('a = ["b"] % [words]', 'a = ["b"] # [words]'),
    ('a = [\n  "b", // words\n  "c"\n]', 'a = [\n  "b", # words\n  "c"\n]'),
    ('[x] // words\na = "b"', '[x] # words\na = "b"'),
    ("/* a\n * word\n *\n */\nb = 1", "# a\n# word\nb = 1"),
    ('a = "b" /* words\n more */\nb = 1', 'a = "b" # words\n# more\nb = 1'),
    ('a = "b" words of mine', 'a = "b"  # words of mine'),
    ('a = "b" (words)', 'a = "b"  # (words)'),
    ("a = 1\nexport B=c\n", "a = 1\n"),
    ("a =\nb = 1", "b = 1"),
    ("<<<<<<< HEAD\na = 1\n=======\na = 2\nb = 3\n>>>>>>> x y\nc = 4\n", "a = 1\nc = 4\n"),
    ("<<<<<<< a\n||||||| b\na = 0\n=======\na = 2\n>>>>>>> c\nd = [\n1]\n", "d = [\n1]\n"),
    (
        "<<<<<<< a\n[x]\n=======\n[y]\n>>>>>>> b\na = 1\n<<<<<<< a\n=======\nb = 1\n>>>>>>> b\n",
        "[x]\na = 1\n",
    ),
    ("[]\n", ""),
    (
        '{\n  // a word\n  "a": "x//y", /* two\nlines */\n  "b": ["c,]", 1,],\n}\n',
        'a = "x//y"\nb = ["c,]", 1]\n',
    ),
    ('{"a": {"b": true, "c": ["d", 1]}, "e": 1.5}\n', 'e = 1.5\n[a]\nb = true\nc = ["d", 1]\n'),
]


NESTED = [
    ("a:\n  b: c\n  d: 1\n\ne = 2", 'a = { b = "c", d = 1 }\n\ne = 2'),
    ("[t]\n'a':\n  - b\n  - c: d\n", '[t]\na = ["b", "c: d"]\n'),
    (
        "p:\n  gw:\n    url: http://h/v1\n    h:\n      X-A: 'b'\n    l:\n      - x\n"
        "  other:\n    d: true",
        'p = { gw = { url = "http://h/v1", h = { X-A = "b" }, l = ["x"] }, other = { d = true } }',
    ),
    ("a: # c\n  b: d\n", 'a = { b = "d" } # c\n'),
    (
        "a:\n  # c\n  b: d  # e\n# f\n  g: 'h # i' # j\n\n  # k\nl = 1",
        'a = { b = "d", g = "h # i" }\n  # c\n  # e\n# f\n # j\n\n  # k\nl = 1',
    ),
    ("a:\r\n  b: c # d\r\n", 'a = { b = "c" }\n # d\n'),
    ("a:\n  b: http://h/#c\n", 'a = { b = "http://h/#c" }\n'),
    ("a:\n  b: 1.10\n  c: 1.5\n  d: 1_000\n", 'a = { b = "1.10", c = 1.5, d = "1_000" }\n'),
    ("a:\n  b: 2025-04-01\n", 'a = { b = "2025-04-01" }\n'),
    ("a:\n  b: ['-y', \"c\"]\n  d: {}\n", 'a = { b = ["-y", "c"], d = {} }\n'),
]
# What says nothing that plain: a key without a value, one that is twice, a step back, what only
# YAML has.
ODDLY_NESTED = [
    "a:\n  b:\n",
    "a:\n  b: c\n  b: d\n",
    "a:\n    b: c\n  d: e\n",
    "a:\n  b: c\n    d: e\n",
    "a:\n  b: c\n  - d\n",
    "a:\n  words\n",
    "a:\nb = 1\n",
    "a:\n  # c\n",
    "a:\n  b: it's # c\n",
    "a:\n  b: c#d # e\n",
    *(
        f"a:\n  b: {value}\n"
        for value in ("[-y, c]", "~", "null", "|", ">-", "&c", "*c", "{", "!c", "'c''d'", "- c")
    ),
]


@pytest.mark.parametrize("text", ODDLY_NESTED)
def test_what_is_not_plainly_nested_becomes_no_table(text: str) -> None:
    with pytest.raises(tomli.TOMLDecodeError) as raised:
        tomli.loads(text)

    assert "a = {" not in changed(text, explain_error(text, raised.value).mending.changes)


def test_a_comment_of_what_is_nested_is_not_shown_and_stays() -> None:
    text = "a: # bob\n  b: c # Sunshine-42\n  # Sunshine-43\n  d: e\n"
    about = _syntax(text)

    assert [(one.line, one.after) for one in about.edits] == [
        (1, 'a = { b = "c", d = "e" }'),
        (2, ""),
        (4, None),
    ]
    assert "Sunshine" not in repr(about)


_OURS, _BASE, _OR, _THEIRS = "<<<<<<< HEAD\n", "||||||| 1a2b3c4\n", "=======\n", ">>>>>>> theirs\n"
_OLD, _NEW = 'model_provider = "old"\n', 'model_provider = "gw"\n'
_TABLE = '[model_providers.gw]\nname = "Gateway"\n'
MERGED = [
    (f"{_OURS}a = 1\n{_OR}a = \n{_THEIRS}b = 2", "a = 1\nb = 2"),
    (f"{_OURS}a = x\n{_OR}a = 1\n{_THEIRS}b = 2", "a = 1\nb = 2"),
    (f"b = 2\n{_OURS}a = 1\n{_OR}a  =  1 # one\n{_THEIRS}", "b = 2\na = 1\n"),
    (f"{_OURS}a = 1\n{_BASE}a = 0\n{_OR}a = \n{_THEIRS}", "a = 1\n"),
    (f"{_OURS}a = 1\n{_OR}{_THEIRS}a = 2", "a = 2"),
    (f"{_OURS}a = 1\n{_OR}a = 2\n{_THEIRS}", "a = 1\n"),
    (f"{_OURS}a = 1\n{_OR}{_THEIRS}", "a = 1\n"),
    (f"{_OURS}{_OLD}{_OR}{_NEW}{_THEIRS}{_TABLE}", f"{_NEW}{_TABLE}"),
    (f"{_OURS}{_NEW}{_BASE}a = 1\n{_OR}{_OLD}{_THEIRS}{_TABLE}", f"{_NEW}{_TABLE}"),
    (f"{_OURS}{_OLD}{_OR}a = 1\n{_THEIRS}{_TABLE}", f"{_OLD}{_TABLE}"),
    (f"{_OURS}{_OLD}{_OR}{_OLD}a = 1\n{_THEIRS}{_TABLE}", f"{_OLD}{_TABLE}"),
    (f"{_OURS}model_provider = 1\n{_OR}{_NEW}{_THEIRS}{_TABLE}", f"{_NEW}{_TABLE}"),
    (f"{_OURS}{_OLD}{_OR}{_OLD}model_providers = 1\n{_THEIRS}", _OLD),
    (f"{_OURS}a = 1\n{_OR}a = \n{_THEIRS}{_OURS}b = 1\n{_OR}b = 2\n{_THEIRS}", "a = 1\nb = 1\n"),
]


_BUILT_IN = 'model_provider = "openai"\n'
# What no side says of a provider, or what was said in another place, decides nothing.
UPPER = [
    (f"{_OURS}{_OLD}{_OR}{_BUILT_IN}{_THEIRS}", _OLD),
    (f'{_OURS}model = "gw"\n{_OR}{_OLD}{_THEIRS}{_TABLE}', f'model = "gw"\n{_TABLE}'),
    (
        f"{_OURS}{_OLD}a = 1\n{_OR}{_NEW}{_THEIRS}{_OURS}b = 1\n{_OR}c = 1\n{_THEIRS}{_TABLE}",
        f"{_OLD}a = 1\nb = 1\n{_TABLE}",
    ),
]


@pytest.mark.parametrize(("text", "after"), UPPER)
def test_a_side_of_a_merge_is_the_upper_one_where_no_other_is_known(text: str, after: str) -> None:
    with pytest.raises(tomli.TOMLDecodeError) as raised:
        tomli.loads(text)
    mending = explain_error(text, raised.value).mending

    assert changed(text, mending.changes) == after
    assert mending.fix.startswith("Keep the upper side, or the lower one if yours is there")


@pytest.mark.parametrize(
    "text",
    [
        f"{_OURS}a = \n{_OR}b = \n{_THEIRS}",
        f"{_OURS}a = 1\n{_OR}a = \n",
        f"{_OURS}a = 1\n{_THEIRS}",
        f"{_OURS}a = 1\n",
        f"{_OR}a = 1\n",
    ],
)
def test_a_merge_without_a_side_that_is_toml_is_the_users(text: str) -> None:
    with pytest.raises(tomli.TOMLDecodeError) as raised:
        tomli.loads(text)
    fault = explain_error(text, raised.value)

    assert fault.why.startswith("a merge was not ended here")
    assert (fault.after, fault.mending.changes) == ("", ())


@pytest.mark.parametrize(("text", "after"), [*MENDED, *MERGED, *NESTED])
def test_lines_are_found_that_make_a_text_parse(text: str, after: str) -> None:
    with pytest.raises(tomli.TOMLDecodeError) as raised:
        tomli.loads(text)
    fault = explain_error(text, raised.value)
    tomli.loads(after)

    assert changed(text, fault.mending.changes) == after
    assert fault.mending.fix.endswith(".")
    assert not fault.after


@pytest.mark.parametrize(
    "text",
    [
        "<<<<<<< HEAD\na = 1\n",
        "<<<<<<< HEAD\na = 1\n=======\na = 2\n",
        "a = 1\n=======\nb = 2\n>>>>>>> x\nc =\n",
        "[a b c] d",
        "[x]\na = '''\nb'''\n[x]\nc = 1",
        f"a =\n#{'x' * 100_001}",
    ],
)
def test_what_only_a_person_decides_is_left_alone(text: str) -> None:
    with pytest.raises(tomli.TOMLDecodeError) as raised:
        tomli.loads(text)

    assert explain_error(text, raised.value).mending.changes == ()


def test_the_edits_hold_no_secret_and_say_what_goes() -> None:
    key = _KEY
    about = _syntax(f'[x]\na = 1\n[y]\nb = 2\n[x]\nexperimental_bearer_token = "{key}"\n')
    assert about.edits == ()
    gone = _syntax(f"a = 1\nexport LAB_API_KEY={key}\n")
    assert [(one.line, one.after) for one in gone.edits] == [(2, None)]
    assert key not in repr(gone)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ('a = "b" // words\n', ['a = "b" # words']),
        ('a = "b" words\n', ['a = "b"  # words']),
        (f'a = "b" // {_KEY}\n', []),
        (f"// {_KEY}\na = 1\n", []),
        ('a = "b" // words # of mine\n', []),
        ('a = ["b" # words\n', ['a = ["b"]']),
    ],
)
def test_words_become_a_comment_where_they_were_seen_already(text: str, after: list[str]) -> None:
    about = _syntax(text)

    assert [one.after for one in about.edits] == after
    assert _KEY not in repr(about)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ('a = "b",\nc = 1,\nd = "e"', 'a = "b"\nc = 1\nd = "e"'),
        ('a = \\"b\\"\n[c]\nd = \\"e\\"', 'a = "b"\n[c]\nd = "e"'),
        ("```toml\na = 1\n```\n", "a = 1\n"),
        ("a = 1\n```\nb = 2\n```\nc = 3", "a = 1\nb = 2\nc = 3"),
        ("a = 1 // b\nc = 2 // d\n[e\n", "a = 1 # b\nc = 2 # d\n[e\n"),
    ],
)
def test_the_same_fault_on_several_lines_is_mended_at_once(text: str, after: str) -> None:
    with pytest.raises(tomli.TOMLDecodeError) as raised:
        tomli.loads(text)
    fault = explain_error(text, raised.value)

    assert changed(text, fault.mending.changes) == after
    assert [one.after for one in _syntax(text).edits] == [
        one.after for one in fault.mending.changes
    ]


@pytest.mark.parametrize("text", ["a = http://x/v1", 'a = ["b"; "c"]', "a = b -- c"])
def test_a_sign_in_a_value_begins_no_comment(text: str) -> None:
    with pytest.raises(tomli.TOMLDecodeError) as raised:
        tomli.loads(text)

    assert "comment" not in explain_error(text, raised.value).why


def test_a_value_that_is_nested_too_deep_goes() -> None:
    about = _syntax(f"a = 1\nx = {'[' * 100}{']' * 100}\n")

    assert [(one.line, one.after) for one in about.edits] == [(2, None)]


def test_carriage_returns_alone_become_line_feeds_or_nothing() -> None:
    assert mend_returns("a = 1\rb = 2\r") == "feed"
    assert mend_returns("# a\rb\nc = 1\r\n") == "drop"
    assert mend_returns("a = 1\r\n=") == ""
    assert mend_returns("a =\rb\r=") == ""


def test_a_path_with_single_backslashes_is_shown_as_one_beside_a_program() -> None:
    env = 'env = { SYSTEMROOT = "C:\\WINDOWS" }'
    about = _syntax(f'[mcp_servers.x]\ncommand = "npx"\n{env}\n')

    assert about.after == "env = { SYSTEMROOT = 'C:\\WINDOWS' }"
    assert not about.is_masked


def _syntax(text: str) -> TomlSyntax:
    refusal = parse_document(text, name="user", shown="config.toml").layer.refusal
    assert refusal is not None
    assert isinstance(refusal.about, TomlSyntax)
    return refusal.about
