"""Configurations that are drawn: one that is well, with some mistakes and some other settings."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final

from codex_doctor.codex.config.schema import SYNONYMS
from codex_doctor.codex.config.types import keys_of, parse_kinds
from codex_doctor.codex.files.toml_values import write_value
from codex_doctor.codex.versions import NEWEST, holding
from field.set_up import KEY, MODEL, PROVIDER
from fuzz.codex_case import (
    CONFIG,
    DOTENV,
    LOGIN,
    OPTION,
    PROFILE,
    PROJECT,
    SYSTEM,
    VARIABLE,
    Piece,
)

if TYPE_CHECKING:
    from random import Random

# What runs programs, asks for the internet or a desktop, or is a table of many.
_LEFT_OUT: Final = ("hooks", "mcp_servers", "notify", "plugins", "marketplaces", "apps", "cloud")
_TABLES: Final = (
    "",
    "",
    "",
    "model_providers.*",
    "model_providers.*",
    "features",
    "tui",
    "history",
    "sandbox_workspace_write",
    "shell_environment_policy",
    "analytics",
    "feedback",
    "skills",
    "tools",
    "memories",
    "windows",
    "notice",
    "otel",
    "permissions",
)
_ODD_VALUES: Final = (
    '""', '"x"', "0", "1", "-1", "1.5", "true", "false", "[]", '["x"]', "{}", "{ a = 1 }",
    "1979-05-27", "nan", "99999999999999999999", "True", "yes", "x", "'x", '"x', "“x”", "null",
    '"${GW_KEY}"', '"$GW_KEY"',
)  # fmt: skip
_ODD_URLS: Final = (
    "http://127.0.0.1:{PORT}", "http://127.0.0.1:{PORT}/v1/", "http://127.0.0.1:{PORT}/v1/responses",
    "127.0.0.1:{PORT}/v1", "http//127.0.0.1:{PORT}/v1", "http:/127.0.0.1:{PORT}/v1",
    "http://localhost:{PORT}/v1", "http://127.0.0.1:{PORT}/v1?a=1", "http://127.0.0.1:{PORT}/v1#x",
    " http://127.0.0.1:{PORT}/v1", "http://127.0.0.1:{PORT}/v1 ", "http://127.0.0.1;{PORT}/v1",
    "HTTP://127.0.0.1:{PORT}/v1", "http://me:pw@127.0.0.1:{PORT}/v1", "http://0x7f.1:{PORT}/v1",
    "http://127.1:{PORT}/v1", "http://[::1]:{PORT}/v1", "http://127.0.0.1:{DEAD}/v1",
    "http://127.0.0.1:{PORT}/v1/chat/completions", "http://127.0.0.1:{PORT}//v1", "ftp://x/v1", "",
    "http://127.0.0.1:{PORT}/v2", "${BASE}/v1", "http://127.0.0.1:{PORT}/v1/./", "http://:{PORT}/v1",
)  # fmt: skip
_ODD_KEYS: Final = (
    f"Bearer {KEY}", f'"{KEY}"', f" {KEY}", f"{KEY} ", f"{KEY}\\n", "", "sk-other", f"GW_KEY={KEY}",
    f"{KEY},", "$GW_KEY", "<your key>", f"{KEY}é",
)  # fmt: skip
_VARIABLES: Final = (
    "OPENAI_API_KEY=sk-other", "OPENAI_BASE_URL=http://127.0.0.1:{DEAD}/v1",
    "CODEX_API_KEY=sk-other",
    f"OPENAI_API_KEY={KEY}", "BASE=http://127.0.0.1:{PORT}", "HTTP_PROXY=http://127.0.0.1:{DEAD}",
    "NO_PROXY=127.0.0.1", "NO_PROXY=*", "http_proxy=127.0.0.1:{DEAD}", "ALL_PROXY=",
    "LANG=zh_CN.UTF-8",
    "HTTP_PROXY=http://127.0.0.1;{DEAD}", "SSL_CERT_FILE=/nowhere", "CODEX_CA_CERTIFICATE=/nowhere",
    "RUST_LOG=off", "CODEX_SANDBOX_NETWORK_DISABLED=1",
)  # fmt: skip
_LINES: Final = (
    "[model_providers.other]", "[model_providers.gw]", "[model_providers.openai]",
    "[profiles.work]",
    "[model_providers]", "[gw]", "profile = \"work\"", "[[model_providers.gw]]",
    "wire_api = \"chat\"",
    "wire_api = \"responses\"", "env_key = \"GW_KEY\"",
    "experimental_bearer_token = \"" + KEY + "\"",
    "http_headers = { \"X-A\" = \"b\" }", "env_http_headers = { \"X-A\" = \"GW_KEY\" }",
    "http_headers = { Authorization = \"Bearer " + KEY + "\" }", "query_params = { a = \"1\" }",
    "requires_openai_auth = true", "requires_openai_auth = false", "auth = { command = \"true\" }",
    "auth = { command = \"echo\", args = [\"" + KEY + "\"] }", "supports_websockets = true",
    "[features]",
    "model = \"other\"", "model_provider = \"other\"", "model_provider = \"openai\"",
    "approval_policy = \"never\"",
    "request_max_retries = 0", "# a comment", "<<<<<<< HEAD", "]", "{", "=", "a", "a = ",
    "\"a\" = 1", "a.b = 1",
    "sandbox_mode = \"read-only\"", "model_reasoning_effort = \"high\"",
    "model_reasoning_effort = \"x\"",
    "forced_login_method = \"api\"", "forced_login_method = \"chatgpt\"", "web_search = \"live\"",
    "[projects.\"{WORK}\"]", "trust_level = \"trusted\"", "[mcp_servers.x]", "command = \"true\"",
    "aws = { region = \"x\" }", "stream_idle_timeout_ms = 0", "name = \"\"",
    "oss_provider = \"ollama\"",
)  # fmt: skip
_LOGINS: Final = (
    '{"OPENAI_API_KEY": "sk-other"}', '{"OPENAI_API_KEY": "' + KEY + '"}', "{}", "{", "[]", "",
    '{"OPENAI_API_KEY": null}', '{"OPENAI_API_KEY": 1}', '{"auth_mode": "apikey"}',
    '{"tokens": {}}',
    '{"auth_mode": "chatgpt", "OPENAI_API_KEY": null, "tokens": null}',
)  # fmt: skip
_OPTIONS: Final = (
    ("-m", MODEL), ("-m", "other"), ("-c", "model_provider=gw"), ("-c", "model_provider=other"),
    ("-c", f"model={MODEL}"), ("-c", "model_providers.gw.base_url=http://127.0.0.1:{PORT}/v1"),
    ("-c", "model_providers.gw.base_url=http://127.0.0.1:{DEAD}/v1"), ("-c", "a=1"), ("-c", "a"),
    ("-c", "model_providers.gw.wire_api=chat"), ("-c", "model_providers.gw.env_key=NO_KEY"),
    ("--profile", "work"), ("--profile", "other"), ("--oss",), ("--enable", "unified_exec"),
    ("--enable", "zork"),  ("-c", "model_providers.gw.name=''"),
    ("-c", "request_max_retries=true"), ("-c", "model=[1"), ("-c", "model_providers.gw=1"),
    ("-c", "model_providers.gw.request_max_retries='1'"), ("-c", "features.x=1"), ("-c", "=1"),
)  # fmt: skip
_SPOILED: Final = (
    ("=", ":"), ("=", ""), ('"', "'"), ('"', ""), ("=", "=="), ('"', "“"), ("_", "-"), (" ", "\t"),
    ("[", "[["), ("]", ""), (".", ""), ("e", "E"), ("m", "n"), ('"', '"""'), (" = ", "="),
    ("_", ""),
)  # fmt: skip
_GOOD: Final = (
    Piece(CONFIG, f'model = "{MODEL}"'),
    Piece(CONFIG, 'model_provider = "gw"'),
    *(Piece(CONFIG, line) for line in PROVIDER.splitlines()),
    Piece(VARIABLE, f"GW_KEY={KEY}"),
)


