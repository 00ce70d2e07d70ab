"""Writes a script for a POSIX shell and curl. Pure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from codex_doctor.codex.wire.parts import prompt_at
from codex_doctor.patterns import Regex
from codex_doctor.repro.printed import around, filled
from codex_doctor.repro.script import Script, ScriptVariable, Text, comment
from codex_doctor.values import is_list
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator

_BARE = Regex(r"[A-Za-z0-9_./:=@%+,-]+")
# What a shell reads as it stands: in double quotes, and in the format of printf.
_IN_DOUBLE = Regex(r"[A-Za-z0-9 _./:=@%+,;&?#~()<>{}|-]*")
_IN_FORMAT = Regex(r"[A-Za-z0-9 _./:=@+,;]")
_FILLER = "(filler)"
_LONG = 60
_END = "END_OF_BODY"
_GLOBS = Regex(r"[\[\]{}]")
_FRAMES = r"""
iconv -f UTF-8 -t UTF-8 <"$dir/answer" >/dev/null 2>&1 ||
  bad={not_utf8}
head -c 3 "$dir/answer" | grep -q "$(printf '\357\273\277')" &&
  bad={mark}
tr -d '\001-\010\013\014\016-\037' <"$dir/answer" | cmp -s - "$dir/answer" ||
  bad={control}
sed -n '/^data:.*response\.completed/{n;p;}' "$dir/answer" | grep -q '^.\{0,1\}$' ||
  bad={open_event}"""


def write(script: Script) -> str:
    """Return the script."""
    if script.body is None:
        lines = (*_head(script), *_connect(script))
    else:
        lines = (*_head(script), *_ask(script), *_check(script))
    return "\n".join(lines) + "\n"


def quote(text: str) -> str:
    """Return a text as one word of a POSIX shell, in printable ASCII; no NUL may be in it."""
    if _BARE.fullmatch(text):
        return text
    if text.isascii() and text.isprintable():
        return "'" + text.replace("'", "'\\''") + "'"
    # What nobody sees is spelt, so that neither an editor nor a terminal can hide or change it.
    return f"\"$(printf '{''.join(map(_spelt, text))}')\""


def _spelt(char: str) -> str:
    if _IN_FORMAT.fullmatch(char):
        return char
    data = char.encode("utf-8", "surrogatepass")
    return "%%" if char == "%" else "".join(f"\\{byte:03o}" for byte in data)


def word(text: Text) -> str:
    """Return a text as one word, its variables filled in by the shell."""
    literal = "".join(piece for piece in text if isinstance(piece, str))
    if all(isinstance(piece, str) for piece in text):
        return quote(literal)
    if _IN_DOUBLE.fullmatch(literal):
        pieces = (one if isinstance(one, str) else f"${{{one.name}}}" for one in text)
        return f'"{"".join(pieces)}"'
    words = (quote(one) if isinstance(one, str) else f'"${{{one.name}}}"' for one in text)
    return "".join(words)


def _head(script: Script) -> Iterator[str]:
    yield "#!/bin/sh"
    yield from comment(script, "#", say("repro.run_curl"))
    for one in script.variables:
        unset = quote(say("repro.script.unset", name=one.name))
        yield f'[ -n "${one.name}" ] || {{ echo {unset} >&2; exit 2; }}'


def _url(script: Script) -> str:
    pieces: list[str | ScriptVariable] = [*script.base, script.route]
    for number, (name, value) in enumerate(script.query):
        pieces += ["&" if number else "?", name, "=" if value != ("",) else "", *value]
    return word(tuple(pieces))


def _options(script: Script, *first: str) -> Iterator[str]:
    """Yield the options of curl, those that belong together in one line."""
    way = script.way
    globs = " --globoff" if _GLOBS.search(_url(script)) else ""
    follows = " --location" if way.follows else ""
    unpacks = " --compressed" if way.unpacks else ""
    yield " ".join(("curl -q", *first, f"--max-time {way.limit_s}{globs}{follows}{unpacks}"))
    login = f" --proxy-user {word((way.proxy_login,))}" if way.proxy_login else ""
    if way.proxy:
        yield f"--proxy {quote(way.proxy)}{login} --noproxy ''"
    else:
        yield "--noproxy '*'"
    if way.ca_file:
        yield f"--cacert {quote(way.ca_file)}"
    for name, value in script.headers if script.body is not None else ():
        # A name and nothing behind the colon would take a header away.
        yield f"-H {word((f'{name};',) if value == ('',) else (f'{name}: ', *value))}"


def _connect(script: Script) -> Iterator[str]:
    *options, last = (*_options(script, "-v -sS -o /dev/null"), _url(script))
    yield from (f"{one} \\" if not n else f"  {one} \\" for n, one in enumerate(options))
    yield f"  {last} || {{ echo {quote(say('repro.script.shows'))}; exit 1; }}"
    yield f"echo {quote(say('repro.script.does_not_show'))}"


def _ask(script: Script) -> Iterator[str]:
    yield "export LC_ALL=C"
    yield "dir=$(mktemp -d) || exit 2"
    yield """trap 'rm -r "$dir"' EXIT"""
    before, filler, after = _body(script)
    options = [*_options(script, '-N -sS -D "$dir/head"'), "--data-binary @-"]
    if filler:
        yield f"{{ printf '%s' {quote(before)}"
        yield f"  head -c {script.filler_bytes} /dev/zero | tr '\\0' x"
        yield f"  printf '%s' {quote(after)}"
        options[0] = f"}} | {options[0]}"
    yield f"{options[0]} \\"
    yield from (f"  {one} \\" for one in options[1:])
    here = "" if filler else f" <<'{_END}'"
    yield f"""  {_url(script)}{here} | tee "$dir/answer\""""
    if not filler:
        yield before
        yield _END


