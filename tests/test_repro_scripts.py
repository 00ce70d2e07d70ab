"""The scripts for curl, run by the shell of this machine against the faults of the lab."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from certificates import make_authority, make_certificate
from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.fault import CONFIG
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.server import serving
from codex_doctor.repro import curl, node, python
from codex_doctor.repro.expected import DEFAULT
from codex_doctor.repro.script import Script, ScriptVariable, Way
from repro_runs import FAULTS, HEALTHY, make, missing, run, shown_and_passed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from codex_doctor.lab.wire import Reply, Seen

pytestmark = pytest.mark.skipif(bool(missing("curl")), reason="curl is not there")


# `make oracle` runs them all, in every language.
@pytest.mark.parametrize("name", FAULTS[::2])
def test_the_script_shows_the_failure_and_passes_once_it_is_mended(
    name: str, tmp_path: Path
) -> None:
    made, before, after = shown_and_passed(name, tmp_path, "curl")

    assert (before.code, after.code) == (1, 0), (made.said, made.text, before, after)
    assert made.said.startswith(f"the script shows {find_fault(name).expect}"), made.said
    assert made.text.count("\n") < 60
    assert LAB_KEY not in made.text


@pytest.mark.parametrize("name", HEALTHY)
def test_the_script_of_a_healthy_set_up_passes(name: str, tmp_path: Path) -> None:
    made, ran, _ = shown_and_passed(name, tmp_path, "curl")

    assert ran.code == 0, (made.said, made.text, ran)
    assert made.said == "the script works, as Codex does: it was tried"
    assert LAB_KEY not in made.text


@pytest.mark.parametrize(
    "name", ["host-unknown", "port-refused", "proxy-dead", "https-to-plain-port"]
)
def test_what_fails_before_a_request_is_shown_by_connecting(name: str, tmp_path: Path) -> None:
    with serving(find_fault(name)) as lab:
        made = make(name, tmp_path, lab)
        ran = run(made.text, tmp_path, "curl", {})

    assert ran.code == 1, (made.text, ran)
    assert "-H" not in made.text
    assert ("--proxy http" in made.text) == (name == "proxy-dead")


@pytest.mark.parametrize("name", ["toml-unclosed-string", "key-unset", "wire-api-chat"])
def test_what_only_the_configuration_has_is_not_shown(name: str, tmp_path: Path) -> None:
    with serving(find_fault(name)) as lab:
        made = make(name, tmp_path, lab)

    assert made.text == ""
    expected = find_fault(name).expect
    assert made.said.startswith(f"nothing to show outside Codex: {expected} is in the set-up")


def test_without_its_variable_a_script_says_so(tmp_path: Path) -> None:
    with serving(find_fault("healthy")) as lab:
        made = make("healthy", tmp_path, lab)
        ran = run(made.text, tmp_path, "curl", {})
        asked = len(lab.requests)

    assert (ran.code, ran.output) == (2, "LAB_API_KEY is not set\n")
    assert asked == 3  # the two of the diagnosis, and one to try the script


def test_the_smallest_request_holds_the_refused_part_and_little_else(tmp_path: Path) -> None:
    made, _, _ = shown_and_passed("field-store-rejected", tmp_path, "curl")

    assert '"store": false' in made.text
    for other in ("reasoning", "include", "tools", "client_metadata", "developer"):
        assert f'"{other}"' not in made.text
    assert "request.field_rejected: A field of Codex's request is refused" in made.text
    assert "# Came: status 400" in made.text


def test_the_second_request_holds_what_was_recorded(tmp_path: Path) -> None:
    made, _, _ = shown_and_passed("replayed-reasoning", tmp_path, "curl")

    for kind in ("reasoning", "function_call", "function_call_output"):
        assert f'"type": "{kind}"' in made.text


def test_a_size_is_reached_with_filler(tmp_path: Path) -> None:
    made, _, _ = shown_and_passed("silent-size", tmp_path, "curl")

    assert "/dev/zero" in made.text
    assert len(made.text) < 4_000


def test_a_failure_that_does_not_come_again_is_said(tmp_path: Path) -> None:
    fault = find_fault("status-500")
    healthy = find_fault("healthy")
    asked: list[str] = []

    def passing(seen: Seen) -> Reply:
        asked.append(seen.path)
        # Codex's own request fails three times, and so does the smallest one once.
        return (fault if len(asked) < 5 else healthy)(seen)

    with serving(passing) as lab:
        made = make(replace(fault, behaviour=passing), tmp_path, lab)

    assert made.said.startswith("the script did not fail when it was tried")
    assert "the failure comes and goes" in " ".join(made.text.split())


def test_a_key_of_auth_json_is_read_from_a_variable(tmp_path: Path) -> None:
    fault = replace(
        find_fault("healthy"),
        config='model = "lab-model-1"\nopenai_base_url = "{base_url}"\n',
        files={"auth.json": f'{{"OPENAI_API_KEY": "{LAB_KEY}"}}'},
        environ={},
    )
    with serving(fault) as lab:
        made = make(fault, tmp_path, lab)
        ran = run(made.text, tmp_path, "curl", {"API_KEY": LAB_KEY})

    assert ran.code == 0, (made.text, ran)
    assert "# Set API_KEY first: to the key that Codex takes from auth.json." in made.text
    assert LAB_KEY not in made.text


def test_an_old_version_that_speaks_chat_gets_a_chat_request(tmp_path: Path) -> None:
    config = CONFIG.replace('"responses"', '"chat"')
    old = replace(find_fault("chat-only"), config=config, args=("--codex-version", "0.80.0"))
    with serving(old) as lab:
        made = make(old, tmp_path, lab)
        ran = run(made.text, tmp_path, "curl", {"LAB_API_KEY": LAB_KEY})

    assert "/v1/chat/completions" in made.text
    assert '"messages"' in made.text
    assert ran.code == 0, (made.said, made.text, ran)


def test_the_roots_that_codex_is_told_to_trust_are_given_to_curl(tmp_path: Path) -> None:
    authority = make_authority()
    roots = authority.write(tmp_path, "it's roots.pem")
    context = make_certificate("127.0.0.1", issuer=authority).server_context()
    healthy = find_fault("healthy")
    trusting = {**healthy.environ, "CODEX_CA_CERTIFICATE": roots}
    with serving(healthy, tls=context) as lab:
        unknown = make(healthy, tmp_path, lab)
        without = run(unknown.text, tmp_path, "curl", healthy.environ)
        known = make(replace(healthy, environ=trusting), tmp_path, lab)
        ran = run(known.text, tmp_path, "curl", healthy.environ)

    assert unknown.said.startswith("the script shows tls."), unknown
    assert "--cacert" not in unknown.text
    assert without.code == 1
    assert ran.code == 0, (known.text, ran)


def test_a_base_url_that_holds_a_secret_is_read_from_a_variable(tmp_path: Path) -> None:
    secret = "sk-proj-9f8e7d6c5b4a39281706f5e4d3c2b1a0"
    config = CONFIG.replace("{base_url}", f"{{origin}}/{secret}/v1")
    fault = replace(find_fault("healthy"), config=config)
    with serving(fault) as lab:
        made = make(fault, tmp_path, lab)
        base = f"{lab.origin}/{secret}/v1"
        environ = {"LAB_API_KEY": LAB_KEY, "BASE_URL": base}
        ran = run(made.text, tmp_path, "curl", environ)

    assert ran.code == 1, (made.text, ran)  # this path is not served
    assert "status 404" in made.text
    assert "# Set BASE_URL first: to the base_url of the configuration" in made.text
    assert secret not in made.text


@pytest.mark.parametrize("write", [curl.write, python.write, node.write])
def test_the_login_of_a_proxy_is_read_from_a_variable(write: Callable[[Script], str]) -> None:
    login = ScriptVariable("PROXY_LOGIN", "user:password")
    way = Way(proxy="http://proxy.example:3128", proxy_login=login, ca_file="/etc/roots.pem")
    base, route = ("https://host.example/v1",), "/responses"
    text = write(Script(("Heading.",), base, route, (), (), {"model": "m"}, DEFAULT, way))

    assert "PROXY_LOGIN" in text
    assert "proxy.example:3128" in text
    assert "/etc/roots.pem" in text


@pytest.mark.parametrize("write", [curl.write, python.write, node.write])
def test_filler_goes_where_the_prompt_is(write: Callable[[Script], str]) -> None:
    prompt = {"role": "user", "content": [{"type": "input_text", "text": "Hello."}]}
    body = {"model": "m", "input": [prompt, {"type": "configuration_update"}]}
    base, route = ("https://host.example/v1",), "/responses"
    text = write(Script(("Heading.",), base, route, (), (), body, DEFAULT, filler_bytes=77))

    before, filler, behind = text.partition("77")
    assert filler
    # A shell writes what stands behind it anew; the others count from the end.
    assert "configuration_update" in behind or "-2" in before.splitlines()[-1]
