"""Read an error body of any product into texts, codes and field names.

One step of its own, so that rules see the same thing whatever the envelope was: JSON of any
shape, JSON inside strings, Python reprs, HTML, XML, plain text, server-sent events. What the
texts mean is not decided here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from codex_doctor.answers.error_body import ErrorBody
from codex_doctor.answers.paths import join_path, normalise_path
from codex_doctor.answers.schema import printed_errors, schema_text
from codex_doctor.answers.texts import decode_text, strip_markup, unescape_text
from codex_doctor.answers.untrusted_json import load_json, load_json_prefix
from codex_doctor.codex.wire.codings import inflate
from codex_doctor.patterns import Regex
from codex_doctor.values import is_list, is_table

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_BODY_BYTES: Final = 65_536
_MAX_TEXT: Final = 4_000
_MAX_TEXTS: Final = 40
_MAX_TOTAL: Final = 24_000
_MAX_DEPTH: Final = 8
_MAX_ENTRIES: Final = 20
_MAX_EVENTS: Final = 200
_MAX_WAIT_S: Final = 1e9

# Keys that hold people's words, the most telling first.
_TEXT_KEYS: Final = (
    "message", "msg", "error_msg", "error_message", "errormessage", "status_msg", "errmsg",
    "error_description", "detail", "details", "error", "errors", "description", "fault",
    "faultstring", "title", "raw", "reason",
)  # fmt: skip
# Keys that only wrap; their own names say nothing.
_WRAPPERS: Final = (
    "base_resp", "metadata", "response", "innererror", "inner_error", "cause", "body", "data",
    "upstream_error", "status", "issues",
)  # fmt: skip
_CODE_KEYS: Final = (
    "code", "type", "status", "error_code", "errorcode", "__type", "reason", "error",
    "status_code", "statuscode", "http_code", "errcode", "err_code",
)  # fmt: skip
_WAIT_KEYS: Final = ("resets_in_seconds", "retry_after", "retry_after_seconds")
_PARAM_KEYS: Final = ("param", "parameter", "field", "pointer", "loc", "path")
_LOOSE: Final = Regex(
    r"""["'](message|msg|detail|error|code|type|param|status)["']\s*:\s*"""
    r"""(["'])((?:\\.|(?!\2).){1,2000})"""
)
_LOOSE_LOC: Final = Regex(r"""["']loc["']\s*:\s*[(\[]([^)\]]{1,200})[)\]]""")
_LOOSE_INPUT: Final = Regex(r"""["']input["']\s*:\s*["']([^"']{1,60})["']""")
_CLASS: Final = Regex(r"^(?:\w+\.)*([A-Z]\w*(?:Error|Exception|Timeout))\b")


def read_body(body: bytes, *, headers: Mapping[str, str]) -> ErrorBody:
    """Read the first 64 KiB of a body; never raises.

    Args:
        body: The bytes as they came.
        headers: Response headers with lower-case names.
    """
    is_whole = len(body) < MAX_BODY_BYTES
    raw = inflate(body[:MAX_BODY_BYTES], limit=MAX_BODY_BYTES)
    text = decode_text(raw, content_type=headers.get("content-type", "")).strip()
    if not text:
        return ErrorBody("empty")
    if text.startswith("<"):
        return _read_markup(text, is_whole=is_whole)
    reader = _Reader()
    kind = reader.read_document(text)
    return reader.result(kind, is_whole=is_whole)


def read_message(*, code: str, message: str) -> ErrorBody:
    """Read the code and message of an error event, whose message may hold JSON again."""
    reader = _Reader()
    reader.add_code(code)
    reader.add_text(message, depth=0)
    return reader.result("json" if code or message else "empty", is_whole=True)


def _read_markup(text: str, *, is_whole: bool) -> ErrorBody:
    head = text[:2000].lower()
    if "<html" in head or "<!doctype" in head or "<head" in head or "<body" in head:
        title, words = strip_markup(text)
        texts = tuple(part[:_MAX_TEXT] for part in (title, words) if part)
        return ErrorBody("html", texts=texts, title=title, is_whole=is_whole)
    codes = tuple(re.findall(r"<Code>([^<]{1,80})</Code>", text)[:5])
    messages = re.findall(r"(?i)<(?:message|faultstring|title)>([^<]{1,2000})<", text)[:5]
    words = strip_markup(text)[1]
    texts = tuple(part[:_MAX_TEXT] for part in (*messages, words) if part)
    return ErrorBody("xml", texts=texts, codes=codes, is_whole=is_whole)


