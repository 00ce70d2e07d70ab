"""Tells which values of a configuration are secret by the place where they stand.

A key of its own decides for a value, and so do the tables around it: under `api_key` everything is
a secret, and what `env` or `http_headers` carry is one unless it is a word that tells nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from codex_doctor.patterns import Regex
from codex_doctor.secrets.addresses import looks_like_address, secrets_of_url
from codex_doctor.secrets.key_form import is_key_itself
from codex_doctor.secrets.masking import is_plain_parameter, is_plain_value, is_secret_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Tables whose values go to a server or a program, under names that say what they are. Those of
# `env_http_headers` are names of variables, under names such as `api-key`.
_CARRIER = Regex(r"(?:.*[_-])?headers|env|set")
_VARIABLES = "env_http_headers"
# Tables whose keys are names that the user gave.
_NAMED_BY_USERS = frozenset(
    {"features", "marketplaces", "mcp_servers", "model_providers", "plugins", "profiles"}
    | {"projects", "tools"}
)
# Tables that say how a secret is got.
_WAYS = Regex(r".*auth(?:_refresh)?|credential_export|body_secret_substitution")
_PATH = Regex(r"(?:~|\.{0,2}/|[A-Z]:[\\/])[^\s?#=]*")
_MEDIA_TYPE = Regex(r"(?:application|text)/[a-z.+-]+(?:;\s*charset=[\w-]+)?")
_PAIR_NAME = Regex(r"([\w.-]++)[ \t]*+[=:](?![=/])[ \t]*+")
_FEWEST_DIGITS = 6


def is_secret_at(path: Sequence[str], value: object) -> bool:
    """Tell whether a value is not to be shown because of where it stands.

    Args:
        path: The keys from the outermost table to the value; entries of lists have numbers.
        value: A text, or a number of TOML. A switch is never a secret.
    """
    if isinstance(value, bool) or not path:
        return False
    if isinstance(value, str):
        return bool(value) and _holds_secret(path, value)
    digits = re.sub(r"\D", "", str(value))
    return len(digits) >= _FEWEST_DIGITS and _holds_secret(path, digits)


def is_carrier(table: str) -> bool:
    """Tell whether a table's values go to a server or a program under names of the user."""
    return table != _VARIABLES and _CARRIER.fullmatch(table) is not None


def pairs_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands behind each name in a text that has the place of a table."""
    found = [*_PAIR_NAME.finditer(text)]
    ends = [*(one.start() for one in found), len(text)][1:]
    for name, end in zip(found, ends, strict=True):
        yield name[1], text[name.end() : end].rstrip(" ,;&}\n")


def _holds_secret(path: Sequence[str], value: str) -> bool:
    keys = [part for part in path if not part.isdecimal()]
    *above, name = keys or ("",)
    table = above[-1] if above else ""
    if table == _VARIABLES or name == "env_key":
        return is_key_itself(value)
    if is_carrier(table):
        return is_secret_value(name, value)
    if is_carrier(name):
        # A text in the place of the table: where a value in it ends only its writer knows.
        pairs = [*pairs_in(value)]
        is_one = any(is_secret_value(*pair) for pair in pairs)
        return is_one or not (pairs or is_plain_value(value))
    if table == "query_params":
        return not is_plain_parameter(name, value)
    if is_way(name, value):
        return False
    # A table or a list in the place of a variable's name has anything in it.
    return (
        is_secret_name(name)
        or "env_key" in above
        or any(
            is_secret_name(part) and before not in _NAMED_BY_USERS and not _WAYS.fullmatch(part)
            for before, part in zip(("", *above), above, strict=False)
        )
    )


def is_secret_value(name: str, value: str) -> bool:
    """Tell whether a header's value, or a variable's of another program, is not to be shown."""
    if looks_like_address(value):
        return any(True for _ in secrets_of_url(value))
    is_open = is_plain_value(value) or is_path(value) or _MEDIA_TYPE.fullmatch(value)
    return is_secret_name(name) or not is_open


def is_way(name: str, value: str) -> bool:
    """Tell whether a text says how a key is got: a command with a file, in place of its table."""
    _, *arguments = words = value.split() or [""]
    is_open = all(is_path(one) or is_plain_value(one) for one in words)
    return name == "auth" and is_open and any(map(is_path, arguments))


def is_path(value: str) -> bool:
    """Tell whether a text is the path of a file or folder: these are shown everywhere."""
    return _PATH.fullmatch(value) is not None
