"""A config.toml that is long, deep, or made to be slow to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hostile import asked, places
from hostile.case import Case, accept

if TYPE_CHECKING:
    from collections.abc import Callable

    from hostile.case import Outcome


def _toml(name: str, make: Callable[[], str], check: Callable[[Outcome], None] = accept) -> Case:
    """Append this to a good config.toml."""
    return Case(
        "size",
        name,
        arguments=("--json", "--budget", "12"),
        prepare=places.long_config(make),
        seconds=1.0,
        check=check,
    )


_lines = places.numbered
_SYNTAX: Final = asked.first("config.toml_syntax")
CASES: Final = (
    # Words, numbers and strings that the parser refuses and somebody has to explain.
    _toml("bare-word-30kb", lambda: "x = " + "a" * 30_000, _SYNTAX),
    _toml("bare-word-2kb", lambda: "x = " + "a" * 1_900, _SYNTAX),
    _toml("bare-number-2kb", lambda: "x = " + "1" * 1_900 + "x", _SYNTAX),
    _toml("bare-word-480kb", lambda: "x = " + "a" * 480_000, _SYNTAX),
    _toml("underscores-2kb", lambda: "x = " + "_" * 1_900 + "x", _SYNTAX),
    _toml("blanks-in-a-key", lambda: "x" + " " * 1_900 + "y", _SYNTAX),
    _toml("blanks-and-a-colon", lambda: '"x" :' + " , " * 600, _SYNTAX),
    _toml("words-without-end", lambda: "x = " + "a " * 900 + "=", _SYNTAX),
    _toml("number-of-480000-digits", lambda: "x = " + "1" * 480_000, _SYNTAX),
    _toml("hex-of-480000-digits", lambda: "x = 0x" + "f" * 480_000),
    _toml("float-of-480000-digits", lambda: "x = 0." + "1" * 480_000),
    _toml("date-of-480000-digits", lambda: "x = 1979-05-27T00:32:00." + "9" * 480_000),
    _toml("dates-that-are-none", _lines("x# = 0000-00-00T00:00:60", 17_000), _SYNTAX),
    _toml("quotes-480kb", lambda: "x = " + '"' * 480_000, _SYNTAX),
    _toml("apostrophes-480kb", lambda: "x = " + "'" * 480_000, _SYNTAX),
    _toml("escaped-quotes-480kb", lambda: "x = " + '\\"' * 240_000, _SYNTAX),
    _toml("escaped-quotes-2kb", lambda: 'x = "\\q' + '\\"' * 900, _SYNTAX),
    _toml("triple-quotes-in-lines", _lines('\\"""', 90_000), _SYNTAX),
    _toml("triple-apostrophes-in-comments", lambda: "# '''\n" * 75_000 + "x = ", _SYNTAX),
    _toml("backslashes-480kb", lambda: "x = '" + "\\" * 480_000 + "'"),
    _toml("backslashes-in-quotes", lambda: 'x = "' + "\\" * 480_001 + '"', _SYNTAX),
    _toml("open-quotes", _lines('x# = "a', 40_000), _SYNTAX),
    _toml("open-multi-line-text", lambda: 'x = """' + "a\n" * 240_000, _SYNTAX),
    _toml("typographic-quotes", lambda: "x = “" + "”“" * 70_000, _SYNTAX),
    _toml("invisible-characters", lambda: "x = 1" + "\u200b" * 150_000, _SYNTAX),
    _toml("carriage-returns", lambda: "x = 1\r" * 75_000, _SYNTAX),
    _toml("brackets-480kb", lambda: "x = " + "[" * 480_000, _SYNTAX),
    _toml("closing-brackets", lambda: "x = 1 " + "]" * 480_000, _SYNTAX),
    _toml("header-without-end", lambda: "[" + "a." * 240_000, _SYNTAX),
    _toml("twice-at-the-end", lambda: _lines("x# = 1", 40_000)() + "x0 = 2", _SYNTAX),
    _toml("table-twice", lambda: _lines("[x#]", 50_000)() + "[x0]", _SYNTAX),
    _toml("commas", lambda: "x = [" + "," * 480_000, _SYNTAX),
    _toml("blanks-480kb", lambda: "x = " + " " * 480_000, _SYNTAX),
    _toml("equals-signs", lambda: "x " + "=" * 480_000, _SYNTAX),
    _toml("nul-characters", lambda: "\0" * 480_000, _SYNTAX),
    _toml("word-480kb", lambda: "a" * 480_000, _SYNTAX),
    _toml("word-and-quotes-2kb", lambda: "x = " + "a" * 900 + '""' * 500, _SYNTAX),
    _toml("words-and-quotes-2kb", lambda: "x = " + "a-b " * 250 + "'' " * 300, _SYNTAX),
    # What parses, and is much.
    _toml("40000-strings", _lines('x# = "word number #"', 40_000), asked.not_judged),
    _toml("16000-strings", _lines('x# = "word number #"', 16_000), asked.works),
    _toml("strings-with-addresses", _lines('x# = "//u:p@h/#?a=b&c=d"', 15_000), asked.works),
    _toml("lists-9mb", lambda: "x = [" + "[]," * 3_000_000 + "]", asked.not_judged),
    _toml("lists-480kb", lambda: "x = [" + "[]," * 160_000 + "]", asked.works),
    _toml("numbers-480kb", lambda: "x = [" + "1," * 240_000 + "]", asked.works),
    _toml("infinities-480kb", lambda: "x = [" + "inf," * 120_000 + "]"),
    _toml("large-numbers-480kb", lambda: "x = [" + "9" * 20 + ("," + "9" * 20) * 22_000 + "]"),
    _toml("tables-in-a-list", lambda: "x = [" + "{a=1}," * 80_000 + "]", asked.works),
    _toml("900000-keys", _lines("x# = 1", 900_000), asked.not_judged),
    _toml("40000-keys", _lines("x# = 1", 40_000), asked.works),
    _toml("dotted-keys", lambda: "".join(f"a{'.a' * 70}.x{n} = 1\n" for n in range(2_900))),
    _toml("dotted-tables", lambda: "".join(f"[a{'.a' * 70}.x{n}]\n" for n in range(2_900))),
    _toml("50000-tables", _lines("[x#]", 50_000), asked.works),
    _toml("80000-tables-in-arrays", lambda: "[[x]]\n" * 80_000, asked.works),
    _toml("arrays-in-arrays", lambda: "[[x]]\n[[x.y]]\n[[x.y.z]]\n" * 20_000, asked.works),
    _toml("string-of-480kb", lambda: 'x = "' + "a" * 480_000 + '"', asked.works),
    _toml("string-of-escapes", lambda: 'x = "' + "\\u0041" * 80_000 + '"', asked.works),
    _toml("lines-of-a-text", lambda: 'x = """' + "a\n" * 240_000 + '"""', asked.works),
    _toml("words-of-a-text", lambda: f'x = """{_lines("w#", 65_000)()}"""', asked.works),
    _toml("comments-480kb", lambda: "# x\n" * 120_000, asked.works),
    _toml("line-feeds-480kb", lambda: "\n" * 480_000, asked.works),
    _toml("comment-of-9mb", lambda: "# " + "x" * 9_000_000, asked.not_judged),
    _toml("wrong-types", _lines("[mcp_servers.s#]\ncommand = #", 11_000)),
    _toml("wrong-types-in-a-list", lambda: "notify = [" + "1," * 240_000 + "]"),
    _toml("unknown-keys-that-are-near", _lines("modle# = 1", 30_000)),
    _toml("slid-keys", _lines("[history.x#]\nmodel = 'x'", 14_000)),
    _toml("other-providers", _lines('[model_providers.p#]\nname = "p"', 12_000)),
    _toml("providers-of-one-letter", _lines('[model_providers.p#]\nbase_urll = "p"', 11_000)),
    _toml(
        "trusted-projects", _lines('[projects."/p#"]\ntrust_level = "trusted"', 9_500), asked.works
    ),
    _toml("mcp-servers", _lines('[mcp_servers.s#]\ncommand = "true"', 11_000), asked.works),
    _toml("features", lambda: "[features]\n" + _lines("x# = true", 30_000)()),
    _toml("profiles", _lines('[profiles.p#]\nmodel = "m"', 13_000)),
    _toml(
        "15000-headers",
        lambda: "[model_providers.lab.http_headers]\n" + _lines('x-# = "value #"', 15_000)(),
    ),
    _toml(
        "15000-header-variables",
        lambda: "[model_providers.lab.env_http_headers]\n" + _lines('x-# = "VALUE_#"', 15_000)(),
    ),
    _toml(
        "15000-parameters",
        lambda: "[model_providers.lab.query_params]\n" + _lines('x# = "value #"', 15_000)(),
    ),
)
