"""Other files of Codex's home that are long, many, or made to be slow to read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from codex_doctor.lab.fault import CONFIG
from hostile import places
from hostile.case import Case

if TYPE_CHECKING:
    from collections.abc import Callable

    from hostile.case import Place

_BUDGET: Final = ("--json", "--budget", "12")
_AUTH: Final = CONFIG.replace('env_key = "LAB_API_KEY"', "requires_openai_auth = true")
_lines = places.numbered


def _case(
    name: str,
    prepare: Callable[[Place], None],
    *,
    arguments: tuple[str, ...] = _BUDGET,
    config: str = CONFIG,
) -> Case:
    return Case("size", name, prepare=prepare, arguments=arguments, config=config, seconds=1.0)


_DOUBLING: Final = "A=" + "a" * 16 + "\n" + "A=$A$A\n" * 25
_DOTENV: Final = (
    ("dotenv-that-doubles", lambda: _DOUBLING),
    ("dotenv-that-doubles-often", lambda: _DOUBLING + "B=$A$A$A$A$A$A$A$A\n" * 2000),
    (
        "dotenv-that-adds",
        lambda: "A=" + "a" * 9000 + "\n" + _lines("B#=$A$A$A$A$A$A$A$A", 17_000)(),
    ),
    ("dotenv-10mb", lambda: "A=" + "a" * 10_000_000),
    ("dotenv-480kb-value", lambda: "A=" + "a" * 480_000),
    ("dotenv-open-quote", lambda: 'A="' + "a\n" * 240_000),
    ("dotenv-lines-that-are-none", lambda: "- x\n" * 120_000),
    ("dotenv-assignments", _lines("A#=b", 50_000)),
    ("dotenv-dollars", lambda: "A=" + "$" * 480_000),
    ("dotenv-braces", lambda: "A=" + "${" * 240_000),
    ("dotenv-blanks", lambda: "A=b" + " " * 480_000 + "c"),
    ("dotenv-skipped-names", _lines("CODEX_#=$CODEX_0", 20_000)),
    ("dotenv-escapes", lambda: 'A="' + "\\n" * 240_000 + '"'),
)
_TIME: Final = "2026-01-01T00:00:00."
_TOKENS: Final = {"access_token": "", "refresh_token": ""}
_JSON: Final = (
    ("auth-json-one-key-often", lambda: "{" + '"a":1,' * 80_000 + '"b":1}'),
    ("auth-json-two-keys-often", lambda: "{" + '"a":1,"OPENAI_API_KEY":"x",' * 18_000 + '"b":1}'),
    ("auth-json-deep", lambda: "[" * 480_000),
    ("auth-json-number", lambda: '{"a":' + "1" * 480_000 + "}"),
    ("auth-json-float", lambda: '{"a":1e' + "1" * 480_000 + "}"),
    ("auth-json-strings", lambda: json.dumps([f"value {n}" for n in range(30_000)])),
    ("auth-json-key-480kb", lambda: json.dumps({"OPENAI_API_KEY": "ab1-" * 119_000})),
    ("auth-json-10mb", lambda: json.dumps({"a": "x" * 10_000_000})),
    ("auth-json-refresh", lambda: json.dumps({"last_refresh": _TIME + "1" * 480_000})),
    ("auth-json-id-token", lambda: json.dumps({"tokens": {**_TOKENS, "id_token": "." * 480_000}})),
)  # fmt: skip
_RULE: Final = 'prefix_rule(pattern = ["x"], decision = "allow")\n'


def _rules(count: int, make: Callable[[], str]) -> Callable[[Place], None]:
    def prepare(place: Place) -> None:
        text = make().encode()
        for number in range(count):
            places.write(place.root / f"codex/rules/{number}.rules", text)

    return prepare


def _links_to_rules(place: Place) -> None:
    """Put the same file of 9 MB there 200 times."""
    places.write(place.root / "out.rules", (_RULE * 180_000).encode())
    (place.root / "codex/rules").mkdir()
    for number in range(200):
        (place.root / f"codex/rules/{number}.rules").hardlink_to(place.root / "out.rules")


_OTHERS: Final = (
    _case("200-rules-files-of-9mb", _links_to_rules),
    _case("rules-9mb", _rules(1, lambda: _RULE * 180_000)),
    _case("rules-60kb", _rules(1, lambda: _RULE * 1_200)),
    _case("rules-deep", _rules(1, lambda: "x = " + "[" * 90 + "]" * 90)),
    _case("rules-sum", _rules(1, lambda: "x = 1" + "+1" * 100_000)),
    _case("rules-strings", _rules(1, lambda: "x = [" + '"a",' * 14_000 + "]")),
    _case("rules-digits", _rules(1, lambda: "x = " + "1" * 58_000)),
    _case("1000-rules-files", _rules(1000, lambda: _RULE)),
    _case(
        "catalog-9mb",
        places.file_of("odd.json", lambda: '{"models": [' + "[]," * 3_000_000 + "[]]}"),
        config='model_catalog_json = "{root}/odd.json"\n' + CONFIG,
    ),
    _case(
        "catalog-digits",
        places.file_of("odd.json", lambda: '{"models": [' + "1" * 480_000 + "]}"),
        config='model_catalog_json = "{root}/odd.json"\n' + CONFIG,
    ),
    _case(
        "instructions-9mb",
        places.file_of("odd.md", lambda: "word " * 1_800_000),
        config='model_instructions_file = "{root}/odd.md"\n' + CONFIG,
    ),
    _case(
        "agents-3000",
        places.many((f"codex/agents/{n}.toml" for n in range(3_000)), places.empty),
        arguments=("--json", "--budget", "12", "--thorough"),
    ),
    _case(
        "profiles-3000",
        places.many((f"codex/{n}.config.toml" for n in range(3_000)), places.empty),
        arguments=("--json", "--budget", "12", "--profile", "x"),
    ),
    _case(
        "extensions-2000",
        places.many(
            f"home/.vscode/extensions/openai.chatgpt-{n}/bin/x/codex" for n in range(2_000)
        ),
    ),
    _case(
        "layers-of-480kb",
        places.several(
            places.long_config(_lines("x# = 1", 35_000)),
            places.file_of("codex/odd.config.toml", _lines("y# = 1", 35_000)),
        ),
        arguments=("--json", "--budget", "12", "--profile", "odd"),
    ),
    _case(
        "configuration-of-16000-strings",
        places.long_config(_lines('x# = "word number #"', 15_000)),
        arguments=("config", "--json"),
    ),
)

CASES: Final = (
    *(_case(name, places.file_of("codex/.env", make)) for name, make in _DOTENV),
    *(_case(name, places.file_of("codex/auth.json", make), config=_AUTH) for name, make in _JSON),
    *_OTHERS,
)
