"""A written configuration is judged again by the rules of today, and holds no secret."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from msgspec.structs import replace

from codex_doctor.codex.recording import judge_again, record
from codex_doctor.codex.resolve import resolve_whole
from codex_doctor.facts import Problem, Setup
from codex_doctor.secrets.masking import fingerprint
from codex_doctor.secrets.redact import redact_facts
from codex_doctor.words.sentence import plain
from codex_doctor_checks.setup import config, credentials, environment
from config_set_ups import CASES, place
from setups import CONFIG, KEY, inputs_in, kinds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.codex.subject import Subject
    from codex_doctor.facts.active import ActiveSeen
    from config_set_ups import Case

CONFIGS = {
    "good": CONFIG,
    "key in place": CONFIG + f'experimental_bearer_token = "{KEY}"\n',
    "headers": CONFIG + f'[model_providers.lab.http_headers]\nx-key = "{KEY}" # mine\n',
    "comment": f"# {KEY}\n" + CONFIG,
    "wrong type": CONFIG + 'request_max_retries = "4"\n',
    "unknown key": CONFIG + 'api_key_env = "X"\n',
    "slid": CONFIG + 'model_reasoning_effort = "high"\n',
    "legacy profile": CONFIG + '[profiles.work]\nmodel = "x"\n',
    "multi-line": CONFIG + f'[x]\ny = """\n{KEY}\n"""\n',
    "policy": CONFIG + '[mcp_servers.a]\ncommand = "echo"\n',
}


def written(folder: Path, config: str | None = CONFIG, **changes: Any) -> tuple[Setup, Setup]:
    """Return a set-up, and the same as it is read back from what was written."""
    changes = {"environ": {"LAB_KEY": KEY}, **changes}
    whole = resolve_whole(inputs_in(folder, config, **changes))
    recorded = record(whole.setup, whole.subject)
    data = msgspec.json.encode(redact_facts(recorded, known=whole.secrets.known), enc_hook=plain)
    assert KEY[8:].encode() not in data
    return whole.setup, msgspec.json.decode(data, type=Setup)


@pytest.mark.parametrize("config", CONFIGS.values(), ids=CONFIGS.keys())
def test_what_was_written_is_judged_to_be_the_same(config: str, tmp_path: Path) -> None:
    setup, read = written(tmp_path, config)

    assert read.config is not None
    assert judge_again(read).problems == setup.problems


@pytest.mark.parametrize("name", CASES)
def test_every_problem_is_found_again_in_what_was_written(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    whole = resolve_whole(place(case, tmp_path))
    setup = record(whole.setup, whole.subject)
    data = msgspec.json.encode(redact_facts(setup, known=whole.secrets.known), enc_hook=plain)
    read = msgspec.json.decode(data, type=Setup)

    assert name in kinds(whole.setup)
    assert read.problems == ()
    assert judge_again(read).problems == whole.setup.problems
    assert not any(one.encode() in data for one in secret_texts(case))


def secret_texts(case: Case) -> Iterator[str]:
    """Yield what must not be written, whatever the set-up."""
    yield KEY
    yield from (one for one in case.environ.values() if one.startswith(("sk-", "eyJ")))


def test_every_finding_about_a_set_up_has_a_set_up() -> None:
    pages = (page for one in (config, environment, credentials) for page in one.CHECK.pages)
    told = {page.id for page in pages if page.id.partition(".")[0] != "auth"}

    assert told - CASES.keys() == {"env.shell_only"}


def test_a_rule_that_did_not_exist_judges_an_old_recording(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, read = written(tmp_path, CONFIG + 'brand_new = "yes"\n')

    def judge_brand_new(layered: Layered) -> Iterator[Problem]:
        if layered.get("model_providers", "lab", "brand_new") == "yes":
            yield Problem("config.brand_new", fatal=False)

    monkeypatch.setattr("codex_doctor.codex.rules.all_rules.judge_policy", judge_brand_new)

    assert "config.brand_new" in kinds(judge_again(read))


def test_a_rule_about_the_active_provider_judges_an_old_recording(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"home/.codex/.env": f"LAB_KEY={KEY}\n", "home/.codex/rules/a.rules": RULES}
    _, read = written(tmp_path, CONFIG.replace("127.0.0.1", "gw.example"), files=files)

    def judge_brand_new(subject: Subject, active: ActiveSeen) -> Iterator[Problem]:
        name = subject.credential.name
        variable, address = subject.variable(name), active.address
        if variable.origin and variable.is_changed is False and address and active.key:
            shown = f"{address.shown} {active.key.shown}"
            yield Problem("env.brand_new", name, shown, variable.origin, fatal=False)

    monkeypatch.setattr("codex_doctor.codex.rules.all_rules.judge_exposure", judge_brand_new)
    found = [one for one in judge_again(read).problems if one.kind == "env.brand_new"]

    assert [(one.key, str(one.location)) for one in found] == [("LAB_KEY", "~/.codex/.env:1:1")]
    assert found[0].shown == f"http://gw.example:8080/v1 {fingerprint(KEY)}"


RULES = """\
# trailing-words
prefix_rule(pattern=["git", ["push", "private-word"]], decision="allow",
            match=["git private-word \\"a b\\"", ["git", "push"]], not_match=["git pull"])
