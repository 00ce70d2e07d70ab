"""Turns off each rule of the classifier, and each of its patterns: what no answer misses.

`make rules` lists them and writes `docs/rules.md`: what each rule was measured on, and how large
the rooms of the product are. The answers are all that were recorded, each with what it means:
those of `endpoint_errors` and of the reference. A rule that is listed as a whole goes, and is
written down in `data/rules_gone.json`; a pattern wants an answer that was seen; a guard (`unless`)
has none, for what it keeps away was never seen because of it.
"""

from __future__ import annotations

import ast
import json
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from answers.test_reference_errors import CASES as REFERENCE
from codex_doctor import __version__
from codex_doctor.answers import classify as classifier
from codex_doctor.answers import rules_codes, rules_status
from codex_doctor.answers.rules import match_rule
from endpoint_errors import CASES, MODEL

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from codex_doctor.answers.cause import Cause
    from codex_doctor.answers.rules import ReadAnswer, Rule, RuleMatch

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs/rules.md"
# Where rules are when an answer is judged.
_TABLES: Final = (
    (classifier, "_BEFORE_FIELDS"),
    (classifier, "_AFTER_FIELDS"),
    (classifier, "_PLAIN"),
    (rules_codes, "PLAIN"),
    (rules_status, "STATUSES"),
)
# What makes a cause of the rule that decides.
_MAKER: Final = "_from_match"
# A status that hides what a gateway was told is judged as this one too.
_PLAIN: Final = 401
_ROOMS: Final = 20
_HEAD: Final = """\
# What each rule was measured on

Written by `make rules`, for codex-doctor {version}. A rule of the [classifier](classifier.md) was
measured on recorded answers, {answers:,} of them: it *decides* those that it is the first to fit,
and is *needed by* those that are judged otherwise without it. A rule that none needs goes. Rules
stand in the order in which they are tried.

{rules} rules with {patterns} patterns; rules that no answer needs: {idle}.

| rule | seen | decides | needed by |
|---|---|--:|--:|"""
_GONE: Final = Path(__file__).parent / "data/rules_gone.json"
_GONE_HEAD: Final = """
## Rules that went

No recorded answer needed them: each is judged as before. A rule comes back with an answer that was
seen and that needs it.

| rule | looked for | what decides instead |
|---|---|---|"""
_ROOMS_HEAD: Final = f"""
## The {_ROOMS} largest rooms

Lines are those of the files in the folder itself that are neither blank nor a comment; public are
the functions, classes and values at the top of a module whose name has no `_` in front.

| room | lines | public |
|---|--:|--:|"""


def given(case: dict[str, Any]) -> dict[str, Any]:
    """Return a recorded answer as the classifier takes it."""
    body = case["body"] if isinstance(case["body"], str) else json.dumps(case["body"])
    headers: dict[str, str] = case.get("headers", {})
    return {"status": case["status"], "headers": headers, "body": body.encode(), "model": MODEL}


def weakened(rule: Rule) -> Iterator[tuple[str, Sequence[Rule]]]:
    """Yield what is taken away, and what is left of the rule."""
    yield "all of it", ()
    if len(rule.texts) > 1:
        for at, pattern in enumerate(rule.texts):
            yield pattern, (replace(rule, texts=(*rule.texts[:at], *rule.texts[at + 1 :])),)
    if rule.unless:
        yield f"unless {rule.unless}", (replace(rule, unless=""),)


def fits(rule: Rule, answer: ReadAnswer) -> bool:
    """Tell whether an answer can notice that something is taken from a rule."""
    whole = replace(rule, unless="")
    return any(match_rule(whole, one) for one in (answer, replace(answer, status=_PLAIN)))


@contextmanager
def _in_place(rule: Rule, left: Sequence[Rule]) -> Generator[None]:
    """Put what is left of a rule wherever the rule is."""
    before: list[tuple[object, str, tuple[Rule, ...]]] = [
        (module, name, getattr(module, name)) for module, name in _TABLES
    ]
    for module, name, table in before:
        changed = [new for one in table for new in (left if one is rule else (one,))]
        setattr(module, name, tuple(changed))
    try:
        yield
    finally:
        for module, name, table in before:
            setattr(module, name, table)