def draw_config(dice: Random) -> tuple[Piece, ...]:
    """Return a configuration that is well but for some changes."""
    pieces = list(_GOOD)
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3))):
        dice.choice(_CHANGES)(dice, pieces)
    return tuple(pieces)


# ----- changes


def _in_config(dice: Random, pieces: list[Piece]) -> int:
    return dice.choice([at for at, one in enumerate(pieces) if one.place == CONFIG] or [0])


def _known_key(dice: Random, pieces: list[Piece]) -> None:
    """Add a key that Codex knows, with a value that it takes, or with an odd one."""
    table = dice.choice(_TABLES)
    known = {key: row for key, row in keys_of(table).items() if key not in _LEFT_OUT}
    key = dice.choice(sorted(known.keys() - {"*", "[]"}) or ["x"])
    path = f"{table.replace('*', 'gw')}.{key}".strip(".")
    line = f"{path} = {_value(dice, holding(known[key], NEWEST) if key in known else '')}"
    place = dice.choice((CONFIG, CONFIG, CONFIG, PROJECT, SYSTEM, OPTION))
    if place == OPTION:
        pieces.append(Piece(OPTION, shlex.join(("-c", line.replace(" = ", "=", 1)))))
    else:
        pieces.insert(0, Piece(place, line))
        _trusted(place, pieces)


