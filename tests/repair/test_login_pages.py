"""An endpoint that sends what it does not know to its login: the API is looked for elsewhere."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.commands.look_ahead import Foresight
from codex_doctor.diagnosis import Diagnosis, diagnose
from codex_doctor.lab.endpoint import LAB_KEY, LabEndpoint
from codex_doctor.lab.server import serving
from codex_doctor.lab.wire import Reply
from codex_doctor.pipeline import Selection
from codex_doctor.platform.deadline import Deadline
from codex_doctor.probes.exchanges.ask import MAX_REQUESTS
from codex_doctor.repair.changes import ground_of
from codex_doctor_checks import ALL_CHECKS
from setups import inputs_in

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.lab.wire import Seen

CONFIG = """\
model = "lab-model-1"
model_provider = "lab"

[model_providers.lab]
name = "Lab"
base_url = "http://127.0.0.1:{port}/v1"
env_key = "LAB_KEY"
"""
PAGE = b'<!doctype html><title>Sign in</title><form action="/login" method="post"></form>'


class Front:
    """Sends to its login what is not below `base`."""

    def __init__(self, target: str, *, base: str = "/nowhere") -> None:
        self.target, self.base = target, base
        self.good = LabEndpoint()

    def __call__(self, seen: Seen) -> Reply:
        if seen.path.startswith(f"{self.base}/"):
            return self.good(replace(seen, path=f"/v1{seen.path.removeprefix(self.base)}"))
        if seen.path == self.target:
            return Reply(headers=(("content-type", "text/html"),), chunks=(PAGE,))
        return Reply(status=302, headers=(("location", self.target),))


def looked(folder: Path, front: Front) -> Diagnosis:
    with serving(front) as lab:
        inputs = inputs_in(folder, CONFIG.format(port=lab.port), environ={"LAB_KEY": LAB_KEY})
        ran = diagnose(
            inputs,
            ALL_CHECKS,
            deadline=Deadline(budget_s=20.0),
            selection=Selection(),
            foresee=Foresight(ground_of(inputs)),
        )
        return asyncio.run(ran)


@pytest.mark.parametrize("base", ["/api/v1", "/openai/v1"])
def test_the_api_beside_a_login_is_found(tmp_path: Path, base: str) -> None:
    found = looked(tmp_path, Front("/login?next=/", base=base))

    finding = found.report.findings[0].finding
    assert finding.id == "url.missing_v1"
    assert "/v1/responses is not there; the API is below" in finding.cause
    (edit,) = finding.fixes[0].edits
    assert (edit.after or "").endswith(f'{base}"')
    assert finding.evidence[-1].measured.startswith("a turn with a tool call completes")


@pytest.mark.parametrize("target", ["/login", "/oauth2/sign_in?rd=/v1/responses"])
def test_a_login_alone_is_named_with_what_may_be_done(tmp_path: Path, target: str) -> None:
    found = looked(tmp_path, Front(target))

    finding = found.report.findings[0].finding
    assert finding.id == "url.redirect"
    assert "which is a web page" in finding.cause
    assert [one.title.partition(" ")[0] for one in finding.fixes] == ["Set", "If", "Ask"]
    assert not any(one.edits for one in finding.fixes)
    assert len(found.report.exchanges) <= MAX_REQUESTS
