"""Writes the tables within pages of docs/ that are written by hand otherwise: `make site-tables`.

    <!-- table: KIND NAMES -->
    ...
    <!-- end -->

What stands between is made of what was measured: the matrix of versions, the answers that the real
Codex gave before products, public threads, and the documentation that `repair/presets.py` names.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

from codex_doctor.codex.versions import BEHAVIOURS, NEWEST
from codex_doctor.pages.versions import told
from codex_doctor.repair.presets import find_preset
from codex_doctor_checks import ALL_CHECKS
from field.cases import CASES as FIELD_CASES
from field.open import OPEN
from oracle.gateways import GATEWAYS
from oracle.litellm_set_ups import SET_UPS as LITELLM
from oracle.matrix_table import Table, read_table
from oracle.memory import read_answers
from oracle.test_products_oracle import PRODUCTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from field.set_up import SetUp

ROOT: Final = Path(__file__).parents[1]
DOCS: Final = ROOT / "docs"
THREADS: Final = ROOT / "tests" / "data" / "products.json"
# Model servers and bridges as they were run once, each set-up with what was true of it.
MODEL_SERVERS: Final = ROOT / "tests" / "data" / "model_servers.json"
_TITLES: Final = {page.id: page.heading for check in ALL_CHECKS for page in check.pages}
_TABLE: Final = re.compile(r"(<!-- table: ([\w-]+)(.*?) -->\n).*?(<!-- end -->)", re.DOTALL)


class GuideRow(Struct, frozen=True):
    """One set-up of the guides.

    Attributes:
        about: What is set.
        case: Its case in the matrix.
        needs: Behaviours of Codex without which it does not work.
        spoilt_by: Behaviours with which it does not work.
    """

    about: str
    case: str
    needs: tuple[str, ...] = ()
    spoilt_by: tuple[str, ...] = ()


GUIDE_ROWS: Final = {
    "variables": (
        GuideRow(
            "`OPENAI_BASE_URL` and `OPENAI_API_KEY`",
            "guide/variables-key",
            ("env_base_url_read", "openai_key_read"),
        ),
        GuideRow(
            "`OPENAI_BASE_URL` and `CODEX_API_KEY`",
            "guide/variables-codex-key",
            ("env_base_url_read", "codex_api_key_read"),
        ),
        GuideRow(
            "`OPENAI_BASE_URL`, and a key that `codex login` stored",
            "configuration/base-url-variable",
            ("env_base_url_read",),
        ),
        GuideRow(
            "`openai_base_url` in config.toml, and a key that `codex login` stored",
            "configuration/openai-base-url",
            ("openai_base_url_key",),
        ),
    ),
    "config": (
        GuideRow('a provider with `wire_api = "responses"`', "configuration/plain"),
        GuideRow(
            "a provider without `wire_api`, an endpoint with the Responses API",
            "wire/wire-api-absent",
            spoilt_by=("chat_default",),
        ),
        GuideRow(
            "a provider without `wire_api`, an endpoint with Chat Completions alone",
            "guide/provider-no-wire-api-at-chat",
            ("chat_default",),
        ),
        GuideRow(
            'a provider with `wire_api = "chat"`, an endpoint with Chat Completions',
            "chat/healthy-over-chat",
            spoilt_by=("chat_wire_api_removed",),
        ),
        GuideRow(
            "a provider without `env_key`, and a key that `codex login` stored",
            "credentials/login-inherited",
            ("login_inherited",),
        ),
    ),
    "profiles": (
        GuideRow(
            "`[profiles.work]`, and `--profile work`", "guide/profile-table", ("profile_tables",)
        ),
        GuideRow(
            '`[profiles.work]`, and `profile = "work"`', "guide/profile-key", ("profile_tables",)
        ),
        GuideRow(
            "`$CODEX_HOME/work.config.toml`, and `--profile work`",
            "guide/profile-file",
            ("profile_files",),
        ),
        GuideRow(
            "the file, while `[profiles.work]` is still there",
            "guide/profile-file-beside-table",
            ("profile_tables",),
        ),
    ),
}


def main() -> None:
    """Write the tables of every page anew."""
    for page, text in pages().items():
        page.write_text(text, "utf-8")


def pages() -> dict[Path, str]:
    """Return each page that has such a table, as it is to be."""
    found: dict[Path, str] = {}
    for page in sorted(DOCS.rglob("*.md")):
        text = page.read_text("utf-8")
        if _TABLE.search(text):
            up = "../" * (len(page.relative_to(DOCS).parts) - 1)
            found[page] = _TABLE.sub(_filled, text).replace("](FINDINGS/", f"]({up}findings/")
    return found


def _filled(found: re.Match[str]) -> str:
    before, kind, names, end = found.groups()
    wanted = [one for name in names.split(",") if (one := name.strip())]
    return f"{before}\n{_KINDS[kind](wanted)}\n{end}"


def _rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(one)} |\n" for one in lines)


# ----- the guides' set-ups, version by version


def _guide(names: Sequence[str]) -> str:
    table = read_table()
    rows = [_guide_row(table, one) for name in names for one in GUIDE_ROWS[name]]
    return _rows(("set-up", "Codex works with", "and fails with", "what the doctor says"), rows)


def _guide_row(table: Table, row: GuideRow) -> tuple[str, ...]:
    works = {one: bool(table.works(row.case, one)) for one in table.versions}
    return (
        row.about,
        _runs(works, wanted=True),
        _runs(works, wanted=False),
        _said(table, row.case),
    )


def _runs(works: Mapping[str, bool], *, wanted: bool) -> str:
    """Return the measured versions that do so, each run of neighbours as its first and last."""
    runs: list[list[str]] = []
    before = not wanted
    for version, does in works.items():
        if does is wanted:
            if before is not wanted:
                runs.append([])
            runs[-1].append(version)
        before = does
    told = (run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)
    return ", ".join(told) or "none"


def _said(table: Table, case: str) -> str:
    """Return the doctor's first findings, from the version on at which each begins."""
    found: list[str] = []
    last: str | None = None
    for version in table.versions:
        first = table.doctor[case, version]
        if first != last:
            since = "" if last is None else f"from {version} "
            found.append(since + _link(first))
        last = first
    return ", ".join(found)


