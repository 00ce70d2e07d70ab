"""One side of a comparison: what a report says, and what a bundle or this machine tells besides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from codex_doctor.bundle.reading import decoded
from codex_doctor.documents.index import text_of
from codex_doctor.model import DoctorError
from codex_doctor.report.json import document
from codex_doctor.words.sentence import say
from codex_doctor.words.told import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.bundle.nouns import BundleVersions
    from codex_doctor.facts import Facts
    from codex_doctor.reported import Report

_HINT, _NONE = "hint", "none"
# Names that are neither a key, a variable nor an address; JSON has them as they are.
NAMES = {
    "codex installed by": "compare.name.codex_installed_by",
    "codex path": "compare.name.codex_path",
    "system": "compare.name.system",
    "kernel": "compare.name.kernel",
    "architecture": "compare.name.architecture",
    "shell": "compare.name.shell",
    "terminal": "compare.name.terminal",
    "container": "compare.name.container",
    "doctor": "compare.name.doctor",
    "codex": "compare.name.codex",
    "credential": "compare.name.credential",
    "host": "compare.name.host",
    "addresses": "compare.name.addresses",
    "proxy": "compare.name.proxy",
    "connection": "compare.name.connection",
    "tls": "compare.name.tls",
    "tls issuer": "compare.name.tls_issuer",
    "tls roots": "compare.name.tls_roots",
    "answer": "compare.name.answer",
}


# What every report says of the configuration, also that there is none.
OF_TARGET = frozenset({"model_provider", "base_url", "model", "profile", "credential"})


class SidePlace(Struct, frozen=True):
    """Where something stands."""

    file: str
    line: int | None = None


class EditRead(Struct, frozen=True):
    """Which key a fix changes."""

    key: str


class VariableRead(Struct, frozen=True):
    """Which variable a fix sets."""

    name: str


class CommandsRead(Struct, frozen=True):
    """The commands of a fix, as far as they set a variable."""

    variable: VariableRead | None = None


class FixRead(Struct, frozen=True):
    """What a fix changes."""

    edits: tuple[EditRead, ...] = ()
    commands: CommandsRead | None = None


class ToldRead(Struct, frozen=True):
    """The values of a sentence."""

    parameters: Mapping[str, Any] = {}


class FindingRead(Struct, frozen=True):
    """A finding as the JSON report has it."""

    id: str
    severity: str
    cause: str
    location: SidePlace | None = None
    fixes: tuple[FixRead, ...] = ()
    words: Mapping[str, ToldRead] = {}

    def names(self) -> frozenset[str]:
        """Return the keys, variables and values that it is about."""
        told = self.words.get("cause", ToldRead()).parameters.values()
        variables = (one.commands.variable for one in self.fixes if one.commands)
        return frozenset((
            *(edit.key for one in self.fixes for edit in one.edits),
            *(one.name for one in variables if one),
            *(one for one in told if isinstance(one, str)),
        ))  # fmt: skip


class CredentialRead(Struct, frozen=True):
    """Where a credential comes from."""

    source: str
    fingerprint: str


class TargetRead(Struct, frozen=True):
    """What Codex would call."""

    provider: str | None
    base_url: str | None
    model: str | None
    profile: str | None
    credential: CredentialRead | None


class VersionRead(Struct, frozen=True):
    """The version of Codex, or of the doctor."""

    version: str | None


class TimingRead(Struct, frozen=True):
    """How a connection ended."""

    address: str
    result: str


class ReportRead(Struct, frozen=True):
    """What a comparison needs of a report of any version."""

    schema: Literal["codex-doctor/report"]
    tool: VersionRead
    codex: VersionRead
    target: TargetRead
    verdict: Literal["works", "degraded", "fails", "unknown"]
    findings: tuple[FindingRead, ...]
    timings: tuple[TimingRead, ...] = ()


class Side(Struct, frozen=True):
    """What is compared.

    Attributes:
        name: What people call it.
        verdict: What Codex would meet.
        findings: Those that are more than hints, the cause first.
        areas: What was seen, by area and name.
        places: Where a value of the configuration stands, by its name.
        base_key: The key that gives base_url, "" where none does or that was not told.
    """

    name: str
    verdict: str
    findings: tuple[FindingRead, ...]
    areas: Mapping[str, Mapping[str, str]]
    places: Mapping[str, SidePlace]
    base_key: str = ""


def read_side(data: bytes, name: str) -> Side:
    """Return the side that a JSON report is.

    Raises:
        DoctorError: It is none.
    """
    try:
        read = decoded(data, ReportRead, name)
    except DoctorError as exc:
        raise DoctorError(say("compare.no_side", why=str(exc))) from None
    return _side(read, name, {}, {})


def side_of(report: Report, facts: Facts, versions: BundleVersions, name: str) -> Side:
    """Return the side that a diagnosis is."""
    read = decoded(text_of(document(report)).encode(), ReportRead, name)
    codex, host, setup = versions.codex, versions.host, facts.setup
    more = {
        "versions": _known({
            "codex installed by": codex.installed_by,
            "codex path": codex.path,
            "system": host.system,
            "kernel": host.kernel,
            "architecture": host.architecture,
            "python": host.python,
            "shell": host.shell,
            "terminal": host.terminal,
            "container": host.container,
            "WSL": host.wsl,
            "host": host.name,
        }),
        "configuration": {
            **{one.shown: one.state for one in setup.layers if one.state != "absent"},
            **setup.values,
        },
        "environment": dict(_variables(facts)),
        "network": dict(_network(facts)),
    }  # fmt: skip
    places = {key: SidePlace(one.file, one.line) for key, one in setup.origins.items()}
    return _side(read, name, more, places)


def _side(
    report: ReportRead, name: str, more: dict[str, dict[str, str]], places: Mapping[str, SidePlace]
) -> Side:
    target = report.target
    key = target.credential
    areas = {
        "versions": _known({"doctor": report.tool.version, "codex": report.codex.version}),
        "configuration": _known({
            "model_provider": target.provider,
            "base_url": target.base_url,
            "model": target.model,
            "profile": target.profile,
            "credential": f"{key.source} {key.fingerprint}" if key else None,
        }),
        "network": {one.address: one.result for one in report.timings},
    }  # fmt: skip
    base_key = ""
    if more:
        forms = (
            f"model_providers.{one}.base_url" for one in (target.provider, f'"{target.provider}"')
        )
        base_key = next((one for one in forms if one in more["configuration"]), "")
        if base_key in places:
            places = {**places, "base_url": places[base_key]}
        # The attempts to connect say it better than the times do.
        areas = {area: {**areas.get(area, {}), **rows} for area, rows in more.items()} | {
            "network": more["network"]
        }
    severe = tuple(one for one in report.findings if one.severity != _HINT)
    return Side(name, report.verdict, severe, areas, places, base_key)


def _known(rows: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in rows.items() if value}


def _variables(facts: Facts) -> Iterator[tuple[str, str]]:
    config = facts.setup.config
    for one in config.variables if config else ():
        if one.state != "unset":
            yield one.name, ", ".join(part for part in (one.state, said(one.shown)) if part)


def _network(facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield what was looked at, also that there is none."""
    if facts.lookup is not None:
        yield "host", facts.lookup.host
        yield "addresses", ", ".join(facts.lookup.addresses) or facts.lookup.rcode
    if facts.proxy is not None:
        choice = facts.proxy.choice
        said = str(facts.proxy.status or facts.proxy.kind or "")
        yield "proxy", " ".join(one for one in (choice.url, choice.variable, said) if one)
    elif "proxy" in facts.seen:
        yield "proxy", _NONE
    if facts.connection is not None:
        ended = sorted({one.result for one in facts.connection.attempts})
        yield "connection", ", ".join(ended)
    if facts.tls is not None:
        yield "tls", " ".join(one for one in (facts.tls.result, facts.tls.version) if one)
        if facts.tls.certificate is not None:
            yield "tls issuer", facts.tls.certificate.issuer
        yield "tls roots", str(facts.tls.roots)
    elif "tls" in facts.seen:
        yield "tls", _NONE
    if facts.turn is not None:
        first = facts.turn.first
        yield "answer", str(first.status or first.failure or "")
