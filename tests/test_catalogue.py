from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections import Counter
from pathlib import Path

import codex_doctor.answers
import codex_doctor_checks
from codex_doctor.model import Check
from codex_doctor_checks import ALL_CHECKS

PAGES = [page for check in ALL_CHECKS for page in check.pages]


def test_every_check_of_the_folder_is_listed() -> None:
    modules = [
        importlib.import_module(info.name)
        for info in pkgutil.walk_packages(codex_doctor_checks.__path__, "codex_doctor_checks.")
    ]
    found = {one.CHECK.id for one in modules if isinstance(getattr(one, "CHECK", None), Check)}

    assert found == {check.id for check in ALL_CHECKS}


def test_a_check_needs_only_checks_before_it() -> None:
    seen: set[str] = set()
    for check in ALL_CHECKS:
        assert set(check.needs) <= seen
        seen.add(check.id)


def test_every_finding_id_has_one_page() -> None:
    doubles = [name for name, count in Counter(page.id for page in set(PAGES)).items() if count > 1]

    assert doubles == []


def test_finding_ids_have_their_form_and_pages_their_words() -> None:
    for page in PAGES:
        assert re.fullmatch(r"[a-z]+\.[a-z0-9_]+", page.id)
        assert page.heading
        assert not page.heading.endswith(".")
        assert page.paragraphs.endswith(".")


def test_every_cause_that_the_classifier_names_can_be_said() -> None:
    texts = {
        node.value
        for path in Path(codex_doctor.answers.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    areas = "auth|quota|model|url|wire|request|upstream|stream|session|http|tls|tcp|proxy|config"
    named = {text for text in texts if re.fullmatch(rf"({areas})\.[a-z0-9_]+", text)}

    assert named - {page.id for page in PAGES} == set()
