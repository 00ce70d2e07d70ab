"""Writes a script for Node and the official package `openai`. Pure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from codex_doctor.codex.urls import CHAT_COMPLETIONS
from codex_doctor.codex.wire.parts import prompt_at
from codex_doctor.repro import curl
from codex_doctor.repro.printed import filled, joined, too_late
from codex_doctor.repro.script import Script, Text, comment
from codex_doctor.repro.sdk import canonical, has_authorization, parameters, sendable
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.words.sentence import Sentence

_LIMIT = """\
setTimeout(() => {{
  console.log({late});
  process.exit(1);
}}, {limit_ms}).unref();"""
_ASK = """\
const pieces = [];
let error = "";
let bad = "";
try {
  const response = await client.{method}.create(body).asResponse();
  for await (const piece of response.body) {
    pieces.push(piece);
    process.stdout.write(piece);
    const text = Buffer.concat(pieces).toString("latin1");
    if (text.includes("{end}") && /\\r?\\n\\r?\\n$/.test(text)) break; // {enough}
  }
} catch (caught) {
  {name} = `${caught.name}: ${caught.message}`;
}
const answer = Buffer.concat(pieces);
const text = answer.toString("utf8");"""
_FRAMES = """\
if (answer[0] === 0xef) bad = {mark};
if (!Buffer.from(text, "utf8").equals(answer)) bad = {not_utf8};
if (/[\\x01-\\x08\\x0b\\x0c\\x0e-\\x1f]/.test(text)) bad = {control};
if (!/^data:.*response\\.completed.*\\r?\\n\\r?\\n/m.test(text)) {
  bad = {open_event};
}"""


def write(script: Script) -> str:
    """Return the script."""
    lines = (*_head(script), *_client(script), *_body(script), *_check(script))
    return "\n".join(lines) + "\n"


def quote(text: str) -> str:
    """Return a text as a literal of JavaScript, in printable ASCII."""
    return json.dumps(text).replace("\x7f", "\\u007f")


def _value(text: Text) -> str:
    pieces = (
        quote(one) if isinstance(one, str) else f"process.env.{one.name}"
        for one in text
        if one != ""
    )
    return " + ".join(pieces) or '""'


def _how(script: Script) -> Sentence:
    """Return how it is run: Node takes proxy and roots from its environment alone."""
    way = script.way
    settings: list[str] = []
    if way.ca_file:
        settings.append(f"NODE_EXTRA_CA_CERTS={curl.quote(way.ca_file)}")
    if way.proxy:
        scheme, _, host = way.proxy.partition("://")
        login = (way.proxy_login, "@") if way.proxy_login else ()
        url = curl.word((f"{scheme}://", *login, host))
        settings.append(f"NODE_USE_ENV_PROXY=1 HTTP_PROXY={url} HTTPS_PROXY={url}")
    if not settings:
        return say("repro.run_node")
    return say("repro.run_node_with", settings=" ".join(settings))


def _head(script: Script) -> Iterator[str]:
    yield "#!/usr/bin/env node"
    yield from comment(script, "//", _how(script))
    yield 'import OpenAI from "openai";'
    yield ""
    names = ", ".join(quote(one.name) for one in script.variables)
    if names:
        yield f"for (const name of [{names}]) {{"
        yield "  if (!process.env[name]) {"
        yield f"    console.error({joined('repro.script.unset', 'name', 'name', quote)});"
        yield "    process.exit(2);"
        yield "  }"
        yield "}"
    if script.way.proxy:
        yield "if (!process.env.NODE_USE_ENV_PROXY || parseInt(process.versions.node) < 24) {"
        yield f"  console.error({quote(say('repro.script.old_node'))});"
        yield "  process.exit(2);"
        yield "}"
    late = quote(too_late(script.way.limit_s))
    yield _LIMIT.format(limit_ms=script.way.limit_s * 1000, late=late)


def _client(script: Script) -> Iterator[str]:
    key, headers = sendable(script)
    yield "const client = new OpenAI({"
    yield f"  baseURL: {_value(script.base)},"
    yield f"  apiKey: {_value(key) if key else quote('unused')},"
    yield "  maxRetries: 0,"
    yield f"  timeout: {script.way.limit_s * 1000},"
    if script.query:
        yield "  defaultQuery: {"
        for name, value in parameters(script):
            yield f"    {quote(name)}: {_value(value)},"
        yield "  },"
    yield "  defaultHeaders: {"
    for name, value in headers:
        yield f"    {quote(canonical(name))}: {_value(value)},"
    if not has_authorization(script):
        yield '    "Authorization": null,'
    yield "  },"
    yield "});"


def _body(script: Script) -> Iterator[str]:
    body = dict(script.body or {"model": "", "input": "", "stream": True})
    yield f"const body = {curl.layout(body)};"
    if script.filler_bytes:
        at = prompt_at(body["input"])
        yield f'body.input.at({at}).content.at(-1).text += "x".repeat({script.filler_bytes});'


def _check(script: Script) -> Iterator[str]:
    method = "chat.completions" if script.route == CHAT_COMPLETIONS else "responses"
    # Whatever was answered, there was a connection.
    only = "if (caught instanceof OpenAI.APIConnectionError) bad"
    end = "[DONE]" if script.route == CHAT_COMPLETIONS else "response.completed"
    asked = _ASK.replace("{method}", method).replace("{end}", end)
    asked = asked.replace("{name}", "error" if script.body else only)
    asked = asked.replace("{enough}", say("repro.script.enough"))
    yield asked
    for pattern in script.expected.has:
        yield f"if (!{_pattern(pattern)}.test(text)) {{"
        yield f"  bad = {quote(say('repro.script.lacks', pattern=pattern))};"
        yield "}"
    for pattern in script.expected.lacks:
        yield f"if ({_pattern(pattern)}.test(text)) {{"
        yield f"  bad = {quote(say('repro.script.has', pattern=pattern))};"
        yield "}"
    if script.expected.is_framed:
        yield filled(_FRAMES, quote)
    shows = joined("repro.script.shows_what", "what", "(error || bad)", quote)
    yield f'console.log("\\n" + (bad ? {shows} : {quote(say("repro.script.does_not_show"))}));'
    yield "process.exit(bad ? 1 : 0);"


def _pattern(pattern: str) -> str:
    escaped = pattern.replace("/", r"\/")
    return f"/{escaped}/m"
