"""Reports of set-ups that are broken in one way each, for the renderers' tests."""

from __future__ import annotations

from msgspec.structs import replace

from codex_doctor.facts import CodexFact, Location
from codex_doctor.model import (
    Commands,
    Confidence,
    Edit,
    Evidence,
    Fix,
    Mistake,
    Severity,
    Status,
    Verdict,
)
from codex_doctor.reported import Cost, Report
from reports import CONFIG, HEALTHY, TITLES, exchange, finding, mistakes, row, rows, target


def degraded() -> Report:
    slow = finding(
        "stream.buffered",
        severity=Severity.WARNING,
        confidence=Confidence.LIKELY,
        cause="The whole answer arrives in one burst 6.1 s after the request; a proxy on the way"
        " holds it back, so Codex shows nothing until the turn is over",
        evidence=(
            Evidence("first event", "after 6.1 s", "within 2 s"),
            Evidence("events", "41 within 3 ms"),
            Evidence("server", "nginx/1.24.0"),
        ),
        fixes=(Fix("Set `proxy_buffering off;` in the gateway's nginx for /v1/responses."),),
        title="The stream is buffered",
        check="stream",
        mistake=Mistake.NOT_COMPATIBLE,
    )
    unknown_key = finding(
        "config.unknown_key",
        severity=Severity.WARNING,
        cause="Codex does not know the key wire_apii and ignores it",
        location=Location(CONFIG, 7, 1),
        excerpt='7 | wire_apii = "responses"\n  | ^^^^^^^^^',
        evidence=(Evidence("key", "wire_apii", "wire_api"),),
        fixes=(
            Fix(
                "Write wire_api.",
                edits=(
                    Edit(
                        CONFIG,
                        "model_providers.lab.wire_apii",
                        'wire_apii = "responses"',
                        'wire_api = "responses"',
                        7,
                    ),
                ),
            ),
        ),
        title="A key that Codex does not know",
        check="config",
    )
    metadata = finding(
        "config.model_metadata_missing",
        severity=Severity.HINT,
        cause="Codex has no metadata for glm-5 and assumes a context window of 272000 tokens",
        title="No metadata for the model",
        check="config",
    )
    return replace(
        HEALTHY,
        verdict=Verdict.DEGRADED,
        findings=(slow, unknown_key, metadata),
        mistakes=mistakes(not_compatible="found"),
        checks=tuple(
            row(one.id, Status.WARNED) if one.id in ("config", "stream") else one for one in rows()
        ),
        took_ms=7_350,
    )


def prefix_missing() -> Report:
    """Return what the sketch of the screen shows."""
    found = finding(
        "model.prefix_missing",
        cause="The endpoint serves glm-5 as z-ai/glm-5",
        evidence=(
            Evidence("asked for", "glm-5: 404 model_not_found"),
            Evidence("served", "z-ai/glm-5 (1 of 214 ids in GET /models)"),
        ),
        fixes=(
            Fix(
                "Set model to z-ai/glm-5.",
                edits=(Edit(CONFIG, "model", 'model = "glm-5"', 'model = "z-ai/glm-5"', 1),),
            ),
        ),
        location=Location(CONFIG, 1, 9),
        title="The model id lacks its prefix",
        mistake=Mistake.MODEL_ID,
    )
    return replace(
        HEALTHY,
        verdict=Verdict.FAILS,
        findings=(found,),
        mistakes=mistakes(model_id="found", not_compatible="not_checked"),
        checks=rows(
            failed="model",
            blocked=("request", "stream", "tools"),
            blocked_by="model.prefix_missing",
        ),
        exchanges=(
            exchange(status=404),
            exchange("ask for the model list", method="GET", url="https://gw.example/v1/models"),
        ),
        took_ms=812,
    )


def toml_syntax() -> Report:
    found = finding(
        "config.toml_syntax",
        cause="config.toml does not parse: the string that starts in column 9 is not closed",
        evidence=(Evidence("parser", 'invalid basic string, expected `"`'),),
        fixes=(
            Fix(
                "Close the string.",
                edits=(Edit(CONFIG, "model", 'model = "glm-5', 'model = "glm-5"', 1),),
            ),
        ),
        location=Location(CONFIG, 1, 9),
        excerpt='1 | model = "glm-5\n  |         ^\n2 | model_provider = "lab"',
        title="The configuration does not parse",
        check="config",
    )
    after = tuple(TITLES)[3:]
    return replace(
        HEALTHY,
        verdict=Verdict.FAILS,
        target=target(
            provider=None, model=None, base_url=None, credential=None, provider_location=None
        ),
        findings=(found,),
        mistakes=mistakes(
            model_id="not_checked", wire_api="not_checked", not_compatible="not_checked"
        ),
        checks=rows(failed="config", blocked=after, blocked_by="config.toml_syntax"),
        exchanges=(),
        cost=Cost(requests=0, bytes_sent=0, tokens=None),
        took_ms=31,
    )


