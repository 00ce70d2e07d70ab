"""What can be done about a finding: the templates of its fixes, with names for their places."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING

from codex_doctor.words.catalogue import template_text, templates
from codex_doctor.words.sentence import Sentence
from codex_doctor_checks.turn import (
    auth_kinds,
    exchange_kinds,
    model,
    request_kinds,
    stream,
    tools,
    wire,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLES = (auth_kinds, exchange_kinds, model, request_kinds, stream, tools, wire)
# Fixes that a check takes from another finding.
_SHARED = {
    "env.key_empty": ("env.key_unset.fix_shell", "env.key_unset.fix_dotenv"),
    "env.key_placeholder": ("env.key_unset.fix_shell",),
    "dns.no_address": ("dns.nxdomain.fix_host", "dns.nxdomain.fix_network"),
    "dns.server_failure": ("dns.nxdomain.fix_network",),
    "dns.system_only": ("dns.server_failure.fix_hosts",),
    "proxy.socks": ("proxy.wrong_scheme.fix_variable", "proxy.unreachable.fix_unset"),
    "proxy.unreachable": ("proxy.no_proxy_form.fix_variable",),
    "proxy.not_http": ("proxy.unreachable.fix_unset",),
    "proxy.misread": (
        "proxy.ignored.fix_set",
        "proxy.ignored.fix_set_login",
        "proxy.ignored.fix",
    ),
    "proxy.intercepts_loopback": (
        "proxy.no_proxy_form.fix_variable",
        "proxy.unreachable.fix_unset",
    ),
    "tcp.timeout": ("tcp.unreachable.fix_network", "tcp.unreachable.fix_address"),
    "tls.no_answer": ("tcp.reset.fix_log",),
    "tls.handshake_failed": ("tcp.reset.fix_log",),
    "url.double_v1": ("url.missing_v1.fix_base",),
    "url.endpoint_in_base": ("url.missing_v1.fix_base",),
    "session.flaky": ("fix.operator",),
    "session.compact_missing": ("fix.operator",),
    "websocket.fails": ("websocket.unsupported.fix_setting", "websocket.unsupported.fix_provider"),
}


def fixes_of(finding: str) -> tuple[str, ...]:
    """Return what to do about a finding, the best first."""
    told = dict.fromkeys(
        (*_of_kind(finding), *templates(f"{finding}.fix"), *_SHARED.get(finding, ()))
    )
    return tuple(dict.fromkeys(_named(template_text(one)) for one in told))


def _of_kind(finding: str) -> Iterator[str]:
    for table in _TABLES:
        kind = table.KINDS.get(finding)
        if kind is not None:
            for fix in (*kind.fixes, *(one for form in kind.forms.values() for one in form.fixes)):
                if isinstance(fix, str):
                    yield fix
                elif isinstance(fix.title, Sentence):
                    yield fix.title.template


def _named(text: str) -> str:
    """Return the text of a template with `<name>` in its places."""
    pieces: list[str] = []
    for literal, name, _, _ in Formatter().parse(text):
        pieces.append(literal)
        if name:
            pieces.append(f"<{_SPOKEN.get(name, name)}>")
    return "".join(pieces)


# Places whose names say a unit.
_SPOKEN = {"wait_s": "time", "gives_up_s": "time", "skew_s": "time"}