# ----- what Codex does since when


def _behaviours(names: Sequence[str]) -> str:
    known = {one.name: one for one in BEHAVIOURS}
    return "".join(f"- {told(known[name])}\n" for name in names)


# ----- products


def _preset(names: Sequence[str]) -> str:
    (name,) = names
    preset = find_preset(name)
    assert preset is not None
    address = preset.base_url or preset.form
    rows = [
        ("base_url", f"`{address}`"),
        ("the key's variable", f"`{preset.env_key}`" if preset.env_key else "none is needed"),
        ("its table", f"`[model_providers.{preset.provider}]`"),
        ("the Responses API since", preset.since or "not found"),
        ("documented at", ", ".join(f"<{one}>" for one in preset.sources)),
    ]
    return _rows(("", "what its documentation says, as noted on 2026-11-29"), rows)


class _SetUp(Struct, frozen=True):
    product: str
    name: str
    expect: str | None
    why: str


def _litellm(_: Sequence[str]) -> str:
    version = _pinned(r"LITELLM_VERSION := (\S+)")
    set_ups = [_SetUp("", name, one.expect, one.why) for name, one in LITELLM.items()]
    rows = [row[1:] for row in _run_rows("litellm", set_ups)]
    return _rows(("set-up", "what is true there", _codex(), "the doctor's first finding"), rows) + (
        f"\n{len(rows)} set-ups of LiteLLM {version} with Codex {NEWEST}.\n"
    )


def _gateways(_: Sequence[str]) -> str:
    set_ups = [
        _SetUp(_npm_package(one.launch.program), name, one.expect, one.why)
        for name, one in GATEWAYS.items()
    ]
    return _run_table("gateway", set_ups)


