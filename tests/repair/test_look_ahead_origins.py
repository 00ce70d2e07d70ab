"""Where a look ahead sends nothing: hosts, ports and ways that nobody meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.codex.config import destination, provider
from codex_doctor.codex.rules import selection
from codex_doctor.commands.look_ahead import Foresight, place_asked
from codex_doctor.lab.endpoint import LAB_KEY, LabEndpoint
from codex_doctor.lab.fault import fill
from codex_doctor.lab.replies import LAB_MODEL
from codex_doctor.lab.server import serving
from codex_doctor.looking import SetUpAt, seen_offline
from codex_doctor.model import Commands, Edit, Finding, Fix, Severity, Variable
from codex_doctor.pipeline import Selection
from codex_doctor.repair.changes import ground_of
from codex_doctor.reported import RankedFinding
from codex_doctor_checks import ALL_CHECKS
from codex_doctor_checks.setup.base_url import change_base_url
from looking_ahead import CONFIG, ONLINE, ahead_of, first_fix, looked
from origin_table import ARRANGEMENTS, origin_of, told
from origins import CA_PEM
from setups import TRUSTED, inputs_in

if TYPE_CHECKING:
    from pathlib import Path

PROJECT = """\
model_provider = "evil"
model = "lab-model-1"
[model_providers.evil]
name = "Evil"
base_url = "http://127.0.0.1:{port}/v1"
env_key = "LAB_KEY"
"""


@pytest.mark.parametrize("is_trusted", [False, True])
@pytest.mark.parametrize("own", ["", "broken = \n", 'model_provider = "evil"\n'])
@pytest.mark.parametrize("further", ["", 'wire_api = "chat"\n'])
def test_a_provider_that_only_a_project_names_is_never_asked(
    further: str, own: str, is_trusted: bool, tmp_path: Path
) -> None:
    with serving(LabEndpoint()) as lab:
        trust = TRUSTED.format(tmp_path / "work") if is_trusted else ""
        files = {"work/.codex/config.toml": PROJECT.format(port=lab.port) + further}
        inputs = inputs_in(tmp_path, f"{own}{trust}", environ={"LAB_KEY": LAB_KEY}, files=files)
        looked(inputs)

    assert lab.requests == []
    assert place_asked(inputs, ALL_CHECKS) is None or own == ""


def test_what_a_step_leads_to_that_nobody_means_is_passed_by_unasked(tmp_path: Path) -> None:
    with serving(LabEndpoint()) as lab:
        text = CONFIG.format(port=lab.port).replace('wire_api = "chat"\n', "")
        own = "broken = \n" + text.replace("model_provider =", "modelProvider =")
        inputs = inputs_in(tmp_path, own, environ={"LAB_KEY": LAB_KEY})
        found = looked(inputs)

    assert [one.after for one in first_fix(found).edits] == [
        None,
        'model_provider = "lab"',
        f'base_url = "http://127.0.0.1:{lab.port}/v1"',
        f'model = "{LAB_MODEL}"',
    ]
    assert {one.url.split("/")[2] for one in found.report.exchanges} == {f"127.0.0.1:{lab.port}"}
    assert place_asked(inputs, ALL_CHECKS) is not None


@pytest.mark.parametrize("version", ["0.80.0", "0.120.0", None])
def test_the_name_of_a_folder_names_no_host(version: str | None, tmp_path: Path) -> None:
    with serving(LabEndpoint()) as lab:
        folder = tmp_path / f"127.0.0.1:{lab.port}"
        trust = TRUSTED.format(folder)
        files = {f"{folder.name}/.codex/config.toml": PROJECT.format(port=lab.port)}
        # Of the project's, as npm sets them, and of the shell's.
        strange = {"PWD": str(folder), "npm_package_homepage": f"http://{folder.name}/v1"}
        inputs = inputs_in(
            tmp_path,
            f"broken = \n{trust}",
            environ={"LAB_KEY": LAB_KEY, **strange},
            files=files,
            cwd=folder,
            codex_version=version,
        )
        looked(inputs)

    assert lab.requests == []
    assert place_asked(inputs, ALL_CHECKS) is None


def test_a_host_is_named_where_an_address_begins(tmp_path: Path) -> None:
    with serving(LabEndpoint()) as lab:
        text = CONFIG.format(port=lab.port).replace('wire_api = "chat"\n', "").replace("://", ":/")
        own = text.replace('base_url = "http:/', 'base_url = "')
        found = looked(inputs_in(tmp_path, own, environ={"LAB_KEY": LAB_KEY}))

    assert found.report.findings[0].finding.id == "config.base_url_invalid"
    assert lab.requests


def test_a_program_that_the_user_never_named_is_not_run(tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    with serving(LabEndpoint()) as lab:
        auth = f'[model_providers.evil.auth]\ncommand = "touch"\nargs = ["{marker}"]\n'
        project = PROJECT.format(port=lab.port).replace('env_key = "LAB_KEY"\n', auth)
        own = f'# see http://127.0.0.1:{lab.port}/v1\nmodel_provider = "evil"\n'
        files = {"work/.codex/config.toml": project}
        looked(inputs_in(tmp_path, own, environ={}, files=files))

    assert lab.requests == []
    assert not marker.exists()


@pytest.mark.parametrize("name", ["to-the-same-port-with-tls", "to-another-port-with-tls"])
def test_where_the_endpoint_itself_leads_no_key_goes(name: str, tmp_path: Path) -> None:
    row = next(one for one in ARRANGEMENTS if one.name == name)
    (tmp_path / "ca.pem").write_bytes(CA_PEM)
    with row.serve() as (values, heard):
        here = {key: value.replace("{root}", str(tmp_path)) for key, value in row.environ.items()}
        found = looked(inputs_in(tmp_path, fill(row.config, values), environ=here))

    assert found.report.findings[0].finding.id == "url.redirect"
    assert first_fix(found).edits
    assert told(heard, origin_of(fill(row.base, values))) == []


@pytest.mark.parametrize(
    ("host", "credential", "is_asked"),
    [
        ("http://127.0.0.1", "", True),
        ("http://127.0.0.1", 'env_key = "LAB_KEY"', False),
        ("https://127.0.0.1", 'env_key = "LAB_KEY"', False),
        ("http://127.0.0.1", 'auth = { command = "print-token" }', False),
        ("http://gpu.example", "", False),
    ],
)
def test_another_port_of_this_machine_is_asked_where_there_is_no_secret(
    host: str, credential: str, is_asked: bool, tmp_path: Path
) -> None:
    text = CONFIG.replace("http://127.0.0.1:{port}", f"{host}:8080/v1")
    text = text.replace("chat", "responses")
    text = text.replace('env_key = "LAB_KEY"', credential)
    environ = {"LAB_KEY": LAB_KEY} if "LAB_KEY" in credential else {}
    inputs = inputs_in(tmp_path, text, environ=environ)
    place = SetUpAt(inputs)
    seen = seen_offline(place, ALL_CHECKS, ONLINE)
    fix = change_base_url(seen.facts.setup, shown=f"{host}:8000/v1", title="Set it.")
    refusal = Finding("tcp.refused", Severity.ERROR, "Nothing listens", (), fixes=(fix,))
    judged = replace(seen.judged, findings=(RankedFinding(refusal, "", "tcp", None),))

    after = Foresight(ground_of(inputs))(replace(seen, judged=judged), place)

    assert after is not None
    assert after.offline() != place.offline()
    assert after.inputs.offline is not is_asked


def test_a_provider_that_is_proposed_in_place_of_the_selected_one_is_not_asked(
    tmp_path: Path,
) -> None:
    text = CONFIG.replace('"lab"', '"openai"').replace("{port}", "9/v1")
    text = text.replace("chat", "responses")
    place = SetUpAt(inputs_in(tmp_path, text, environ={"LAB_KEY": LAB_KEY}))
    seen = seen_offline(place, ALL_CHECKS, ONLINE)
    assert seen.judged.cause is not None
    assert seen.judged.cause.finding.id == "config.provider_not_selected"

    after = Foresight(ground_of(place.inputs))(seen, place)

    assert after is not None
    assert after.resolved().setup.provider_id == "lab"
    assert after.inputs.offline


@pytest.mark.parametrize(("key", "is_asked"), [(None, True), (LAB_KEY, False)])
def test_without_tls_another_machine_is_asked_where_no_secret_is_known(
    key: str | None, is_asked: bool, tmp_path: Path
) -> None:
    text = CONFIG.replace("http://127.0.0.1:{port}", "https://gw.example:8000/v1")
    text = text.replace("chat", "responses")
    if key is None:
        text = text.replace('env_key = "LAB_KEY"\n', "")
    place = SetUpAt(inputs_in(tmp_path, text, environ={"LAB_KEY": key} if key else {}))
    before, after = (f'base_url = "{one}://gw.example:8000/v1"' for one in ("https", "http"))
    edit = Edit("~/.codex/config.toml", "model_providers.lab.base_url", before, after, 6)
    finding = Finding("tls.plain_http_server", Severity.ERROR, "x", (), (Fix("y", edits=(edit,)),))
    seen = seen_offline(place, ALL_CHECKS, Selection(offline="not now"))
    judged = replace(seen.judged, findings=(RankedFinding(finding, "", "tls", None),))

    foreseen = Foresight(ground_of(place.inputs))(replace(seen, judged=judged), place)

    assert foreseen is not None
    assert foreseen.files
    assert foreseen.inputs.offline is not is_asked


@pytest.mark.parametrize(("host", "is_asked"), [("gw.example", False), ("127.0.0.1", True)])
def test_no_proxy_is_passed_by_but_on_the_way_to_this_machine(
    host: str, is_asked: bool, tmp_path: Path
) -> None:
    environ = {"LAB_KEY": LAB_KEY, "HTTP_PROXY": "http://127.0.0.1:9"}
    text = CONFIG.replace("127.0.0.1", host).format(port=80).replace("chat", "responses")
    place = SetUpAt(inputs_in(tmp_path, text, environ=environ))
    unset = Commands("unset HTTP_PROXY", "", variable=Variable("HTTP_PROXY", None))
    finding = Finding("proxy.unreachable", Severity.ERROR, "x", (), (Fix("y", commands=unset),))
    seen = seen_offline(place, ALL_CHECKS, Selection(offline="not now"))
    assert seen.facts.setup.endpoint
    assert seen.facts.setup.endpoint.proxy
    judged = replace(seen.judged, findings=(RankedFinding(finding, "", "proxy", None),))

    after = Foresight(ground_of(place.inputs))(replace(seen, judged=judged), place)

    assert after is not None
    assert "HTTP_PROXY" not in after.inputs.environ
    assert after.inputs.offline is not is_asked


def test_an_address_of_a_variable_is_one_that_the_user_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(LabEndpoint(key=LAB_KEY)) as other, serving(LabEndpoint()) as openai:
        for module in (destination, provider, selection):
            monkeypatch.setattr(module, "OPENAI_BASE_URL", f"http://127.0.0.1:{openai.port}/v1")
        meant = f"http://127.0.0.1:{other.port}/v1"
        environ = {"OPENAI_BASE_URL": meant, "OPENAI_API_KEY": LAB_KEY}
        found = looked(inputs_in(tmp_path, 'model = "lab-model-1"\n', environ=environ))

    assert found.report.findings[0].finding.id == "env.base_url_ignored"
    assert ahead_of(found) == [
        ("with this fix", "a turn with a tool call completes: it was tried, no file was changed")
    ]
    assert len(other.requests) == 2
    assert openai.requests == []
