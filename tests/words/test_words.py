from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from codex_doctor.answers.cause import Cause
from codex_doctor.codex.versions import BEHAVIOURS
from codex_doctor.lab.faults import FAULTS
from codex_doctor.lab.titles import title
from codex_doctor.model import Confidence
from codex_doctor.secrets.redact import redact
from codex_doctor.words import measures
from codex_doctor.words.sentence import Sentence, fill, names, say
from codex_doctor_checks import ALL_CHECKS
from codex_doctor_checks.turn import (
    auth_kinds,
    exchange_kinds,
    model,
    request_kinds,
    stream,
    tools,
    wire,
)
from codex_doctor_checks.turn.root import Root
from codex_doctor_checks.turn.turn_words import Words, places_of
from eyes import SETUP, exchange
from words.sources import (
    CATALOGUE,
    CHECKS,
    SPEAKERS,
    TREES,
    constants,
    is_told,
    prose,
    spoken,
)

IDS = {page.id for one in ALL_CHECKS for page in one.pages}
PAGES = {
    *(f"{id_}.{part}" for id_ in IDS for part in ("title", "text")),
    *(f"explain.{id_}.{part}" for id_ in IDS for part in ("recognised", "disproved")),
}
# What a turn fails of is said by tables.
TABLES = (auth_kinds, exchange_kinds, model, request_kinds, stream, tools, wire)
WORDS = [
    kind.words(form)
    for table in TABLES
    for kind in table.KINDS.values()
    for form in ("", *kind.forms)
]
# Constructors of what people read, and which of their arguments are texts.
_READ = {"Finding": (), "Fix": (0,), "Evidence": (0, 1, 2), "Passed": (0,), "Skipped": (0,)}
_READ_BY_NAME = {"cause", "title", "summary", "reason", "label", "measured", "expected"}
_NAME = re.compile(r"[A-Z][A-Z0-9_]+|[a-z]+[_.][a-z0-9_.]+|")


def test_every_call_gives_its_template_what_it_names() -> None:
    wrong = [
        (file, line, template)
        for file, line, template, given in spoken()
        if template not in CATALOGUE or frozenset(names(CATALOGUE[template])) != given
    ]

    assert wrong == []


def test_every_template_is_used() -> None:
    causes = {words.cause for words in WORDS}
    titles = {title(fault).template for fault in FAULTS}
    behaviours = {f"behaviour.{one.name}" for one in BEHAVIOURS}

    assert CATALOGUE.keys() - constants() - PAGES - causes - titles - behaviours == set()


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.cause)
def test_a_table_names_only_places_that_a_turn_fills(words: Words) -> None:
    cause = Cause(id="stream.slow", confidence=Confidence.CERTAIN)
    places = places_of(Root(cause, exchange()), SETUP)

    for template in (words.cause, *words.fixes):
        assert places.keys() >= set(names(CATALOGUE[template]))


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_what_a_check_shows_comes_from_the_catalogue(name: str) -> None:
    found = [*prose(*CHECKS[name]), *shown_texts(CHECKS[name][1])]

    assert not found


@pytest.mark.parametrize("name", sorted(SPEAKERS))
def test_what_a_renderer_a_command_or_an_error_says_comes_from_the_catalogue(name: str) -> None:
    assert [*prose(*SPEAKERS[name])] == []


def test_what_an_error_tells_people_comes_from_the_catalogue() -> None:
    told = [
        (path, node)
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise) and is_told(node)
    ]

    assert len(told) > 50
    assert [text for path, node in told for text in prose(path, node)] == []


@pytest.mark.parametrize(
    "source",
    [
        "print('nothing was sent')",
        "yield f'{count} requests in all'",
        "raise DoctorError('there is no such folder')",
        "raise CannotEditError(f'{file} belongs to an administrator')",
        "parser.add_argument('--yes', help='do not ask')",
    ],
)
def test_a_text_outside_the_catalogue_is_found(source: str) -> None:
    assert [*prose(Path("made.py"), ast.parse(source))]


@pytest.mark.parametrize(
    "source",
    [
        "raise LookupError('no endpoint to look at')",
        "_WORDS = re.compile('no tool calls')",
        "style = 'bold red'",
        "command = f'codex-doctor explain {finding}'",
        "LIMIT = 3\n'How many there may be.'",
    ],
)
def test_what_nobody_reads_is_no_text(source: str) -> None:
    assert not [*prose(Path("made.py"), ast.parse(source))]