def network_dead() -> Report:
    found = finding(
        "tcp.refused",
        cause="Nothing listens on 127.0.0.1:4000",
        evidence=(
            Evidence("connect", "127.0.0.1:4000 refused in 0.2 ms", "open"),
            Evidence("listening here", "127.0.0.1:8317"),
        ),
        fixes=(
            Fix(
                "Start the gateway.",
                commands=Commands(
                    "litellm --config ~/litellm/config.yaml --host 127.0.0.1 --port 4000",
                    "litellm --config $HOME\\litellm\\config.yaml --host 127.0.0.1 --port 4000",
                ),
            ),
            Fix(
                "Point base_url at the port that listens.",
                edits=(
                    Edit(
                        CONFIG,
                        "model_providers.lab.base_url",
                        'base_url = "http://127.0.0.1:4000/v1"',
                        'base_url = "http://127.0.0.1:8317/v1"',
                        6,
                    ),
                ),
            ),
        ),
        location=Location(CONFIG, 6, 12),
        title="The connection is refused",
        check="tcp",
    )
    waits = finding(
        "codex.waits_forever",
        severity=Severity.HINT,
        cause="Codex itself prints nothing here and tries again without end; Ctrl-C stops it",
        title="Codex waits without end",
        check="tcp",
    )
    return replace(
        HEALTHY,
        verdict=Verdict.FAILS,
        target=target(base_url="http://127.0.0.1:4000/v1"),
        findings=(found, waits),
        mistakes=mistakes(
            model_id="not_checked", wire_api="not_checked", not_compatible="not_checked"
        ),
        checks=rows(
            failed="tcp",
            skipped=("dns", "proxy"),
            blocked=tuple(TITLES)[7:],
            blocked_by="tcp.refused",
        ),
        exchanges=(),
        cost=Cost(requests=0, bytes_sent=0, tokens=None),
        took_ms=44,
    )


def offline() -> Report:
    return replace(
        HEALTHY,
        codex=CodexFact("0.169.0", "assumed", None),
        verdict=Verdict.UNKNOWN,
        mistakes=mistakes(
            model_id="not_checked", wire_api="not_checked", not_compatible="not_checked"
        ),
        checks=tuple(
            row(check, Status.NOT_RUN, summary="left out by --offline", took_ms=0)
            if index > 3
            else row(check)
            for index, check in enumerate(TITLES)
        ),
        exchanges=(),
        cost=Cost(requests=0, bytes_sent=0, tokens=None),
        took_ms=12,
    )


SECRET = "sk-proj-9f8e7d6c5b4a39281706f5e4d3c2b1a0"

HOSTILE = (
    "[red]no[/red] [/] [bold]x \x1b[31mred\x1b[0m \x1b]8;;http://evil.example\x07link "
    "\u202egnp.exe \u200b<img src=x onerror=alert(1)> | a | b | ``` `x` @everyone #12\n"
    "# heading\r\n![i](http://evil.example/i.png) \udc9f 模型不存在，请检查模型名称是否正确"
    f" key={SECRET} " + "w" * 90
)


def hostile() -> Report:
    """Return a report in which every text comes from an enemy; not redacted yet."""
    found = finding(
        "upstream.error",
        cause=HOSTILE,
        evidence=(
            Evidence("message", HOSTILE, HOSTILE),
            Evidence("[/] <b>label</b> | x", "模型" * 60),
            Evidence("body", "".join(f"&lt;{number}|" for number in range(200))),
        ),
        fixes=(
            Fix(
                HOSTILE,
                edits=(Edit("[model_providers.x].toml", "x", HOSTILE, "x = ``` [/]", 3),),
                commands=Commands(f"echo '{HOSTILE}'", "Write-Output '[/]'"),
            ),
        ),
        location=Location("/tmp/[red]/`x`.toml", 3, 7),
        excerpt=f'3 | key = "{SECRET}" # \x1b[2J ```\r\n  |       ^\t\u202e',
        title=HOSTILE,
        check="auth",
        mistake=Mistake.WIRE_API,
    )
    return replace(
        HEALTHY,
        codex=CodexFact("0.169.0", "installed", "/opt/`|`/codex"),
        target=target(
            provider="[model_providers.x]",
            model="模型/[/]|`\x1b[5m",
            profile="<script>",
            base_url=f"https://user:{SECRET}@gw.example/v1?api_key=zzz",
            provider_location=Location("[x].toml", 1),
        ),
        verdict=Verdict.FAILS,
        findings=(found,),
        mistakes=mistakes(wire_api="found"),
        checks=tuple(replace(one, summary=HOSTILE) if one.id == "auth" else one for one in rows()),
        exchanges=(exchange(HOSTILE, url=f"https://gw.example/v1?sig={SECRET}|", status=None),),
        notes=(HOSTILE,),
    )
