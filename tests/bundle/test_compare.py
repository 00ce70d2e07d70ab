from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from bundles import bundle_of, contents, diagnosis_of
from codex_doctor import cli
from codex_doctor.bundle.comparing import compare_sides
from codex_doctor.bundle.comparison_text import as_text
from codex_doctor.bundle.nouns import BundleVersions, CodexVersion
from codex_doctor.bundle.sides import side_of
from codex_doctor.lab.fault import write_home
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.server import serving
from codex_doctor.platform.host import Host
from schemas import check

if TYPE_CHECKING:
    from codex_doctor.bundle.sides import Side

HERE = ("--budget", "8", "--no-plugins")


def side(name: str, host: Host | None = None) -> Side:
    diagnosis = diagnosis_of(name)
    versions = BundleVersions("1", CodexVersion("0.171.0"), host or Host())
    return side_of(diagnosis.report, diagnosis.facts(), versions, name)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("healthy", "model-case", "key-unset"):
        members = contents(bundle_of(name).data)
        Path(f"{name}.zip").write_bytes(bundle_of(name).data)
        Path(f"{name}.json").write_bytes(members["report.json"])
    return tmp_path


def compared(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert cli.run(["compare", *words, "--json"]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    check(document, "compare")
    return document


@pytest.mark.parametrize(
    ("fault", "name", "id_"),
    [
        ("key-unset", "LAB_API_KEY", "env.key_unset"),
        ("model-case", "model", "model.case"),
        ("model-unknown", "base_url", "model.unknown_id"),
        ("base-url-without-v1", "base_url", "url.missing_v1"),
        ("wire-api-chat", "wire_api", "config.wire_api_chat"),
        ("proxy-dead", "HTTP_PROXY", "proxy.unreachable"),
        # ~/.codex/config.toml, which is read on one side alone.
        ("toml-smart-quotes", "toml", "config.toml_syntax"),
    ],
)
def test_the_first_difference_is_what_explains_the_verdict(fault: str, name: str, id_: str) -> None:
    for found in (
        compare_sides(side(fault), side("healthy")),
        compare_sides(side("healthy"), side(fault)),
    ):
        first = found.differences[0]
        assert (first.name.rpartition(".")[2].upper(), first.explains) == (name.upper(), id_)
        assert found.worse in {"a", "b"}
        assert found.explained


def test_what_differs_and_explains_nothing_comes_later() -> None:
    found = compare_sides(
        side("healthy", Host(shell="fish", system="A 1")), side("key-unset", Host(system="B 2"))
    )

    rows = [(one.area, one.name, one.a, one.b) for one in found.differences if not one.explains]
    assert ("versions", "shell", "fish", None) in rows
    assert ("versions", "system", "A 1", "B 2") in rows
    explains = [bool(one.explains) for one in found.differences]
    assert explains == sorted(explains, reverse=True)


def test_a_side_is_like_itself() -> None:
    found = compare_sides(side("healthy"), side("healthy"))

    assert (found.worse, found.findings, found.differences, found.explained) == (
        *(None, (), (), False),
    )


def test_what_was_not_looked_at_is_no_difference() -> None:
    found = compare_sides(side("healthy"), side("key-unset"))

    assert [one.name for one in found.differences if one.area == "network"] == []


def test_two_bundles_are_compared(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = compared(capsys, "healthy.zip", "model-case.zip")

    assert document["worse"] == "b"
    assert document["differences"][0]["name"] == "model"
    assert document["differences"][0]["is_named"] is True
    assert document["findings"][0]["side"] == "b"
    assert document["compared"] == ["configuration", "environment", "network", "versions"]


@pytest.mark.parametrize("other", ["model-case.json", "model-case.zip"])
def test_a_report_is_compared_as_far_as_it_tells(
    other: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = compared(capsys, "healthy.json", other)

    assert document["differences"][0]["name"] == "model"
    assert "environment" not in document["compared"]


@pytest.mark.parametrize("other", ["key-unset.json", "key-unset.zip"])
def test_that_a_report_tells_of_no_credential_is_a_difference(
    other: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = compared(capsys, "healthy.json", other)["differences"][0]

    assert (first["name"], first["b"], first["explains"]) == ("credential", None, "env.key_unset")


def test_people_read_which_difference_explains_it(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert cli.run(["compare", "healthy.json", "model-case.json"]) == 0

    said = capsys.readouterr().out
    assert said.startswith("A  healthy.json: works\nB  model-case.json: fails, model.")
    assert (
        "Why the results differ, the likeliest reason first:\n  model\n    A  lab-model-1\n" in said
    )
    assert "\n      explains model.case\n" in said
    assert "  base_url\n" in said
    assert "      may explain model.case\n" in said
    assert "Found on one side alone:" in said
    assert "A report in JSON tells little" in said
    assert max(map(len, said.splitlines())) <= 60


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("healthy.zip", "healthy.zip"), "Nothing differs."),
        (("healthy.json", "healthy.zip"), "Nothing differs."),
    ],
)
def test_it_is_said_that_nothing_differs(
    words: tuple[str, str], said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["compare", *words]) == 0
    assert said in capsys.readouterr().out


def test_a_difference_that_no_finding_is_about_explains_nothing() -> None:
    healthy = side("healthy")
    areas = {**healthy.areas, "versions": {**healthy.areas["versions"], "shell": "fish"}}
    found = compare_sides(healthy, replace(healthy, areas=areas))

    assert [one.name for one in found.differences] == ["shell"]
    assert not found.explained


def test_a_bundle_of_others_does_not_fill_the_screen() -> None:
    healthy = side("healthy")
    values = {f"key{at}": "a" for at in range(250)}
    found = compare_sides(healthy, replace(healthy, areas={**healthy.areas, "environment": values}))

    said = as_text(found, None)
    assert said.count("\n  key") < 200 < len(found.differences)
    assert f"\n  {len(found.differences) - 200} more with --json\n" in said


def test_what_differs_is_named_in_words() -> None:
    healthy = side("healthy")
    other = replace(healthy, areas={**healthy.areas, "versions": {"codex path": "~/bin/codex"}})

    assert "  path of Codex" in as_text(compare_sides(healthy, other), None)


@pytest.mark.parametrize("words", [("healthy.zip",), ("-", "healthy.zip")])
def test_a_bundle_is_compared_with_this_machine(
    words: tuple[str, ...],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    fault = find_fault("key-unset")
    with serving(fault) as lab:
        for name, value in write_home(fault, folder / ".codex", lab.values).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("HOME", str(folder))
        document = compared(capsys, *words, *HERE)

    side_name = "b" if len(words) == 1 else "a"
    assert document[side_name]["name"] == "this machine"
    assert document["worse"] == side_name
    assert document["differences"][0]["name"] == "LAB_API_KEY"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}", "not as codex-doctor writes it"),
        ("[" * 200_000, "not as codex-doctor writes it"),
        ('{"schema": "codex-doctor/config"}', "not as codex-doctor writes it"),
    ],
)
def test_what_is_no_report_is_told(
    text: str, said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("odd.json").write_text(text)

    assert cli.run(["compare", "healthy.json", "odd.json"]) == 2
    assert said in capsys.readouterr().err


def test_this_machine_is_not_compared_with_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["compare", "-"]) == 2
    assert "this machine is like itself" in capsys.readouterr().err


@pytest.mark.parametrize("other", ["gw", "网关", "a.b"])
def test_the_base_urls_of_two_providers_are_one_difference(other: str) -> None:
    ours, healthy = side("base-url-without-v1"), side("healthy")
    quoted = other if other == "gw" else f'"{other}"'
    values = {
        name.replace("model_providers.lab.", f"model_providers.{quoted}."): value
        for name, value in healthy.areas["configuration"].items()
    }
    key = f"model_providers.{quoted}.base_url"
    areas = {**healthy.areas, "configuration": values}
    found = compare_sides(ours, replace(healthy, areas=areas, base_key=key)).differences

    (one,) = [one for one in found if one.name.endswith("base_url")]
    assert (one.name, one.explains) == ("base_url", "url.missing_v1")
    assert one.a
    assert one.b
