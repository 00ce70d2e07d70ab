"""The formats of others as they publish them: each text is judged by its schema."""

from __future__ import annotations

import io
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xmlschema
from jsonschema import Draft4Validator, Draft6Validator
from junitparser import JUnitXml

if TYPE_CHECKING:
    from collections.abc import Callable

_FOLDER = Path(__file__).parent / "data/published"


def check_format(name: str, text: str) -> None:
    """Raise what the validator of a format raises, unless the text is of that format."""
    _CHECKS[name](text)


def _check_har(text: str) -> None:
    _har().validate(json.loads(text))


def _check_sarif(text: str) -> None:
    _sarif().validate(json.loads(text))


def _check_junit(text: str) -> None:
    _junit().validate(text)
    reader: Any = JUnitXml
    suites = reader.fromfile(io.BytesIO(text.encode()))
    counted = [suites.tests, suites.failures, suites.errors]
    suites.update_statistics()
    assert counted == [suites.tests, suites.failures, suites.errors]


_CHECKS: dict[str, Callable[[str], None]] = {
    "har": _check_har,
    "junit": _check_junit,
    "sarif": _check_sarif,
}


PUBLISHED = tuple(_CHECKS)


@cache
def _har() -> Any:
    text = (_FOLDER / "har-1.2.json").read_text()
    # Each file is a definition of one schema; their own names are no addresses.
    text = re.sub(r'"\$ref": "([^"#]+)#"', r'"$ref": "#/definitions/\1"', text)
    text = re.sub(r'"\$id": "[^"]+",', "", text)
    schema = {"$ref": "#/definitions/har.json", "definitions": json.loads(text)}
    return Draft6Validator(schema, format_checker=Draft6Validator.FORMAT_CHECKER)


@cache
def _sarif() -> Any:
    return Draft4Validator(json.loads((_FOLDER / "sarif-2.1.0-rtm.5.json").read_text()))


@cache
def _junit() -> Any:
    return xmlschema.XMLSchema(_FOLDER / "junit-4.xsd")
