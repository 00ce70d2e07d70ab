"""Codex for Windows and the doctor in a Python for Windows, on the same files: `make windows`."""

from __future__ import annotations

import json
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import pytest
from msgspec import Struct, field
from msgspec.structs import replace

from certificates import make_authority, make_certificate
from codex_doctor.lab.fault import CONFIG, KEY_VARIABLE, fill
from codex_doctor.lab.server import serving
from codex_doctor.lab.variants import HEALTHY
from codex_doctor.model import Variable
from codex_doctor.report.shells import lines_for
from windows import wine
from windows.wine import PYTHON, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping
    from pathlib import Path

    from codex_doctor.lab.server import Lab

pytestmark = [
    pytest.mark.windows,
    pytest.mark.skipif(bool(wine.why_not()), reason=wine.why_not()),
]

NEWEST: Final = "0.171.0"
MACHINE: Final = "ProgramData/OpenAI/Codex"
DOCTOR: Final = (str(wine.PYTHON), "-m", "codex_doctor")
KEY: Final = dict(HEALTHY.environ)[KEY_VARIABLE]
FORCED: Final = 'model_provider = "nope"\n'
DEAD: Final[Mapping[str, str | int]] = {"ProxyEnable": 1, "ProxyServer": "127.0.0.1:9"}
# Codex waits without end where it cannot connect.
SECURED: Final = CONFIG + "\n[features]\nunbounded_connection_retries = false\n"
COMMAND: Final = (
    CONFIG.replace(f'env_key = "{KEY_VARIABLE}"\n', "")
    + "\n[model_providers.lab.auth]\ncommand = '{program}'\nargs = [{args}]\n"
)
TOKEN: Final = r"{place}\with a blank\token.cmd"
# Codex for Windows reads the id under a lock under which Wine lets it write none.
_INSTALLATION: Final = "8c6a4b2e-5a86-4d0a-9f5e-0d5f5a0c7a11"


def _plain(text: str) -> bytes:
    return text.encode()


class Case(Struct, frozen=True):
    """A set-up on Windows.

    Attributes:
        works: What Codex does.
        first: The finding of the doctor that stops Codex, "" for none.
        version: Of Codex, run and judged.
        coded: The bytes of config.toml.
        home: Files of CODEX_HOME, `config.toml` among them.
        drive: Files below `C:`.
        environ: Variables beside CODEX_HOME.
        kept: Those that Wine does not hand on from here.
        settings: What `Internet Settings` of the registry has.
        is_secured: Whether the endpoint speaks TLS, with an authority of its own.
        is_stored: Whether that stands in the certificate store.
        in_profile: Whether CODEX_HOME is not set, and the files are in the user's own folder.
    """

    works: bool
    first: str = ""
    version: str = NEWEST
    coded: Callable[[str], bytes] = _plain
    home: Mapping[str, str] = field(default_factory=lambda: {"config.toml": CONFIG})
    drive: Mapping[str, str] = field(default_factory=dict[str, str])
    environ: Mapping[str, str] = field(default_factory=lambda: {KEY_VARIABLE: KEY})
    kept: Mapping[str, str] = field(default_factory=dict[str, str])
    settings: Mapping[str, str | int] = field(default_factory=dict[str, str | int])
    is_secured: bool = False
    is_stored: bool = False
    in_profile: bool = False


def _by_command(program: str, args: str = "", **odd: Any) -> Case:
    """Return the set-up whose key comes from a program."""
    config = COMMAND.replace("{program}", program).replace("{args}", args)
    return Case(home={"config.toml": config}, environ={}, **odd)


def _secured(works: bool, first: str = "", **odd: Any) -> Case:
    home = {"config.toml": SECURED}
    environ = {KEY_VARIABLE: KEY, **odd.pop("environ", {})}
    return Case(works, first, home=home, environ=environ, is_secured=True, **odd)


def _with(name: str, text: str) -> dict[str, str]:
    return {"config.toml": CONFIG, name: text}


