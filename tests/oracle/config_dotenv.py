"""`$CODEX_HOME/.env`: what it overrides, its quoting rules, and what Codex does not take."""

from __future__ import annotations

from typing import Final

from codex_doctor.lab.endpoint import LAB_KEY
from oracle.config_case import CONFIG, ConfigCase, changed, healthy

_FILE: Final = "codex/.env"
_IGNORED: Final = "env.dotenv_ignored"
_NOTHING: Final[dict[str, str]] = {}


def _read(name: str, text: str | bytes, value: str) -> ConfigCase:
    """Return a case in which the file alone gives this key."""
    key = value.encode().decode("latin-1")
    return healthy(name, files={_FILE: text}, environ=_NOTHING, authorization=f"Bearer {key}")


def _unread(name: str, expect: str, text: str | bytes) -> ConfigCase:
    """Return a case in which the file gives no key."""
    return ConfigCase(name, expect, files={_FILE: text}, environ=_NOTHING)


def _odd(name: str, expect: str, text: str, *, sent: str | None) -> ConfigCase:
    """Return a case in which the file gives a key of an odd form."""
    authorization = None if sent is None else f"Bearer {sent.encode().decode('latin-1')}"
    return ConfigCase(
        name, expect, files={_FILE: text}, environ=_NOTHING, authorization=authorization
    )


