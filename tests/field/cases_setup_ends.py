"""Values that end in what belongs to the line around them, or that stand in another form."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Final

from codex_doctor.lab.wire import document
from field.cases_setup_typed import _for_tenant as for_tenant  # pyright: ignore[reportPrivateUsage]
from field.endpoints import forwarding
from field.set_up import GOOD, KEY, case, with_config, with_lines

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Reply, Seen

_KEYLESS: Final = with_config('env_key = "GW_KEY"\n', "")
_BEHIND_PROXY: Final = with_config("127.0.0.1:{PORT}", "gw.example.test")
_PASSWORD: Final = "2718281828"

_LOGIN: Final = "Basic " + b64encode(f"me@corp:{_PASSWORD}".encode()).decode()


def _for_mail(seen: Seen) -> Reply:
    """Pass on what whoever has this login asks for."""
    if seen.header("proxy-authorization") != _LOGIN:
        return document(407, "text/plain", "", ("proxy-authenticate", 'Basic realm="corp"'))
    return forwarding(GOOD)(seen)


CASES: Final = (
    *(
        case(
            f"key-ends-in-{name}",
            "credential",
            "The key was copied with what stands behind it.",
            "fails",
            "env.key_assignment",
            env={"GW_KEY": f"{KEY}{end}"},
            says_not=("get a key",),
            cure="the key alone",
        )
        for name, end in (("comma", ","), ("semicolon", ";"), ("comment", " # of the team"))
    ),
    case(
        "headers-on-lines",
        "place",
        "A table in one line was broken over several.",
        "works",
        config=with_lines("http_headers = {", '  X-Tenant = "blue"', "}"),
        endpoint=for_tenant,
    ),
    case(
        "auth-as-text",
        "credential",
        "The command that prints the key is written as a text.",
        "fails",
        "config.wrong_type",
        config=_KEYLESS + 'auth = "cat {HOME}/key"\n',
        env={},
        files={"home/key": KEY},
        cure="[model_providers.gw.auth]",
    ),
    case(
        "key-name-of-opencode",
        "credential",
        "env_key refers to the variable as another program does.",
        "fails",
        "env.key_unset",
        config=with_config('"GW_KEY"', '"{env:GW_KEY}"'),
        cure='env_key = "GW_KEY"',
    ),
    case(
        "proxy-misread-at-in-user",
        "proxy",
        "The user of the proxy is an address of mail, and Codex takes the half of it.",
        "fails",
        "proxy.auth_required",
        config=_BEHIND_PROXY,
        env={"GW_KEY": KEY, "HTTP_PROXY": f"http://me@corp:{_PASSWORD}@127.0.0.1:{{PROXY}}"},
        proxy=_for_mail,
        says_not=(_PASSWORD,),
        cure="%40",
    ),
)
