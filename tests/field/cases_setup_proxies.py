"""Proxy variables that Codex reads otherwise than people, or than other programs."""

from __future__ import annotations

from typing import Final

from field.endpoints import forwarding
from field.set_up import GOOD, KEY, SetUp, case, with_config

_BEHIND_PROXY: Final = with_config("127.0.0.1:{PORT}", "gw.example.test")
_PASSWORD: Final = "2718281828"


def _behind(name: str, why: str, expect: str, written: str) -> SetUp:
    """Return a set-up whose endpoint is behind the proxy that HTTP_PROXY should name."""
    return case(
        name,
        "proxy",
        why,
        "hangs",
        expect,
        config=_BEHIND_PROXY,
        env={"GW_KEY": KEY, "HTTP_PROXY": written},
        proxy=forwarding(GOOD),
        says_not=(_PASSWORD,),
        cure="http://127.0.0.1:{PROXY}",
    )


CASES: Final = (
    *(
        _behind(
            f"proxy-mistyped-{name}",
            "The address of the proxy is mistyped before its port or behind its scheme.",
            "dns.nxdomain",
            written,
        )
        for name, written in (
            ("semicolon", "http://127.0.0.1;{PROXY}"),
            ("no-scheme", "127.0.0.1,{PROXY}"),
        )
    ),
    *(
        _behind(
            f"proxy-ignored-{name}",
            "Codex finds no URL in the variable, and the endpoint is behind the proxy.",
            "proxy.ignored",
            written,
        )
        for name, written in (
            ("one-slash", "http:/127.0.0.1:{PROXY}"),
            ("no-colon", "http//127.0.0.1:{PROXY}"),
            ("three-slashes", "http:///127.0.0.1:{PROXY}"),
            ("backslashes", "http:\\\\127.0.0.1:{PROXY}"),
            ("blank-before", " http://127.0.0.1:{PROXY}"),
            ("blank-behind", "127.0.0.1:{PROXY} "),
            ("carriage-return", "http://127.0.0.1:{PROXY}\r"),
            ("line-feed", "http://127.0.0.1:{PROXY}\n"),
            ("hard-blank", "http://127.0.0.1:{PROXY}\u00a0"),
            ("double-quotes", '"http://127.0.0.1:{PROXY}"'),
            ("single-quotes", "'http://127.0.0.1:{PROXY}'"),
            ("angle-brackets", "<http://127.0.0.1:{PROXY}>"),
            ("colon-of-a-url", "http://127.0.0.1%3A{PROXY}"),
            ("two-colons", "http://127.0.0.1::{PROXY}"),
            ("blank-before-port", "http://127.0.0.1 {PROXY}"),
            ("misspelt-scheme", "htttp://127.0.0.1:{PROXY}"),
            ("scheme-of-another", "proxy://127.0.0.1:{PROXY}"),
            ("socks-in-capitals", "SOCKS5://127.0.0.1:{PROXY}"),
            ("socks-without-number", "socks://127.0.0.1:{PROXY}"),
            ("slash-without-scheme", "127.0.0.1:{PROXY}/"),
            ("two-proxies", "http://127.0.0.1:{PROXY}, http://127.0.0.1:{DEAD}"),
            ("named", "HTTP_PROXY=http://127.0.0.1:{PROXY}"),
            ("as-in-a-pac-file", "PROXY 127.0.0.1:{PROXY}"),
            ("blank-in-password", "http://me:p 2718281828@127.0.0.1:{PROXY}"),
            ("domain-in-user", "http://corp\\me:2718281828@127.0.0.1:{PROXY}"),
            ("letter-in-password", "http://me:2718281828\u00e4@127.0.0.1:{PROXY}"),
        )
    ),
    *(
        case(
            f"proxy-ignored-in-dotenv-{name}",
            "proxy",
            "Codex finds no URL in the variable of its own .env, and nothing works without.",
            "hangs",
            "proxy.ignored",
            config=_BEHIND_PROXY,
            files={"codex/.env": f"HTTP_PROXY={written}\n"},
            proxy=forwarding(GOOD),
            says_not=(_PASSWORD,),
            cure="http://127.0.0.1:{PROXY}",
        )
        for name, written in (
            ("blank", '"http://127.0.0.1:{PROXY} "'),
            ("two-quotes", "\"'http://127.0.0.1:{PROXY}'\""),
            ("path", "127.0.0.1:{PROXY}/"),
        )
    ),
    *(
        _behind(
            f"proxy-misread-{name}",
            "Codex reads another host or port in the variable than was meant.",
            "proxy.misread",
            written,
        )
        for name, written in (
            ("number-sign-in-password", "http://me:p#2718281828@127.0.0.1:{PROXY}"),
            ("slash-in-password", "http://me:p/2718281828@127.0.0.1:{PROXY}"),
            ("question-mark-in-password", "http://me:p?2718281828@127.0.0.1:{PROXY}"),
            ("port-too-large", "http://127.0.0.1:{PROXY}99"),
            ("full-stop-behind", "http://127.0.0.1:{PROXY}."),
            ("comma-behind", "127.0.0.1:{PROXY},"),
            ("quotes-without-scheme", "'127.0.0.1:{PROXY}'"),
            ("setting-in-front", "http=127.0.0.1:{PROXY}"),
        )
    ),
    *(
        case(
            f"proxy-ignored-and-no-need-{name}",
            "proxy",
            "Codex ignores a dead proxy because of its form, and needs none.",
            "works",
            env={"GW_KEY": KEY, "HTTP_PROXY": written},
        )
        for name, written in (
            ("blank", " http://127.0.0.1:{DEAD}"),
            ("quotes", '"http://127.0.0.1:{DEAD}"'),
            ("slash", "127.0.0.1:{DEAD}/"),
            ("nothing", '""'),
        )
    ),
    case(
        "proxy-ignored-and-another-works",
        "proxy",
        "Codex ignores the first variable, and the second names a proxy that works.",
        "works",
        "config.secret_exposed",
        config=_BEHIND_PROXY,
        env={
            "GW_KEY": KEY,
            "HTTP_PROXY": "127.0.0.1:{DEAD}/",
            "ALL_PROXY": "http://127.0.0.1:{PROXY}",
        },
        proxy=forwarding(GOOD),
    ),
    case(
        "proxy-ignored-and-key-refused",
        "credential",
        "Codex ignores a dead proxy because of its form; the endpoint refuses the key.",
        "fails",
        "auth.key_rejected",
        env={"GW_KEY": "sk-0123456789abcdef", "HTTP_PROXY": " http://127.0.0.1:{DEAD}"},
    ),
    case(
        "proxy-ignored-and-port-refuses",
        "proxy",
        "Nothing listens where base_url says; through the proxy there is something.",
        "hangs",
        "proxy.ignored",
        config=with_config("{PORT}", "{DEAD}"),
        env={"GW_KEY": KEY, "HTTP_PROXY": "http:/127.0.0.1:{PROXY}"},
        proxy=forwarding(GOOD),
        cure="http://127.0.0.1:{PROXY}",
    ),
)
