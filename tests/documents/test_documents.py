"""The types of documents are contracts: described, kept by what is written, only added to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec
import pytest
from jsonschema import Draft202012Validator

from codex_doctor.documents.index import text_of, type_of, version_of
from codex_doctor.documents.names import NAMES
from codex_doctor.documents.schema import schema_of
from json_reference import FILE, reference

if TYPE_CHECKING:
    from collections.abc import Sequence

SAMPLES = {
    one.stem: json.loads(one.read_text())
    for one in (Path(__file__).parents[1] / "data/documents").glob("*.json")
}


def parts(name: str) -> list[dict[str, Any]]:
    schema = schema_of(name)
    return [schema, *schema["$defs"].values()]


def kept(old: Any, new: Any) -> bool:
    """Tell whether all that the old value has is in the new one."""
    if isinstance(old, dict):
        fields = cast("dict[str, Any]", old)
        return all(key in new and kept(value, new[key]) for key, value in fields.items())
    if isinstance(old, list):
        rows = cast("Sequence[Any]", old)
        return len(rows) == len(new) and all(map(kept, rows, new))
    return bool(old == new)


@pytest.mark.parametrize("name", NAMES)
def test_every_field_of_a_document_is_described(name: str) -> None:
    Draft202012Validator.check_schema(schema_of(name))
    told = [
        f"{one['title']}.{field}"
        for one in parts(name)
        for field, about in one.get("properties", {}).items()
        if not about.get("description", "").endswith(".")
    ]

    assert told == []
    assert all(one["description"] for one in parts(name))


@pytest.mark.parametrize("name", NAMES)
def test_what_a_later_minor_version_added_says_since_when_and_is_not_demanded(name: str) -> None:
    for one in parts(name):
        for field, about in one.get("properties", {}).items():
            is_later = "Since 1." in about["description"]
            assert ("default" in about) <= is_later, field
            assert is_later <= (field not in one["required"]), field


@pytest.mark.parametrize("sample", SAMPLES)
def test_documents_of_older_versions_still_parse_and_nothing_of_them_is_lost(sample: str) -> None:
    name, _, version = sample.partition("-")
    old = SAMPLES[sample]
    assert (old["schema"], old["schema_version"]) == (f"codex-doctor/{name}", version)

    validator: Any = Draft202012Validator(schema_of(name))
    validator.validate(old)
    new = json.loads(text_of(msgspec.convert(old, type_of(name))))

    assert kept(old, new)


@pytest.mark.parametrize("name", NAMES)
def test_there_is_a_sample_of_each_minor_version(name: str) -> None:
    major, _, minor = version_of(name).partition(".")
    versions = {f"{name}-{major}.{one}" for one in range(int(minor) + 1)}

    assert versions == {one for one in SAMPLES if one.partition("-")[0] == name}


@pytest.mark.parametrize("name", NAMES)
def test_a_field_that_is_added_needs_a_new_minor_version(name: str) -> None:
    """What the sample of this version does not have, this version does not write."""
    sample = SAMPLES[f"{name}-{version_of(name)}"]
    new = json.loads(text_of(msgspec.convert(sample, type_of(name))))

    assert kept(new, sample)


def test_the_reference_is_current() -> None:
    assert FILE.read_text() == reference(), "run: make json-reference"