DOTENV: Final = (
    _read("dotenv-alone", f"LAB_API_KEY={LAB_KEY}\n", LAB_KEY),
    _read("dotenv-export", "export LAB_API_KEY=v1234567\n", "v1234567"),
    _read("dotenv-blanks-around", "LAB_API_KEY = v1234567\n", "v1234567"),
    _read("dotenv-indented", "   LAB_API_KEY=v1234567\n", "v1234567"),
    _read("dotenv-double-quotes", 'LAB_API_KEY="v1234567"\n', "v1234567"),
    _read("dotenv-single-quotes", "LAB_API_KEY='v1234567'\n", "v1234567"),
    _read("dotenv-comment-behind", "LAB_API_KEY=v1234567 # c\n", "v1234567"),
    _read("dotenv-hash-inside", "LAB_API_KEY=v1234567#c\n", "v1234567#c"),
    _read("dotenv-hash-in-quotes", 'LAB_API_KEY="v12345#67"\n', "v12345#67"),
    _read("dotenv-comment-behind-quotes", 'LAB_API_KEY="v1234567" # c\n', "v1234567"),
    _read("dotenv-crlf", "LAB_API_KEY=v1234567\r\n", "v1234567"),
    _read("dotenv-no-newline", "LAB_API_KEY=v1234567", "v1234567"),
    _read("dotenv-twice", "LAB_API_KEY=one45678\nLAB_API_KEY=two45678\n", "two45678"),
    _read("dotenv-variable", "A=zz12345\nLAB_API_KEY=x${A}y\n", "xzz12345y"),
    _read("dotenv-variable-without-braces", "A=zz12345\nLAB_API_KEY=x-$A\n", "x-zz12345"),
    _read("dotenv-variable-in-double-quotes", 'A=zz12345\nLAB_API_KEY="x${A}"\n', "xzz12345"),
    _read("dotenv-variable-in-single-quotes", "LAB_API_KEY='a123$A'\n", "a123$A"),
    _read("dotenv-escaped-dollar", "LAB_API_KEY=a12345\\$b\n", "a12345$b"),
    _read("dotenv-escaped-blank", "LAB_API_KEY=a12345\\ b\n", "a12345 b"),
    _read("dotenv-escaped-quote", 'LAB_API_KEY="a123\\"b45"\n', 'a123"b45'),
    _read("dotenv-quotes-inside", 'LAB_API_KEY=a12"b c"d34\n', "a12b cd34"),
    _read("dotenv-variable-named-export", "export=1\nLAB_API_KEY=v1234567\n", "v1234567"),
    _read("dotenv-quote-in-comment", '#x "\nLAB_API_KEY=v1234567\n', "v1234567"),
    _read("dotenv-equals-inside", "LAB_API_KEY=v123=4567==\n", "v123=4567=="),
    _read("dotenv-proxy-free", f"LAB_API_KEY={LAB_KEY}\nHTTP_PROXY=\n", LAB_KEY),
    healthy("dotenv-same-key", files={_FILE: f"LAB_API_KEY={LAB_KEY}\n"}),
    healthy("dotenv-other-variable", files={_FILE: "SOMETHING=else\n"}),
    healthy("dotenv-empty", files={_FILE: ""}),
    healthy("dotenv-is-a-folder", files={f"{_FILE}/x": ""}),
    ConfigCase(
        "dotenv-stale-key",
        "env.dotenv_shadows",
        files={_FILE: "LAB_API_KEY=sk-lab-stale-0123456\n"},
        authorization="Bearer sk-lab-stale-0123456",
    ),
    healthy(
        "dotenv-repairs-key",
        files={_FILE: f"LAB_API_KEY={LAB_KEY}\n"},
        environ={"LAB_API_KEY": "sk-lab-stale-0123456"},
    ),
    ConfigCase("dotenv-empties-key", "env.key_empty", files={_FILE: "LAB_API_KEY=\n"}),
    _unread("dotenv-colon", _IGNORED, "LAB_API_KEY: v1234567\n"),
    _unread("dotenv-byte-order-mark", _IGNORED, f"\ufeffLAB_API_KEY={LAB_KEY}\n"),
    _unread("dotenv-quote-not-closed-before", _IGNORED, f'X="not closed\nLAB_API_KEY={LAB_KEY}\n'),
    _unread("dotenv-two-words", _IGNORED, "LAB_API_KEY=a b\n"),
    _unread("dotenv-set-of-windows", _IGNORED, f"set LAB_API_KEY={LAB_KEY}\n"),
    _unread("dotenv-variable-unset", "env.key_empty", "LAB_API_KEY=$NOTSETHERE\n"),
    _odd(
        "dotenv-newline-escape",
        "env.key_control_characters",
        'LAB_API_KEY="a12345\\nb"\n',
        sent=None,
    ),
    _odd(
        "dotenv-two-lines", "env.key_control_characters", 'LAB_API_KEY="multi\nline"\n', sent=None
    ),
    _odd("dotenv-not-ascii", "env.key_not_ascii", "LAB_API_KEY=é1234567\n", sent="é1234567"),
    _odd(
        "dotenv-name-ends-at-underscore",
        _IGNORED,
        "A_B=q1234567\nLAB_API_KEY=x1234567$A_B\n",
        sent="x1234567_B",
    ),
    _odd("dotenv-dollar-cuts-key", _IGNORED, "LAB_API_KEY=a123456$b\n", sent="a123456"),
    _read("dotenv-latin-1-in-other-line", b"A=\xe9\nLAB_API_KEY=v1234567\n", "v1234567"),
    ConfigCase(
        "dotenv-in-work-folder",
        _IGNORED,
        files={"work/.env": f"LAB_API_KEY={LAB_KEY}\n"},
        environ=_NOTHING,
    ),
    ConfigCase(
        "dotenv-in-user-home",
        _IGNORED,
        files={"home/.env": f"LAB_API_KEY={LAB_KEY}\n"},
        environ=_NOTHING,
    ),
    ConfigCase(
        "dotenv-codex-name",
        _IGNORED,
        changed("LAB_API_KEY", "CODEX_LAB"),
        files={_FILE: f"CODEX_LAB={LAB_KEY}\n"},
        environ=_NOTHING,
    ),
    ConfigCase(
        "dotenv-codex-name-small",
        _IGNORED,
        changed("LAB_API_KEY", "codex_lab"),
        files={_FILE: f"codex_lab={LAB_KEY}\n"},
        environ=_NOTHING,
    ),
    healthy("dotenv-home-is-not-moved", CONFIG, files={_FILE: "CODEX_HOME=/nonexistent\n"}),
    healthy(
        "dotenv-header-variable",
        changed("request_max", 'env_http_headers = { "X-A" = "AVAR" }\nrequest_max'),
        files={_FILE: "AVAR=from-file\n"},
        headers={"x-a": "from-file"},
    ),
)
