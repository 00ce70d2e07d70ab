"""Checks of others: the example package, installed as a user would, and plugins that mean harm."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from codex_doctor.facts import Asked, Connection, Facts
from codex_doctor.lab.fault import write_home
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.server import serving
from codex_doctor.plugins.messages import Order
from codex_doctor.plugins.talk import as_line
from setups import resolved

ROOT = Path(__file__).parents[1]
# The body of `async def run(ctx)` of a plugin, and what its row must say.
HOSTILE = {
    "raises": ("raise ValueError('no luck')", "ValueError: no luck"),
    "exits": ("raise SystemExit(7)", "SystemExit: 7"),
    "interrupts": ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    "cancels": ("import asyncio; raise asyncio.CancelledError", "CancelledError"),
    "returns-none": ("return None", "it returned no outcome but NoneType"),
    "returns-a-word": ("return 'passed'", "it returned no outcome but str"),
    "malformed": ("return Passed(7)", "its outcome is malformed: Expected `str`, got `int`"),
    "odd-finding": (
        "return Failed((Finding('x.y', Severity.ERROR, 'c', (), ()),))",
        "it has no page for its finding x.y",
    ),
    "no-findings": ("return Failed('')", "its outcome is malformed: Expected `array`, got `str`"),
    "nothing-found": ("return Failed(())", "it failed without a finding"),
    "asks-nothing": ("return await ctx.zork()", "AttributeError: 'PluginContext' object has no"),
    "hangs-awake": ("import asyncio; await asyncio.sleep(600)", "not done after 6 s"),
    "hangs-asleep": ("import time; time.sleep(600)", "not done after 6 s"),
    "spins": ("while True: pass", "not done after 6 s"),
}
PLUGIN = """\
from codex_doctor.model import Check, Failed, Finding, Page, Passed, Severity, Skipped

async def run(ctx):
    {body}

CHECK = Check(id={id!r}, title="Harmless", needs=(), run=run, budget_s=1.0{more})
"""


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the example is installed, as pip does it."""
    folder = tmp_path_factory.mktemp("site")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--target", folder, ROOT / "examples" / "plugin"], check=True)
    return folder


def installed(folder: Path, *, source: str, name: str = "bad", point: str = "CHECK") -> Path:
    """Write a distribution with one module as an installer leaves it."""
    info = folder / f"{name}-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
    (info / "entry_points.txt").write_text(
        f"[codex_doctor.checks]\n{name} = {name}_plugin:{point}\n"
    )
    (folder / f"{name}_plugin.py").write_text(source)
    return folder


