"""Which part of the request an answer refuses, read from a field path or from its words."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from codex_doctor.answers.paths import normalise_path
from codex_doctor.answers.rules import find, find_all
from codex_doctor.answers.rules_request import TOOL_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.answers.rules import ReadAnswer

_STATUSES: Final = frozenset({0, 200, 400, 404, 409, 415, 422, 500, 501, 502, 503})
# Bounded and anchored at the start of a word: hostile texts must not cost seconds.
_PATH: Final = (
    r"(?<![\w$])(?P<field>[a-zA-Z_$][\w$-]{0,60}(?:\.[\w-]{1,60}|\.?\[\W?\d{1,6}\W?\]){0,8})"
)
_OPEN: Final = r"[\[({'\"`\\ ]{0,4}"
_SHUT: Final = r"['\"`\\\])]{0,4}"
_REFUSED: Final = (
    r"(?:is |are |was |were )?(?:currently )?(?:not (?:be )?(?:supported|allowed|permitted|"
    r"recogni[sz]ed|available|accepted|expected|implemented|"
    r"a valid|valid)|unsupported|unexpected|invalid|unknown|required|forbidden|does not support|"
    r"must (?:be|not)|should be|"
    r"cannot be|can't be|has to be|was unexpected)"
)
_PATTERNS: Final = (
    rf"(?:unsupported|unknown|unrecogni[sz]ed|unexpected|invalid|extra|disallowed|missing|"
    rf"required|additional) (?:\w+ ){{0,3}}?"
    rf"(?:parameter|param|field|argument|key|property|properties|keyword|name|option)(?:\(s\)|"
    rf"s?\b(?!\())"
    rf"(?: (?:in|for) (?:the )?\w+| supplied| provided| found| argument)?[:=]?{_OPEN}{_PATH}",
    # "Extra inputs are not permitted, field: 'store'", "Argument not supported here: store"
    rf"(?:not (?:permitted|allowed|supported|accepted|recogni[sz]ed)|unsupported|unknown|"
    rf"unexpected)\b"
    rf"[^.:]{{0,20}}[,;(]? ?\b(?:parameter|param|field|argument|key|property)s?[:=]{_OPEN}{_PATH}",
    rf"(?:parameter|param|field|argument|property|option)s? (?:is |are )?(?:not (?:permitted|"
    rf"allowed|"
    rf"supported|accepted|recogni[sz]ed)|unsupported|unknown)\b[^.:]{{0,40}}:{_OPEN}{_PATH}",
    rf"['\"`]{_PATH}['\"`] was unexpected",
    rf"{_PATH}{_SHUT}: (?:extra (?:inputs|fields)|unknown variant|unknown field|missing field|"
    rf"invalid type|invalid value|data did not|"
    r"input should|field required|value error|unexpected|not permitted|should be|must be)",
    rf"missing (?:field )?['\"`]{_PATH}['\"`]",
    rf"target type: {_PATH}:",
    r"must (?:include|contain|provide|specify) (?:an? |the )?\W?(?P<field>[a-z]{1,30}_[a-z_]{1,"
    r"40})\b",
    r"go struct field \w{1,80}\.(?P<field>[\w.]{1,80})",
    rf"support (?:the )?['\"`]?{_PATH}['\"`]? (?:parameter|field|option)",
    r"body ?-> ?(?P<field>[a-z_]{1,60}(?: ?-> ?\d{1,6}(?: ?-> ?(?:type|role|id|name|content))?)?)",
    rf"(?:parameter|param|field|property|argument|key|option)s? ['\"`]?{_PATH}{_SHUT} (?:\w+ "
    rf"){{0,5}}?{_REFUSED}",
    rf"['\"`]{_PATH}['\"`] (?:\w+ ){{0,2}}?{_REFUSED}",
    rf"(?:invalid|unsupported) (?:(?:type|value|schema)s? ?(?:for|of|:) ?)?['\"`]{_PATH}['\"`]",
    rf"(?:does not|doesn't|not|n't) support (?:the )?(?:parameter|field|param|"
    rf"option)s?:?{_OPEN}{_PATH}",
    rf"\b{_PATH}{_SHUT} (?:must|should|has to) be ",
    r"(?P<field>\b(?:tools|input|messages)(?:\[\W?\d+\W?\]|[./]\d+)[\w./\[\]]*)",
    r"(?P<field>\btools\.[a-z_.]{1,60}) (?:is|must|should)\b",
    r"\b(?P<field>temperature|top_p|max_tokens|max_output_tokens|store|include|stream|user|"
    r"metadata|"
    r"truncation|text|prompt_cache_key|client_metadata|service_tier|tool_choice) (?:value|"
    r"parameter|"
    r"field|argument|option)s? (?:is |are )?(?:not|un|in)[ -]?(?:supported|allowed|permitted|"
    r"valid)",
    r"(?P<field>\b(?:store|include|prompt_cache_key|client_metadata|parallel_tool_calls|"
    r"tool_choice|previous_response_id|"
    r"service_tier|instructions|reasoning|stream)\b)['\"`]?(?:.{0,40}\b(?:not|un|in)[ "
    r"-]?(?:supported|allowed|permitted|valid|implemented)| (?:is|are) (?:required|missing))",
    rf"(?:param[eè]tre|champ|par[áa]metro|campo|parametro|feld|パラメータ|フィールド|매개변수|필드|"
    rf"[Пп]араметр|[Пп]оле)\W{{1,4}}{_PATH}",
    r"(?:参数|字段)[:： ]{0,2}['\"`]?"
    + _PATH
    + r"['\"`]? ?(?:不支持|不被支持|无效|非法|错误|缺失|不合法)",
    r"不支持的?(?:参数|字段)[:： ]{0,2}['\"`]?" + _PATH,
)
_VALUES: Final = (
    r"\(got '(?P<value>[\w.-]+)'",
    r"(?:unknown variant|input tag|got|received|found|invalid value:?|value:?) "
    r"[`'\"](?P<value>[\w.-]+)[`'\"]",
    r"[`'\"](?P<value>[\w.-]+)[`'\"] (?:is )?(?:not|un)",
)
# Who does not know the field that carries the whole conversation wants Chat Completions.
_UNKNOWN_INPUT: Final = (
    r"(?:unsupported|unknown|unexpected|unrecogni[sz]ed|extra|additional) (?:\w+ ){0,"
    r"2}?(?:parameter|"
    r"field|argument|inputs?|property|properties|key|keyword)|extra_forbidden|"
    r"(?:parameter|field|argument|property|key) \W?input\W? (?:is )?(?:not|un)|\W?input\W? was "
    r"unexpected"
)
_KNOWN: Final = frozenset({"store", "stream", "instructions", "include"})
# Fields of Codex's request, in any version, and what bridges make of them.
_SENT: Final = frozenset(
    (  # noqa: SIM905 - words read better than quotes
        "model input messages tools tool_choice parallel_tool_calls reasoning reasoning_effort "
        "store "
        "include prompt_cache_key client_metadata stream stream_options text instructions metadata "
        "service_tier previous_response_id response_format max_tokens max_output_tokens "
        "temperature "
        "max_completion_tokens top_p truncation user"
    ).split()
)
_NO_FIELD: Final = frozenset(
    (  # noqa: SIM905 - words read better than quotes
        "a allowed an and are be body content error field fields for found in input_value is "
        "is_not it "
        "json message model's must name not of or parameter parameters permitted provided request "
        "response specified supplied supported that the they this to type validation_error value "
        "values was which you"
    ).split()
)


class FieldCause(Struct, frozen=True):
    """A refused part: finding id, its path, what it is called, the words that say so.

    Attributes:
        is_sent: Whether Codex sends such a field at all.
    """

    id: str
    path: str
    subject: str
    text: str
    runner_up: str = ""
    is_sent: bool = True


def judge_fields(answer: ReadAnswer) -> FieldCause | None:
    """Return the refused part that the body names; None when it names none."""
    if answer.status not in _STATUSES:
        return None
    texts = answer.body.texts
    paths = [(path, next(iter(texts), "")) for path in answer.body.params]
    # A param that is no field of Codex's request may be a rule's name: words come first then.
    sure = [(path, text) for path, text in paths if _root(path) in _SENT]
    named = ((_path_of(found["field"]), text) for text in texts for found in _find_fields(text))
    for path, text in chain(sure, named, paths):
        if _root(path) and _root(path) not in _NO_FIELD:
            return _judge_path(path, text=text)
    return None


def _find_fields(text: str) -> Iterator[re.Match[str]]:
    return (found for pattern in _PATTERNS for found in find_all(pattern, text))


def _root(path: str) -> str:
    return re.split(r"[.\[]", path, maxsplit=1)[0].lower()


def _path_of(word: str) -> str:
    # "Store must be set to false": at the start of a sentence even a field has a capital.
    return word.lower() if word.lower() in _KNOWN else normalise_path(word)


def _judge_path(path: str, *, text: str) -> FieldCause:
    root, value = _root(path), refused_value(text)
    finding, subject, runner_up = _meaning(path, root=root, value=value, text=text)
    if path == "messages" and find(r"\b(?:unsupported|unknown|unexpected|extra|not )", text):
        finding = "request.field_rejected"
    return FieldCause(finding, path, subject, text, runner_up, is_sent=root in _SENT)


def _meaning(path: str, *, root: str, value: str, text: str) -> tuple[str, str, str]:
    """Return finding id, subject and runner-up for a path and the value that is refused."""
    if root == "model":
        return "model.unknown_id", "", "request.field_rejected"
    if find(r"tools\[0\]\W{1,4}missing (?:field |property )?\W?function\b", text):
        return _tool_meaning("tools[0].function", value=value)
    if path == "messages":
        return "wire.chat_schema", "messages", "request.field_rejected"
    if path == "input" and find(_UNKNOWN_INPUT, text):
        return "wire.chat_schema", "input", "request.field_rejected"
    if re.search(r"(?:^|[.\]])role$", path):
        return "request.role_rejected", value or path, ""
    if root == "tools" and path != "tools":
        return _tool_meaning(path, value=value)
    if root in ("input", "messages"):
        if re.search(r"\.(?:output|call_id)\b", path):
            return "tools.output_rejected", path, "session.history_rejected"
        if value in ("developer", "system"):
            return "request.role_rejected", value, ""
        return "request.item_rejected", value or path, "session.history_rejected"
    return "request.field_rejected", path, ""


def _tool_meaning(path: str, *, value: str) -> tuple[str, str, str]:
    # Chat Completions nests name and parameters of a function; the Responses API does not.
    if re.match(r"tools\[0\]\.function(?:\.|$)", path):
        return "wire.chat_schema", path, "request.field_rejected"
    # The first tool that Codex sends is a plain function: its type is not what is refused.
    if path.startswith("tools[0]"):
        return "request.field_rejected", path, "request.tool_type_rejected"
    named = re.search(rf"\b{TOOL_TYPES}\b", f"{value} {path}")
    if named or re.fullmatch(r"tools(?:\[\d+\])?(?:\.type|\.name|\.function.*)?", path):
        return "request.tool_type_rejected", named[0] if named else path, ""
    return "request.field_rejected", path, "request.tool_type_rejected"


def refused_value(text: str) -> str:
    """Return the value that the words refuse (`unknown variant 'namespace'`), "" if none."""
    for pattern in _VALUES:
        found = find(pattern, text)
        if found:
            return found["value"][:120]
    return ""