CASES: Final = {
    "healthy": Case(works=True),
    "in the user's folder": Case(works=True, in_profile=True),
    "a variable in other letters": Case(works=True, environ={KEY_VARIABLE.lower(): KEY}),
    "no variable": Case(works=False, first="env.key_unset", environ={}),
    "written by PowerShell": Case(
        works=False, first="config.not_utf8", coded=lambda text: text.encode("utf-16")
    ),
    "with a mark and line ends of Windows": Case(
        works=True, coded=lambda text: text.replace("\n", "\r\n").encode("utf-8-sig")
    ),
    "for all users": Case(works=True, home={}, drive={f"{MACHINE}/config.toml": CONFIG}),
    "not where Linux has it": Case(works=True, drive={"etc/codex/config.toml": FORCED}),
    "managed, for all users": Case(works=True, drive={f"{MACHINE}/managed_config.toml": FORCED}),
    "managed, at home": Case(works=True, home=_with("managed_config.toml", FORCED)),
    "managed, at home, 0.148.0": Case(
        works=False,
        first="config.provider_undefined",
        version="0.148.0",
        home=_with("managed_config.toml", FORCED),
    ),
    "managed, at home, 0.154.0": Case(
        works=True, version="0.154.0", home=_with("managed_config.toml", FORCED)
    ),
    "a dead proxy": Case(
        works=False,
        first="proxy.unreachable",
        environ={KEY_VARIABLE: KEY, "Http_Proxy": "http://127.0.0.1:9"},
    ),
    "a dead proxy for other hosts": Case(
        works=True,
        environ={
            KEY_VARIABLE: KEY,
            "HTTP_PROXY": "http://127.0.0.1:9",
            "No_Proxy": "other.test,127.0.0.1",
        },
    ),
    "a dead proxy in the settings": Case(works=False, first="proxy.unreachable", settings=DEAD),
    "a dead proxy in the settings, 0.148.0": Case(
        works=False, first="proxy.unreachable", version="0.148.0", settings=DEAD
    ),
    "one that is switched off": Case(works=True, settings={**DEAD, "ProxyEnable": 0}),
    "one with this host among its exceptions": Case(
        works=True, settings={**DEAD, "ProxyOverride": "127.0.0.1; *.test"}
    ),
    "one with a pattern among its exceptions": Case(
        works=False,
        first="proxy.unreachable",
        settings={**DEAD, "ProxyOverride": "127.*;<local>"},
    ),
    "one for each scheme": Case(
        works=True, settings={**DEAD, "ProxyServer": "http=127.0.0.1:9;https=127.0.0.1:9"}
    ),
    "a variable beside the settings": Case(
        works=True, settings=DEAD, environ={KEY_VARIABLE: KEY, "NO_PROXY": "127.0.0.1"}
    ),
    # The folder that the system has for the user counts, with older versions too.
    "HOME and USERPROFILE elsewhere": Case(
        works=True, in_profile=True, kept={"HOME": "{place}", "USERPROFILE": "{place}"}
    ),
    "HOME and USERPROFILE elsewhere, 0.148.0": Case(
        works=True,
        in_profile=True,
        version="0.148.0",
        kept={"HOME": "{place}", "USERPROFILE": "{place}"},
    ),
    "an authority that nobody trusts": _secured(works=False, first="tls.unknown_ca"),
    "an authority in SSL_CERT_FILE": _secured(works=True, environ={"SSL_CERT_FILE": "{ca}"}),
    # It takes the place of the store.
    "a store and SSL_CERT_FILE without it": _secured(
        works=False,
        first="tls.unknown_ca",
        is_stored=True,
        environ={"SSL_CERT_FILE": "{other_ca}"},
    ),
    # It stands beside the store.
    "a store and CODEX_CA_CERTIFICATE without it": _secured(
        works=True, is_stored=True, environ={"CODEX_CA_CERTIFICATE": "{other_ca}"}
    ),
    "a key from a program": _by_command("cmd", f'"/c", "echo", "{KEY}"', works=True),
    "a key from a script": _by_command(TOKEN, works=True),
    "a key from a program that is not there": _by_command(
        "nowhere", works=False, first="credentials.command_failed"
    ),
    "a key from a program that waits": _by_command(
        "cmd", '"/c", "ping -n 30 127.0.0.1"', works=False, first="credentials.command_failed"
    ),
    "a wrong key in .env": Case(
        works=False,
        first="auth.key_rejected",
        home=_with(".env", f"{KEY_VARIABLE}=sk-other\n"),
        environ={},
    ),
}


