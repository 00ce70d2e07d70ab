"""One page that needs nothing else: no script, no font, no image from anywhere.

It is built of elements, so that no text can become markup, and its policy forbids all but its own
style. What is drawn on it is in `pictures`.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from codex_doctor.model import Verdict
from codex_doctor.report import pictures, waterfall, words
from codex_doctor.report.about import about_rows
from codex_doctor.report.html_finding import add_finding
from codex_doctor.words import measures
from codex_doctor.words.catalogue import chosen
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from codex_doctor.report.options import Options
    from codex_doctor.reported import Report, StreamRow

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STEPS = ("step1", "step2", "step3", "step4")
_STATES = {
    "clear": "report.clear",
    "found": "report.found",
    "not_checked": "report.not_reached",
}


def render(report: Report, options: Options) -> str:
    """Return the report as HTML in ASCII."""
    html = ET.Element("html", {"lang": chosen()})
    _add_head(html, report)
    main = ET.SubElement(ET.SubElement(html, "body"), "main")
    _add_verdict(main, report)
    if report.findings:
        _heading(main, say("html.findings"))
        for ranked in report.findings:
            add_finding(main, ranked, options)
    _add_mistakes(main, report)
    _add_pictures(main, report)
    _add_checks(main, report)
    _add_requests(main, report)
    _add_about(main, report)
    made = say("html.made", version=report.doctor_version)
    ET.SubElement(main, "footer").text = made
    text = ET.tostring(html, encoding="us-ascii", method="html").decode("ascii")
    return f"<!DOCTYPE html>\n{text}\n"


def _add_head(html: ET.Element, report: Report) -> None:
    head = ET.SubElement(html, "head")
    ET.SubElement(head, "meta", {"charset": "utf-8"})
    policy = {"http-equiv": "Content-Security-Policy", "content": _POLICY}
    ET.SubElement(head, "meta", policy)
    view = {"name": "viewport", "content": "width=device-width, initial-scale=1"}
    ET.SubElement(head, "meta", view)
    title = ET.SubElement(head, "title")
    title.text = say(
        "measure.labelled",
        label=say("document.title"),
        text=say(words.HEADLINES[report.verdict]),
    )
    style = resources.files("codex_doctor.report") / "html.css"
    ET.SubElement(head, "style").text = style.read_text(encoding="utf-8")


def _add_verdict(main: ET.Element, report: Report) -> None:
    target = report.target
    headline = say(words.HEADLINES[report.verdict])
    ET.SubElement(main, "h1", {"class": report.verdict.value}).text = headline
    about = say(
        "html.about",
        model=target.model or say("report.no_model"),
        base_url=target.base_url or say("report.no_provider"),
    )
    ET.SubElement(main, "p", {"class": "quiet"}).text = about
    seen = words.not_seen(report) if report.verdict is Verdict.UNKNOWN else []
    for text in (*seen, *map(words.sentence, report.notes)):
        ET.SubElement(main, "p").text = text


def _add_mistakes(main: ET.Element, report: Report) -> None:
    _heading(main, say("report.mistakes"))
    table = ET.SubElement(main, "table", {"class": "pairs"})
    for mistake, (name, _) in words.MISTAKES.items():
        row = ET.SubElement(table, "tr")
        ET.SubElement(row, "td").text = say(name)
        state = report.mistakes[mistake]
        ET.SubElement(row, "td", {"class": state}).text = say(_STATES[state])


def _add_pictures(main: ET.Element, report: Report) -> None:
    lost = ("lost", say("html.lost"))
    if report.timings:
        _heading(main, say("html.network"))
        steps = zip(_STEPS, (say(name) for name, _, _ in waterfall.STEPS), strict=True)
        _add_keys(_add_figure(main, pictures.addresses(report)), [*steps, lost])
    if report.exchanges:
        _heading(main, say("html.requests"))
        keys = (("step2", say("html.wait")), ("step4", say("html.answer")))
        _add_keys(_add_figure(main, pictures.requests(report)), [*keys, lost])
    paced = [(at, row, row.stream) for at, row in enumerate(report.exchanges, start=1)]
    if any(pace for _, _, pace in paced):
        _heading(main, say("html.stream"))
    for number, row, pace in paced:
        if pace is not None:
            caption = _add_figure(main, pictures.stream(row, pace))
            caption.text = _pace_words(number, pace)


def _pace_words(number: int, pace: StreamRow) -> str:
    # What comes within one mark has no silence in the picture.
    template = "html.stream_caption" if len(pace.marks) > 1 else "html.stream_at_once"
    return say(template, number=number, events=pace.events, gap_ms=pace.longest_gap_ms)


def _add_figure(main: ET.Element, drawn: ET.Element) -> ET.Element:
    """Add a picture and return its caption."""
    figure = ET.SubElement(main, "figure")
    figure.append(drawn)
    return ET.SubElement(figure, "figcaption")


def _add_keys(caption: ET.Element, keys: list[tuple[str, str]]) -> None:
    for style, name in keys:
        ET.SubElement(caption, "span", {"class": f"key {style}"}).tail = name


def _add_checks(main: ET.Element, report: Report) -> None:
    _heading(main, say("document.checks", counts=words.status_counts(report)))
    columns = ("document.check", "document.result", "document.time_taken", "document.summary")
    table = _table(main, columns, numbers=(2,))
    for row in report.checks:
        line = ET.SubElement(table, "tr")
        ET.SubElement(line, "td").text = row.id
        ET.SubElement(line, "td", {"class": row.status.value}).text = say(
            words.STATUSES[row.status]
        )
        took = ET.SubElement(line, "td", {"class": "number"})
        took.text = say("document.time", took_ms=row.took_ms)
        ET.SubElement(line, "td").text = words.clipped(row.summary or row.title)


def _add_requests(main: ET.Element, report: Report) -> None:
    if not report.exchanges:
        ET.SubElement(main, "p").text = say("document.none_sent")
        return
    _heading(main, say("document.exchanges", count=len(report.exchanges)))
    columns = ("document.request", "document.status_code", "document.purpose", "document.sizes")
    table = _table(main, columns, numbers=(3,), style="wrap")
    for number, row in enumerate(report.exchanges, start=1):
        line = ET.SubElement(table, "tr")
        request = ET.SubElement(line, "td")
        request.text = f"{number}. {row.method} "
        ET.SubElement(request, "code").text = words.clipped(row.url)
        ET.SubElement(line, "td").text = str(row.status or say("report.no_answer"))
        ET.SubElement(line, "td").text = words.clipped(row.purpose)
        sizes = f"{measures.size(row.bytes_sent)} / {measures.size(row.bytes_received)}"
        ET.SubElement(line, "td", {"class": "number"}).text = sizes


def _add_about(main: ET.Element, report: Report) -> None:
    _heading(main, say("document.setup"))
    table = ET.SubElement(main, "table", {"class": "pairs"})
    for label, ours, outside in about_rows(report):
        line = ET.SubElement(table, "tr")
        ET.SubElement(line, "td").text = label
        value = ET.SubElement(line, "td")
        value.text = f"{ours} " if ours or outside else say("document.none")
        for text in outside:
            code = ET.SubElement(value, "code")
            code.text, code.tail = text, " "


def _heading(main: ET.Element, text: str) -> None:
    ET.SubElement(main, "h2").text = text


def _table(
    main: ET.Element, columns: tuple[str, ...], *, numbers: tuple[int, ...], style: str = ""
) -> ET.Element:
    table = ET.SubElement(main, "table", {"class": style})
    head = ET.SubElement(table, "tr")
    for index, template in enumerate(columns):
        kind = "number" if index in numbers else ""
        ET.SubElement(head, "th", {"class": kind}).text = say(template)
    return table
