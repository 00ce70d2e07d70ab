"""`bundle`, `replay` and `compare` as a user runs them."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bundles import bundle_of, contents
from codex_doctor import cli
from codex_doctor.bundle.reading import read_bundle
from codex_doctor.commands import bundle
from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.fault import write_home
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.server import serving
from schemas import check, check_report
from terminals import Ended, run_in_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

BUDGET = ("--budget", "8", "--no-plugins")
DOCTOR = str(Path(sys.executable).with_name("codex-doctor"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the process a set-up whose key is refused, and its folder."""
    yield from set_up("key-rejected", tmp_path, monkeypatch)


@pytest.fixture
def healthy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the process a set-up that works, and its folder."""
    yield from set_up("healthy", tmp_path, monkeypatch)


def set_up(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    fault = find_fault(name)
    with serving(fault) as lab:
        for variable, value in write_home(fault, folder / ".codex", lab.values).items():
            monkeypatch.setenv(variable, value)
        monkeypatch.setenv("HOME", str(folder))
        monkeypatch.chdir(folder)
        yield folder


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [DOCTOR, *words], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


def test_a_bundle_is_written_and_said_what_is_in_it(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["bundle", *BUDGET]) == 1

    (file,) = home.glob("*.zip")
    said = capsys.readouterr().out
    id_ = json.loads(contents(file.read_bytes())["manifest.json"])["id"]
    assert file.name == f"codex-doctor-{id_}.zip"
    assert said.startswith("Codex will fail here.\nauth.key_rejected: ")
    assert f"Wrote {file.name} (" in said
    assert said.endswith(f"The id to quote is {id_}.\n")
    assert all(f"  {name} " in said for name in contents(file.read_bytes()))
    assert LAB_KEY not in said
    assert not any(LAB_KEY.encode() in data for data in contents(file.read_bytes()).values())


def test_what_the_configuration_hides_no_member_shows(home: Path) -> None:
    config = home / ".codex/config.toml"
    config.write_text(f'{config.read_text()}http_headers = {{ X-Team = "cupboard42" }}\n')

    run("bundle", "a.zip", *BUDGET)
    members = contents((home / "a.zip").read_bytes())
    assert b"X-Team" in members["requests.har"]
    assert [name for name, data in members.items() if b"cupboard42" in data] == []


def test_a_list_writes_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["bundle", "--list", *BUDGET]) == 1

    said = capsys.readouterr().out
    assert "Nothing was written; the bundle would have" in said
    assert "quote" not in said  # the next one has another id
    assert not list(home.glob("*.zip"))


@pytest.mark.parametrize(("more", "file"), [([], "a.zip"), (["--list"], None)])
def test_a_script_gets_the_manifest(
    more: list[str], file: str | None, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["bundle", "a.zip", "--json", *more, *BUDGET]) == 1

    document = json.loads(capsys.readouterr().out)
    check(document, "bundle")
    assert document["file"] == file
    assert document["verdict"] == "fails"
    assert (home / "a.zip").exists() == (file is not None)


def test_where_no_bundle_can_be_nothing_is_sent_for_one(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home / ".codex")
    monkeypatch.setattr(bundle, "confirmed_look", pytest.fail)

    assert cli.run(["bundle", *BUDGET]) == 2
    assert not list(home.rglob("*.zip"))


def test_a_file_that_is_there_is_kept_and_nothing_is_sent_for_it(home: Path) -> None:
    (home / "a.zip").write_text("mine")

    done = run("bundle", "a.zip", *BUDGET)
    assert done.returncode == 2
    assert done.stderr == (
        "codex-doctor: a.zip: there is a file already; --force replaces it\n"
    )  # fmt: skip
    assert (home / "a.zip").read_text() == "mine"
    assert run("bundle", "a.zip", "--force", *BUDGET).returncode == 1
    assert (home / "a.zip").read_bytes().startswith(b"PK")


def test_nothing_is_written_where_codex_keeps_its_own_files(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["bundle", ".codex/a.zip", *BUDGET]) == 2
    assert "this is where Codex keeps its own files" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["bundle", "compare"])
def test_a_bundle_is_of_one_diagnosis(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([command, "a.zip", "--codex-version", "all"]) == 2
    assert "exclude each other" in capsys.readouterr().err
    assert cli.run([command, "a.zip", "--dry-run"]) == 2


@pytest.mark.parametrize("name", ["key-rejected", "chat-only", "toml-smart-quotes", "healthy"])
def test_a_bundle_is_judged_again_elsewhere(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: dict[str, Any] = {}
    for home in set_up(name, tmp_path, monkeypatch):
        run("bundle", "a.zip", *BUDGET)
        written = json.loads(contents((home / "a.zip").read_bytes())["report.json"])
        (home / ".codex/config.toml").unlink()
    done = run("replay", "a.zip", "--json")

    again = json.loads(done.stdout)
    check_report(again)
    assert again["findings"] == written["findings"]
    assert again["verdict"] == written["verdict"]
    assert done.returncode == (0 if name == "healthy" else 1)
    assert done.stderr == ""


def test_a_bundle_is_judged_again_in_every_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.zip").write_bytes(bundle_of("key-rejected").data)
    id_ = bundle_of("key-rejected").manifest.id

    assert cli.run(["replay", "a.zip", "-v", "--format", "markdown=r.md"]) == 1
    assert "auth.key_rejected" in Path("r.md").read_text()
    said = " ".join(capsys.readouterr().out.split())
    assert f"This is bundle {id_}, made by codex-doctor" in said


@pytest.mark.parametrize("target", ["har=a.zip", "json=./a.zip", "letter=same.zip"])
def test_a_report_does_not_replace_the_bundle_that_it_is_made_of(
    target: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.zip").write_bytes(bundle_of("key-rejected").data)
    Path("same.zip").hardlink_to("a.zip")

    assert cli.run(["replay", "a.zip", "--format", target]) == 2
    assert "this file is read; name another one" in capsys.readouterr().err
    assert Path("a.zip").read_bytes() == Path("same.zip").read_bytes()
    assert Path("a.zip").read_bytes() == bundle_of("key-rejected").data


def test_a_replay_opens_no_socket_and_no_file_of_this_machine(home: Path) -> None:
    """The interpreter tells every file and socket that is opened."""
    (home / "a.zip").write_bytes(bundle_of("chat-only").data)
    program = (
        "import sys\n"
        "seen = []\n"
        "def hook(event, args):\n"
        "    if event.startswith(('socket.', 'subprocess.', 'os.exec')):\n"
        "        seen.append(event)\n"
        f"    if event == 'open' and str(args[0]).startswith({str(home)!r} + '/.codex'):\n"
        "        seen.append(args[0])\n"
        "sys.addaudithook(hook)\n"
        "from codex_doctor import cli\n"
        "code = cli.run(['replay', 'a.zip', '--json'])\n"
        "print(seen, file=sys.stderr)\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert done.stderr == "[]\n"
    assert json.loads(done.stdout)["findings"][0]["id"] == "wire.responses_missing"


def test_what_is_no_bundle_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(b"PK, and no more")

    assert cli.run(["replay", str(file)]) == 2
    assert cli.run(["replay", str(tmp_path / "none.zip")]) == 2
    assert cli.run(["compare", str(file), str(file)]) == 2
    file.write_text('{"log": {}}')
    assert cli.run(["compare", str(file), str(file)]) == 2
    told = capsys.readouterr().err.splitlines()
    assert told[0].endswith("this is no whole zip file")
    assert told[1].endswith("No such file or directory")
    assert told[3].startswith("codex-doctor: neither a bundle nor a report of --json: ")


@pytest.mark.parametrize("of", ["bundle", "compare"])
def test_the_schemas_are_printed(of: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["schema", of]) == 0
    assert f"codex-doctor {of}" in json.loads(capsys.readouterr().out)["title"]


# ----- the question after a failure


def typed(answer: bytes, *words: str) -> Ended:
    """Run the program in a terminal, and answer its question."""
    return run_in_terminal((DOCTOR, *words, "--no-plugins"), answers={"[y/N] ": answer})


def test_after_a_failure_a_person_is_asked_for_a_bundle(home: Path) -> None:
    ended = typed(b"y\n")

    (file,) = home.glob("*.zip")
    assert ended.code == 1
    assert ended.said.count("Write a bundle for a support ticket? [y/N]") == 1
    assert f"Wrote {file.name} (" in ended.said


@pytest.mark.parametrize(("answer", "code"), [(b"\n", 1), (b"\x04", 1), (b"\x03", 130)])
def test_anything_else_than_a_yes_writes_none(answer: bytes, code: int, home: Path) -> None:
    assert typed(answer).code == code
    assert not list(home.glob("*.zip"))


@pytest.mark.parametrize(
    "words", [("--json",), ("--format", "markdown"), ("--budget", "8"), ("demo", "chat-only")]
)
def test_a_script_and_a_demo_are_not_asked(words: tuple[str, ...], home: Path) -> None:
    ended = typed(b"y\n", *words)

    assert ended.code == 1
    assert "[y/N]" not in ended.said


def test_nobody_is_asked_where_all_is_well(healthy: Path) -> None:
    ended = typed(b"y\n")

    assert ended.code == 0
    assert "[y/N]" not in ended.said


def test_nothing_waits_for_a_pipe(home: Path) -> None:
    one, other = socket.socketpair()  # an end that never says anything
    with one, other:
        done = subprocess.run(
            [DOCTOR, *BUDGET],
            stdin=one.fileno(),
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    assert done.returncode == 1
    assert "[y/N]" not in done.stdout + done.stderr


@pytest.mark.parametrize("words", [["-"], ["--", "-"]])
def test_a_bundle_goes_to_the_standard_output_of_a_pipe(words: list[str], home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "codex_doctor", "bundle", *BUDGET, *words],
        capture_output=True,
        check=False,
    )

    assert done.returncode == 1
    quoted = read_bundle(done.stdout, "-").manifest.id
    assert done.stderr.decode() == f"codex-doctor: The id to quote is {quoted}.\n"
    assert not Path("-").exists()


def test_a_bundle_and_a_document_are_not_written_to_one_place(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["bundle", "--json", "-"]) == 2
    assert "neither to a terminal nor beside --json" in capsys.readouterr().err
