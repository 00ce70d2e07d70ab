"""The screen of `codex-doctor config`: what Codex ends up with, and where each value comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from codex_doctor.model import Severity
from codex_doctor.report.finding import add_finding
from codex_doctor.report.layout import Lines
from codex_doctor.report.plain import finding_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from codex_doctor.report.config_nouns import Configuration, Origin, VariableRow
    from codex_doctor.report.options import Options

_GAP = 3
_INDENT = 2
_LEAD = 12
_STATES = {"set": ("✓", "green"), "blank": ("!", "yellow"), "unset": ("✗", "red")}
_LAYERS = {
    "read": ("✓", "green"),
    "absent": ("–", "dim"),
    "ignored": ("!", "yellow"),
    "unread": ("!", "yellow"),
}
_REFUSED = ("✗", "red")

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
    _add_table(screen, "Values", [(f"{v.key} = {v.value}", place(v.origin)) for v in shown.values])
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
        return f"default of {origin.name}"
    if origin.kind == "variable":
        return "the environment"
    return ":".join(str(part) for part in (origin.name, origin.line, origin.column) if part)


def _head(shown: Configuration) -> Iterator[str]:
    yield f"codex-doctor {shown.doctor_version}"
    yield f"rules of codex-cli {shown.codex_version}"
    yield f"home {shown.codex_home}"
    yield "nothing was sent"


def _headline(shown: Configuration) -> tuple[str, str]:
    if shown.starts is None:
        return "Not enough could be seen to say whether Codex starts.", "bold yellow"
    if not shown.starts:
        return "Codex will fail with this configuration.", "bold red"
    if any(one.finding.severity is Severity.WARNING for one in shown.findings):
        return "Codex starts with this configuration, with a loss.", "bold yellow"
    return "Codex starts with this configuration.", "bold green"


def _target(shown: Configuration) -> Iterator[tuple[str, Row]]:
    """Yield what decides where a request goes, with its name."""
    if shown.profile is not None:
        yield "profile", (shown.profile, "")
    for name, row in (("provider", shown.provider), ("model", shown.model)):
        yield name, (row.value, place(row.origin)) if row else ("none", "")
    if shown.url is not None:
        origin = shown.base_url.origin if shown.base_url else None
        yield "endpoint", (shown.url, place(origin))
    if shown.proxy is not None:
        yield "proxy", (shown.proxy.value, f"{shown.proxy.key}, {place(shown.proxy.origin)}")
    credential = shown.credential
    text = "  ".join(part for part in (credential.shown, credential.fingerprint) if part)
    if credential.source == "none":
        text = "none is configured"
    elif credential.sent is None:
        text = f"what {credential.source} prints  (not run here)"
    elif not credential.sent:
        text = f"{text or credential.source}  (no header is sent)"
    yield "credential", (text, place(credential.origin))


def _add_layers(screen: Lines, shown: Configuration) -> None:
    screen.blank()
    screen.wrap(screen.text(("Layers, a lower one wins", "bold")))
    for row in shown.layers:
        glyph, style = _LAYERS.get(row.state, _REFUSED)
        reason = f"  ({row.reason})" if row.reason else ""
        lead = screen.text("  ", (glyph, style), " ", (f"{row.layer:<13}", "dim"))
        screen.wrap(screen.text(f"{row.path}  {row.state}{reason}"), lead=lead)


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
    screen.wrap(screen.text(("Variables, never their values", "bold")))
    for row in rows:
        glyph, style = _STATES[row.state]
        lead = screen.text("  ", (glyph, style), " ", f"{row.name}  ")
        screen.wrap(screen.text((_about(row), "dim")), lead=lead)


def _about(row: VariableRow) -> str:
    state = {"set": "set by", "blank": "blank in", "unset": "not set"}[row.state]
    shell = {True: ", a login shell has it", False: ", a login shell does not have it"}
    return f"{state} {place(row.origin)}".strip() + shell.get(bool(row.login_shell), "") * (
        row.login_shell is not None
    )


def _add_row(screen: Lines, row: Row, *, lead: str, column: int) -> None:
    """Add a value with its origin beside it, or below it where the column is too narrow."""
    start = screen.text((f"{lead:<{_LEAD}}", "bold") if lead else " " * _INDENT)
    value, origin = screen.text(row[0]), screen.text((row[1], "dim"))
    if row[1] and value.cell_len <= column:
        screen.add(start + value + screen.text(" " * (column - value.cell_len + _GAP)) + origin)
        return
    screen.wrap(value, lead=start)
    if row[1]:
        screen.wrap(origin, indent=start.cell_len + _INDENT)


# ----- sentences, for screen readers


def _sentences(shown: Configuration, *, options: Options) -> Iterator[str]:
    yield f"{', '.join(_head(shown))}."
    yield _headline(shown)[0]
    for name, (value, origin) in _target(shown):
        yield f"{name}: {value}{_from(origin)}"
    for layer in shown.layers:
        reason = f", {layer.reason}" if layer.reason else ""
        yield f"Layer {layer.layer}: {layer.path}, {layer.state}{reason}."
    for row in shown.values:
        yield f"{row.key} = {row.value}{_from(place(row.origin))}"
    for variable in shown.variables:
        yield f"Variable {variable.name}: {_about(variable)}."
    for number, ranked in enumerate(shown.findings, start=1):
        yield from finding_lines(ranked, number=number, options=options)


def _from(origin: str) -> str:
    return f", from {origin}" if origin else ""