class Measured:
    """What recorded answers say of the rules."""

    def __init__(self, cases: Sequence[dict[str, Any]]) -> None:
        self.answers = len(cases)
        self._asked = [given(case) for case in cases]
        self._read = [classifier.answer_of(**one) for one in self._asked]
        self._right = [classifier.classify(**one) for one in self._asked]

    def changed(self, rule: Rule, left: Sequence[Rule]) -> int:
        """Count the answers that are judged otherwise with what is left of a rule."""
        touched = [place for place, one in enumerate(self._read) if fits(rule, one)]
        with _in_place(rule, left):
            return sum(classifier.classify(**self._asked[at]) != self._right[at] for at in touched)

    def unnoticed(self) -> Iterator[tuple[Rule, str]]:
        """Yield each rule and what can be taken from it without any of the answers noticing."""
        for rule in classifier.RULES:
            for what, left in weakened(rule):
                if not self.changed(rule, left):
                    yield rule, what

    def decided(self) -> Counter[int]:
        """Count the answers that each rule decides, by its place among the rules."""
        counts: Counter[int] = Counter()
        first: list[Rule] = []
        made: Callable[[RuleMatch, ReadAnswer], Cause] = getattr(classifier, _MAKER)

        def noting(match: RuleMatch, answer: ReadAnswer) -> Cause:
            first.append(match.rule)
            return made(match, answer)

        places = {id(rule): at for at, rule in enumerate(classifier.RULES)}
        setattr(classifier, _MAKER, noting)
        try:
            for one in self._asked:
                first.clear()
                classifier.classify(**one)
                counts.update(places[id(rule)] for rule in first[:1])
        finally:
            setattr(classifier, _MAKER, made)
        return counts


def room_rows() -> list[tuple[str, int, int]]:
    """Return each room of the product: its folder, its lines of code, its public things."""
    rows: Counter[str] = Counter()
    public: Counter[str] = Counter()
    for top in ("doctor", "checks"):
        for path in (ROOT / top).rglob("*.py"):
            room = path.parent.relative_to(ROOT / top).as_posix()
            text = path.read_text(encoding="utf-8")
            lines = (line.strip() for line in text.splitlines())
            rows[room] += sum(bool(line) and not line.startswith("#") for line in lines)
            public[room] += sum(not name.startswith("_") for name in _names(ast.parse(text)))
    return [(room, lines, public[room]) for room, lines in rows.most_common()]


def _names(module: ast.Module) -> Iterator[str]:
    for node in module.body:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                yield name
            case _:
                pass


def page(measured: Measured, *, idle: int) -> str:
    """Return docs/rules.md, where `idle` rules are needed by nothing."""
    rules = classifier.RULES
    decided = measured.decided()
    head = _HEAD.format(
        version=__version__,
        answers=measured.answers,
        rules=len(rules),
        patterns=sum(len(one.texts) for one in rules),
        idle=idle,
    )
    table = [
        f"| `{rule.id}` | {rule.note or _looks_at(rule)} | {decided[at]} "
        f"| {measured.changed(rule, ())} |"
        for at, rule in enumerate(rules)
    ]
    gone = [
        f"| `{one['rule']}` | {one['looked_for']} | {one['instead']} |"
        for one in json.loads(_GONE.read_text(encoding="utf-8"))
    ]
    rooms = room_rows()
    rows = [f"| `{room}/` | {lines:,} | {public:,} |" for room, lines, public in rooms[:_ROOMS]]
    lines, public = sum(row[1] for row in rooms), sum(row[2] for row in rooms)
    whole = f"| all {len(rooms)} rooms | {lines:,} | {public:,} |"
    return "\n".join((head, *table, _GONE_HEAD, *gone, _ROOMS_HEAD, *rows, whole, ""))


def _looks_at(rule: Rule) -> str:
    return "codes" if rule.codes else "the bare status"


def main() -> None:
    """List what nothing notices, with where its words were seen, and write the page."""
    cases = [*CASES, *REFERENCE]
    measured = Measured(cases)
    found = [*measured.unnoticed()]
    for rule, what in found:
        print(f"{rule.id}: {what}  ({rule.note or 'seen nowhere'})")
    whole = sum(what == "all of it" for _, what in found)
    rules, texts = len(classifier.RULES), sum(len(one.texts) for one in classifier.RULES)
    print(f"{whole} of {rules} rules, {len(found) - whole} parts of {texts} patterns", end="")
    print(f"; {len(cases)} answers")
    PAGE.write_text(page(measured, idle=whole), encoding="utf-8")


if __name__ == "__main__":
    main()
