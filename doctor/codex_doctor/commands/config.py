"""`codex-doctor config`: what Codex's configuration amounts to, without sending anything.

No probe, no event loop, no program but the login shell that `-v` asks: it answers at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor import __version__
from codex_doctor.codex.config.needed import needed_variables, unknown_to_login_shell
from codex_doctor.codex.config.overview import shown_path
from codex_doctor.codex.packages import packaged_version, programs_on_path, relative_entry
from codex_doctor.codex.resolve import resolve
from codex_doctor.codex.versions import NEWEST
from codex_doctor.commands.exits import EXIT_FAILS, EXIT_OK, EXIT_UNKNOWN
from codex_doctor.facts import Asked, CodexFact, Facts, Installation
from codex_doctor.judge import judge
from codex_doctor.model import Severity, Verdict, said_now
from codex_doctor.platform.outputs import TEXT_OR_JSON, deliver, read_targets
from codex_doctor.report.config_nouns import (
    Configuration,
    CredentialRow,
    LayerRow,
    Origin,
    ValueRow,
    VariableRow,
    origin_of,
)
from codex_doctor.reported import RankedFinding
from codex_doctor.screen import announce, config_text, screen_options
from codex_doctor.secrets.redact import redact
from codex_doctor.start import inputs_of
from codex_doctor.words.sentence import say
from codex_doctor.words.told import said
from codex_doctor_checks.setup import config, credentials, environment, installation

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from codex_doctor.codex.config.needed import NeededVariable
    from codex_doctor.facts import Credential, Inputs, Layer, Location, Setup
    from codex_doctor.judge import Judgement
    from codex_doctor.platform.deadline import Deadline
    from codex_doctor.platform.outputs import Output


def run(options: argparse.Namespace) -> int:
    """Print the configuration; 1 when Codex does not start with it."""
    options.offline = True  # whatever the configuration names is not run
    asks = bool(options.verbose)
    targets = read_targets(options, TEXT_OR_JSON)
    shown = look(inputs_of(options), login_shell=asks, deadline=options.deadline, tell=announce)

    def render(target: Output) -> str:
        screen = screen_options(options, to_file=not target.is_stdout)
        return config_text(shown, kind=target.kind, options=screen)

    deliver(targets, render, options.deadline)
    if shown.starts is None:
        return EXIT_UNKNOWN
    return EXIT_OK if shown.starts else EXIT_FAILS


def look(
    inputs: Inputs,
    *,
    login_shell: bool,
    deadline: Deadline,
    tell: Callable[[str], None] = lambda _: None,
) -> Configuration:
    """Return the effective configuration and what is wrong with it.

    Args:
        inputs: What the run starts from; with `offline`, so that no auth.command is run.
        login_shell: Whether the user's login shell is asked for the variables.
        deadline: The end of the run, for the programs that are asked.
        tell: Called with a line for people before the login shell is started.
    """
    codex = _installed(inputs, deadline)
    if codex is not None:
        inputs = replace(inputs, codex_version=codex.version)
    setup, secrets = resolve(inputs)
    variables = needed_variables(inputs, setup)
    unknown: tuple[str, ...] | None = None
    if login_shell:
        tell(say("progress.login_shell", shell=inputs.environ.get("SHELL", "")))
        unknown = unknown_to_login_shell(variables, inputs, deadline)
    installed = Installation(
        codex or CodexFact(None, "flag", None), shadowed_by=relative_entry(inputs.environ)
    )
    facts = Facts(
        asked=Asked(codex_version=inputs.codex_version, offline=True),
        setup=setup,
        seen=frozenset({"installation"}),
        installation=installed,
    )
    judged = judge(
        facts, [said_now(one.CHECK) for one in (installation, environment, config, credentials)]
    )
    row = Configuration(
        doctor_version=__version__,
        codex_version=inputs.codex_version or NEWEST,
        codex_home=setup.codex_home,
        starts=_starts(judged),
        profile=setup.profile,
        provider=_selected("model_provider", setup.provider_id, setup.provider_origin, inputs),
        model=_selected("model", setup.model, setup.model_origin, inputs),
        base_url=_base_url(setup, inputs),
        url=setup.endpoint.url if setup.endpoint else None,
        proxy=_proxy(setup),
        credential=_credential(setup.credential),
        layers=tuple(map(_layer, setup.layers)),
        values=tuple(_values(setup, inputs)),
        variables=tuple(_variable(one, unknown) for one in variables),
        findings=_findings(judged, unknown),
    )
    return redact(row, known=secrets.known)


def _installed(inputs: Inputs, deadline: Deadline) -> CodexFact | None:
    """Return the Codex that runs here, None when there is none, or another version is meant.

    The program itself is only asked when no package around it tells the version.
    """
    path = next(iter(programs_on_path(inputs.environ.get("PATH", ""))), None)
    if path is None or inputs.codex_version is not None:
        return None
    version = packaged_version(path)
    if version is None:
        from codex_doctor.probes.machine.codex_version import ask_version

        version = ask_version(path, inputs, deadline)
    return CodexFact(version, "installed", str(path))


def _findings(judged: Judgement, unknown: tuple[str, ...] | None) -> tuple[RankedFinding, ...]:
    """Return what the checks say that look at nothing but the set-up, the worst first."""
    if not unknown:
        return judged.findings
    told = environment.shell_only(unknown)
    title = next(page.heading for page in environment.CHECK.pages if page.id == told.id)
    # A hint: nothing stands below it.
    return (*judged.findings, RankedFinding(told, title, environment.CHECK.id, None))


def _starts(judged: Judgement) -> bool | None:
    """Return whether Codex gets as far as a request; what is only possible does not tell."""
    if judged.verdict is Verdict.FAILS:
        return False
    is_doubtful = any(one.finding.severity is Severity.ERROR for one in judged.findings)
    return None if is_doubtful else True


def _default(inputs: Inputs) -> Origin:
    return Origin("default", inputs.codex_version or NEWEST)


def _selected(
    key: str, value: str | None, location: Location | None, inputs: Inputs
) -> ValueRow | None:
    if value is None:
        return None
    return ValueRow(key, value, origin_of(location) if location else _default(inputs))


def _base_url(setup: Setup, inputs: Inputs) -> ValueRow | None:
    if setup.endpoint is None:
        return None
    keys = (shown_path(("model_providers", setup.provider_id or "", "base_url")), "openai_base_url")
    key = next((one for one in keys if one in setup.origins), keys[0])
    return _selected(key, setup.endpoint.base_url, setup.origins.get(key), inputs)


def _proxy(setup: Setup) -> ValueRow | None:
    proxy = setup.endpoint.proxy if setup.endpoint else None
    if proxy is None:
        return None
    origin = origin_of(proxy.origin) if proxy.origin else Origin("variable", proxy.variable)
    return ValueRow(proxy.variable, proxy.url, origin)


def _layer(layer: Layer) -> LayerRow:
    return LayerRow(layer.name, layer.shown, layer.state, said(layer.detail))


def _credential(credential: Credential) -> CredentialRow:
    shown, origin = credential.shown, credential.origin
    return CredentialRow(
        source=credential.source,
        shown=said(shown.source) if shown else credential.name,
        fingerprint=said(shown.fingerprint) if shown else "",
        sent=None if credential.source == "auth.command" else credential.sent,
        origin=origin_of(origin) if origin else None,
    )


def _values(setup: Setup, inputs: Inputs) -> Iterator[ValueRow]:
    """Yield every value that is set, then the limits that Codex takes from itself."""
    for key, value in setup.values.items():
        location = setup.origins.get(key)
        yield ValueRow(key, value, origin_of(location) if location else _default(inputs))
    if setup.provider_id is None:
        return
    table = shown_path(("model_providers", setup.provider_id))
    limits = {
        "request_max_retries": str(setup.request_max_retries),
        "stream_max_retries": str(setup.stream_max_retries),
        "stream_idle_timeout_ms": str(setup.idle_timeout_ms),
        "supports_websockets": str(setup.supports_websockets).lower(),
    }
    for name, text in limits.items():
        if f"{table}.{name}" not in setup.values:
            yield ValueRow(f"{table}.{name}", text, _default(inputs))


def _variable(variable: NeededVariable, unknown: tuple[str, ...] | None) -> VariableRow:
    origin = origin_of(variable.origin) if variable.origin else Origin("variable", variable.name)
    is_ours = variable.state == "set" and variable.origin is None
    return VariableRow(
        name=variable.name,
        state=variable.state,
        origin=None if variable.state == "unset" else origin,
        login_shell=None if unknown is None or not is_ours else variable.name not in unknown,
    )
