from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.facts import Location
from codex_doctor.judge import Judgement
from codex_doctor.model import Commands, DoctorError, Edit, Finding, Fix, Severity, Verdict
from codex_doctor.platform.deadline import Deadline
from codex_doctor.repair.changes import Ground
from codex_doctor.repair.cure import Cured, cure, is_better, propose_first
from codex_doctor.repair.journal import Journal
from codex_doctor.repair.splices import CannotEditError
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


def test_what_is_written_while_it_asks_is_not_lost(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('model = "a"\n')

    ended = cure(
        judged(found()),
        look=judged,
        propose=lambda one: propose_first(one, wanted=None, ground=Ground(tmp_path, tmp_path)),
        agrees=lambda _: bool(file.write_text('model = "a"\n# mine\n')),
        journal=Journal(tmp_path, Deadline()),
        once=False,
    )

    assert ended.applied == ()
    assert "was changed while codex-doctor looked at it" in ended.reason
    assert file.read_text() == 'model = "a"\n# mine\n'


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
        (Commands("codex -p b", "codex -p b", is_start=True), True),
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


class Step:
    """One file to mend, and a cure of it that a test can lead."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "config.toml"
        self.file.write_text('model = "a"\n')
        self.ground = Ground(folder, folder)
        self.journal = Journal(folder, Deadline())

    def cure(self, *looks: Judgement, wanted: str | None = None, yes: bool = True) -> Cured:
        more = iter(looks[1:])
        return cure(
            looks[0],
            look=lambda: next(more),
            propose=lambda one: propose_first(one, wanted=wanted, ground=self.ground),
            agrees=lambda _: yes,
            journal=self.journal,
            once=wanted is not None,
        )


def test_it_goes_on_until_codex_works(tmp_path: Path) -> None:
    step = Step(tmp_path)
    second = found("model.case", after='model = "c"')

    ended = step.cure(judged(found()), judged(second), judged())

    assert ended == Cured(("Set model to b.", "Set model to b."))
    assert step.file.read_text() == 'model = "c"\n'
    assert len(step.journal.steps()) == 2


def test_a_fault_that_comes_back_for_ever_ends_the_cure(tmp_path: Path) -> None:
    looks = [found(f"model.n{n}", after=f'model = "{n}"') for n in range(9)]

    ended = Step(tmp_path).cure(*map(judged, looks))

    assert len(ended.applied) == 8
    assert "something brings it back" in ended.reason


def test_one_finding_is_fixed_where_it_is_named(tmp_path: Path) -> None:
    hint = replace(found("model.case"), finding=replace(found("model.case").finding, id="a.b"))
    step = Step(tmp_path)

    ended = step.cure(judged(found("x.y"), hint), judged(found("x.y")), wanted="a.b")

    assert ended.applied == ("Set model to b.",)


def test_what_cannot_be_done_is_said(tmp_path: Path) -> None:
    step = Step(tmp_path)
    finding = found().finding

    def with_fixes(*fixes: Fix) -> Judgement:
        return judged(replace(found(), finding=replace(finding, fixes=fixes)))

    assert step.cure(judged(found()), yes=False).reason == "Nothing was changed."
    assert "knows no fix" in step.cure(with_fixes()).reason
    assert "for you to do" in step.cure(with_fixes(Fix("Ask."))).reason
    nothing = replace(judged(), verdict=Verdict.UNKNOWN)
    assert step.cure(nothing).reason == "There is nothing to fix."
    with pytest.raises(DoctorError, match=r"was not found here; found: model\.not_found"):
        step.cure(judged(found()), wanted="a.b")
    same = Fix("Leave it.", edits=(Edit(FILE, "model", 'model = "a"', 'model = "a"', 1),))
    assert step.cure(with_fixes(same)).reason == "it is done already"
    assert step.journal.steps() == ()
