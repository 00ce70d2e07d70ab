"""The files of Codex, whatever is in them: TOML, `.env`, and the set-up that is made of all."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import tomli
from hypothesis import strategies as st

from codex_doctor.codex.files.documents import parse_document
from codex_doctor.codex.files.dotenv import MAX_CHARACTERS, ExpandsTooFarError, read_dotenv
from codex_doctor.codex.files.positions import find_nesting, index_positions
from codex_doctor.codex.files.toml_mending import changed
from codex_doctor.codex.files.toml_spots import LineChange, fault_line
from codex_doctor.codex.resolve import resolve
from codex_doctor.facts.config_problems import TomlSyntax
from codex_doctor.platform.file_text import decode
from codex_doctor.values import is_list, is_table, lookup
from codex_doctor_checks.setup.config import CHECK, finding_for
from fuzz.target import Target, joined, texts
from oracle.config_cases import CONFIG_CASES
from setups import CONFIG, KEY, fatal, inputs_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.files.documents import Document
    from codex_doctor.facts.configuration import Refusal

_DATA: Final = Path(__file__).parents[1] / "data"
_PIECES: Final = (
    "model", "model_provider", "model_providers", "lab", "base_url", "wire_api", "auth", "name",
    '"', "'", '"""', "'''", "=", ".", ",", "[", "]", "[[", "]]", "{", "}", "\n", "\r\n", "\r", " ",
    "#", "1", "true", "1979-05-27", "07:32:60", "0000-01-01", "\\", "\\u00e9", "é", "\u200b", "“",
    "\xa0", "inf", "0x1", "env_key", "x", "-", ":", "\t", "//", ";", "\ufeff", "1e999",
    "9223372036854775808", "http_headers", "projects", "profiles", "features", "<<<<<<< ",
)  # fmt: skip
_TEXTS: Final = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)
_WORDS: Final = tuple(one.encode() for one in _PIECES)
_PROBLEMS: Final = frozenset(page.id for page in CHECK.pages)


# ----- TOML


def _run_toml(data: bytes) -> None:
    file = decode(data)
    if file.result != "ok":
        assert (file.line, file.column) >= (1, 1)
        return
    reading = parse_document(file.text, name="user", shown="config.toml")
    body = file.text.removeprefix("\ufeff")
    assert (reading.document is None) == (reading.layer.state == "refused")
    if reading.document is not None:
        _judge_document(body, reading.document)
    elif reading.layer.refusal is not None:
        _judge_refusal(body, reading.layer.refusal)


def _parsed(text: str) -> dict[str, Any] | None:
    """Return what the library makes of a text, None when it refuses it."""
    try:
        return tomli.loads(text)
    except (tomli.TOMLDecodeError, RecursionError, ValueError):
        return None


def _judge_document(text: str, document: Document) -> None:
    table = _parsed(text)
    if table is None:  # Python has no year 0 and no leap second
        assert "0000-" in text or ":60" in text
        return
    assert table.keys() == document.table.keys()
    lines = text.split("\n")
    for path, place in index_positions(text).places.items():
        value = lookup(table, path)
        assert value is not None, path
        assert 1 <= place.line <= place.value_line <= len(lines), path
        shown = lines[place.value_line - 1][place.value_column - 1 :]
        at_key = (place.line, place.column) == (place.value_line, place.value_column)
        if isinstance(value, bool):
            assert shown.startswith(("true", "false")), path
        elif isinstance(value, str):
            assert shown.startswith(('"', "'")), path
        elif is_list(value) and not at_key:
            assert shown.startswith("["), path
        elif is_table(value) and not at_key:
            assert shown.startswith("{"), path


def _judge_refusal(text: str, refusal: Refusal) -> None:
    about = refusal.about
    assert isinstance(about, TomlSyntax)
    if _parsed(text) is not None:
        assert find_nesting(text, 80) is not None, about.why
    lines, place = text.split("\n"), refusal.location
    assert place is not None
    assert place.line is not None
    assert place.column is not None
    assert 1 <= place.line <= len(lines)
    assert 1 <= place.column <= len(lines[place.line - 1]) + 1
    if about.edits and not any("*" in (one.after or "") for one in about.edits):
        mended = changed(text, [LineChange(one.line, one.after) for one in about.edits])
        now = fault_line(mended)
        assert now is None or now >= place.line, about.edits


