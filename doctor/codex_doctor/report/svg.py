"""A picture with a time axis, drawn as elements: what is put into it cannot become markup."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from msgspec import Struct

from codex_doctor.words import measures

WIDTH = 760
_LEFT, _RIGHT = 4, 36
_MOST_TICKS = 6
_SVG = {"xmlns": "http://www.w3.org/2000/svg", "role": "img"}


class Picture(Struct, frozen=True):
    """A picture; `until_ms` is where its time axis ends, at the right side."""

    element: ET.Element
    height: int
    until_ms: int

    def x(self, at_ms: float) -> float:
        """Return where a time is."""
        share = min(max(at_ms, 0), self.until_ms) / self.until_ms
        return round(_LEFT + share * (WIDTH - _LEFT - _RIGHT), 1)

    def bar(self, style: str, *, from_ms: float, to_ms: float, y: int, height: int) -> None:
        """Draw what lasts from one time to another; it is seen however short it is."""
        left = self.x(from_ms)
        width = max(1.5, round(self.x(to_ms) - left, 1))
        box = {"x": f"{left}", "y": f"{y}", "width": f"{width}", "height": f"{height}"}
        ET.SubElement(self.element, "rect", {"class": style, **box})

    def text(self, text: str, *, x: float, y: int, style: str = "", anchor: str = "start") -> None:
        """Write a text that begins, or ends, at a place."""
        place = {"x": f"{x}", "y": f"{y}", "text-anchor": anchor}
        ET.SubElement(self.element, "text", {**place, "class": style}).text = text

    def line(self, points: list[tuple[float, float]], style: str) -> None:
        """Draw a line through points."""
        said = " ".join(f"{x},{y}" for x, y in points)
        ET.SubElement(self.element, "polyline", {"class": style, "points": said})

    def axis(self) -> None:
        """Draw the time axis at the bottom, with a line upwards for each time that it names."""
        bottom = self.height - 18
        ticks = _ticks(self.until_ms)
        for at_ms in ticks:
            x = self.x(at_ms)
            self.line([(x, 0), (x, bottom)], "grid")
            anchor = "middle" if at_ms else "start"
            said = measures.mark(at_ms, every_ms=ticks.step)
            self.text(said, x=x, y=self.height - 4, style="axis", anchor=anchor)


def picture(title: str, *, height: int, until_ms: int) -> Picture:
    """Return an empty picture, with its time axis, of this height."""
    size = {"viewBox": f"0 0 {WIDTH} {height}", "aria-label": title}
    made = Picture(ET.Element("svg", {**_SVG, **size}), height, max(1, until_ms))
    made.axis()
    return made


def _ticks(until_ms: int) -> range:
    """Return round times, a handful of them."""
    step, factors = 1, (2, 2.5, 2)
    turn = 0
    while until_ms / step > _MOST_TICKS:
        step = int(step * factors[turn % 3])
        turn += 1
    return range(0, until_ms + 1, step)
