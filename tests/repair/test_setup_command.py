"""`codex-doctor setup` in the process of the tests, against the embedded endpoint."""

from __future__ import annotations

import io
import os
import pty
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from codex_doctor.cli import run
from codex_doctor.lab.chat import CHAT_ONLY
from codex_doctor.lab.endpoint import LAB_KEY, LabEndpoint, model_list
from codex_doctor.lab.server import serving
from codex_doctor.lab.wire import Reply, Seen, json_reply
from codex_doctor.repair import presets
from codex_doctor.repair.presets import Preset

if TYPE_CHECKING:
    from collections.abc import Generator

    from codex_doctor.lab.server import Lab

MODELS = tuple(f"lab-model-{number}" for number in range(1, 15))
NEW = """\
model = "lab-model-1"
model_provider = "local"

[model_providers.local]
name = "127.0.0.1"
base_url = "{base_url}"
env_key = "LAB_API_KEY"
"""
FULL = """\
# mine
model = "gpt-5"  # old
approval_policy = "never"

[model_providers.local]
name = "Another"   # keep
base_url = "https://gateway.example/v1"
env_key = "OTHER_KEY"

[mcp_servers.notes]
command = "notes"  # a server
"""


class Terminal(io.StringIO):
    """A terminal at which somebody has typed this."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def lab() -> Generator[Lab]:
    with serving(LabEndpoint()) as lab:
        yield lab


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SHELL", "/bin/bash")
    monkeypatch.setenv("LAB_API_KEY", LAB_KEY)
    monkeypatch.chdir(tmp_path)
    return tmp_path / ".codex"


def set_up(*words: str, version: str = "0.171.0") -> int:
    return run(["setup", "--codex-version", version, "--no-plugins", *words])


def given(base_url: str, *words: str, version: str = "0.171.0") -> int:
    """Set up without a terminal."""
    return set_up("--base-url", base_url, "--env-key", "LAB_API_KEY", *words, version=version)


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("".join(f"{one}\n" for one in lines)))


def test_a_home_that_is_not_there_gets_all_that_codex_needs(
    lab: Lab, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert given(lab.base_url, "--yes") == 0

    assert (home / "config.toml").read_text() == NEW.format(base_url=lab.base_url)
    assert home.stat().st_mode & 0o777 == 0o700
    said = capsys.readouterr()
    assert "Codex works here." in said.out
    assert "codex-doctor fix --undo" in said.err
    assert LAB_KEY not in said.out + said.err

    assert run(["fix", "--undo"]) == 0
    assert list(home.iterdir()) == []


def test_a_second_time_there_is_nothing_to_write(
    lab: Lab, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given(lab.base_url, "--yes")
    before = sorted(home.iterdir())

    assert given(lab.base_url, "--yes") == 0
    assert sorted(home.iterdir()) == before
    assert "This is how it is set up already." in capsys.readouterr().out


def test_what_is_configured_stays(lab: Lab, home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text(FULL)

    assert given(lab.base_url, "--yes") == 0
    assert (home / "config.toml").read_text() == (
        FULL.replace(
            'model = "gpt-5"  # old\napproval_policy = "never"\n',
            'model = "lab-model-1"  # old\napproval_policy = "never"\nmodel_provider = "local-2"\n',
        )
        + '\n[model_providers.local-2]\nname = "127.0.0.1"\n'
        + f'base_url = "{lab.base_url}"\nenv_key = "LAB_API_KEY"\n'
    )

    assert run(["fix", "--undo"]) == 0
    assert (home / "config.toml").read_text() == FULL


@pytest.mark.parametrize("answer", ["y", "n"])
def test_a_table_that_is_there_is_updated_after_a_yes(
    lab: Lab, home: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    home.mkdir()
    (home / "config.toml").write_text(FULL)
    typed(monkeypatch, answer, "y")

    assert given(lab.base_url) == 0
    text = (home / "config.toml").read_text()
    is_kept = 'name = "Another"   # keep\nbase_url = "https://gateway.example/v1"' in text
    assert is_kept == (answer == "n")
    assert ('model_provider = "local"\n' in text) == (answer == "y")
    assert text.count("[model_providers.") == (1 if answer == "y" else 2)


def test_a_table_with_another_credential_is_never_updated(lab: Lab, home: Path) -> None:
    home.mkdir()
    old = NEW.format(base_url=lab.base_url).replace("env_key = ", "experimental_bearer_token = ")
    (home / "config.toml").write_text(old)

    assert given(lab.base_url, "--yes") == 0
    assert "[model_providers.local-2]" in (home / "config.toml").read_text()


def test_a_profile_is_a_file_of_its_own(
    lab: Lab, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home.mkdir()
    (home / "config.toml").write_text(FULL)

    assert given(lab.base_url, "--yes", "--profile", "work") == 0
    assert (home / "config.toml").read_text() == FULL
    assert (home / "work.config.toml").read_text() == NEW.format(base_url=lab.base_url).replace(
        "local", "local-2"
    )
    assert "codex --profile work" in capsys.readouterr().out


def test_a_profile_names_a_provider_that_is_there(lab: Lab, home: Path) -> None:
    given(lab.base_url, "--yes")

    assert given(lab.base_url, "--yes", "--profile", "work") == 0
    assert (home / "work.config.toml").read_text() == (
        'model = "lab-model-1"\nmodel_provider = "local"\n'
    )


def test_an_old_version_gets_a_table_for_a_new_profile(lab: Lab, home: Path) -> None:
    assert given(lab.base_url, "--yes", "--profile", "work", version="0.120.0") == 0
    assert (home / "config.toml").read_text() == (
        '[profiles.work]\nmodel = "lab-model-1"\nmodel_provider = "local"\n\n'
        + NEW.format(base_url=lab.base_url).partition("\n\n")[2]
    )


@pytest.mark.parametrize("key", ["", 'profile = "work"\n'])
def test_an_old_version_has_profiles_as_tables(lab: Lab, home: Path, key: str) -> None:
    home.mkdir()
    (home / "config.toml").write_text(f'{key}model = "gpt-5"\n\n[profiles.work]\nmodel = "o3"\n')
    options = () if key else ("--profile", "work")

    assert given(lab.base_url, "--yes", *options, version="0.120.0") == 0
    assert (home / "config.toml").read_text() == (
        f'{key}model = "gpt-5"\n\n[profiles.work]\nmodel = "lab-model-1"\n'
        'model_provider = "local"\n\n[model_providers.local]\nname = "127.0.0.1"\n'
        f'base_url = "{lab.base_url}"\nenv_key = "LAB_API_KEY"\n'
    )


def test_the_api_is_named_where_a_version_would_take_the_other(lab: Lab, home: Path) -> None:
    assert given(lab.base_url, "--yes", version="0.80.0") == 0
    assert 'wire_api = "responses"\n' in (home / "config.toml").read_text()


@pytest.mark.parametrize("path", ["", "/v9", "/v1/responses", "/v1/chat/completions", "/v1/"])
def test_the_base_path_is_found(lab: Lab, home: Path, path: str) -> None:
    assert given(f"{lab.origin}{path}", "--yes") == 0
    assert f'base_url = "{lab.base_url}"\n' in (home / "config.toml").read_text()


def test_the_base_path_is_found_behind_a_gateway_that_asks_for_the_key_first(home: Path) -> None:
    endpoint = LabEndpoint()

    def guarded(seen: Seen) -> Reply:
        return endpoint.refuse_key(seen) or endpoint(seen)

    with serving(guarded) as lab:
        assert given(lab.origin, "--yes") == 0
        assert f'base_url = "{lab.base_url}"\n' in (home / "config.toml").read_text()


def test_an_error_with_a_good_status_is_no_api(home: Path) -> None:
    """LM Studio answers so to every route it does not know."""
    endpoint = LabEndpoint()

    def kind(seen: Seen) -> Reply:
        if seen.path.startswith("/v1/"):
            return endpoint(seen)
        return json_reply(200, {"error": f"Unexpected endpoint or method. (POST {seen.path})"})

    with serving(kind) as lab:
        assert given(lab.origin, "--yes") == 0
        assert f'base_url = "{lab.base_url}"\n' in (home / "config.toml").read_text()


@pytest.mark.parametrize(
    ("shell", "line"),
    [
        ("/bin/bash", 'export LAB_API_KEY="<your key>"'),
        ("/usr/bin/fish", 'set -gx LAB_API_KEY "<your key>"'),
    ],
)
def test_a_key_that_is_not_set_is_written_by_its_name(
    lab: Lab,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    shell: str,
    line: str,
) -> None:
    monkeypatch.delenv("LAB_API_KEY")
    monkeypatch.setenv("SHELL", shell)

    assert given(lab.base_url, "--yes", "--model", "lab-model-1") == 1
    assert (home / "config.toml").read_text() == NEW.format(base_url=lab.base_url)
    said = capsys.readouterr().out
    assert line in said
    assert "Codex does not work with it yet" in said


def test_a_key_in_dotenv_is_found(
    lab: Lab, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("LAB_API_KEY")
    home.mkdir()
    (home / ".env").write_text(f"LAB_API_KEY={LAB_KEY}\n")

    assert given(lab.base_url, "--yes") == 0
    said = capsys.readouterr()
    assert "is not set" not in said.out
    assert LAB_KEY not in said.out + said.err


def test_a_model_is_picked_from_those_that_are_served(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(LabEndpoint(models=MODELS)) as lab:
        typed(monkeypatch, "3", "y")

        assert given(lab.base_url) == 0
    assert 'model = "lab-model-3"\n' in (home / "config.toml").read_text()
    said = capsys.readouterr()
    assert "lists 14 models; the first ones:" in said.err
    assert "  12  lab-model-12\n" in said.err
    assert "lab-model-13" not in said.err


def test_what_is_typed_in_the_place_of_a_model_is_looked_for_in_the_whole_list(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(LabEndpoint(models=(*MODELS, "zork-7.5-large"))) as lab:
        typed(monkeypatch, "zork-7.5-larg", "1", "y")

        assert given(lab.base_url) == 0
    assert 'model = "zork-7.5-large"\n' in (home / "config.toml").read_text()
    assert "does not list zork-7.5-larg. What comes near:" in capsys.readouterr().err


def test_without_a_terminal_one_of_several_models_must_be_named(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(LabEndpoint(models=MODELS[:2])) as lab:
        assert given(lab.base_url, "--yes") == 2
        assert "--model is missing; the service lists lab-model-1, lab-model-2" in (
            capsys.readouterr().err
        )
        assert not home.exists()
        assert given(lab.base_url, "--yes", "--model", "LAB-model-2") == 0
    assert 'model = "lab-model-2"\n' in (home / "config.toml").read_text()


def test_a_near_model_is_offered_and_never_taken_unasked(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(LabEndpoint(models=MODELS[:2])) as lab:
        assert given(lab.base_url, "--yes", "--dry-run", "--model", "lab-modell-1") == 0
        said = capsys.readouterr().out
        assert '+model = "lab-modell-1"' in said
        assert "does not list lab-modell-1" in said

        typed(monkeypatch, "1", "y")
        assert given(lab.base_url, "--model", "lab-modell-1") == 0
    assert 'model = "lab-model-1"\n' in (home / "config.toml").read_text()


def test_chat_completions_alone_is_said_and_nothing_is_written(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(CHAT_ONLY) as lab:
        assert given(lab.origin, "--yes") == 1
        said = capsys.readouterr().out
        assert f"{lab.base_url} serves Chat Completions and no Responses API" in said
        assert "codex-doctor setup litellm" in said

        assert (
            set_up("ollama", "--base-url", lab.base_url, "--env-key", "LAB_API_KEY", "--yes") == 1
        )
        assert "Ollama has the Responses API since 0.13.3." in capsys.readouterr().out
    assert not home.exists()


def test_a_version_that_speaks_chat_completions_gets_them(home: Path) -> None:
    with serving(CHAT_ONLY) as lab:
        assert given(lab.base_url, "--yes", version="0.80.0") == 0
        assert (home / "config.toml").read_text() == NEW.format(base_url=lab.base_url)


def test_where_nothing_answers_a_diagnosis_says_why(
    lab: Lab, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert given(f"http://127.0.0.1:{lab.dead_port}/v1", "--yes") == 1
    said = capsys.readouterr().out
    assert "nothing is written" in said
    assert "tcp.refused" in said
    assert not home.exists()


def test_a_dry_run_shows_the_lines_and_writes_none(
    lab: Lab, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert given(lab.base_url, "--dry-run") == 0
    said = capsys.readouterr().out
    assert f'+base_url = "{lab.base_url}"\n+env_key = "LAB_API_KEY"' in said
    assert not home.exists()


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ((), "a service or --base-url, --yes or --dry-run"),
        (("ollama",), "--yes or --dry-run"),
        (("azure", "--yes"), "--base-url"),
    ],
)
def test_without_a_terminal_it_says_what_is_missing(
    home: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], missing: str
) -> None:
    assert set_up(*words) == 2
    assert capsys.readouterr().err.endswith(f"missing: {missing}\n")


def test_everything_is_asked_for_at_a_terminal(
    lab: Lab, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "another one", lab.origin, "LAB_API_KEY", "y")

    assert set_up() == 0
    assert (home / "config.toml").read_text() == NEW.format(base_url=lab.base_url)
    said = capsys.readouterr().err
    assert "   4  Ollama\n" in said
    assert "never the key itself" in said


def test_a_service_has_what_its_documentation_says(
    lab: Lab, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEEPSEEK_API_KEY", LAB_KEY)
    typed(monkeypatch, "8", lab.base_url, "", "y")

    assert set_up() == 0
    text = (home / "config.toml").read_text()
    assert '[model_providers.deepseek]\nname = "DeepSeek"\n' in text
    assert 'env_key = "DEEPSEEK_API_KEY"\n' in text


def test_the_documented_path_of_a_service_is_tried(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "/compatible-mode/v1"
    with serving(LabEndpoint(path=f"{path}/responses")) as lab:
        preset = Preset("here", "Here", f"{lab.origin}{path}", "LAB_API_KEY", (), "here")
        monkeypatch.setattr(presets, "PRESETS", (preset,))

        assert set_up("--base-url", lab.origin, "--yes", "--model", "lab-model-1") == 0
    assert (home / "config.toml").read_text() == (
        'model = "lab-model-1"\nmodel_provider = "here"\n\n[model_providers.here]\nname = "Here"\n'
        f'base_url = "{preset.base_url}"\nenv_key = "LAB_API_KEY"\n'
    )


def test_a_model_that_is_named_by_its_deployment_is_not_looked_for_in_a_list(
    lab: Lab,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", LAB_KEY)
    typed(monkeypatch, lab.base_url, "", "lab-model-1", "y")

    assert set_up("azure") == 0
    said = capsys.readouterr().err
    assert "https://RESOURCE.openai.azure.com/openai/v1" in said
    assert "Name of the deployment of the model:" in said


@pytest.mark.parametrize("words", [("--env-key", LAB_KEY), ()])
def test_a_key_in_the_place_of_its_variable_is_refused_and_not_repeated(
    lab: Lab,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
) -> None:
    typed(monkeypatch, LAB_KEY)

    assert set_up("--base-url", lab.base_url, *words) == 2
    said = capsys.readouterr()
    assert "named by a variable" in said.err
    assert LAB_KEY not in said.out + said.err
    assert not home.exists()


@pytest.mark.parametrize("part", ["me:secret-word-1@", "?key=secret-word-1"])
def test_an_address_with_a_secret_in_it_is_refused(
    lab: Lab, home: Path, capsys: pytest.CaptureFixture[str], part: str
) -> None:
    origin = lab.base_url.replace("//", f"//{part}") if "@" in part else lab.base_url + part

    assert given(origin, "--yes") == 2
    assert "secret-word-1" not in capsys.readouterr().err
    assert not home.exists()


def test_a_model_id_that_repeats_the_key_is_left_out(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    endpoint = LabEndpoint()

    def echo(seen: Seen) -> Reply:
        return (
            model_list((f"x-{LAB_KEY}", "lab-model-1")) if seen.method == "GET" else endpoint(seen)
        )

    with serving(echo) as lab:
        assert given(lab.base_url, "--yes") == 0
    assert 'model = "lab-model-1"\n' in (home / "config.toml").read_text()
    said = capsys.readouterr()
    assert LAB_KEY not in said.out + said.err


def test_what_does_not_work_is_taken_back_after_a_yes(
    lab: Lab, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home.mkdir()
    (home / "config.toml").write_text(FULL)
    monkeypatch.setenv("LAB_API_KEY", "wrong-key-4711-abcdefgh")
    typed(monkeypatch, "lab-model-1", "n", "y", "y")

    assert given(lab.base_url) == 1
    assert (home / "config.toml").read_text() == FULL
    assert [one.name for one in home.iterdir()] == ["config.toml"]
    said = capsys.readouterr().out
    assert f"{lab.base_url} refuses the key in LAB_API_KEY (HTTP 401)." in said
    assert "Taken back: Use 127.0.0.1 with the model lab-model-1." in said


def test_a_service_that_wants_a_key_says_so(
    lab: Lab, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert set_up("--base-url", lab.base_url, "--dry-run", "--model", "lab-model-1") == 0
    assert f"{lab.base_url} wants a key (HTTP 401): name its variable with --env-key." in (
        capsys.readouterr().out
    )


def test_a_signal_ends_a_question(home: Path) -> None:
    program = str(Path(sys.executable).with_name("codex-doctor"))
    child, terminal = pty.fork()
    if child == 0:
        os.execv(program, [program, "setup"])
    said = b""
    while b"Number or name:" not in said:
        said += os.read(terminal, 4096)

    os.write(terminal, b"\x03")
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 130
    assert not home.exists()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("zork",), "no service is called zork; known are openrouter, litellm"),
        (("--base-url", "gateway.example/v1"), "begins with https:// or http://"),
        (("--base-url", "http://127.0.0.1:9/v1", "--profile", "a/b"), "letters, digits, _ and -"),
        (("ollama", "--offline"), "setup and --offline exclude each other"),
        (("ollama", "--oss"), "setup and --oss exclude each other"),
    ],
)
def test_what_cannot_be_set_up_is_refused(
    home: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], reason: str
) -> None:
    assert set_up(*words, "--yes") == 2
    assert reason in capsys.readouterr().err
    assert not home.exists()


def test_a_codex_home_that_codex_does_not_find_is_not_made(
    lab: Lab, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODEX_HOME", str(home / "none"))

    assert given(lab.base_url, "--yes") == 2
    assert not home.exists()


def test_a_table_that_stands_in_one_line_gets_another_beside_it(lab: Lab, home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text('model_providers = { a = { name = "A" } }\n')

    assert given(lab.base_url, "--yes") == 0
    assert 'model_providers = { a = { name = "A" }, local.name = "127.0.0.1", ' in (
        (home / "config.toml").read_text()
    )


def test_a_no_writes_nothing(lab: Lab, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "n")

    assert given(lab.base_url) == 1
    assert not home.exists()


@pytest.mark.parametrize("text", ["model = \n", "[model_providers]\nlocal = 3\n"])
def test_a_file_that_codex_refuses_is_left_alone(lab: Lab, home: Path, text: str) -> None:
    home.mkdir()
    (home / "config.toml").write_text(text)

    assert given(lab.base_url, "--yes") == 2
    assert (home / "config.toml").read_text() == text