def _body(script: Script) -> tuple[str, bool, str]:
    """Return the body, whether filler stands in it, and what comes behind the filler."""
    body = json.loads(json.dumps(script.body))
    if not script.filler_bytes:
        return layout(body), False, ""
    body["input"][prompt_at(body["input"])]["content"][-1]["text"] += _FILLER
    before, _, after = json.dumps(body).rpartition(_FILLER)
    return before, True, after


def layout(body: dict[str, object]) -> str:
    """Return a body as JSON in ASCII, each member and each item in a line of its own."""
    members: list[str] = []
    for name, value in body.items():
        text = json.dumps(value)
        if is_list(value) and len(text) > _LONG:
            items = ",\n  ".join(json.dumps(one) for one in value)
            text = f"[\n  {items}]"
        members.append(f" {json.dumps(name)}: {text}")
    return "{\n" + ",\n".join(members) + "}"


def _check(script: Script) -> Iterator[str]:
    expected = script.expected
    yield "bad="
    for pattern in expected.has:
        yield f'grep -Eq {quote(pattern)} "$dir/answer" ||'
        yield f"  bad={quote(say('repro.script.lacks', pattern=pattern))}"
    for pattern in expected.lacks:
        yield f'grep -Eq {quote(pattern)} "$dir/answer" &&'
        yield f"  bad={quote(say('repro.script.has', pattern=pattern))}"
    if expected.is_framed:
        yield from filled(_FRAMES.strip(), quote).split("\n")
    yield "grep '^HTTP/' \"$dir/head\" | tail -n 1 | grep -q ' 2' ||"
    yield f"  bad={quote(say('repro.script.status'))}"
    before, after = around("repro.script.shows_what", "what")
    shows = word(tuple(one for one in (before, ScriptVariable("bad", ""), after) if one))
    yield f'[ -z "$bad" ] || {{ echo; echo {shows}; exit 1; }}'
    yield f"echo; echo {quote(say('repro.script.does_not_show'))}"
