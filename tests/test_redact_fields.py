"""Each field of a report is masked in its own way, and names of ours stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.facts import Location
from codex_doctor.facts.configuration import LayerText
from codex_doctor.model import Commands, Edit, Evidence, Fix, Mistake
from codex_doctor.secrets.allowance import Allowance
from codex_doctor.secrets.redact import redact, redact_facts
from codex_doctor.secrets.search import MASK
from codex_doctor.words.sentence import Sentence, say
from codex_doctor.words.told import Told
from report_cases import SECRET, hostile, network_dead
from reports import HEALTHY, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "sk-proj-" + "A9b8C7d6" * 5


def survivors(value: Any, secret: str) -> list[str]:
    """Return every text below the value that holds the secret."""
    if isinstance(value, str):
        return [value] if secret in value else []
    return [text for part in parts_of(value) for text in survivors(part, secret)]


def parts_of(value: Any) -> Iterator[Any]:
    if isinstance(value, Struct):
        yield from (getattr(value, field) for field in value.__struct_fields__)
    elif type(value).__name__ == "dict":
        yield from (*value.keys(), *value.values())
    elif type(value).__name__ == "tuple":
        yield from value


def test_every_field_of_a_report_is_masked() -> None:
    report = redact(hostile(), known=frozenset({SECRET}))

    assert survivors(hostile(), SECRET)
    assert survivors(report, SECRET) == []
    assert survivors(report, "\x1b") == []


def test_an_excerpt_keeps_its_columns() -> None:
    excerpt = f'3 | key = "{KEY}" # x\n  |       ^'
    report = replace(HEALTHY, findings=(finding(excerpt=excerpt),))

    for mask in (redact, redact_facts):
        masked = mask(report, known=frozenset({KEY})).findings[0].finding.excerpt

        assert masked == excerpt.replace(KEY, "*" * len(KEY))


def test_a_secret_over_two_lines_of_an_excerpt_keeps_the_lines() -> None:
    secret = "first-half-of-it\nsecond-half-of-it"
    report = replace(HEALTHY, findings=(finding(excerpt=f"1 | {secret}"),))

    masked = redact(report, known=frozenset({secret})).findings[0].finding.excerpt

    assert masked == "1 | " + "*" * 16 + "\n" + "*" * 17


def test_an_edit_may_have_several_lines_and_a_command_has_one() -> None:
    fix = Fix(
        "Do it.",
        edits=(Edit("f", "k", None, f"[k]\na = '{KEY}'\x1b"),),
        commands=Commands("echo a\nrm b", "echo a"),
    )
    report = replace(HEALTHY, findings=(finding(fixes=(fix,)),))

    (fix,) = redact(report, known=frozenset({KEY})).findings[0].finding.fixes

    assert fix.edits[0].after == f"[k]\na = '{MASK}'\\x1b"
    assert fix.commands == Commands("echo a\\nrm b", "echo a")


def test_a_command_of_the_catalogue_may_write_a_file_of_several_lines() -> None:
    ours = Sentence.of(f"cat > f\n{KEY}", "setup.command", {})

    redacted = redact(Commands(ours, "echo a"), known=frozenset({KEY}))

    assert redacted == Commands(f"cat > f\n{MASK}", "echo a")


def test_without_time_facts_that_are_no_plain_words_are_left_out_and_counted() -> None:
    spent = Allowance(-1.0)
    plain = "a_word-with.some words in it " + "too"
    facts = (plain, f"{plain}s", b"timed out", f"key={KEY}", "x" * 17)

    redacted = redact_facts(facts, known=frozenset({KEY}), allowance=spent)

    told = [str(say("report.text_left_out", count=len(one))) for one in facts]
    assert len(plain) == 32
    assert redacted == (plain, told[1], told[2].encode(), told[3], told[4])
    assert spent.left_out == 4


def test_without_time_a_text_of_a_report_is_brief_and_counted_where_it_was_longer() -> None:
    spent = Allowance(-1.0)
    texts = (KEY, "a word " * 73 + ".", "a word " * 73 + "..", "a word " * 900)

    key, short, *cut = redact(texts, known=frozenset({KEY}), allowance=spent)

    assert (key, short) == (MASK, texts[1])
    assert [len(one) for one in cut] == [511, 512]
    assert all(one.startswith("a word a word") for one in cut)
    assert spent.left_out == 2


def test_a_short_secret_leaves_our_own_names_alone() -> None:
    report = replace(
        HEALTHY,
        findings=(
            finding("model.unknown_id", check="model", evidence=(Evidence("model", "model"),)),
        ),
    )

    redacted = redact(report, known=frozenset({"model"}))

    found = redacted.findings[0]
    assert (found.finding.id, found.check, redacted.checks[9].id) == (
        "model.unknown_id",
        "model",
        "model",
    )
    assert found.finding.evidence == (Evidence(MASK, MASK),)


def test_numbers_times_and_names_of_states_stay() -> None:
    report = replace(network_dead(), notes=("a\nb",))

    redacted = redact(report, known=frozenset({KEY}))

    assert redacted == replace(report, notes=("a\\nb",))
    assert set(redacted.mistakes) == set(Mistake)
    assert redacted.findings[0].finding.location == Location("~/.codex/config.toml", 6, 12)


def test_a_name_of_a_state_is_no_text() -> None:
    report = replace(HEALTHY, findings=(finding(),))
    severity = report.findings[0].finding.severity

    redacted = redact(report, known=frozenset({str(severity.value)}))

    assert redacted.findings[0].finding.severity is severity


def test_keys_and_values_of_a_table_are_masked() -> None:
    table = {KEY: [KEY], "name": {"inner": KEY}}

    assert redact(table, known=frozenset({KEY})) == {MASK: [MASK], "name": {"inner": MASK}}


def test_a_short_secret_is_masked_as_a_word_of_bytes_too() -> None:
    known = frozenset({"zork"})

    assert redact_facts(b"of zork, not zorks", known=known) == f"of {MASK}, not zorks".encode()


def test_a_short_secret_leaves_the_finding_that_blocks_a_check_alone() -> None:
    redacted = redact(network_dead(), known=frozenset({"tcp"}))

    assert [one.blocked_by for one in redacted.checks] == [
        one.blocked_by for one in network_dead().checks
    ]


def test_what_an_edit_takes_away_may_have_several_lines_too() -> None:
    edit = Edit("f", "k", "a\nb", "c\nd")

    assert redact(edit, known=frozenset({KEY})) == edit


def test_the_text_of_a_layer_keeps_its_columns() -> None:
    layer = LayerText("user", "config.toml", f'model = "x"\nkey = "{KEY}"  # here')

    stars = layer.toml.replace(KEY, "*" * len(KEY))
    assert redact_facts(layer, known=frozenset({KEY})).toml == stars


class Row(Struct, frozen=True):
    """Fields that are masked each in its own way."""

    title: Any = ""
    result: str = ""
    spoken: str = ""
    before: Any = ""
    after: Any = ""
    excerpt: Any = ""
    text: Any = ""
    posix: Any = ""
    powershell: Any = ""
    toml: Any = ""
    starlark: Any = ""


def only(field: str, value: Any) -> Row:
    return replace(Row(), **{field: value})


@pytest.mark.parametrize("field", ["before", "after", "excerpt", "text"])
def test_an_edit_an_excerpt_and_a_page_keep_their_lines(field: str) -> None:
    assert redact(only(field, "one\ntwo"), known=frozenset()) == only(field, "one\ntwo")
    assert "\n" not in redact(only("title", "one\ntwo"), known=frozenset()).title


@pytest.mark.parametrize("field", ["posix", "powershell"])
def test_a_command_of_ours_keeps_its_lines_and_no_other_text_does(field: str) -> None:
    ours = Sentence.of("one\ntwo", "a.template", {})

    assert getattr(redact(only(field, ours), known=frozenset()), field) == "one\ntwo"
    assert "\n" not in getattr(redact(only(field, "one\ntwo"), known=frozenset()), field)
    assert "\n" not in redact(only("title", ours), known=frozenset()).title


@pytest.mark.parametrize("field", ["excerpt", "toml", "starlark"])
def test_a_mask_is_as_long_as_the_secret_where_places_are_pointed_at(field: str) -> None:
    shown = getattr(redact(only(field, f"a = {KEY} # b"), known=frozenset({KEY})), field)

    assert KEY not in shown
    assert (len(shown), shown[:4], shown[-4:]) == (len(f"a = {KEY} # b"), "a = ", " # b")


@pytest.mark.parametrize("field", ["result", "spoken"])
def test_a_word_of_ours_stays_in_facts_where_it_is_a_secret_too(field: str) -> None:
    facts = only(field, "refused")

    assert redact_facts(facts, known=frozenset({"refused"})) == facts
    assert redact_facts(only("title", "refused"), known=frozenset({"refused"})).title == MASK


def test_what_a_sentence_is_made_of_is_masked_as_it_is() -> None:
    shown = redact(only("title", say("env.key_unset", variable=KEY)), known=frozenset({KEY})).title

    assert isinstance(shown, Sentence)
    assert shown.template == "env.key_unset"
    assert KEY not in str(shown.values)


def test_what_is_told_keeps_the_lines_of_its_field() -> None:
    told = Told("a.template", {"line": "one\ntwo"})

    assert redact(only("text", told), known=frozenset()).text == told
