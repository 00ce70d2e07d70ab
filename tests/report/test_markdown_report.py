"""The attachment for a ticket: nothing from outside becomes markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

from codex_doctor.model import Edit, Evidence, Fix
from codex_doctor.report.commonmark import code, fenced, prose
from codex_doctor.report.markdown import render
from codex_doctor.report.options import Options
from codex_doctor.secrets.redact import redact
from golden_files import assert_golden
from report_cases import (
    SECRET,
    degraded,
    hostile,
    network_dead,
    offline,
    prefix_missing,
    toml_syntax,
)
from reports import HEALTHY, finding

if TYPE_CHECKING:
    from markdown_it.token import Token

    from codex_doctor.reported import Report

REPORTS = {
    "healthy": HEALTHY,
    "degraded": degraded(),
    "prefix-missing": prefix_missing(),
    "toml-syntax": toml_syntax(),
    "network-dead": network_dead(),
    "offline": offline(),
    "hostile": redact(hostile(), known=frozenset({SECRET})),
}

FOLD = re.compile(r"<details>\n<summary>[^<>]*</summary>\n|</details>\n")
OURS = {"text", "code_inline", "strong_open", "strong_close", "softbreak"}

parser = MarkdownIt("commonmark").enable("table")


def inline(markdown: str) -> list[Token]:
    """Return every inline token, and fail on a block that comes from no renderer."""
    tokens: list[Token] = []
    for token in parser.parse(markdown):
        assert token.type != "html_block" or FOLD.fullmatch(token.content), token.content
        tokens += token.children or ()
    return tokens


def cells(report: Report) -> list[int]:
    """Return the number of cells of each table row."""
    counts: list[int] = []
    for token in parser.parse(render(report, Options())):
        if token.type == "tr_open":
            counts.append(0)
        counts[-1:] = [counts[-1] + (token.type in ("th_open", "td_open"))] if counts else []
    return counts


@pytest.mark.parametrize("name", REPORTS)
def test_the_attachment_is_as_agreed(name: str) -> None:
    assert_golden(f"{name}.md", render(REPORTS[name], Options()))


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_from_outside_becomes_markup(name: str) -> None:
    text = render(REPORTS[name], Options())

    allowed = OURS | {"html_inline"}
    kinds = {token.type for token in inline(text)}
    assert kinds <= allowed
    tags = {token.content for token in inline(text) if token.type == "html_inline"}
    assert tags <= {"<code>", "</code>"}


def test_headings_are_only_ours() -> None:
    tokens = parser.parse(render(REPORTS["hostile"], Options()))
    heads = [
        tokens[index + 1].content
        for index, token in enumerate(tokens)
        if token.type == "heading_open"
    ]

    assert heads == [
        "codex-doctor report",
        "1. error: `upstream.error`, wrong wire API",
    ]


def test_an_attachment_fits_into_the_form_of_a_ticket_and_says_what_does_not() -> None:
    evidence = tuple(Evidence(f"row {number}", "w" * 1990) for number in range(20))
    found = finding(evidence=evidence)
    report = replace(HEALTHY, findings=(found, found), exchanges=HEALTHY.exchanges * 100)

    text = render(report, Options())

    assert len(text.encode()) < 60_000
    assert text.endswith(
        "Left out here, for the size: 2. error: `model.unknown_id`, Requests sent: 200."
        " The JSON report has all of it.\n"
    )
    assert "row 19" in text


def test_a_pipe_from_outside_makes_no_cell() -> None:
    assert set(cells(REPORTS["hostile"])) == {2, 3, 4, 7}


def test_the_secret_is_not_in_the_attachment() -> None:
    assert SECRET[8:18] not in render(REPORTS["hostile"], Options(powershell=True))


def test_added_and_removed_lines_are_a_diff() -> None:
    fix = Fix("Do it.", edits=(Edit("f", "k", None, "k = 1"), Edit("g", "k", "k = 2", None, 3)))
    report = replace(HEALTHY, findings=(finding(evidence=(), fixes=(fix,)),))

    text = render(report, Options())

    assert "```diff\n# f\n+ k = 1\n# g:3\n- k = 2\n```" in text


def test_powershell_users_attach_powershell() -> None:
    text = render(network_dead(), Options(powershell=True))

    assert "```powershell\nlitellm --config $HOME" in text
    assert "```sh" not in text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("The endpoint serves glm-5 as z-ai/glm-5.", "The endpoint serves glm-5 as z-ai/glm-5."),
        ("Set env_key to LAB.", "Set `env_key` to LAB."),
        ("see env_key, base_url.", "see `env_key`, `base_url`."),
        ("names env_key base_url here", "names `env_key base_url` here"),
        ("ends with env_key", "ends with `env_key`"),
        ("- no list", "`-` no list"),
        ("1. no list", "`1`. no list"),
        ("2) no list", "`2`) no list"),
        ("http://evil.example is text", "`http://evil.example` is text"),
        ("www.evil.example or GH-12", "`www.evil.example` or `GH-12`"),
        ("a `b` c", "a `` `b` `` c"),
        ("@all", "`@all`"),
        ("two\nlines", "two lines"),
        ('as it is (wire_api = "chat")', 'as it is (`wire_api` = "chat")'),
        ("both (env_key, base_url).", "both (`env_key`, `base_url`)."),
        ("one (env_key)", "one (`env_key`)"),
        ("((env_key))!", "((`env_key`))!"),
        ("call f(env_key, base_url).", "call `f(env_key, base_url)`."),
        ("call (f(env_key))", "call (`f(env_key)`)"),
        ("a (env_key base_url) b", "a (`env_key` `base_url`) b"),
        ('says "env_key is set"', 'says "`env_key` is set"'),
        ("open (env_key", "open (`env_key`"),
        ("(a)(env_key)", "`(a)(env_key)`"),
        ("  ，没有 env_key", "，没有 `env_key`"),
        ('最后一个版本（wire_api = "chat"）。', '最后一个版本（`wire_api` = "chat"）。'),
        ("LAB_API_KEY：sk-…a1c5（27 个字符）", "`LAB_API_KEY`：sk-…a1c5（27 个字符）"),
        ("<b>，@all；[a](b)", "`<b>`，`@all`；`[a](b)`"),
    ],
)
def test_a_word_that_could_be_markup_is_a_code_span(text: str, markdown: str) -> None:
    assert prose(text) == markdown


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp", "Cn"])))
def test_prose_and_code_hold_any_text(text: str) -> None:
    for markdown in (prose(text), code(text)):
        assert {token.type for token in inline(markdown)} <= OURS
        assert {token.type for token in parser.parse(markdown)} <= {
            "paragraph_open",
            "inline",
            "paragraph_close",
        }


_WORDS = st.lists(st.text("(a_)'\"b.,=", min_size=1, max_size=6), min_size=1, max_size=8)


@given(_WORDS.map(" ".join))
@example("()_ =(_")
def test_a_span_neither_begins_nor_ends_with_a_bracket_of_outside(text: str) -> None:
    pieces = inline(prose(text))

    assert "".join(one.content for one in pieces) == text
    for span in (one.content for one in pieces if one.type == "code_inline"):
        assert not span.startswith("(") or is_closed(span, "(", ")"), span
        assert not span.endswith(")") or is_closed(span[::-1], ")", "("), span


def is_closed(span: str, opening: str, closing: str) -> bool:
    """Tell whether the bracket at the beginning has its other end in the span."""
    return any(
        span[:end].count(opening) == span[:end].count(closing) for end in range(1, len(span) + 1)
    )


@given(st.text("`~a \n", max_size=30))
def test_a_fence_holds_any_text(text: str) -> None:
    (token,) = parser.parse(fenced([text]))

    assert token.content == text + "\n"


@given(st.text("|`\\a <&", min_size=1, max_size=12))
def test_a_table_cell_holds_any_text(text: str) -> None:
    report = replace(
        HEALTHY,
        findings=(finding(evidence=(Evidence(text, text, text),), fixes=()),),
        exchanges=(),
    )

    assert set(cells(report)) == {2, 3, 4}