def _npm_package(program: str) -> str:
    names = {"gateway": "@portkey-ai/gateway", "llmock": "@copilotkit/aimock"}
    package = names.get(program, f"@dwmkerr/{program}")
    version = _pinned(re.escape(package) + r"@(\S+)")
    return f"{package} {version}"


def _servers(_: Sequence[str]) -> str:
    set_ups = [
        _SetUp(Path(one.program).name, name, one.expect, one.why) for name, one in PRODUCTS.items()
    ]
    return _run_table("product", set_ups)


def _run_table(kind: str, set_ups: Sequence[_SetUp]) -> str:
    head = ("product", "set-up", "what is true there", _codex(), "the doctor's first finding")
    return _rows(head, _run_rows(kind, set_ups))


def _run_rows(kind: str, set_ups: Sequence[_SetUp]) -> list[tuple[str, ...]]:
    """Return a row for each set-up; that Codex fails where one is expected, the oracle holds."""
    answers = read_answers()
    rows: list[tuple[str, ...]] = []
    for one in set_ups:
        kept = answers.get((kind, one.name))
        ending = msgspec.json.decode(kept.answer)["ending"] if kept else ""
        how = f" ({ending})" if ending and one.expect else ""
        does = f"fails{how}" if one.expect else "works"
        rows.append((one.product, f"`{one.name}`", one.why or "-", does, _link(one.expect or "")))
    return rows


def _codex() -> str:
    return f"Codex {NEWEST}"


def _field(names: Sequence[str]) -> str:
    """Return set-ups of the field: an endpoint of ours that answers as the product did."""
    known = {one.id: one for one in FIELD_CASES}
    rows = [_field_row(known[name]) for name in names]
    return _rows(("what is true there", _codex(), "the doctor's first finding", "seen in"), rows)


def _field_row(one: SetUp) -> tuple[str, ...]:
    assert one.id not in OPEN
    first = " or ".join(_link(id_) for id_ in one.first if id_ in _TITLES)
    return one.about, one.codex, first, _thread(one.report) if one.report else "-"


def _ran(names: Sequence[str]) -> str:
    """Return set-ups of servers that are too large to be run each time."""
    rows = [
        (
            f"{one['product']} {one['version']}",
            one["about"],
            one["codex"],
            _link(one["first"]),
            one["cured"],
        )
        for one in json.loads(MODEL_SERVERS.read_text("utf-8"))
        if one["product"] in names
    ]
    head = (
        "product",
        "what is true there",
        "Codex 0.171.0",
        "the doctor's first finding",
        "Codex after the first fix",
    )
    return _rows(head, rows)


def _threads(names: Sequence[str]) -> str:
    rows = [
        (
            f"[{_TITLES[one['finding']]}](FINDINGS/{one['finding']}.md)",
            one["name"],
            one["version"] or "not said",
            _thread(one["source"]),
        )
        for one in json.loads(THREADS.read_text("utf-8"))
        if any(one["name"].startswith(name) for name in names)
    ]
    return _rows(("what its answer means", "product", "its version", "thread"), rows)


def _thread(source: str) -> str:
    repository, has_number, number = source.partition("#")
    place = f"{repository}/issues/{number}" if has_number else repository
    return f"[{source}](https://github.com/{place})"


def _link(finding: str) -> str:
    return f"[{finding}](FINDINGS/{finding}.md)" if finding else "nothing"


def _pinned(pattern: str) -> str:
    found = re.search(pattern, (ROOT / "Makefile").read_text("utf-8"))
    assert found is not None, pattern
    return found[1]


_KINDS: Final[Mapping[str, Callable[[Sequence[str]], str]]] = {
    "guide": _guide,
    "behaviours": _behaviours,
    "preset": _preset,
    "litellm": _litellm,
    "gateways": _gateways,
    "servers": _servers,
    "field": _field,
    "ran": _ran,
    "threads": _threads,
}


if __name__ == "__main__":
    main()
