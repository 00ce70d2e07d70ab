"""Writes a script for Python and the official package `openai`. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codex_doctor.codex.urls import CHAT_COMPLETIONS
from codex_doctor.codex.wire.parts import prompt_at
from codex_doctor.repro.printed import filled, joined, too_late
from codex_doctor.repro.script import Script, Text, comment
from codex_doctor.repro.sdk import canonical, has_authorization, parameters, sendable
from codex_doctor.values import is_list
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LONG = 60
_NAMED = ("model", "input", "messages", "stream")
_LIMIT = """\
late = {late}
timer = threading.Timer({limit_s}, lambda: print(late, flush=True) or os._exit(1))
timer.daemon = True
timer.start()"""
_ASK = """\
answer, error, bad = b"", "", ""
try:
    with client.{method}.with_streaming_response.create(**body) as response:
        for piece in response.iter_bytes():
            answer += piece
            sys.stdout.write(piece.decode("utf-8", "replace"))
            sys.stdout.flush()
            if {end} in answer and answer.endswith((b"\\n\\n", b"\\r\\n\\r\\n")):
                break  # {enough}
except {caught} as exc:
    {name} = f"{type(exc).__name__}: {exc}"
{others}text = answer.decode("utf-8", "replace")"""
_OTHERS = """\
except openai.APIError:
    pass  # {any_answer}
"""
_FRAMES = """\
if b"\\xef\\xbb\\xbf" == answer[:3]:
    bad = {mark}
if answer != text.encode():
    bad = {not_utf8}
if re.search(r"[\\x01-\\x08\\x0b\\x0c\\x0e-\\x1f]", text):
    bad = {control}
if not re.search(r"^data:.*response\\.completed.*\\r?\\n\\r?\\n", text, re.M):
    bad = {open_event}"""


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
    modules = ("os", "re", *(("ssl",) if script.way.ca_file else ()), "sys", "threading")
    yield f"import {', '.join(modules)}"
    yield "import openai"
    yield ""
    for one in script.variables:
        yield f'if not os.environ.get("{one.name}"):'
        unset = quote(say("repro.script.unset", name=one.name))
        yield f"    print({unset}, file=sys.stderr)"
        yield "    raise SystemExit(2)"
    late = quote(too_late(script.way.limit_s))
    yield _LIMIT.format(limit_s=script.way.limit_s, late=late)


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
    if not has_authorization(script):
        yield '    "extra_headers": {"Authorization": openai.Omit()},'
    yield "}"
    if script.filler_bytes:
        at = prompt_at(body["input"])
        yield f'body["input"][{at}]["content"][-1]["text"] += "x" * {script.filler_bytes}'


def _member(name: str, value: object, depth: int) -> Iterator[str]:
    space = "    " * depth
    if is_list(value) and len(ascii(value)) > _LONG:
        yield f"{space}{quote(name)}: ["
        yield from (f"{space}    {one!a}," for one in value)
        yield f"{space}],"
    else:
        yield f"{space}{quote(name)}: {value!a},"


def _check(script: Script) -> Iterator[str]:
    is_asked, is_chat = script.body is not None, script.route == CHAT_COMPLETIONS
    places = {
        "{method}": "chat.completions" if is_chat else "responses",
        "{caught}": "Exception" if is_asked else "openai.APIConnectionError",
        "{end}": 'b"[DONE]"' if is_chat else 'b"response.completed"',
        "{name}": "error" if is_asked else "bad",
        "{others}": "" if is_asked else _OTHERS,
        "{any_answer}": say("repro.script.any_answer"),
        "{enough}": say("repro.script.enough"),
    }
    asked = _ASK
    for place, text in places.items():
        asked = asked.replace(place, text)
    yield asked
    for pattern in script.expected.has:
        yield f"if not re.search({quote(pattern)}, text, re.M):"
        yield f"    bad = {quote(say('repro.script.lacks', pattern=pattern))}"
    for pattern in script.expected.lacks:
        yield f"if re.search({quote(pattern)}, text, re.M):"
        yield f"    bad = {quote(say('repro.script.has', pattern=pattern))}"
    if script.expected.is_framed:
        yield filled(_FRAMES, quote)
    shows = joined("repro.script.shows_what", "what", "(error or bad)", quote)
    yield f'print("\\n" + ({shows} if bad else {quote(say("repro.script.does_not_show"))}))'
    yield "raise SystemExit(1 if bad else 0)"
