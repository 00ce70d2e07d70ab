"""Says in words what is wrong with a TOML text that does not parse, and where.

The parser tells where it stopped; people need to know what they typed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import tomli
from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.codex.files.excerpts import lines_of
from codex_doctor.codex.files.toml_comments import without_comment
from codex_doctor.codex.files.toml_mending import MOST_CHARACTERS, changed, lacks_commas, mend
from codex_doctor.codex.files.toml_rules import RULES
from codex_doctor.codex.files.toml_spots import LineChange, Mending, find_spot
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from codex_doctor.codex.files.toml_spots import Spot


# What somebody typed has no longer lines; the rules go over one again and again.
_LONGEST_LINE = 2000
# So many lines with the same fault are mended at once; one line of these signs goes alone.
_MOST_ALIKE = 20
_FENCES = frozenset({"```", "---", "~~~"})


class SyntaxFault(Struct, frozen=True):
    """Where a text stops being TOML.

    Attributes:
        why: What is wrong, in a few words.
        line: Counted from 1.
        column: Counted from 1, in characters.
        after: The line as it should be, "" when that cannot be told.
        fix: What to do when there is no such line, as a sentence.
        mending: What helps then, as far as that was tried.
    """

    why: str
    line: int
    column: int
    after: str = ""
    fix: str = ""
    mending: Mending = Mending()


def explain_error(text: str, error: tomli.TOMLDecodeError) -> SyntaxFault:
    """Explain a tomli error; `text` is what it was raised for.

    The same fault on further lines is mended along with it.
    """
    first = _explain_one(text, error)
    lines = text.split("\n")
    numbers = list(range(1, len(lines) + 1))
    changes: list[LineChange] = []
    one, number = first, first.line
    while len(changes) < _MOST_ALIKE and one.why == first.why:
        change = _single(one)
        line = lines[number - 1]
        if change is None or (change.after is None and line[:3] not in _FENCES):
            break
        changes.append(LineChange(numbers[number - 1], change.after))
        if change.after is None:
            del lines[number - 1], numbers[number - 1]
        else:
            lines[number - 1] = change.after
        try:
            tomli.loads("\n".join(lines))
            break
        except tomli.TOMLDecodeError as exc:
            one = _explain_one("\n".join(lines), exc)
            number = one.line
        except (RecursionError, ValueError):
            break
    if len(changes) < 2:
        return first
    return replace(first, mending=Mending(tuple(changes), say("toml.write_lines")))


def _single(fault: SyntaxFault) -> LineChange | None:
    """Return the change of one line that mends a fault, None where there are more or none."""
    if fault.after:
        return LineChange(fault.line, fault.after)
    changes = fault.mending.changes
    is_one = len(changes) == 1 and changes[0].line == fault.line
    return changes[0] if is_one and "\n" not in (changes[0].after or "") else None


def _explain_one(text: str, error: tomli.TOMLDecodeError) -> SyntaxFault:
    spot = find_spot(text, error)
    return _before_comment(spot) or _explain_at(spot)


def _before_comment(spot: Spot) -> SyntaxFault | None:
    """Explain what stands before the comment of the line, which then follows what mends it.

    None where that does not mend it: the comment may be what is wrong.
    """
    code, comment = without_comment(spot.text)
    if not (code and comment[:1].isspace() and len(spot.whole) <= MOST_CHARACTERS):
        return None
    bare = changed(spot.whole, [LineChange(spot.number, code)])
    try:
        tomli.loads(bare)
    except tomli.TOMLDecodeError as exc:
        fault = _explain_at(find_spot(bare, exc))
    except (RecursionError, ValueError):
        return None
    else:
        return None
    change = _single(fault)
    if fault.line != spot.number or change is None or change.after is None:
        return None
    after = change.after + comment
    if not spot.parses_at(spot.number, after):
        return None
    if fault.after:
        return replace(fault, after=after)
    return replace(fault, mending=replace(fault.mending, changes=(LineChange(fault.line, after),)))


def _explain_at(spot: Spot) -> SyntaxFault:
    if len(spot.text) > _LONGEST_LINE:
        return SyntaxFault(_plain(spot.message), spot.number, spot.column)
    fault = _explained(spot)
    mending = mend(spot, fault.line)
    # A line that was broken in two is better joined than closed.
    if fault.after and spot.parses_at(fault.line, fault.after) and len(mending.changes) < 2:
        return fault
    return replace(fault, after="", mending=mending) if mending.changes else fault


def _explained(spot: Spot) -> SyntaxFault:
    unclosed = _unclosed(spot)
    if unclosed is not None:
        return unclosed
    for rule in RULES:
        said = rule(spot)
        if said is not None:
            return SyntaxFault(said.why, spot.number, said.column, said.after, said.fix)
    return SyntaxFault(_plain(spot.message), spot.number, spot.column)


def _unclosed(spot: Spot) -> SyntaxFault | None:
    """Return the bracket or quote that is not closed; the parser notices lines later."""
    if spot.message == "Unterminated string":
        return _open_text(spot, '"""')
    if spot.message.startswith("Expected \"'"):
        return _open_text(spot, "'''") or _open_text(spot, "'")
    opened = spot.opened
    if opened is None or not _leaves_bracket(spot) or lacks_commas(spot):
        return None
    if spot.number == opened.line and not spot.at_end:
        return None
    is_list = opened.bracket == "["
    why = say("toml.open_bracket" if is_list else "toml.open_brace", bracket=opened.bracket)
    other = "]" if is_list else "}"
    return SyntaxFault(why, opened.line, opened.column, fix=say("toml.close", closing=other))


def _leaves_bracket(spot: Spot) -> bool:
    """Tell whether the parser met the next statement, or the end, inside a bracket."""
    statement = re.match(r"\s*(?:\[[^,\]]+\]\s*(?:#.*)?$|[\w.\"'-]+\s*=)", spot.text)
    if not spot.at_end and statement is None:
        return False
    return spot.message.startswith(("Unclosed", "Invalid value", "Invalid initial"))


def _open_text(spot: Spot, quote: str) -> SyntaxFault | None:
    """Return the last value that this quote opens and nothing closes."""
    lines = lines_of(spot.whole)
    for number in range(spot.number, 0, -1):
        line = lines[number - 1].rstrip("\r")
        _, equals, value = line.partition("=")
        body = value.strip()
        closed = body.count(quote) > 1
        if equals and body.startswith(quote) and not closed:
            column = line.index(quote) + 1
            # A typographic quote was probably meant to close it.
            shut = line.rstrip().rstrip("“”‘’") + quote if len(quote) == 1 else ""
            fix = say("toml.close", closing=quote)
            return SyntaxFault(say("toml.quote_not_closed"), number, column, shut, fix)
    return None


def _plain(message: str) -> str:
    """Return the parser's words with a small first letter."""
    return message[:1].lower() + message[1:]
