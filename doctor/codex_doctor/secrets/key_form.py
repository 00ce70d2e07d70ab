"""What is odd about a key, without showing it: the forms that make an endpoint refuse it."""

from __future__ import annotations

import re

from codex_doctor.patterns import Regex
from codex_doctor.secrets.looks import LIKELY, has_known_beginning, is_secret_by_look
from codex_doctor.secrets.masking import is_secret_name
from codex_doctor.words.told import Told

_PLACEHOLDER = Regex(
    r"""
      (?:sk|gsk|key|pk|xai|or)?[-_]*(?:x{4,}|\*{3,}|\.{3,}|…|-{4,})
    | sk-(?:\.\.\.|…|your.*|my.*|example.*|xxx.*|placeholder.*|test-?key.*)
    | .*(?:your|insert|replace|change|enter|put|add|paste)[-_ ]?(?:(?:own|the)[-_ ])?
      (?:open[-_ ]?ai[-_ ]?|api[-_ ]?|secret[-_ ]?|actual[-_ ]?|real[-_ ]?)*
      (?:key|token|secret|me|here).*
    # Chinese guides; of letters no others are in it, as a key may stand beside the words.
    | (?:sk-)?[^\x00-\x7f]*(?:你的|您的|粘贴|填|替换|换成|输入)[^\x00-\x7f]*
      (?:[-_ ]?(?:open[-_ ]?ai|api|key|token)[-_ ]?){0,3}[^\x00-\x7f]*
    | <.*> | \{\{?.*\}?\} | \$\{?\w+(?::?[-=?+])?\}? | %\w+%
    | (?:api|secret|my)[-_ ]?key(?:[-_ ]?here)? | changeme | todo | replace_?me
    """,
    re.IGNORECASE | re.VERBOSE,
)
# How shells, Compose files and other programs of this kind write the value of a variable.
_WRITTEN = Regex(
    r"""(?:bearer\s+)? (?: \$\{(?:env:)?(\w+)(?::?[-=?+](?:""|'')?)?\} | \$env:(\w+) | \$(\w+)
      | %(\w+)%
      | \$?\{\{?\s*\$?(?:env|secrets|vars)[.:](\w+)\s*\}?\} | env[.:](\w+) | os\.environ/(\w+) )""",
    re.IGNORECASE | re.VERBOSE,
)
# What programs print for other programs; its braces stand in no key.
_DOCUMENT = Regex(r"\{\s*\"[^\"\n]*\"\s*:\s*\"([^\"\n]*)\".*\}", re.DOTALL)
# What a shell puts the output of a command for; Codex takes the `$` away in `.env`.
_COMMAND = Regex(r"(?:bearer\s+)?(?:\$?\([^\n]+\)|`[^`\n]+`)", re.IGNORECASE)
_QUOTES = "\"'“”‘’`"
# A whole line where its value belongs: of a script, of a .env file, or of a request.
_LINE = Regex(
    r"""\s* (?: (?:export|set|declare\s+-x)\s+ \w+ \s*=
          | \$env:\w+ \s*=
          | \w*(?:key|token|secret|password)\w* \s*=(?!=*\s*$)
          | [\w-]*(?:key|token|secret)\s*:\s
          | (?:proxy-)?authorization \s*: )
        \s* (?=\S)""",
    re.IGNORECASE | re.VERBOSE,
)
# A key with what stands behind it in a list, a script or a .env file.
_TAIL = Regex(r"(?<=[^\s,;])(?:\s*[,;]|\s+(?:#|//|--)\s.*)\s*$")  # of a single line
_TAILED = Regex(r"\s*[^\s=:,;]{8,}={0,2}(?:\s*[,;]|\s+(?:#|//|--)\s[^\n]*)\s*")

_LONGEST = 500

# As people make up passwords, and never names of variables.
_WORD_AND_NUMBER = Regex(r"(?=[A-Z]+[a-z]|[a-z]+[A-Z])[A-Za-z]+\d[A-Za-z\d]*")
_CONTROLS = {
    "\n": Told("key.line_feed"),
    "\r": Told("key.carriage_return"),
    "\0": Told("key.nul"),
}


