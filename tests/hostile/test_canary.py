"""No planted secret leaves the process, whatever the endpoint makes of it and whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from msgspec.structs import replace

from bundles import bundle_of, contents
from echoes import ENCODINGS
from hostile import canary
from hostile.case import Case
from hostile.echoing import POSITIONS
from hostile.leaks import find_leaks
from hostile.run import run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hostile.case import Outcome, Place

pytestmark = pytest.mark.hostile

CODES: Final = (
    "as it is", "alternating case", "reversed", "rot13", "rot47", "blanks", "hyphens, every four",
    "zero width space", "combining acute", "full width", "percent, twice", "JSON, all escaped",
    "full width, misread",
    "octal escapes", "HTML, decimal, no semicolon", "quoted-printable", "NUL escapes", "hex",
    "hex, colons", "bytes", "binary", "octal, blanks", "base64", "base64 of base64",
    "base64, urlsafe", "base32, lower case", "ascii85", "base85", "z85", "sha512",
    "sha256 in base64", "first and last nine", "last eight", "numbers between", "words between",
    "doubled", "pairs swapped", "Caesar 3", "Atbash", "one number", "base58", "gzip in base64",
    "zlib in hex, blanks", "sha256 of Bearer", "crc32",
)  # fmt: skip
# Echoes in one answer: texts are cut, so that more would not be seen.
_MOST: Final = 40
# Every so manieth answer goes into a bundle too.
_FEW: Final = 10
_EVERYWHERE: Final = [one for one in canary.PLACES if one not in canary.APART_PLACES]
# In this order no answer has long codes alone.
_PAIRS: Final = [(place, code) for place in _EVERYWHERE for code in CODES]
_BATCHES: Final = [_PAIRS[at : at + _MOST] for at in range(0, len(_PAIRS), _MOST)]
_REPORTS: Final = (
    "--format", "json",
    "--format", "markdown={root}/out/report.md",
    "--format", "terminal={root}/out/report.txt",
    "--format", "html={root}/out/report.html",
)  # fmt: skip
# The other formats are made of the same report; the letter tries its script once more. HAR shows
# the facts, whose masking costs more; a bundle has it too.
_OTHERS: Final = (
    "--format", "har={root}/out/report.har",
    "--format", "letter={root}/out/letter.txt",
    "--format", "junit={root}/out/report.xml",
    "--format", "sarif={root}/out/report.sarif",
    "--format", "github={root}/out/report.github",
)  # fmt: skip
# Every command and format, with and without more to say.
COMMANDS: Final[dict[str, tuple[str, ...]]] = {
    "plain": ("--plain",),
    "terminal": ("--color", "always"),
    "verbose": ("-v", "--plain"),
    "files": ("-v", *_REPORTS),
    "formats": _OTHERS,
    "json": ("-v", "--json"),
    "markdown": ("-v", "--format", "markdown"),
    "thorough": ("--thorough", "-v", *_REPORTS),
    "config": ("config", "--plain"),
    "config-verbose": ("config", "-v", "--plain"),
    "config-json": ("config", "--json", "-v"),
    "dry-run": ("--dry-run",),
    "dry-run-json": ("--dry-run", "--json"),
    "all-versions": ("--codex-version", "all", "--plain"),
    "all-versions-json": ("--codex-version", "all", "--json"),
    "offline": ("--offline", "-v", *_REPORTS),
    "confirm": ("--confirm", "-v", *_REPORTS),
    "confirm-json": ("--confirm", "--json"),
    "bundle": ("bundle", "{root}/out/a.zip"),
    "bundle-list": ("bundle", "--list"),
    "bundle-json": ("bundle", "{root}/out/a.zip", "--json"),
    "replay": ("replay", "b.zip", "-v", "--format", "har"),
    "replay-json": ("replay", "b.zip", "--json"),
    "compare": ("compare", "b.zip"),
    "compare-json": ("compare", "b.zip", "--json"),
    "fix": ("fix", "--yes"),
    "fix-dry-run": ("fix", "--dry-run"),
    "setup": (
        *("setup", "litellm", "--base-url", "{base_url}", "--env-key", "LAB_API_KEY"),
        *("--model", "lab-model-1", "--yes"),
    ),
    "repro": ("repro",),
    "repro-python": ("repro", "--lang", "python"),
    "repro-node": ("repro", "--lang", "node"),
    "repro-json": ("repro", "--json"),
    "explain": ("explain", "auth.key_rejected"),
    "explain-key": ("explain", "--search", canary.PLACES["LAB_API_KEY"]),
    **{kind: ("--format", kind) for kind in ("har", "html", "letter", "junit", "sarif", "github")},
    "demo": ("demo", "key-rejected"),
    "checks": ("checks",),
    "profile-missing": ("-p", "missing", "--plain"),
    "usage": ("--budget", "x"),
    "chinese": ("--lang", "zh", "-v", *_REPORTS),
    "chinese-formats": ("--lang", "zh", *_OTHERS),
    "chinese-config": ("config", "--lang", "zh", "-v", "--plain"),
    "chinese-usage": ("--lang", "zh", "--budget", "x"),
}
# Commands that take other options.
_OF_THEIR_OWN: Final = {"config", "demo", "checks", "replay", "setup", "explain"}
_SEEN: Final = {"runs": 0, "bytes": 0, "masks": 0}


def _prepared(place: Place) -> None:
    canary.with_programs(place)
    (place.root / "work" / "b.zip").write_bytes(bundle_of("key-rejected").data)


def _case(
    name: str,
    arguments: tuple[str, ...],
    codes: Sequence[str],
    *,
    config: str | None = None,
) -> Case:
    where = tuple(POSITIONS)[_SEEN["runs"] % len(POSITIONS)]
    given = canary.OPTIONS[2:] if "-p" in arguments else canary.OPTIONS  # Codex takes one profile
    options = ("--budget", "4", *map(canary.planted, given))
    files = canary.files() if config is None else {**canary.files(), "codex/config.toml": config}
    return Case(
        "echo",
        name,
        arguments=arguments if arguments[0] in _OF_THEIR_OWN else (*options, *arguments),
        config=None,
        files=files,
        environ=canary.environ(),
        prepare=_prepared,
        endpoint=POSITIONS[where](codes),
    )


def _leaks(outcome: Outcome) -> list[str]:
    """Return what left the process; the real run of Codex alone has what it would have anyway."""
    _SEEN["runs"] += 1
    _SEEN["bytes"] += len(outcome.text)
    child = outcome.written.get("child.txt", b"").decode()
    planted = {f"env of exec: {name}={value}" for name, value in canary.environ().items()}
    handed = [line for line in child.splitlines() if line not in planted]
    shown = [outcome.stdout, outcome.stderr]
    for name, one in outcome.written.items():
        if name != "child.txt":
            shown += contents(one).values() if name.endswith(".zip") else [one]
    texts = [*(one.decode("utf-8", "replace") for one in shown), "\n".join(handed)]
    names = {secret[:4]: name for name, secret in canary.PLACES.items()}
    return [f"{names[leak[:4]]}: {leak}" for leak in find_leaks("\n".join(texts), canary.SECRETS)]


@pytest.mark.parametrize("number", range(len(_BATCHES)))
def test_no_echo_of_a_planted_secret_is_shown(number: int, tmp_path: Path) -> None:
    pairs = _BATCHES[number]
    echoes = [ENCODINGS[code](canary.PLACES[place]) for place, code in pairs]

    outcome = run(_case(f"canary-{number}", ("-v", *_REPORTS), echoes), tmp_path)

    assert outcome.exit_code in {0, 1, 3}
    assert outcome.requests
    _SEEN["masks"] += outcome.text.count("[redacted]")
    assert _leaks(outcome) == []


# Facts hold more of an answer than a report shows.
@pytest.mark.parametrize("number", range(0, len(_BATCHES), _FEW))
def test_no_echo_of_a_planted_secret_is_in_a_bundle(number: int, tmp_path: Path) -> None:
    echoes = [ENCODINGS[code](canary.PLACES[place]) for place, code in _BATCHES[number]]

    # Fifty secrets, each in another code, are masked in all of an answer, which takes its time.
    case = replace(_case(f"bundle-{number}", COMMANDS["bundle"], echoes), seconds=25.0)
    outcome = run(case, tmp_path)

    assert outcome.exit_code in {0, 1, 3}
    assert outcome.requests
    assert contents(outcome.written["a.zip"])["facts.json"]
    assert _leaks(outcome) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_shows_a_planted_secret(command: str, tmp_path: Path) -> None:
    echoes = [canary.PLACES["LAB_API_KEY"], *canary.SECRETS[:6]]

    outcome = run(_case(f"canary-{command}", COMMANDS[command], echoes), tmp_path)

    assert outcome.text
    assert (outcome.exit_code == 2) == command.endswith("usage"), outcome.text
    assert _leaks(outcome) == []


@pytest.mark.parametrize("command", ["files", "config-verbose", "dry-run", "confirm", "json"])
@pytest.mark.parametrize("name", canary.APART)
def test_no_set_up_of_its_own_shows_its_secret(name: str, command: str, tmp_path: Path) -> None:
    # What is not in a set-up cannot be known in it.
    echoes = [one for one in canary.SECRETS if one in canary.APART[name]] * 3

    outcome = run(
        _case(f"canary-{name}", COMMANDS[command], echoes, config=canary.APART[name]), tmp_path
    )

    assert _leaks(outcome) == []


def test_the_counts_are_those_that_were_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    places, codes = len(_EVERYWHERE), len(CODES)

    with capsys.disabled():
        print(
            f"\ncanary: {places} places x {codes} encodings x {len(COMMANDS)} commands and formats;"
            f" {len(_BATCHES)} answers in {len(POSITIONS)} positions; {_SEEN['runs']} runs here,"
            f" {_SEEN['bytes']} bytes looked at, {_SEEN['masks']} masks"
        )
    assert places >= 50
    assert codes >= 24
    assert len(set(_PAIRS)) == places * codes