class _Reader:
    """Collects texts, codes and paths while it walks through one body."""

    def __init__(self) -> None:
        self._texts: list[tuple[int, str]] = []
        self._room = _MAX_TOTAL
        self._codes: list[str] = []
        self._params: list[str] = []
        self._statuses: list[int] = []
        self._shapes: list[str] = []
        self._wait_s: float | None = None
        self._is_guessed = False

    def result(self, kind: str, *, is_whole: bool) -> ErrorBody:
        """Return what was collected; deeper texts come first."""
        ordered = sorted(self._texts, key=lambda entry: -entry[0])
        return ErrorBody(
            kind,
            texts=tuple(dict.fromkeys(text for _, text in ordered)),
            codes=tuple(dict.fromkeys(self._codes)),
            params=tuple(dict.fromkeys(self._params)),
            statuses=tuple(dict.fromkeys(self._statuses)),
            shapes=tuple(dict.fromkeys(self._shapes)),
            is_whole=is_whole,
            wait_s=self._wait_s,
            is_guessed=self._is_guessed,
        )

    def read_document(self, text: str) -> str:
        """Read a whole body and return its kind."""
        found, value = load_json(text)
        if found:
            self._walk(value, depth=0)
            self._take_any(value)
            return "json"
        lines = text.splitlines()
        if any(line.startswith(("data:", "event:")) for line in lines[:20]):
            self._read_events(lines)
            return "sse"
        if len(lines) > 1 and load_json(lines[0])[0]:
            for line in lines[:_MAX_ENTRIES]:
                self._walk(load_json(line)[1], depth=0)
            return "json"
        self.add_text(text, depth=0)
        return "text"

    def _take_any(self, value: Any) -> None:
        # `{"mensaje": "..."}`: under keys nobody knows, whatever is there are the words.
        if is_table(value) and not self._texts and not self._shapes:
            self._is_guessed = True
            for word in [word for word in value.values() if isinstance(word, str)][:_MAX_ENTRIES]:
                self.add_text(word, depth=0)

    def _read_events(self, lines: list[str]) -> None:
        for line in [line for line in lines if line.startswith("data:")][:_MAX_EVENTS]:
            value = load_json(line[5:])[1]
            if is_table(value):
                self._walk(value, depth=0)

    def _walk(self, value: Any, *, depth: int) -> None:
        if depth > _MAX_DEPTH or len(self._texts) >= _MAX_TEXTS:
            return
        if isinstance(value, str):
            self.add_text(value, depth=depth)
        elif is_list(value):
            for entry in value[:_MAX_ENTRIES]:
                self._walk(entry, depth=depth)
        elif is_table(value):
            self._walk_table(value, depth=depth)

    def _walk_table(self, table: dict[str, Any], *, depth: int) -> None:
        low = {key.lower(): value for key, value in table.items()}
        self._add_shape(low)
        self._add_wait(low)
        for key in _CODE_KEYS:
            self.add_code(low.get(key))
        # A `path` that is a string is the URL's (Spring), a list is a field's (zod).
        keys = (key for key in _PARAM_KEYS if key != "path" or is_list(low.get(key)))
        path = next((self._add_param(low[key]) for key in keys if low.get(key)), "")
        said = low.get("msg", low.get("message"))
        if path and isinstance(said, str) and (is_list(low.get("loc")) or is_list(low.get("path"))):
            self.add_text(schema_text(path, said, given=low.get("input")), depth=depth + 1)
            return
        for key in (*_TEXT_KEYS, *_WRAPPERS):
            inner = low.get(key)
            if key == "errors" and is_table(inner):
                self._add_by_field(inner, depth=depth + 1)
            if isinstance(inner, (dict, list)):
                self._walk(inner, depth=depth + 1)
            elif isinstance(inner, str):
                self._walk_words(key, inner, depth=depth)

    def _walk_words(self, key: str, words: str, *, depth: int) -> None:
        if key in _TEXT_KEYS:
            self.add_text(words, depth=depth)
        else:  # A whole answer packed into a string: `"body": "{...}"` (AWS Lambda).
            inner = load_json(words)[1]
            self._walk(inner if is_table(inner) else None, depth=depth + 1)

    def _add_by_field(self, errors: dict[str, Any], *, depth: int) -> None:
        """Take errors that are listed by field (ASP.NET, Laravel): `{"Messages": ["..."]}`."""
        for field, said in list(errors.items())[:_MAX_ENTRIES]:
            words = said[0] if is_list(said) and said else said
            if isinstance(words, str) and field.lower() not in {*_TEXT_KEYS, *_CODE_KEYS}:
                self._add_param(field.lower())
                self.add_text(words, depth=depth)

    def _add_wait(self, low: dict[str, Any]) -> None:
        for value in (low.get(key) for key in _WAIT_KEYS):
            if isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0:
                self._wait_s = min(float(value), _MAX_WAIT_S)

    def _add_shape(self, low: dict[str, Any]) -> None:
        for key in ("object", "type"):
            if isinstance(low.get(key), str):
                self._shapes.append(low[key][:60])
        for mark in ("choices", "candidates", "output", "messages", "done", "swagger", "paths"):
            if mark in low:
                self._shapes.append(f"has:{mark}")

    def add_code(self, value: Any) -> None:
        """Take a code if it is one; numbers that are HTTP statuses are kept apart."""
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            return
        word = str(value)[:120] if isinstance(value, str) else f"{value:d}"[:12]
        word = word.strip()
        if re.fullmatch(r"[1-5]\d\d", word):
            self._statuses.append(int(word))
        elif word and " " not in word and word.lower() not in ("none", "null", "error"):
            self._codes.append(word)

    def _add_param(self, value: Any) -> str:
        if is_list(value):
            words = [part for part in value[:_MAX_ENTRIES] if isinstance(part, (str, int))]
            path = join_path([str(word)[:80] for word in words])
        elif isinstance(value, str) and value.lower() not in ("none", "null"):
            path = normalise_path(value[:200])
        else:
            return ""
        if path:
            self._params.append(path)
        return path

    def add_text(self, text: str, *, depth: int) -> None:
        """Take people's words, and whatever JSON or Python repr stands inside them."""
        words = unescape_text(text[: 2 * _MAX_TEXT]).strip()
        if not words or len(self._texts) >= _MAX_TEXTS or self._room <= 0:
            return
        self._room -= len(words)
        self._texts.append((depth, words[:_MAX_TEXT]))
        named = _CLASS.match(words)
        if named:
            self._codes.append(named[1])
        for path, said, given in printed_errors(words):
            self._params.append(path)
            self.add_text(schema_text(path, said, given=given), depth=depth + 1)
        if depth <= _MAX_DEPTH and ("{" in words or "[" in words):
            self._read_inside(words, depth=depth + 1)

    def _read_inside(self, words: str, *, depth: int) -> None:
        for text in (words, words.replace('\\"', '"')):
            for start in [match.start() for match in re.finditer(r"[{\[]", text)][:6]:
                found, value = load_json_prefix(text[start:])
                if found and value and isinstance(value, (dict, list)):
                    self._walk(value, depth=depth)
                    return
        self._read_loosely(words, depth=depth)

    def _read_loosely(self, words: str, *, depth: int) -> None:
        # Python reprs, and JSON that was cut: key by key is better than nothing.
        paths = [
            join_path(re.findall(r"[\w.\[\]-]+", match[1])) for match in _LOOSE_LOC.finditer(words)
        ][:_MAX_ENTRIES]
        self._params.extend(path for path in paths if path)
        given = _LOOSE_INPUT.search(words)
        for key, _, raw in _LOOSE.findall(words)[:_MAX_ENTRIES]:
            value = unescape_text(raw)
            if key in ("code", "type", "status"):
                self.add_code(value)
            elif key == "param":
                self._add_param(value)
            elif key == "msg" and paths:
                shown = given[1] if given else None
                self.add_text(schema_text(paths[0], value, given=shown), depth=depth)
            else:
                self.add_text(value, depth=depth)
