"""A written configuration is judged again by the rules of today, and holds no secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from msgspec.structs import replace

from codex_doctor.codex.recording import judge_again, record
from codex_doctor.codex.resolve import resolve_whole
from codex_doctor.facts import Problem, Setup
from codex_doctor.secrets.redact import redact_facts
from setups import CONFIG, KEY, inputs_in, kinds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.facts import Inputs

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


def written(folder: Path, config: str) -> tuple[Setup, Setup, Inputs]:
    """Return a set-up, and the same as it is read back from what was written."""
    inputs = inputs_in(folder, config, environ={"LAB_KEY": KEY})
    whole = resolve_whole(inputs)
    recorded = record(whole.setup, inputs, whole.read.layered, whole.found)
    data = msgspec.json.encode(redact_facts(recorded, known=whole.secrets.known))
    assert KEY[8:].encode() not in data
    return whole.setup, msgspec.json.decode(data, type=Setup), inputs


@pytest.mark.parametrize("config", CONFIGS.values(), ids=CONFIGS.keys())
def test_what_was_written_is_judged_to_be_the_same(config: str, tmp_path: Path) -> None:
    setup, read, inputs = written(tmp_path, config)

    assert read.config is not None
    assert judge_again(read, inputs.codex_version).problems == setup.problems


def test_a_rule_that_did_not_exist_judges_an_old_recording(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, read, inputs = written(tmp_path, CONFIG + 'brand_new = "yes"\n')

    def judge_brand_new(layered: Layered) -> Iterator[Problem]:
        if layered.get("model_providers", "lab", "brand_new") == "yes":
            yield Problem("config.brand_new", fatal=False)

    monkeypatch.setattr("codex_doctor.codex.rules.all_rules.judge_policy", judge_brand_new)

    assert "config.brand_new" in kinds(judge_again(read, inputs.codex_version))


def test_what_was_not_written_keeps_the_problems_it_had(tmp_path: Path) -> None:
    setup, read, inputs = written(tmp_path, CONFIG.replace('"responses"', '"x"') + "#" * 6000)
    again = judge_again(read, inputs.codex_version)

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
    setup, read, inputs = written(tmp_path, CONFIG + PRIVATE)
    data = msgspec.json.encode(read)

    assert read.config is not None
    assert judge_again(read, inputs.codex_version).problems == setup.problems
    for text in (b"trailing-words", b"in-a-list", b"0123456789abc"):
        assert text not in data


def test_a_number_that_json_does_not_have_is_not_written(tmp_path: Path) -> None:
    inputs = inputs_in(tmp_path, overrides=("desktop.x=inf",))
    whole = resolve_whole(inputs)

    assert record(whole.setup, inputs, whole.read.layered, whole.found).config is None


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
    setup, read, inputs = written(tmp_path, CONFIG + BY_PLACE)
    data = msgspec.json.encode(read)

    assert read.config is not None
    assert judge_again(read, inputs.codex_version).problems == setup.problems
    assert all(one not in data for one in (b"Hunter22x", b"98127634", b"1999-12"))


def test_an_option_is_written_without_the_secret_in_it(tmp_path: Path) -> None:
    token = "model_providers.lab.experimental_bearer_token"
    inputs = inputs_in(tmp_path, CONFIG, overrides=(f"{token}=98127634509812", "x.secrets=[1,2]"))
    whole = resolve_whole(inputs)
    recorded = record(whole.setup, inputs, whole.read.layered, whole.found)

    assert recorded.config is not None
    assert b"98127634509812" not in msgspec.json.encode(recorded)
