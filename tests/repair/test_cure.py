from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.facts import Location
from codex_doctor.judge import Judgement
from codex_doctor.model import Commands, Edit, Finding, Fix, Severity, Verdict
from codex_doctor.platform.deadline import Deadline
from codex_doctor.repair.changes import Ground
from codex_doctor.repair.cure import cure, is_better, propose_first
from codex_doctor.repair.journal import Journal
from codex_doctor.repair.toml_edits import CannotEditError
from codex_doctor.reported import RankedFinding

if TYPE_CHECKING:
    from pathlib import Path

FILE = "~/config.toml"


def found(id_: str = "model.not_found", line: int = 1, after: str = 'model = "b"') -> RankedFinding:
    edit = Edit(FILE, "model", 'model = "a"', after, 1)
    finding = Finding(
        id=id_,
        severity=Severity.ERROR,
        cause="It is not served",
        evidence=(),
        fixes=(Fix("Set model to b.", edits=(edit,)),),
        location=Location(FILE, line, 1),
    )
    return RankedFinding(finding, title="The model", check="model", mistake=None)


def judged(*findings: RankedFinding) -> Judgement:
    verdict = Verdict.FAILS if findings else Verdict.WORKS
    return Judgement(ran=(), findings=findings, verdict=verdict, mistakes={})


@pytest.mark.parametrize(
    ("after", "better"),
    [
        ((), True),
        ((found(),), False),
        ((found(line=2),), True),
        ((found("auth.key_rejected"),), True),
        ((found("auth.key_rejected"), found()), False),
    ],
)
def test_it_is_better_when_what_was_found_is_gone(
    after: tuple[RankedFinding, ...], better: bool
) -> None:
    assert is_better(judged(found()), judged(*after), found()) is better


def test_a_change_that_does_not_help_is_taken_back(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('model = "a" # mine\n')

    ended = cure(
        judged(found()),
        look=lambda: judged(found()),
        propose=lambda one: propose_first(one, wanted=None, ground=Ground(tmp_path, tmp_path)),
        agrees=lambda _: True,
        journal=Journal(tmp_path, Deadline()),
        once=False,
    )

    assert ended.applied == ()
    assert "was taken back" in ended.reason
    assert file.read_text() == 'model = "a" # mine\n'
    assert [one.name for one in tmp_path.iterdir()] == ["config.toml"]


@pytest.mark.parametrize("after", ['model = "MODEL_ID"', 'model = "***"'])
def test_a_value_that_is_not_known_is_never_written(tmp_path: Path, after: str) -> None:
    (tmp_path / "config.toml").write_text('model = "a"\n')

    with pytest.raises(CannotEditError):
        propose_first(judged(found(after=after)), wanted=None, ground=Ground(tmp_path, tmp_path))


def test_a_fix_that_needs_commands_as_well_is_left_to_the_user(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('model = "a"\n')
    one = found()
    for commands, is_whole in (
        (Commands("start it", "start it"), False),
        (Commands("codex -m b", "codex -m b", is_instead=True), True),
    ):
        fix = replace(one.finding.fixes[0], commands=commands)
        both = replace(one, finding=replace(one.finding, fixes=(fix,)))
        if is_whole:
            assert propose_first(
                judged(both), wanted=None, ground=Ground(tmp_path, tmp_path)
            ).changes
        else:
            with pytest.raises(CannotEditError, match="for you"):
                propose_first(judged(both), wanted=None, ground=Ground(tmp_path, tmp_path))


def test_a_file_of_an_administrator_is_never_changed(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('model = "a"\n')

    with pytest.raises(CannotEditError, match="administrator"):
        propose_first(judged(found()), wanted=None, ground=Ground(tmp_path, tmp_path, (tmp_path,)))


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        (".codex/config.toml", ""),
        (".codex/.env", ""),
        ("project/.codex/config.toml", ""),
        ("project/linked/.codex/config.toml", "no file of Codex's own"),
        (".bashrc", "no file of Codex's own"),
        ("project/.env", "no file of Codex's own"),
    ],
)
def test_nothing_beside_the_configuration_of_codex_is_changed(
    tmp_path: Path, name: str, refused: str
) -> None:
    for folder in (".codex", "project/.codex", "project/linked/.codex"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "project/linked/.codex/config.toml").symlink_to(tmp_path / ".bashrc")
    ground = Ground(tmp_path / ".codex", tmp_path)

    if refused:
        with pytest.raises(CannotEditError, match=refused):
            ground.locate(f"~/{name}")
    else:
        assert ground.locate(f"~/{name}") == tmp_path / name
