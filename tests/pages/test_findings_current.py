"""What was measured, and the pages made of it, are as the recordings and the words have them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from oracle.findings import DOCS, data, pages, with_places

if TYPE_CHECKING:
    from pathlib import Path

DATA = data()
MAKE = "run `make findings`"


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_the_packaged_data_is_made_of_the_recordings(path: Path) -> None:
    assert path.read_text("utf-8") == DATA[path], MAKE


def test_the_pages_in_docs_are_current() -> None:
    wanted = pages()

    assert set(DOCS.iterdir()) == wanted.keys(), MAKE
    assert [path.name for path in wanted if path.read_text("utf-8") != wanted[path]] == [], MAKE


def test_the_index_leads_to_every_page() -> None:
    linked = re.findall(r"\(([a-z_.0-9]+\.md)\)", (DOCS / "README.md").read_text("utf-8"))

    assert {*linked, "README.md"} == {path.name for path in DOCS.iterdir()}
    assert len(linked) == len(set(linked))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("404, url: http://127.0.0.1:4711/v1/responses", "404, url: <url>"),
        ("FOLDER/codex/config.toml:4:21: unclosed", "<file>:<line>:<column>: unclosed"),
        ("variable: `LAB_API_KEY`.", "variable: `<variable>`."),
        ("Missing environment variable: `sk-lab-7f3a9c51e0d24b68a1c5`.",
         "Missing environment variable: `<key>`."),
        ("in\n`model_providers.lab.name`", "in `model_providers.<provider>.name`"),
        ("Model provider `labs` not found", "Model provider `<name>` not found"),
        ("429, request id: req-6JeLgsx0Y_JuKoET", "429, request id: <id>"),
    ],
)  # fmt: skip
def test_a_message_keeps_what_is_the_same_in_each_run(said: str, kept: str) -> None:
    assert with_places(said) == kept
