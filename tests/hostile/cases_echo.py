"""A secret that the endpoint sends back in another form, one form and one place a case."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from codex_doctor.lab.fault import CONFIG, KEY_VARIABLE, changed
from echoes import ENCODINGS, random_key
from hostile.case import Case
from hostile.echoing import POSITIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hostile.case import Outcome

_KEY: Final = random_key(11, prefix="lab-")
_FILES: Final = ("--format", "markdown={root}/out/r.md")
# Where each encoding is put; those that are not here go round.
_PLACES: Final = tuple(POSITIONS)
_GROUPS: Final = (
    ("reversed", "rot13", "rot47"),
    ("rot13, reversed", "alternating case", "swapped case"),
    ("octal escapes", "octal, blanks", "octal, 0o"),
    ("quoted-printable", "quoted-printable, partly"),
    ("base32, 0 before", "base32, 1 before", "base32, 2 before"),
    ("base32, 3 before", "base32, 4 before", "base32, lower case", "base32 hex"),
    ("ascii85", "ascii85, framed"),
    ("base85", "base85 of u:key"),
    ("z85", "z85 of Bearer"),
    ("base64 of base64", "base64 of base64 of base64"),
    ("base64, lines", "base64, lines, CR", "base64, no beginning"),
    ("base64, urlsafe", "base64 of u:key:x", "base64, lower case"),
    ("base64 of hex", "base64 of JSON", "base64 of UTF-16"),
    ("base64 in percent", "hex of hex", "hex of UTF-16"),
    ("bytes", "bytes, blanks"),
    ("bytes, indented", "bytes of UTF-16"),
    ("bytes, semicolons", "bytes, three digits"),
    ("hex, 0x each", "hex, 0x, no blanks"),
    ("hex dump", "hex, groups of two"),
    ("hex, colons", "hex, groups of four", "hex, quoted"),
    ("hex, upper case", "hex", "code points"),
    ("binary", "binary, seven"),
    ("binary, blanks", "binary, 0b"),
    ("sha512", "sha384", "sha224"),
    ("sha3_256", "sha3_512", "blake2b", "blake2s"),
    ("sha1", "md5", "sha256, first eight"),
    ("sha256 in base64", "sha512 in base64", "md5 in base64"),
    ("sha512, first twelve", "sha1, last eight", "sha256 of a line"),
    ("blanks", "hyphens, every four", "dots, every three"),
    ("line breaks, every five", "commas and quotes", "bars, every two"),
    ("zero width space", "zero width joiner", "word joiner"),
    ("soft hyphen", "Hangul filler", "byte order mark"),
    ("combining acute", "combining overlay", "variation selector"),
    ("NUL", "NUL escapes", "NUL escapes in hex"),
    ("NUL as a code", "carets"),
    ("full width", "mathematical"),
    ("tag characters", "tags"),
    ("bold", "terminal colours"),
    ("percent, thrice", "percent, four times"),
    ("JSON, all escaped, in JSON in JSON", "JSON, four deep"),
    ("HTML, decimal, no semicolon", "HTML, hex, no semicolon", "HTML, twice"),
    ("HTML in JSON", "HTML in percent"),
    ("soft hyphens in HTML", "zero width in HTML"),
    ("first and last nine", "first and last nine, dots"),
    ("last eight", "middle eight"),
    ("two fields", "two lines", "two events"),
    ("braces", "eight digits", "C escapes"),
    ("numbers between", "digits between"),
    ("words between",),
    ("parts with a number", "members of an object"),
    ("one event each",),
    ("doubled", "pairs swapped", "pairs swapped in Bearer"),
    ("Caesar 3", "Caesar 19, reversed"),
    ("Atbash", "Atbash, reversed"),
    ("hex, 0x, one number", "hex, 0x, words of four"),
    ("hex, words of two, swapped", "hex, words of four, turned"),
    ("one number", "one number, in threes"),
    ("base58", "base58 of Bearer"),
    ("gzip in base64", "gzip in hex"),
    ("zlib in base64", "zlib in hex, blanks"),
    ("deflate in base64", "base64 in gzip in base64"),
    ("sha256 of Bearer", "md5 of Bearer"),
    ("crc32", "crc32, decimal", "adler32", "adler32, decimal"),
)


def _echo_cases() -> Iterator[Case]:
    for number, names in enumerate(_GROUPS):
        place = _PLACES[number % len(_PLACES)]
        first = re.sub(r"[^a-z0-9]+", "-", names[0].lower())
        # Half of them in the place where most is shown.
        for where in {place, "message"}:
            yield Case(
                "echo",
                f"{first}-in-{where}",
                arguments=("--format", "json", "-v", "--budget", "4", *_FILES),
                environ={KEY_VARIABLE: _KEY},
                endpoint=POSITIONS[where]([ENCODINGS[name](_KEY) for name in names]),
                secrets=(_KEY,),
            )


def _still_works(outcome: Outcome) -> None:
    assert outcome.report["verdict"] == "works"


def _costly() -> Iterator[Case]:
    """Yield set-ups with so many or so long secrets that redaction must not feel them."""
    strings = ", ".join(f'"{random_key(number)}"' for number in range(40_000))
    yield Case("echo", "40000-strings", files={"codex/auth.json": f'{{"a": [{strings}]}}'})
    yield Case("echo", "500-kb-key", files={"codex/auth.json": f'{{"k": "{"ab1" * 170_000}"}}'})
    long_key = random_key(3, length=500_000)
    yield Case("echo", "500-kb-odd-key", files={"codex/auth.json": f'{{"k": "{long_key}"}}'})
    headers = "".join(f'x-{number} = "{random_key(number)}"\n' for number in range(15_000))
    other = '\n[model_providers.other]\nname = "o"\nbase_url = "{base_url}"\n'
    table = f"{other}[model_providers.other.http_headers]\n{headers}"
    yield Case("echo", "15000-headers", config=CONFIG + table)
    value = random_key(4, length=120_000)
    yield Case("echo", "120-kb-variable", environ={KEY_VARIABLE: _KEY, "OTHER_KEY": value})
    for name, body in (("one-code", "QUFB" * 16_000), ("escapes", "%2541\\u0041" * 6_000)):
        yield Case(
            "echo",
            f"64-kb-of-{name}",
            environ={KEY_VARIABLE: _KEY, "OTHER_TOKEN": value},
            endpoint=POSITIONS["message"]([body, _KEY]),
            secrets=(_KEY,),
        )
    # Values that are words must not eat the words of the report.
    words = 'http_headers = {{ x-team = "responses", x-a = "lab-model-1-and-more" }}'
    yield Case(
        "echo",
        "headers-of-words",
        config=changed("wire_api", f"{words.replace('{{', '{').replace('}}', '}')}\nwire_api"),
        check=_still_works,
    )


CASES: Final = (*_echo_cases(), *_costly())
