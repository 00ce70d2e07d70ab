"""Tracebacks and wrong exits: redirects that lead nowhere, odd headers, odd ports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.lab.fault import CONFIG, HEALTHY_ENDPOINT, changed
from codex_doctor.lab.wire import Reply
from hostile.case import Case
from odd_headers import ODD_HEADERS
from origin_table import redirect

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Behaviour, Seen
    from hostile.case import Outcome
    from odd_headers import OddHeaders

_SOCKET: Final = changed('wire_api = "responses"', "supports_websockets = true")
# Codex fails with each of them.
_LOCATIONS: Final = {
    "scheme-and-a-letter": "https:a",
    "same-scheme-and-a-letter": "http:a",
    "mail": "mailto:a",
    "script": "javascript:alert(1)",
    "data": "data:text/plain,x",
    "file": "file:///etc/passwd",
    "web-socket": "ws://127.0.0.1:9/",
    "backslashes": "http:\\\\127.0.0.1:9\\x",
    "port-too-big": "http://127.0.0.1:99999/x",
    "port-zero": "http://127.0.0.1:0/x",
    "port-negative": "http://127.0.0.1:-1/x",
    "port-a-word": "http://127.0.0.1:http/x",
    "two-ports": "http://127.0.0.1:80:80/x",
    "empty": "",
    "blank": "   ",
    "only-slashes": "//",
    "only-a-scheme": "http://",
    "only-a-colon": ":",
    "user-without-host": "http://@/",
    "query-alone": "?x=1",
    "fragment-alone": "#f",
    "60-kilobytes": "/" + "a" * 60_000,
    "not-ascii": "/v2/é中",
    "not-utf-8": "/v2/\udcff\udcfe",
    "host-not-ascii": "http://bücher.test/",
    "host-with-a-blank": "http://a b/",
    "host-of-300-letters": f"http://{'a' * 300}.test/",
    "host-of-dots": "http://..test/",
    "host-no-punycode": "http://xn--zzzzz.test/",
    "host-with-percent": "http://%00.test/",
    "bracket-open": "http://[::1",
    "bracket-with-zone": "http://[fe80::1%25lo]/",
    "number-too-big": "http://4294967296/",
    "line-breaks": "/v2\r\nX-Evil: 1\r\nLocation: mailto:a",
    "lone-carriage-return": "/v2\rX-Evil: 1",
    "nul": "/v2\0x",
    "escape-sequence": "/v2\x1b[31m",
    "itself": "/v1/responses",
}
_BASES: Final = {
    "port-zero": "http://127.0.0.1:0/v1",
    "port-too-big": "http://127.0.0.1:99999/v1",
    "port-empty": "http://127.0.0.1:/v1",
    "port-negative": "http://127.0.0.1:-1/v1",
    "two-ports": "http://127.0.0.1:{port}:1/v1",
    "leading-zeros": "http://127.0.0.1:000{port}/v1",
    "port-full-width": "http://127.0.0.1:８０/v1",
    "bracket-open": "http://[::1/v1",
    "backslashes": "http:\\\\127.0.0.1:{port}\\v1",
}


def _redirecting(location: str) -> Behaviour:
    def answer(seen: Seen) -> Reply:
        asked = seen.path.startswith("/v1/responses")
        return Reply(raw=redirect(307, location)) if asked else HEALTHY_ENDPOINT(seen)

    return answer


def _location(name: str, location: str, *, socket: bool = False) -> Case:
    def check(outcome: Outcome) -> None:
        first = outcome.report["findings"][0]
        # An answer that is not HTTP at all (a NUL in a header) is no redirect.
        assert first["id"] in {"url.redirect", "http.not_http"}, first
        assert outcome.report["verdict"] == "fails"

    kind = "socket-redirect" if socket else "redirect"
    config = _SOCKET if socket else CONFIG
    return Case("crash", f"{kind}-{name}", config=config, endpoint=_redirecting(location),
                check=check)  # fmt: skip


def _headers(name: str, one: OddHeaders) -> Case:
    def check(outcome: Outcome) -> None:
        hints = {one["id"] for one in outcome.report["findings"] if one["severity"] == "hint"}
        severe = [one for one in outcome.found if one not in hints]
        assert severe[:1] == ([one.expect] if one.expect else []), severe

    return Case("crash", f"header-{name}", config=one.config, check=check)


def _base(name: str, base_url: str) -> Case:
    return Case("crash", f"base-url-{name}", config=CONFIG.replace("{base_url}", base_url))


CASES: Final = (
    *(_location(*one) for one in _LOCATIONS.items()),
    *(_location(name, _LOCATIONS[name], socket=True) for name in ("mail", "port-too-big", "nul")),
    *(_headers(*one) for one in ODD_HEADERS.items()),
    *(_base(*one) for one in _BASES.items()),
    Case(
        "crash",
        "header-of-a-megabyte",
        config=CONFIG + f'\n[model_providers.lab.http_headers]\nx-a = "{"v" * 1_000_000}"\n',
    ),
)