def odd_forms(key: str) -> tuple[str, ...]:
    """Return what is odd about a key by the last part of its finding id, most telling first.

    `control_characters`, `assignment`, `quoted`, `bearer_prefix`, `not_ascii`, `whitespace`,
    `placeholder`.
    """
    found: list[str] = []
    if has_control_characters(key):
        found.append("control_characters")
    is_more = _LINE.match(key) or _TAILED.fullmatch(key) or _DOCUMENT.fullmatch(key.strip())
    if is_more and not is_placeholder(clean_key(key)):
        # Quotes and the like belong to the line.
        return (*found, "assignment")
    stripped = key.strip()
    if is_command(stripped):
        return (*found, "placeholder")
    if len(stripped) > 1 and (stripped[0] in _QUOTES or stripped[-1] in _QUOTES):
        found.append("quoted")
    if re.match(r"[\"']?bearer\s", stripped, re.IGNORECASE):
        found.append("bearer_prefix")
    if not (key.isascii() or is_placeholder(stripped)):
        found.append("not_ascii")
    if key.strip("\r\n") != key.strip("\r\n").strip():
        found.append("whitespace")
    if is_placeholder(stripped):
        found.append("placeholder")
    return tuple(found)


def has_control_characters(key: str) -> bool:
    """Tell whether an HTTP header cannot carry the key: Codex then sends no header."""
    return any((c < " " and c != "\t") or c == "\x7f" for c in key)


def written_variable(text: str) -> str:
    """Return the variable whose value was meant, where its name stands in the value's place."""
    found = _WRITTEN.fullmatch(text.strip()[:200])
    name = found[found.lastindex or 0] if found else ""
    return name if names_a_variable(name) else ""


def is_command(text: str) -> bool:
    """Tell whether a shell would put the output of a command in place of this text."""
    return len(text) < _LONGEST and _COMMAND.fullmatch(text.strip()) is not None


def is_placeholder(key: str) -> bool:
    """Tell whether a key is what a guide prints in its place."""
    return len(key) < 80 and bool(_PLACEHOLDER.fullmatch(key))


def stands_for_key(text: str) -> bool:
    """Tell whether a value tells no key: a variable's name stands there, or what guides print."""
    return bool(written_variable(text)) or is_placeholder(clean_key(text))


def names_a_variable(text: str) -> bool:
    """Tell whether a text may be a variable's name, with `$` or not, and is no key instead."""
    name = text.strip("${} ")
    return name.isidentifier() and name.isascii() and not is_key_itself(text)


def is_no_name(text: str) -> bool:
    """Tell whether no shell can set a variable of this name, and it has numbers as keys have.

    Not of one that says itself that it is a key's: `AZURE-GPT4-KEY`.
    """
    name = text.strip("${} ")
    is_name = names_a_variable(text) or bool(written_variable(text))
    is_name = is_name or name.isidentifier() or is_secret_name(name)
    return not is_name and any(one.isdigit() for one in name)


def is_key_itself(text: str) -> bool:
    """Tell whether a key, or a line with one, stands where a variable's name belongs."""
    if written_variable(text):
        return False
    line = _LINE.match(text)
    text = _without_tail(text[line.end() :] if line else text)
    name = text.strip("${} ")
    if has_known_beginning(name) or is_secret_by_look(name):
        return True
    if _WORD_AND_NUMBER.fullmatch(text) and not is_secret_name(text):
        return True
    # A name has no other characters than these; a reference to one has `$`.
    return (
        "$" not in text
        and not name.isidentifier()
        and (is_secret_by_look(name, least=LIKELY) or (len(name) > 20 and not odd_forms(name)))
    )


def describe_character(key: str) -> Told:
    """Name the first character that an HTTP header cannot carry, and its place."""
    at = next(i for i, c in enumerate(key) if (c < " " and c != "\t") or c == "\x7f")
    name = _CONTROLS.get(key[at]) or Told("key.control", {"code": f"0x{ord(key[at]):02x}"})
    if not key[at:].strip("\r\n"):
        return Told("key.at_end", {"character": name})
    return Told("key.at", {"character": name, "at": at + 1, "count": len(key)})


def _without_tail(text: str) -> str:
    return text if "\n" in text.strip() else _TAIL.sub("", text)


def clean_key(key: str) -> str:
    """Return the key as it was probably meant; for comparing lengths, not for sending."""
    stripped = re.sub(r"[\x00-\x1f\x7f]", "", key).strip()
    line, document = _LINE.match(stripped), _DOCUMENT.fullmatch(stripped)
    if document:
        return document[1]
    stripped = _without_tail(stripped[line.end() :] if line else stripped)
    stripped = re.sub(r"^bearer\s+", "", stripped.strip(_QUOTES), flags=re.IGNORECASE)
    return stripped.strip(_QUOTES).strip()


def mended_key(key: str) -> str | None:
    """Return the key that is left without its one odd form, None where that is not plain."""
    cleaned = clean_key(key)
    forms = odd_forms(key)
    is_plain = len(forms) == 1 and forms[0] != "assignment" and not odd_forms(cleaned)
    return cleaned if is_plain and not any(one in cleaned for one in _QUOTES) else None