@contextmanager
def laid_out(case: Case, place: Path) -> Generator[Run]:
    """Serve an endpoint and write the files; yields what leads there."""
    profile = wine.DRIVE / "users" / "root" / ".codex"
    home = profile if case.in_profile else place / "home"
    folders = [home, place / "with a blank", *({(wine.DRIVE / name).parent for name in case.drive})]
    (place / "cwd").mkdir()
    authority = make_authority()
    authority.write(place)
    make_authority("Other Root").write(place, "other.pem")
    server = make_certificate(issuer=authority).server_context() if case.is_secured else None
    with serving(HEALTHY, tls=server) as lab:
        values = {
            **lab.values,
            "place": wine.shown(place),
            "ca": wine.shown(place / "ca.pem"),
            "other_ca": wine.shown(place / "other.pem"),
        }
        try:
            for folder in folders:
                folder.mkdir(parents=True, exist_ok=True)
            (place / "with a blank" / "token.cmd").write_text(f"@echo {KEY}\n")
            (home / "installation_id").write_text(_INSTALLATION)
            for name, text in case.home.items():
                (home / name).write_bytes(case.coded(fill(text, values)))
            for name, text in case.drive.items():
                (wine.DRIVE / name).write_text(fill(text, values))
            own = {} if case.in_profile else {"CODEX_HOME": wine.shown(home)}
            yield Run(
                lab,
                place,
                {**own, **{name: fill(text, values) for name, text in case.environ.items()}},
                {name: fill(text, values) for name, text in case.kept.items()},
                place / "ca.pem" if case.is_stored else None,
                case.settings,
            )
        finally:
            for folder in folders:
                shutil.rmtree(folder)


class Run(Struct, frozen=True):
    """Where the files of a case are, and what its programs get."""

    lab: Lab
    place: Path
    environ: Mapping[str, str]
    kept: Mapping[str, str]
    roots: Path | None
    settings: Mapping[str, str | int]

    def __call__(self, *command: str) -> str:
        """Run a program of Windows there, and return what it prints."""
        return wine.run(
            command,
            self.environ,
            self.place,
            kept=self.kept,
            roots=self.roots,
            settings=self.settings,
        )