def shown_texts(tree: ast.AST) -> list[tuple[int, str]]:
    """Return line and text of each text with words in it that is given to a reader's noun."""
    return [
        (node.lineno, ast.unparse(text))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _READ
        for text in (
            *(node.args[at] for at in _READ[node.func.id] if at < len(node.args)),
            *(one.value for one in node.keywords if one.arg in _READ_BY_NAME),
        )
        if is_written_here(text)
    ]


def is_written_here(text: ast.AST) -> bool:
    """Tell whether a text has words in it; a variable or a key is called by its name."""
    if isinstance(text, ast.JoinedStr):
        parts = [one.value for one in text.values if isinstance(one, ast.Constant)]
        return any(re.search(r"[A-Za-z]{3}", str(one)) for one in parts)
    value = text.value if isinstance(text, ast.Constant) else None
    return isinstance(value, str) and not _NAME.fullmatch(value)


@pytest.mark.parametrize("template", sorted(CATALOGUE))
def test_a_template_is_in_the_module_of_its_area_and_in_its_form(template: str) -> None:
    text = CATALOGUE[template]

    assert re.fullmatch(r"[a-z_]+(\.[a-z0-9_]+)+", template)
    assert text == text.strip()
    assert "  " not in text
    if ".".join(template.split(".")[:2]) in IDS:
        is_whole = bool(re.search(r"\.(fix[a-z0-9_]*|text)$", template))
        assert text.endswith(".") == is_whole


def test_a_cause_begins_with_a_capital_or_with_a_name() -> None:
    odd = [
        template
        for template, text in CATALOGUE.items()
        if (template in IDS or template.endswith((".title", ".text")) or ".fix" in template)
        and re.match(r"[a-z]+ ", text)
        and not re.match(r"(model|base_url|wire_api|localhost|codex) ", text)
    ]

    assert odd == []


def test_sizes_have_one_unit() -> None:
    other = re.compile(r"\d ?(?:KB|[KMG]iB)\b|most_bytes\} bytes")
    odd = [one for one, text in CATALOGUE.items() if other.search(text)]

    assert odd == []


def test_a_sentence_is_its_text_and_what_it_was_made_from() -> None:
    said = say("tcp.refused", host="localhost", port=4000)

    assert said == "Nothing listens on localhost port 4000"
    assert isinstance(said, str)
    assert said.template == "tcp.refused"
    assert said.values == {"host": "localhost", "port": 4000}


def test_a_sentence_takes_what_it_names_from_many_places() -> None:
    said = fill("tcp.timeout", {"host": "a.example", "port": 443, "model": "m"})

    assert list(said.values.items()) == [("host", "a.example"), ("port", 443)]


def test_a_template_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"tcp\.nothing"):
        say("tcp.nothing")
    with pytest.raises(KeyError, match="no words for 'nothing'"):
        say("nothing.at_all")
    with pytest.raises(KeyError, match="port"):
        say("tcp.refused", host="localhost")


def test_a_secret_goes_out_of_the_text_and_out_of_the_values() -> None:
    secret = "q7Zt0PpLw93kVx2M"
    said = redact((say("tcp.timeout", host=secret, port=443),), known=frozenset({secret}))[0]

    assert isinstance(said, Sentence)
    assert said.template == "tcp.timeout"
    assert secret not in said
    assert secret not in json.dumps(dict(said.values))


def test_a_secret_that_is_called_like_a_place_leaves_its_name() -> None:
    secret = "variable"
    said = say("run.keyless_variable", host="a.example", variable="OPENAI_BASE_URL")

    (shown,) = redact((said,), known=frozenset({secret}))
    assert isinstance(shown, Sentence)
    assert list(shown.values) == ["host", "variable"]


@pytest.mark.parametrize(
    ("value", "how", "shown"),
    [
        ("a", "", "a"),
        (4000, "", "4000"),
        (0, "request|requests", "no requests"),
        (1, "request|requests", "1 request"),
        (2, "entry|entries", "2 entries"),
        (999, "size", "999 bytes"),
        (39_200, "size", "39.2 kB"),
        (2_500_000, "size", "2.5 MB"),
        (0.0123, "time", "12 ms"),
        (5, "time", "5 s"),
        (9.96, "time", "10 s"),
        (30.4, "time", "30 s"),
        (180, "time", "3 minutes"),
        (7200, "time", "2 hours"),
        (172_800, "time", "2 days"),
        (("a",), "", "a"),
        (("a", "b", "c"), "", "a, b and c"),
        (("a", "b"), "or", "a or b"),
        (("a", "b", "c"), ",", "a, b, c"),
        ((), "", ""),
        (0.5, ".1f", "0.5"),
    ],
)
def test_a_value_stands_in_a_sentence_as_people_read_it(
    value: str | float | tuple[str, ...], how: str, shown: str
) -> None:
    assert measures.shown(value, how) == shown
