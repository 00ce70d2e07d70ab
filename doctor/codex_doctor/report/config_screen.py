"""The screen of `codex-doctor config`: what Codex ends up with, and where each value comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from codex_doctor.model import Severity
from codex_doctor.narrow import padded
from codex_doctor.report.finding import add_finding
from codex_doctor.report.layout import Lines
from codex_doctor.report.plain import finding_lines
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from codex_doctor.report.config_nouns import (
        Configuration,
        CredentialRow,
        LayerRow,
        Origin,
        ValueRow,
        VariableRow,
    )
    from codex_doctor.report.options import Options

_GAP = 3
_INDENT = 2
_LEAD = 12
_LAYER = 13
_STATES = {"set": ("✓", "green"), "blank": ("!", "yellow"), "unset": ("✗", "red")}
_LAYERS = {
    "read": ("✓", "green"),
    "absent": ("–", "dim"),
    "ignored": ("!", "yellow"),
    "unread": ("!", "yellow"),
}
_REFUSED = ("✗", "red")
_LAYER_STATES = {
    "read": "config_screen.read",
    "absent": "config_screen.absent",
    "ignored": "config_screen.ignored",
    "refused": "config_screen.refused",
    "unread": "config_screen.unread",
}
_LAYER_NAMES = {
    "system": "config_screen.layer_system",
    "user": "config_screen.layer_user",
    "profile": "config_screen.layer_profile",
    "project": "config_screen.layer_project",
    "options": "config_screen.layer_options",
    "managed": "config_screen.layer_managed",
    "requirements": "config_screen.layer_requirements",
    "dotenv": "config_screen.layer_dotenv",
}

# What is shown, and where it comes from.
Row = tuple[str, str]


def render(shown: Configuration, options: Options) -> str:
    """Return the screen as text, with ANSI colors only if the options say so."""
    if options.plain:
        text = "\n".join(_sentences(shown, options=options)) + "\n"
        return text if options.unicode else text.replace("…", "...")
    screen = Lines(options)
    screen.flow([screen.text(part) for part in _head(shown)], between=" · ")
    screen.blank()
    screen.wrap(screen.text(_headline(shown)))
    screen.blank()
    target = list(_target(shown))
    column = _column([row for _, row in target], screen.options.width - _LEAD)
    for name, row in target:
        _add_row(screen, row, lead=name, column=column)
    _add_layers(screen, shown)
    values = [
        (say("config_screen.value", key=one.key, value=one.value), place(one.origin))
        for one in shown.values
    ]
    _add_table(screen, say("config_screen.values"), values)
    _add_variables(screen, shown.variables)
    for number, ranked in enumerate(shown.findings, start=1):
        screen.blank()
        add_finding(screen, ranked, number=number, wait=None)
    return screen.rendered()


def place(origin: Origin | None) -> str:
    """Return where a value comes from, in a few words."""
    if origin is None:
        return ""
    if origin.kind == "default":
        return say("config_screen.default", version=origin.name)
    if origin.kind == "variable":
        return say("config_screen.environment")
    return ":".join(str(part) for part in (origin.name, origin.line, origin.column) if part)


def _head(shown: Configuration) -> Iterator[str]:
    yield f"codex-doctor {shown.doctor_version}"
    yield say("config_screen.rules", version=shown.codex_version)
    yield say("config_screen.home", home=shown.codex_home)
    yield say("config_screen.nothing_sent")


def _headline(shown: Configuration) -> tuple[str, str]:
    if shown.starts is None:
        return say("config_screen.unknown"), "bold yellow"
    if not shown.starts:
        return say("config_screen.fails"), "bold red"
    if any(one.finding.severity is Severity.WARNING for one in shown.findings):
        return say("config_screen.loss"), "bold yellow"
    return say("config_screen.starts"), "bold green"


def _target(shown: Configuration) -> Iterator[tuple[str, Row]]:
    """Yield what decides where a request goes, with its name."""
    if shown.profile is not None:
        yield say("config_screen.profile"), (shown.profile, "")
    provider, model = say("config_screen.provider"), say("config_screen.model")
    for name, row in ((provider, shown.provider), (model, shown.model)):
        none = (say("config_screen.none"), "")
        yield name, (row.value, place(row.origin)) if row else none
    if shown.url is not None:
        origin = shown.base_url.origin if shown.base_url else None
        yield say("config_screen.endpoint"), (shown.url, place(origin))
    if shown.proxy is not None:
        variable, where = shown.proxy.key, place(shown.proxy.origin)
        named = say("config_screen.proxy_place", variable=variable, place=where)
        yield say("config_screen.proxy"), (shown.proxy.value, named)
    text = "  ".join(_credential(shown.credential))
    yield say("config_screen.credential"), (text, place(shown.credential.origin))


def _credential(row: CredentialRow) -> list[str]:
    """Return what is known of the credential, each part to stand beside the other."""
    if row.source == "none":
        return [say("config_screen.no_credential")]
    if row.sent is None:
        return [say("config_screen.printed", source=row.source), say("config_screen.not_run")]
    known = [part for part in (row.shown, row.fingerprint) if part]
    return known if row.sent else [*(known or [row.source]), say("config_screen.not_sent")]


def _add_layers(screen: Lines, shown: Configuration) -> None:
    screen.blank()
    screen.wrap(screen.text((say("config_screen.layers"), "bold")))
    for row in shown.layers:
        glyph, style = _LAYERS.get(row.state, _REFUSED)
        reason = f"  ({row.reason})" if row.reason else ""
        name = _layer_name(row)
        lead = screen.text("  ", (glyph, style), " ", (padded(name, _LAYER), "dim"))
        state = say(_LAYER_STATES[row.state])
        screen.wrap(screen.text(f"{row.path}  {state}{reason}"), lead=lead)


def _add_table(screen: Lines, title: str, rows: Sequence[Row]) -> None:
    if not rows:
        return
    screen.blank()
    screen.add(screen.text((title, "bold")))
    column = _column(rows, screen.options.width - _INDENT)
    for row in rows:
        _add_row(screen, row, lead="", column=column)


def _column(rows: Sequence[Row], width: int) -> int:
    """Return how wide the values are that leave room for every origin beside them."""
    room = width - _GAP - max(cell_len(origin) for _, origin in rows)
    return max((size for value, _ in rows if (size := cell_len(value)) <= room), default=0)


def _add_variables(screen: Lines, rows: Sequence[VariableRow]) -> None:
    if not rows:
        return
    screen.blank()
    screen.wrap(screen.text((say("config_screen.variables"), "bold")))
    for row in rows:
        glyph, style = _STATES[row.state]
        lead = screen.text("  ", (glyph, style), " ", f"{row.name}  ")
        screen.wrap(screen.text((_about(row), "dim")), lead=lead)


def _about(row: VariableRow) -> str:
    state = say("config_screen.unset")
    if row.state != "unset":
        template = "config_screen.set" if row.state == "set" else "config_screen.blank"
        state = say(template, place=place(row.origin))
    if row.login_shell is None:
        return state
    if row.login_shell:
        return say("config_screen.login_shell", state=state)
    return say("config_screen.no_login_shell", state=state)


def _add_row(screen: Lines, row: Row, *, lead: str, column: int) -> None:
    """Add a value with its origin beside it, or below it where the column is too narrow."""
    start = screen.text((padded(lead, _LEAD), "bold") if lead else " " * _INDENT)
    value, origin = screen.text(row[0]), screen.text((row[1], "dim"))
    if row[1] and value.cell_len <= column:
        screen.add(start + value + screen.text(" " * (column - value.cell_len + _GAP)) + origin)
        return
    screen.wrap(value, lead=start)
    if row[1]:
        screen.wrap(origin, indent=start.cell_len + _INDENT)


# ----- sentences, for screen readers


def _sentences(shown: Configuration, *, options: Options) -> Iterator[str]:
    yield say("config_screen.head", parts=tuple(_head(shown)))
    yield _headline(shown)[0]
    for name, (value, origin) in _target(shown):
        yield _named(name, value, origin)
    for layer in shown.layers:
        yield _layer(layer)
    for row in shown.values:
        yield _value(row)
    for variable in shown.variables:
        yield say("config_screen.variable", variable=variable.name, state=_about(variable))
    for number, ranked in enumerate(shown.findings, start=1):
        yield from finding_lines(ranked, number=number, options=options)


def _named(name: str, value: str, origin: str) -> str:
    if not origin:
        return say("config_screen.named", name=name, value=value)
    return say("config_screen.named_from", name=name, value=value, place=origin)


def _layer_name(row: LayerRow) -> str:
    return say(_LAYER_NAMES[row.layer])


def _layer(row: LayerRow) -> str:
    name, state = _layer_name(row), say(_LAYER_STATES[row.state])
    if not row.reason:
        return say("config_screen.layer", layer=name, path=row.path, state=state)
    return say(
        "config_screen.layer_reason", layer=name, path=row.path, state=state, reason=row.reason
    )


def _value(row: ValueRow) -> str:
    origin = place(row.origin)
    if not origin:
        return say("config_screen.value", key=row.key, value=row.value)
    return say("config_screen.value_from", key=row.key, value=row.value, place=origin)