@pytest.mark.parametrize("name", CASES)
def test_codex_and_the_doctor_agree(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    ask = ("exec", "--json", "--skip-git-repo-check", "-s", "danger-full-access", "Run the check")
    (codex_place := tmp_path / "codex").mkdir()
    (doctor_place := tmp_path / "doctor").mkdir()

    with laid_out(case, codex_place) as run:
        printed = run(str(wine.codex(case.version)), *ask)
    with laid_out(case, doctor_place) as run:
        report = document(run(*DOCTOR, "--json", "--codex-version", case.version))

    assert ('"type":"turn.completed"' in printed) is case.works, printed
    assert (report["verdict"] == "works") is case.works
    stops = [one["id"] for one in report["findings"] if one["severity"] == "error"]
    assert stops[:1] == ([case.first] if case.first else [])


def document(printed: str) -> dict[str, Any]:
    # Wine itself has something to say at times, before and behind it.
    found: dict[str, Any] = json.JSONDecoder().raw_decode(printed, printed.index("{"))[0]
    return found


@pytest.mark.parametrize("options", [(), ("--lang", "zh"), ("-v",), ("config",), ("--dry-run",)])
def test_every_screen_comes_out_whole(options: tuple[str, ...], tmp_path: Path) -> None:
    case = CASES["healthy"]
    with laid_out(case, tmp_path) as run:
        printed = run(str(wine.PYTHON), "-X", "utf8", "-m", "codex_doctor", *options)

    assert "lab-model-1" in printed
    assert "Traceback" not in printed
    assert KEY not in printed


def test_the_programs_of_npm_are_one_and_each_is_asked_for_its_version(tmp_path: Path) -> None:
    (npm := tmp_path / "of npm").mkdir()
    (alone := tmp_path / "alone").mkdir()
    package = npm / "node_modules" / "@openai" / "codex" / "package.json"
    package.parent.mkdir(parents=True)
    package.write_text('{"name": "@openai/codex", "version": "0.154.0"}')
    for name in ("codex", "codex.cmd", "codex.ps1"):
        (npm / name).write_text("@echo nothing\n")
    (alone / "codex.cmd").write_text("@echo codex-cli 0.120.0\n")
    case = replace(
        CASES["healthy"], kept={"PATH": f'"{wine.shown(npm)}";{wine.shown(alone)};%PATH%'}
    )
    with laid_out(case, tmp_path) as run:
        report = document(run(*DOCTOR, "--json"))

    assert (report["codex"]["version"], report["codex"]["source"]) == ("0.154.0", "installed")
    (several,) = (one for one in report["findings"] if one["id"] == "installation.several")
    seen = [one["measured"] for one in several["evidence"]]
    assert [one.rpartition("\\")[2] for one in seen] == ["codex.cmd", "codex.cmd"]
    assert "0.120.0" in seen[1]


CHAT: Final = CONFIG.replace('wire_api = "responses"', 'wire_api = "chat"').replace("\n", "\r\n")


def test_a_fix_keeps_line_ends_and_is_taken_back_to_the_byte(tmp_path: Path) -> None:
    (place := tmp_path / "Jörg 名字 x").mkdir()
    with laid_out(Case(works=False, home={"config.toml": CHAT}), place) as run:
        file = place / "home" / "config.toml"
        before = file.read_bytes()
        fixed = document(run(*DOCTOR, "fix", "--yes", "--json"))
        after = file.read_bytes()
        undone = run(*DOCTOR, "fix", "--undo")

        assert fixed["verdict"] == "works"
        assert after == before.replace(b'"chat"', b'"responses"')
        assert file.read_bytes() == before, undone
        assert sorted(one.name for one in file.parent.iterdir()) == [
            "config.toml",
            "installation_id",
        ]


def test_a_file_that_a_program_keeps_open_stays_as_it_is(tmp_path: Path) -> None:
    hold = "import time; file = open(r'{0}'); open('held', 'w').close(); time.sleep(20)"
    with laid_out(Case(works=False, home={"config.toml": CHAT}), tmp_path) as run:
        file = tmp_path / "home" / "config.toml"
        before = file.read_bytes()
        lines = (
            f'@start /b {shown(PYTHON)} -c "{hold.format(shown(file))}"',
            ":wait",
            "@if not exist held goto wait",
            f"@{shown(PYTHON)} -m codex_doctor fix --yes",
            "@echo ended with %ERRORLEVEL%",
        )
        (tmp_path / "cwd" / "hold.cmd").write_text("\r\n".join((*lines, "")))
        printed = run("cmd", "/c", "hold.cmd")

        assert "nothing was changed" in printed, printed
        assert "ended with 2" in printed, printed
        assert file.read_bytes() == before
        assert sorted(one.name for one in file.parent.iterdir()) == [
            "config.toml",
            "installation_id",
        ]


@pytest.mark.parametrize("page", [437, 936, 1252, 65001])
def test_a_console_shows_every_character_and_obeys_colors(page: int, tmp_path: Path) -> None:
    asked = (
        "import ctypes; k = ctypes.windll.kernel32; mode = ctypes.c_ulong();"
        "k.GetConsoleMode(k.GetStdHandle(-11), ctypes.byref(mode));"
        "print('obeys' if mode.value & 4 else 'shows them', k.GetConsoleOutputCP())"
    )
    with laid_out(CASES["healthy"], tmp_path) as run:
        lines = (
            f"@chcp {page}",
            f"@{shown(PYTHON)} -m codex_doctor --lang zh",
            f'@{shown(PYTHON)} -c "{asked}"',
        )
        (tmp_path / "cwd" / "seen.cmd").write_text("\r\n".join((*lines, "")))
        printed = wine.in_console(("cmd", "/c", "seen.cmd"), run.environ, tmp_path, columns=100)

    assert "Codex 在这里可以正常使用。" in printed, printed
    assert "✓" in printed
    assert f"obeys {page}" in printed


@pytest.mark.parametrize("value", ["a b", "a&b|c>d^e", "ü", "(x) 'y'", "a;b,c=d"])
def test_lines_for_cmd_set_this_very_value(value: str, tmp_path: Path) -> None:
    (tmp_path / "cwd").mkdir()
    line = lines_for("cmd", Variable("SEEN", value)).now
    show = f"@{shown(PYTHON)} -c \"import os; print(ascii(os.environ['SEEN']))\""
    (tmp_path / "cwd" / "line.cmd").write_text(f"@{line}\r\n{show}\r\n", encoding="cp437")

    assert ascii(value) in wine.run(("cmd", "/c", "line.cmd"), {}, tmp_path)