def _toml_seeds() -> Iterator[bytes]:
    yield (_DATA / "full_config.toml").read_bytes()
    for case in CONFIG_CASES.values():
        for text in (case.config, *case.files.values()):
            yield text if isinstance(text, bytes) else (text or "").encode()


TOML: Final = Target(
    "toml",
    "TOML is taken and refused as Codex's rules say; a value stands where it is said to "
    "stand, and a mended line mends",
    _run_toml,
    _toml_seeds,
    _TEXTS.map(str.encode),
    _WORDS,
)


# ----- .env


def _run_dotenv(data: bytes) -> None:
    (text,) = texts(data, 1)
    try:
        taken, rejected = read_dotenv(text, {"a": "b"})
    except ExpandsTooFarError:
        return
    lines = text.split("\n")
    assert sum(len(one.value) for one in taken) <= MAX_CHARACTERS
    for one in taken:
        assert one.name
        assert lines[one.line - 1][one.column - 1 :].startswith(one.name), one
    for other in rejected:
        assert 1 <= other.line <= len(lines)


_DOTENV_SIGNS: Final = "Kab= \t\n\r\\\"'${}#1_é\udce9\ufeff"
_DOTENV_WORDS: Final = (
    b"LAB_KEY", b"=", b"export ", b"set ", b"$env:", b"setx ", b"\"", b"'", b"${", b"}", b"$a",
    b"\\", b"\n", b"\r\n", b"#", b"$(cat x)", b"`x`", b"CODEX_HOME", b": ", b"//", b"\xe9",
)  # fmt: skip


def _dotenv_seeds() -> Iterator[bytes]:
    yield b"LAB_KEY=sk-1\nexport B='$a ${a}'\nC=\"x\ny\" # z\n"
    for case in CONFIG_CASES.values():
        text = case.files.get("codex/.env", "")
        yield text if isinstance(text, bytes) else text.encode()


DOTENV: Final = Target(
    "dotenv",
    "`.env` is read; a variable stands where it is said to stand, and all values together "
    "are bounded",
    _run_dotenv,
    _dotenv_seeds,
    st.text(st.sampled_from(_DOTENV_SIGNS)).map(
        lambda text: text.encode("utf-8", "surrogateescape")
    ),
    _DOTENV_WORDS,
)


# ----- all of it together


@cache
def _folder() -> tuple[TemporaryDirectory[str], Path]:
    folder = TemporaryDirectory(prefix="fuzz-")
    return folder, Path(folder.name)


def _run_setup(data: bytes) -> None:
    """Resolve config.toml, .env, auth.json, a project's config.toml, a proxy and an override."""
    config, dotenv, login, project, proxy, override = texts(data, 6)
    folder = _folder()[1]
    files = {
        "home/.codex/config.toml": config,
        "home/.codex/.env": dotenv,
        "home/.codex/auth.json": login,
        "work/.codex/config.toml": project,
    }
    environ = {"LAB_KEY": KEY, "HTTP_PROXY": proxy}
    inputs = inputs_in(
        folder,
        None,
        files={name: text.encode("utf-8", "surrogateescape") for name, text in files.items()},
        environ={name: text for name, text in environ.items() if text},
        overrides=(override,) if "=" in override else (),
    )
    setup, secrets = resolve(inputs)

    assert setup.provider_id or fatal(setup)
    assert KEY in secrets.known
    for problem in setup.problems:
        if problem.kind in _PROBLEMS:
            finding = finding_for(problem)
            assert finding.cause
            assert finding.id == problem.kind


def _setup_seeds() -> Iterator[bytes]:
    trusted = f'\n[projects."{_folder()[1]}/work"]\ntrust_level = "trusted"\n'
    yield joined(CONFIG + trusted, "B=1\n", "{}", 'model = "x"\n', "http://p:1", "model=1")
    for case in CONFIG_CASES.values():
        named = [case.files.get(f"codex/{name}", "") for name in (".env", "auth.json")]
        yield joined(case.config or "", *named)


SETUP: Final = Target(
    "setup",
    "all files of a set-up together name a provider or what is wrong, and each problem is "
    "a finding",
    _run_setup,
    _setup_seeds,
    st.builds(joined, _TEXTS.map(lambda text: f"{CONFIG}{text}"), _TEXTS),
    (*_WORDS, *_DOTENV_WORDS, b"\0", b"-c ", b"http://", b'{"OPENAI_API_KEY":"'),
    grows=False,
)