network_rule("secret.example", "https", "allow")
"""


def test_rules_for_commands_are_written_with_other_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup, read = written(tmp_path, files={"home/.codex/rules/a.rules": RULES})
    config = read.config
    assert config is not None
    text = config.rules[0].starlark

    assert setup.problems == ()
    assert judge_again(read).problems == ()
    assert 'decision="allow"' in text
    assert '"https", "allow"' in text
    assert [len(one) for one in text.split("\n")[1:]] == [len(one) for one in RULES.split("\n")[1:]]
    for word in ("trailing", "private", "git", "push", "secret", "example"):
        assert word not in text
    monkeypatch.setattr("codex_doctor.codex.rules.exec_policy._DECISIONS", ("forbidden",))
    assert kinds(judge_again(read)) == ["config.rules_invalid"]


@pytest.mark.parametrize(
    "text",
    ["prefix_rule(", "x = f'{y}'\ny = 1\n", "x = " + "1" * 5000, "x = 'a'  # é\r\n", 'r"\\"'],
)
def test_odd_rules_for_commands_are_judged_to_be_the_same(text: str, tmp_path: Path) -> None:
    setup, read = written(tmp_path, files={"home/.codex/rules/a.rules": text})

    assert read.config is not None
    assert judge_again(read).problems == setup.problems


def test_what_was_not_written_keeps_the_problems_it_had(tmp_path: Path) -> None:
    setup, read = written(tmp_path, CONFIG.replace('"responses"', '"x"') + "#" * 6000)
    again = judge_again(read)

    assert read.config is None
    assert again == read
    assert again.problems == setup.problems
    assert replace(again, config=None) == again


PRIVATE = """
[mcp_servers.a]
command = "x" # once with -p trailing-words
args = [
  "--header", "Authorization: Bearer 0123456789abc",
  "-p", "in-a-list",
]
"""


def test_texts_in_lists_and_comments_are_not_written(tmp_path: Path) -> None:
    setup, read = written(tmp_path, CONFIG + PRIVATE)
    data = msgspec.json.encode(read, enc_hook=plain)

    assert read.config is not None
    assert judge_again(read).problems == setup.problems
    for text in (b"trailing-words", b"in-a-list", b"0123456789abc"):
        assert text not in data


def test_a_number_that_json_does_not_have_is_not_written(tmp_path: Path) -> None:
    inputs = inputs_in(tmp_path, overrides=("desktop.x=inf",))
    whole = resolve_whole(inputs)

    assert record(whole.setup, whole.subject).config is None


BY_PLACE = """
[vault]
api_key = { production = "Hunter22x" }
password = 98127634509812
pin_token = 98127634.5 # Hunter22x
day_secret = 1999-12-31
connection = "Server=h;Password=Hunter22x;"
[model_providers.lab.http_headers]
X-Foo = "Hunter22x"
[mcp_servers.a]
command = "echo"
env.FOO = 'Hunter22x'
"""


def test_what_only_its_place_makes_a_secret_is_not_written(tmp_path: Path) -> None:
    setup, read = written(tmp_path, CONFIG + BY_PLACE)
    data = msgspec.json.encode(read, enc_hook=plain)

    assert read.config is not None
    assert judge_again(read).problems == setup.problems
    assert all(one not in data for one in (b"Hunter22x", b"98127634", b"1999-12"))


def test_an_option_is_written_without_the_secret_in_it(tmp_path: Path) -> None:
    token = "model_providers.lab.experimental_bearer_token"
    inputs = inputs_in(tmp_path, CONFIG, overrides=(f"{token}=98127634509812", "x.secrets=[1,2]"))
    whole = resolve_whole(inputs)
    recorded = record(whole.setup, whole.subject)

    assert recorded.config is not None
    assert b"98127634509812" not in msgspec.json.encode(recorded, enc_hook=plain)
