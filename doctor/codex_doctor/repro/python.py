"""Writes a script for Python and the official package `openai`. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codex_doctor.codex.urls import CHAT_COMPLETIONS
from codex_doctor.repro.script import Script, Text, comment
from codex_doctor.repro.sdk import canonical, parameters, sendable
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NAMED = ("model", "input", "messages", "stream")
_SHAPE = """\
def too_late():
    print("it shows: no end within the time", flush=True)
    os._exit(1)


timer = threading.Timer({limit_s}, too_late)
timer.daemon = True
timer.start()"""
_ASK = """\
answer, bad = b"", ""
try:
    with client.{method}.with_streaming_response.create(**body) as response:
        for piece in response.iter_bytes():
            answer += piece
            sys.stdout.write(piece.decode("utf-8", "replace"))
            sys.stdout.flush()
except {caught} as error:
    bad = f"{type(error).__name__}: {error}"
text = answer.decode("utf-8", "replace")"""
_FRAMES = """\
if b"\\xef\\xbb\\xbf" == answer[:3]:
    bad = "it begins with a mark"
if answer != text.encode():
    bad = "it is not UTF-8"
if re.search(r"[\\x01-\\x08\\x0b\\x0c\\x0e-\\x1f]", text):
    bad = "a control character is in it"
if not re.search(r"^data:.*response\\.completed.*\\r?\\n\\r?\\n", text, re.M):
    bad = "no blank line ends the last event\""""


def write(script: Script) -> str:
    """Return the script."""
    lines = (*_head(script), *_client(script), *_body(script), *_check(script))
    return "\n".join(lines) + "\n"


def quote(text: str) -> str:
    """Return a text as a literal of Python, in printable ASCII."""
    return ascii(text)


def _value(text: Text) -> str:
    pieces = (
        quote(one) if isinstance(one, str) else f'os.environ["{one.name}"]'
        for one in text
        if one != ""
    )
    return " + ".join(pieces) or '""'


def _head(script: Script) -> Iterator[str]:
    yield "#!/usr/bin/env python3"
    yield from comment(script, "#", say("repro.run_python"))
    yield "import os"
    yield "import re"
    yield "import ssl" if script.way.ca_file else "import sys"
    yield from ["import sys"] if script.way.ca_file else []
    yield "import threading"
    yield ""
    yield "import openai"
    yield ""
    names = "".join(f"{one.name!r}, " for one in script.variables)
    if names:
        yield f"for name in ({names.strip()}):"
        yield "    if not os.environ.get(name):"
        yield '        print(f"{name} is not set", file=sys.stderr)'
        yield "        raise SystemExit(2)"
    yield ""
    yield ""
    yield _SHAPE.format(limit_s=script.way.limit_s)


def _client(script: Script) -> Iterator[str]:
    key, headers = sendable(script)
    yield "client = openai.OpenAI("
    yield f"    base_url={_value(script.base)},"
    yield f"    api_key={_value(key) if key else quote('unused')},"
    yield "    max_retries=0,"
    yield f"    timeout={script.way.limit_s},"
    if script.query:
        yield "    default_query={"
        for name, value in parameters(script):
            yield f"        {quote(name)}: {_value(value)},"
        yield "    },"
    yield "    default_headers={"
    for name, value in headers:
        yield f"        {quote(canonical(name))}: {_value(value)},"
    if not key and not any(name.lower() == "authorization" for name, _ in headers):
        yield '        "Authorization": openai.Omit(),'
    yield "    },"
    yield f"    http_client=openai.DefaultHttpxClient({_transport(script)}),"
    yield ")"


def _transport(script: Script) -> str:
    way = script.way
    given = ["trust_env=False"]
    if way.proxy:
        scheme, _, host = way.proxy.partition("://")
        login = (way.proxy_login, "@") if way.proxy_login else ()
        given.append(f"proxy={_value((scheme + '://', *login, host))}")
    if way.ca_file:
        given.append(f"verify=ssl.create_default_context(cafile={quote(way.ca_file)})")
    return ", ".join(given)


def _body(script: Script) -> Iterator[str]:
    body: Mapping[str, Any] = script.body or {"model": "", "input": "", "stream": True}
    yield "body = {"
    others = {name: value for name, value in body.items() if name not in _NAMED}
    for name in _NAMED:
        if name in body:
            yield from _member(name, body[name], 1)
    if others:
        yield '    "extra_body": {'
        for name, value in others.items():
            yield from _member(name, value, 2)
        yield "    },"
    yield "}"
    if script.filler_bytes:
        yield f'body["input"][-1]["content"][-1]["text"] += "x" * {script.filler_bytes}'


def _member(name: str, value: Any, depth: int) -> Iterator[str]:
    space = "    " * depth
    if isinstance(value, list) and len(ascii(value)) > 60:
        yield f"{space}{quote(name)}: ["
        yield from (f"{space}    {one!a}," for one in value)
        yield f"{space}],"
    else:
        yield f"{space}{quote(name)}: {value!a},"


def _check(script: Script) -> Iterator[str]:
    method = "chat.completions" if script.route == CHAT_COMPLETIONS else "responses"
    # Whatever was answered, there was a connection.
    caught = "openai.APIConnectionError" if script.body is None else "Exception"
    asked = _ASK.replace("{method}", method).replace("{caught}", caught)
    yield (
        asked
        if script.body
        else asked.replace("\ntext", "\nexcept openai.APIError:\n    pass\ntext")
    )
    for pattern in script.expected.has:
        yield f"if not bad and not re.search({quote(pattern)}, text, re.M):"
        yield f"    bad = {quote('the answer lacks ' + pattern)}"
    for pattern in script.expected.lacks:
        yield f"if not bad and re.search({quote(pattern)}, text, re.M):"
        yield f"    bad = {quote('the answer has ' + pattern)}"
    if script.expected.is_framed:
        yield _FRAMES
    yield 'print(f"\\nit shows: {bad}" if bad else "\\nit does not show")'
    yield "raise SystemExit(1 if bad else 0)"