def _value(dice: Random, types: str) -> str:
    kinds = parse_kinds(types) if types and types != "any" else None
    if kinds is None or dice.random() < 0.4:
        return dice.choice(_ODD_VALUES)
    taken: list[object] = [*kinds.choices, *(["x", "/nowhere"] if kinds.text else [])]
    taken += [True, False] if kinds.flag else []
    taken += [kinds.whole[0], kinds.whole[1], 1] if kinds.whole else []
    taken += [["x"], []] if kinds.many or kinds.order else []
    taken += [{}, dict.fromkeys(kinds.needs, "x")] if kinds.table else []
    return write_value(dice.choice(taken or ["x"]))


def _trusted(place: str, pieces: list[Piece]) -> None:
    if place == PROJECT:
        pieces.append(Piece(CONFIG, '[projects."{WORK}"]'))
        pieces.append(Piece(CONFIG, 'trust_level = "trusted"'))


def _line(dice: Random, pieces: list[Piece]) -> None:
    """Put a line somewhere, also into a file of another layer."""
    place = dice.choice((CONFIG, CONFIG, CONFIG, CONFIG, PROJECT, SYSTEM, PROFILE))
    at = _in_config(dice, pieces) + dice.randrange(2) if place == CONFIG else len(pieces)
    pieces.insert(at, Piece(place, dice.choice(_LINES)))
    _trusted(place, pieces)
    if place == PROFILE:
        pieces.append(Piece(OPTION, "--profile work"))


def _drop(dice: Random, pieces: list[Piece]) -> None:
    del pieces[dice.randrange(len(pieces))]


def _repeat(dice: Random, pieces: list[Piece]) -> None:
    at = _in_config(dice, pieces)
    pieces.insert(at, pieces[at])


def _move(dice: Random, pieces: list[Piece]) -> None:
    piece = pieces.pop(_in_config(dice, pieces))
    pieces.insert(_in_config(dice, pieces), piece)


def _spoil(dice: Random, pieces: list[Piece]) -> None:
    """Mistype a line."""
    at = _in_config(dice, pieces)
    old, new = dice.choice(_SPOILED)
    place, text = pieces[at].place, pieces[at].text
    count = dice.choice((1, -1))
    pieces[at] = Piece(place, text.replace(old, new, count))


def _rename(dice: Random, pieces: list[Piece]) -> None:
    """Call a key as people call it."""
    at = _in_config(dice, pieces)
    name, _, rest = pieces[at].text.partition(" = ")
    others = [one for one, right in SYNONYMS.items() if right == name]
    if others:
        pieces[at] = Piece(pieces[at].place, f"{dice.choice(others)} = {rest}")


def _odd_value(dice: Random, pieces: list[Piece]) -> None:
    at = _in_config(dice, pieces)
    name, equals, _ = pieces[at].text.partition(" = ")
    if equals:
        pieces[at] = Piece(pieces[at].place, f"{name} = {dice.choice(_ODD_VALUES)}")


def _odd_url(dice: Random, pieces: list[Piece]) -> None:
    for at, one in enumerate(pieces):
        if one.text.startswith("base_url"):
            pieces[at] = Piece(one.place, f'base_url = "{dice.choice(_ODD_URLS)}"')


def _key(dice: Random, pieces: list[Piece]) -> None:
    """Give the key otherwise: wrong, or in `.env`."""
    pieces[:] = [one for one in pieces if not one.text.startswith("GW_KEY=")]
    value = dice.choice((*_ODD_KEYS, KEY, KEY))
    place = dice.choice((VARIABLE, DOTENV, DOTENV))
    pieces.append(
        Piece(
            place,
            dice.choice(("GW_KEY=", "GW_KEY=", "export GW_KEY=")) + value
            if place == DOTENV
            else f"GW_KEY={value}",
        )
    )


def _variable(dice: Random, pieces: list[Piece]) -> None:
    pieces.append(Piece(dice.choice((VARIABLE, DOTENV)), dice.choice(_VARIABLES)))


def _login(dice: Random, pieces: list[Piece]) -> None:
    pieces.append(Piece(LOGIN, dice.choice(_LOGINS)))
    if dice.random() < 0.7:
        pieces[:] = [one for one in pieces if not one.text.startswith("env_key")]
        pieces.append(Piece(CONFIG, "requires_openai_auth = true"))


def _option(dice: Random, pieces: list[Piece]) -> None:
    pieces.append(Piece(OPTION, shlex.join(dice.choice(_OPTIONS))))


_CHANGES: Final = (
    _known_key, _known_key, _known_key, _line, _line, _drop, _repeat, _move, _spoil, _spoil,
    _rename,
    _odd_value, _odd_value, _odd_url, _key, _variable, _login, _option, _option,
)  # fmt: skip
