"""The documentation: links, navigation, command lines, tables, and what the built site asks for."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from typing import TYPE_CHECKING, Final

import pytest

import site_tables
from codex_doctor.arguments import make_parser
from codex_doctor.codex.versions import holds
from codex_doctor.lab.faults import FAULTS
from codex_doctor.model import Mistake
from codex_doctor.parser import UsageError
from codex_doctor.repair.presets import find_preset
from codex_doctor_checks import ALL_CHECKS
from oracle.matrix_table import read_table
from site_hook import DOCS, INDEX, LINK, ROOT, anchor_of, built, findings, headings, part

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MKDOCS: Final = ROOT / ".cache/site/bin/mkdocs"
PAGES: Final = sorted(DOCS.rglob("*.md"))
WRITTEN: Final = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *PAGES]
BLOCK: Final = re.compile(r"^```\w*\n.*?^```$|^(?: {4}[^\n]*\n)+", re.MULTILINE | re.DOTALL)
# A document's title in docs/json.md: its name and version.
TITLE: Final = re.compile(r"codex-doctor \w+ \d+\.\d+")
CODE: Final = re.compile(r"`(codex-doctor(?: [^`]*)?)`", re.DOTALL)
# What stands behind the command in a line that explains it, or what a shell makes of its output.
BEHIND: Final = re.compile(r" {2,}.*| [|>#(].*| \|\| .*")
IDS: Final = {page.id for check in ALL_CHECKS for page in check.pages}
NAMES: Final = {"ID": "model.unknown_id", "FAULT": "healthy", "NAME": "config"}


def place(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def without_code(text: str) -> str:
    return re.sub(r"`[^`]*`", "``", BLOCK.sub("", text))


def anchors(page: Path) -> set[str]:
    text = built(page.read_text("utf-8"), page.relative_to(DOCS).as_posix())
    return {anchor for anchor, _, _ in headings(text)}


@pytest.mark.parametrize("page", WRITTEN, ids=place)
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    for path, anchor in LINK.findall(without_code(page.read_text("utf-8"))):
        if "://" in path:
            continue
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{path}: there is no such file"
        if anchor and target.suffix == ".md":
            own = {one for one, _, _ in headings(target.read_text("utf-8"))}
            assert anchor[1:] in own, f"{path}{anchor}: there is no such heading"


@pytest.mark.parametrize("page", PAGES, ids=place)
def test_every_link_of_the_site_leads_to_a_page_of_it(page: Path) -> None:
    text = built(page.read_text("utf-8"), page.relative_to(DOCS).as_posix())
    for path, anchor in LINK.findall(without_code(text)):
        if "://" in path:
            continue
        target = (page.parent / path).resolve() if path else page
        assert target.is_relative_to(DOCS), path
        assert target.exists(), path
        assert not anchor or anchor[1:] in anchors(target), path + anchor


def test_the_page_of_the_three_mistakes_counts_a_finding_where_reports_do() -> None:
    counted = {page.id: page.mistake for check in ALL_CHECKS for page in check.pages}
    text = (DOCS / "mistakes.md").read_text("utf-8")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    for mistake, section in zip(Mistake, sections, strict=True):
        lists = re.findall(r"^- (?:.+\n)+", section, re.MULTILINE)
        named = re.findall(r"\(findings/([a-z_.0-9]+)\.md\)", "".join(lists))
        assert named
        assert {one: counted[one] for one in named} == dict.fromkeys(named, mistake)


def test_every_page_is_in_the_navigation_once() -> None:
    text = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")[2]
    named = re.findall(r"([\w./-]+\.md)$", text, re.MULTILINE)
    index = json.dumps(findings((DOCS / INDEX).read_text("utf-8")))
    named += [one for one in re.findall(r'"([^"]+\.md)"', index) if one != INDEX]

    assert sorted(named) == [one.relative_to(DOCS).as_posix() for one in PAGES]


def commands(page: Path) -> Iterator[str]:
    """Yield every command line of ours in a page, without what explains it."""
    text = page.read_text("utf-8")
    for block in BLOCK.finditer(text):
        for line in block[0].splitlines():
            if line.strip().startswith("codex-doctor ") or line.strip() == "codex-doctor":
                yield BEHIND.sub("", line.strip())
    for one in CODE.finditer(BLOCK.sub("", text)):
        if not TITLE.fullmatch(one[1]):
            yield " ".join(one[1].split())


# What a change said in its time may be said otherwise today.
COMMANDING: Final = [one for one in WRITTEN if one.name != "CHANGELOG.md" and any(commands(one))]


@pytest.mark.parametrize("page", COMMANDING, ids=place)
def test_every_command_line_parses_and_names_what_there_is(page: Path) -> None:
    parser = make_parser()
    for line in commands(page):
        words = [NAMES.get(one, one) for one in shlex.split(line)[1:]]
        try:
            options = parser.parse_args(words)
        except UsageError as error:
            pytest.fail(f"{line}: {error}")
        if options.command == "explain" and options.id:
            assert options.id in IDS, line
        if options.command == "demo" and options.fault:
            assert options.fault in {fault.name for fault in FAULTS}, line
        if options.command == "setup" and options.preset:
            assert find_preset(options.preset), line


def test_the_tables_are_current() -> None:
    pages = site_tables.pages()

    assert {one.relative_to(DOCS).parts[0] for one in pages} >= {"set-ups.md", "products"}
    for page, text in pages.items():
        assert page.read_text("utf-8") == text, f"{page.name}: run make site-tables"


@pytest.mark.parametrize(
    "row",
    [row for rows in site_tables.GUIDE_ROWS.values() for row in rows],
    ids=lambda row: row.case,
)
def test_the_doctors_versions_are_those_of_codex(row: site_tables.GuideRow) -> None:
    table = read_table()
    for version in table.versions:
        has_all = all(holds(name, version) for name in row.needs)
        is_spoilt = any(holds(name, version) for name in row.spoilt_by)

        assert table.works(row.case, version) is (has_all and not is_spoilt), version


def test_a_page_has_what_the_file_says_that_it_links_to() -> None:
    text = built("# Page\n\n[The commands](../README.md#use)\n", "page.md")

    assert text.startswith("# Page\n\n    codex-doctor  ")
    assert "[recipes" not in text
    assert "](recipes.md)" in text
    assert "](docs/" not in text


def test_a_link_within_a_sentence_stays_one() -> None:
    text = built(
        "See [how](../../CONTRIBUTING.md#words) and [README](../../README.md).\n", "products/x.md"
    )

    assert text == "See [how](../contributing.md#words) and [README](../index.md).\n"


def test_a_heading_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        part("# One\n\ntext\n", "two")
    assert part("# One\n\n    code\n\n## Two\n", "one") == "    code\n"


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Is it right?", "is-it-right"),
        ("LM Studio", "lm-studio"),
        ("`wire_api` and more", "wire_api-and-more"),
        ("Relays (中转站)", "relays-中转站"),
    ],
)
def test_anchors_are_those_of_github(heading: str, anchor: str) -> None:
    assert anchor_of(heading) == anchor


def test_a_sign_that_github_needs_escaped_stands_alone_on_the_site() -> None:
    page = (DOCS / "findings/model.prefix_missing.md").read_text("utf-8")

    assert r"an id that \<host\> serves" in page
    assert r"an id that &lt;host\> serves" in built(page, "findings/model.prefix_missing.md")


def test_the_search_takes_ids_apart_and_leaves_versions_whole() -> None:
    written = (ROOT / "mkdocs.yml").read_text("utf-8")
    (separator,) = re.findall(r"^ +separator: '(.*)'$", written, re.MULTILINE)
    words = re.split(separator.replace("''", "'"), "model.prefix_missing since 0.120.0: (it says)")

    assert words == ["model", "prefix", "missing", "since", "0.120.0", "it", "says", ""]


@pytest.mark.no_cover
@pytest.mark.skipif(not MKDOCS.exists(), reason="the site's packages are not there (make site)")
def test_the_site_is_built_strictly_and_asks_nobody_for_anything(tmp_path: Path) -> None:
    command = [str(MKDOCS), "build", "--strict", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr

    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) > len(PAGES)
    loaded = re.compile(r'<(?:script|img|iframe|source)\b[^>]*\bsrc="?([^" >]+)|<link\b[^>]*>')
    for page in pages:
        for found in loaded.finditer(page.read_text("utf-8")):
            asked = found[1] or "".join(re.findall(r'href="?([^" >]+)', found[0]))
            assert "//" not in asked, f"{page.name}: {found[0]}"
    for style in (tmp_path / "site").rglob("*.css"):
        assert not re.search(r"url\(['\"]?(?:https?:)?//|@import", style.read_text("utf-8")), style