def doctor(folder: Path, site: Path | None, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the program on a healthy endpoint with the plugins of this folder."""
    fault = find_fault("healthy")
    with serving(fault) as lab:
        environ = {"PATH": os.environ["PATH"], **write_home(fault, folder / "codex", lab.values)}
        if site is not None:
            environ["PYTHONPATH"] = str(site)
        return subprocess.run(
            [sys.executable, "-m", "codex_doctor", *options],
            cwd=folder,
            env=environ,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


def report(folder: Path, site: Path | None, *options: str) -> dict[str, Any]:
    done = doctor(folder, site, "--json", *options)
    assert done.stderr == ""
    document: dict[str, Any] = json.loads(done.stdout)
    assert done.returncode == 0
    return document


def severe(document: dict[str, Any]) -> list[str]:
    """Return what was found, but that no Codex is on this PATH."""
    found = [one["id"] for one in document["findings"] if one["severity"] != "hint"]
    return [one for one in found if one != "installation.codex_missing"]


def row(document: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = (one for one in document["checks"] if one["id"] == name)
    return dict(found)


def test_the_example_is_in_the_report_at_its_place(example: Path, tmp_path: Path) -> None:
    seen = report(tmp_path, example)

    ids = [one["id"] for one in seen["checks"]]
    assert ids[ids.index("auth") + 1] == "acme"
    assert row(seen, "acme")["status"] == "warned"
    assert row(seen, "acme")["title"].endswith("(plugin acme-codex-checks)")
    assert severe(seen) == ["acme.no_request_id"]
    assert seen["findings"][0]["title"] == "An answer without a request id"
    assert seen["verdict"] == "degraded"


def test_the_example_can_be_left_out(example: Path, tmp_path: Path) -> None:
    without = report(tmp_path, example, "--no-plugins")
    assert "acme" not in [one["id"] for one in without["checks"]]
    assert without["verdict"] == "works"

    skipped = report(tmp_path, example, "--skip", "acme")
    assert row(skipped, "acme")["summary"] == "left out by --skip"


def test_plugins_take_no_part_in_all_versions_and_that_is_said(
    example: Path, tmp_path: Path
) -> None:
    every = ("--json", "--codex-version", "all")
    seen = doctor(tmp_path, example, *every, "--skip", "acme")
    told, cost = seen.stderr.splitlines()
    assert told == "codex-doctor: checks of plugins take no part in --codex-version all"
    assert cost.startswith("codex-doctor: sending ")
    assert json.loads(seen.stdout)["ranges"][-1]["verdict"] == "works"
    assert "plugins" not in doctor(tmp_path, example, *every, "--no-plugins").stderr

    asked = doctor(tmp_path, example, *every, "--only", "acme")
    assert (asked.returncode, json.loads(asked.stdout)["schema"]) == (2, "codex-doctor/error")
    assert "--only acme: it is the check of a plugin" in asked.stderr
    assert "unknown check" in doctor(tmp_path, example, *every, "--only", "acmee").stderr


def test_the_example_is_explained_and_listed(example: Path, tmp_path: Path) -> None:
    page = doctor(tmp_path, example, "explain", "acme.no_request_id")
    listed = doctor(tmp_path, example, "checks")

    assert "Reported by the check acme of the plugin acme-codex-checks." in page.stdout
    assert "Disproved by:\n  The header in every answer." in page.stdout
    found = doctor(tmp_path, example, "explain", "--search", "answer without request id")
    assert "acme.no_request_id" in found.stdout
    assert "(plugin acme-codex-checks)" in listed.stdout


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_plugin_does_wrong_is_its_own(name: str, tmp_path: Path) -> None:
    body, told = HOSTILE[name]
    site = installed(tmp_path / "site", source=PLUGIN.format(body=body, id="bad", more=""))

    seen = report(tmp_path, site)

    assert row(seen, "bad")["summary"].startswith(f"the plugin bad: {told}")
    assert (seen["verdict"], severe(seen)) == ("works", [])
    assert len(seen["exchanges"]) == 2


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("raise RuntimeError('at once')", "RuntimeError: at once"),
        ("import sys; sys.exit(3)", "SystemExit: 3"),
        ("import no_such_module_at_all", "ModuleNotFoundError"),
        ("import time; time.sleep(600)", "its import did not end within 5 s"),
        ("CHECK = 7", "bad_plugin:CHECK is no Check"),
        ("", "AttributeError"),
        (PLUGIN.format(body="return 7", id="dns", more=""), "another check is called dns"),
        (PLUGIN.format(body="return 7", id="B ad", more=""), "another check is called B ad"),
        (PLUGIN.format(body="return 7", id=5, more=""), "its Check is malformed: Expected `str`"),
        (
            PLUGIN.format(body="return 7", id="bad", more=", pages=('x',)"),
            "its Check is malformed: Expected `object`",
        ),
        (
            PLUGIN.format(body="return 7", id="bad", more="").replace("=1.0", "='5'"),
            "its Check is malformed: Expected `float | null`",
        ),
        (
            PLUGIN.format(body="return 7", id="bad", more="").replace("=1.0", "=-1.0"),
            "its budget_s is no time",
        ),
        (
            PLUGIN.format(body="return 7", id="bad", more=", after='zork'"),
            "there is no check zork before it",
        ),
        (
            PLUGIN.format(
                body="return 7", id="bad", more=", pages=(Page('dns.nxdomain', 't', 'x'),)"
            ),
            "another finding is called dns.nxdomain",
        ),
    ],
)
def test_a_plugin_that_cannot_be_used_says_why(source: str, told: str, tmp_path: Path) -> None:
    seen = report(tmp_path, installed(tmp_path / "site", source=source))

    assert row(seen, "bad")["summary"].startswith(f"the plugin bad: it cannot be used: {told}")
    assert seen["verdict"] == "works"


def test_what_a_plugin_prints_is_said_beside_its_result(tmp_path: Path) -> None:
    body = "import sys; print('hello', 'there'); print('!', file=sys.stderr); return Passed('fine')"
    site = installed(tmp_path / "site", source=PLUGIN.format(body=body, id="bad", more=""))

    assert row(report(tmp_path, site), "bad")["summary"] == "fine (it printed: hello there !)"


def test_a_plugin_may_say_all_that_a_built_in_check_says(tmp_path: Path) -> None:
    more = ", needs=('config',), after='config', pages=(Page('bad.first', 't', 'x', stage=0),)"
    body = "return Failed((Finding('bad.first', Severity.ERROR, 'c', (), ()),))"
    source = PLUGIN.format(body=body, id="bad", more="").replace("needs=()", more[2:])
    site = installed(tmp_path / "site", source=source)
    with_error = doctor(tmp_path, site, "--json", "-m", "no-such-model")

    seen = json.loads(with_error.stdout)
    assert severe(seen) == ["bad.first", "model.unknown_id"]


def test_a_plugin_that_sends_is_left_out_where_nothing_is_sent(tmp_path: Path) -> None:
    said = ", network=True, sends_key=True"
    silent = PLUGIN.format(body="return Passed((await ctx.turn()).model)", id="bad", more="")
    site = installed(tmp_path / "site", source=silent, name="bad")
    installed(site, source=silent.replace("'bad'", "'open'" + said), name="open")

    done = doctor(tmp_path, site, "--json", "--offline")

    seen = json.loads(done.stdout)
    assert (done.returncode, seen["exchanges"]) == (3, [])
    assert row(seen, "bad")["summary"] == "not looked at: turn"
    assert row(seen, "open")["summary"] == "left out by --offline"


def test_two_plugins_keep_their_order_and_do_not_harm_each_other(tmp_path: Path) -> None:
    site = tmp_path / "site"
    good = PLUGIN.format(body="return Passed('fine')", id="good", more="")
    installed(site, source=good, name="good")
    installed(site, source=PLUGIN.format(body="raise OSError", id="bad", more=""))

    seen = report(tmp_path, site)

    assert [one["id"] for one in seen["checks"]][-2:] == ["bad", "good"]
    assert row(seen, "good")["summary"] == "fine"


def test_plugins_that_cannot_be_used_take_nobodys_place(tmp_path: Path) -> None:
    site = tmp_path / "site"
    installed(site, source="import no_such_module_at_all", name="dns")
    installed(site, source="import time; time.sleep(600)", name="slow")
    installed(site, source="import time; time.sleep(600)", name="slower")

    seen = report(tmp_path, site)

    ids = [one["id"] for one in seen["checks"]]
    assert sorted(ids) == sorted(set(ids))
    assert row(seen, "dns_2")["summary"].startswith("the plugin dns: it cannot be used: Module")
    assert row(seen, "slow")["summary"] == row(seen, "slower")["summary"].replace("slower", "slow")


def test_a_plugin_asks_for_any_fact_when_it_needs_it(tmp_path: Path) -> None:
    body = """import asyncio
    turn, lookup, proxy = await asyncio.gather(ctx.turn(), ctx.lookup(), ctx.proxy())
    assert await ctx.turn() is turn and proxy is None
    seen = ctx.facts()
    assert {"turn", "lookup"} <= seen.seen and seen.turn == turn and seen.setup == ctx.setup
    return Passed(f"{ctx.endpoint.host} {lookup.host} {turn.exchanges[0].status}")"""
    site = installed(tmp_path / "site", source=PLUGIN.format(body=body, id="bad", more=""))

    assert row(report(tmp_path, site), "bad")["summary"] == "127.0.0.1 127.0.0.1 200"


def test_facts_that_json_does_not_know_reach_a_plugin_as_they_are(tmp_path: Path) -> None:
    seen = Connection("\udcff", 443, (), codex_waits_s=math.inf)
    facts = Facts(asked=Asked(), setup=resolved(tmp_path), connection=seen)
    order = Order("bad_plugin:CHECK", 0, facts)

    assert msgspec.convert(json.loads(as_line(order)), type=Order) == order


def test_one_check_of_a_plugin_does_not_take_another_with_it(tmp_path: Path) -> None:
    source = PLUGIN.format(body="import os; os._exit(0)", id="bad", more="")
    source += "async def fine(ctx):\n    return Passed('fine')\n"
    source += "CHECKS = (CHECK, Check(id='good', title='Fine', needs=('bad',), run=fine))\n"
    seen = report(tmp_path, installed(tmp_path / "site", source=source, point="CHECKS"))

    told = "the plugin bad: its process ended without an outcome: exit code 0"
    assert row(seen, "bad")["summary"] == told
    assert row(seen, "good")["summary"] == "fine"


def test_a_plugin_that_loads_for_ever_keeps_no_other_from_loading(tmp_path: Path) -> None:
    site = tmp_path / "site"
    installed(site, source="import time; time.sleep(600)", name="a_slow")
    good = PLUGIN.format(body="return Passed('fine')", id="good", more="")
    installed(site, source=good, name="good")

    seen = report(tmp_path, site)

    assert "did not end within 5 s" in row(seen, "a_slow")["summary"]
    assert row(seen, "good")["summary"] == "fine"


def test_a_plugin_is_imported_where_its_checks_run_and_nowhere_else(tmp_path: Path) -> None:
    body = "import os; return Passed(f'{os.getpid()}')"
    behind = f"\nopen({str(tmp_path / 'pids')!r}, 'a').write(f'{{__import__('os').getpid()}} ')\n"
    source = PLUGIN.format(body=body, id="bad", more="") + behind.replace("'os'", '"os"')

    seen = report(tmp_path, installed(tmp_path / "site", source=source))

    described, ran = (tmp_path / "pids").read_text().split()
    assert row(seen, "bad")["summary"] == ran != described


def test_without_plugins_nothing_of_them_is_loaded() -> None:
    program = (
        "import sys\n"
        "from codex_doctor.platform.deadline import Deadline\n"
        "from codex_doctor.plugins.listing import with_plugins\n"
        "assert with_plugins((), Deadline()) == ()\n"
        "print(*(one for one in sys.modules if one.startswith('codex_doctor.plugins.')),\n"
        "      'asyncio' in sys.modules, 'socket' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    loaded = "codex_doctor.plugins.entries codex_doctor.plugins.listing"
    assert done.stdout.split()[-2:] == ["False", "False"], done.stderr
    assert set(done.stdout.split()[:-2]) == set(loaded.split())


def test_a_replay_asks_plugins_about_what_was_seen_then(example: Path, tmp_path: Path) -> None:
    assert doctor(tmp_path, None, "bundle", "a.zip").returncode == 0

    again = report(tmp_path, example, "replay", "a.zip")
    assert severe(again) == ["acme.no_request_id"]

    skipped = report(tmp_path, example, "replay", "a.zip", "--skip", "acme")
    assert row(skipped, "acme")["summary"] == "left out by --skip"
    assert severe(skipped) == []


def test_what_a_plugin_asks_for_and_nobody_looked_at_is_no_fault_of_it(tmp_path: Path) -> None:
    body = "await ctx.turn(); return Passed('')"
    site = installed(tmp_path / "site", source=PLUGIN.format(body=body, id="bad", more=""))
    doctor(tmp_path, None, "bundle", "a.zip", "--only", "environment")

    document = json.loads(doctor(tmp_path, site, "replay", "a.zip", "--json").stdout)
    shown = row(document, "bad")
    assert (shown["status"], shown["summary"]) == ("not_run", "not looked at: turn")
