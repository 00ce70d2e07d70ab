"""Lines of a narrow terminal: nothing is lost, broken or too long that need not be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codex_doctor.line_breaks import broken, cells

URL = "http://gw.example/v1/responses"


def shown(text: str, width: int, lead: str = "") -> list[str]:
    """Return the lines with what stands before them."""
    begin = len(lead) - len(lead.lstrip(" "))
    found = broken(text, width, begin=begin, lead=cells(lead))
    lines = [" " * one.indent + text[one.start : one.end] for one in found]
    return [(lead + lines[0][cells(lead) :]).rstrip(), *lines[1:]]


@pytest.mark.parametrize(
    ("text", "lead", "lines"),
    [
        ("", "", [""]),
        ("one two three", "", ["one two", "three"]),
        ("one two", "a    ", ["a    one", "     two"]),
        # What stands before leaves no room.
        ("set by all of it", "GATEWAY_KEY  ", ["GATEWAY_KEY", "    set by all", "    of it"]),
        # A word that fits on a line of its own is not broken for what stands before it.
        ("abcdefgh", "nam  ", ["nam", "  abcdefgh"]),
        ("abcdef", "name ", ["name", "    abcdef"]),
        ("see abcdefgh or", "nam  ", ["nam  see", "  abcdefgh", "  or"]),
        # What fits nowhere begins as far left as it may.
        (URL, "url  ", ["url", f"  {URL}"]),
        (URL, "    url:  ", ["    url:", f"      {URL}"]),
        (URL, "", [URL]),
        (f"is {URL} now", "", ["is", URL, "now"]),
    ],
)  # fmt: skip
def test_a_text_breaks_at_blanks(text: str, lead: str, lines: list[str]) -> None:
    assert shown(text, 10 if lead != "GATEWAY_KEY  " else 15, lead) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("某个完全没有意义", ["某个完全没", "有意义"]),
        # A closing mark begins no line, an opening one ends none.
        ("某个完全没。有", ["某个完全", "没。有"]),
        ("某个完全（没）有", ["某个完全", "（没）有"]),
        ('某个完全网关".a', ["某个完全网", '关".a']),
        # What is mixed stays whole where it fits.
        ("某 glm通义千", ["某", "glm通义千"]),
        ("某 glm通义千问超大", ["某 glm通义", "千问超大"]),
        # Addresses and paths stay whole.
        ("在 ~/项目文件夹/某个", ["在", "~/项目文件夹/某个"]),
        ("在 (http://a/通义千问)", ["在", "(http://a/通义千问)"]),
        ("在 C:\\项目文件夹", ["在", "C:\\项目文件夹"]),
        ("代理 http://a.example（环境）没有", ["代理", "http://a.example", "（环境）没", "有"]),
        ("http://a.example，来自环境", ["http://a.example，", "来自环境"]),
        ("运行：/bin/sh", ["运行：", "/bin/sh"]),
        ("某个完全没/有意义", ["某个完全", "没/有意义"]),
    ],
)
def test_wide_characters_break_where_people_break_them(text: str, lines: list[str]) -> None:
    assert shown(text, 10) == lines


_TEXT = st.text(st.sampled_from('ab/."网关。（é 12'), max_size=80)


@given(text=_TEXT, width=st.integers(8, 40), lead=st.integers(0, 30), begin=st.integers(0, 4))
def test_nothing_is_lost_and_only_what_is_whole_is_too_long(
    text: str, width: int, lead: int, begin: int
) -> None:
    lines = broken(text, width, begin=min(begin, lead), lead=lead)

    parts = [text[one.start : one.end] for one in lines]
    assert "".join("".join(parts).split()) == "".join(text.split())
    for one, part in zip(lines, parts, strict=True):
        assert one.indent + cells(part) <= width or len(part.split()) <= 1
