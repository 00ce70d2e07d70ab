"""Write what `codex-doctor explain` shows of measurements, and the pages of `docs/findings`.

    python -m oracle.findings      (PYTHONPATH=tests; a part of `make docs`, no Codex needed)

What Codex prints was recorded by `oracle.record_messages`, and by the oracle with `--json` for
broken networks, proxies, products and the field. Products are those that the oracle runs, and those
of public threads in `tests/data/products.json`.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from difflib import ndiff
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import msgspec
from msgspec import Struct

import codex_doctor.pages
from codex_doctor.codex.versions import NEWEST
from codex_doctor.lab.fault import CONFIG as LAB_CONFIG
from codex_doctor.lab.fault import HEALTHY_ENDPOINT, fill
from codex_doctor.lab.faults import FAULTS
from codex_doctor.pages.as_markdown import index_page, one_page
from codex_doctor.pages.assemble import by_id, explained
from codex_doctor.pages.data import EXAMPLES, MESSAGES, PRODUCTS, Messages
from codex_doctor.pages.nouns import Example, Printed, Product
from codex_doctor_checks import ALL_CHECKS
from field.cases import CASES as FIELD_CASES
from field.older import version_of
from oracle import harness, record_messages
from oracle.config_case import CONFIG
from oracle.config_cases import CONFIG_CASES
from oracle.gateways import GATEWAYS
from oracle.litellm_set_ups import SET_UPS as LITELLM
from oracle.memory import read_answers
from oracle.proxy_places import CASES as PROXIES
from oracle.stage_cases import STAGES
from oracle.test_products_oracle import PRODUCTS as SERVERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from codex_doctor.lab.fault import Fault
    from oracle.config_case import ConfigCase


class _Expecting(Protocol):
    @property
    def expect(self) -> str | None: ...


ROOT: Final = Path(__file__).parents[2]
PACKAGE: Final = Path(codex_doctor.pages.__file__).parent
DOCS: Final = ROOT / "docs" / "findings"
THREADS: Final = ROOT / "tests" / "data" / "products.json"
FIELD_ANSWERS: Final = ROOT / "tests" / "data" / "field_codex.json"
# A finding of set-ups that work, of which Codex warns.
METADATA: Final = "config.model_metadata_missing"
NETWORK: Final = f"Reconnecting... {harness.WAITING}"
_SETS: Final[Mapping[str, Mapping[str, _Expecting]]] = {
    "stage": STAGES,
    "proxy": PROXIES,
    "product": SERVERS,
    "litellm": LITELLM,
    "gateway": GATEWAYS,
}
_VALUES: Final = {
    "base_url": "http://127.0.0.1:8080/v1",
    "origin": "http://127.0.0.1:8080",
    "port": "8080",
    "dead_port": "9",
}
_OF_USERS: Final = frozenset({"product", "litellm", "gateway"})
_LAST_LINE: Final = re.compile(r"in `|\s*\|")
LONGEST: Final = 240
MOST_LINES: Final = 4
# What is another one in each run, or only the name of something in a set-up.
_PLACES: Final = tuple(
    (re.compile(pattern), place)
    for pattern, place in (
        (r"\x1b\[[0-9;]*m", ""),
        (r"^\d{4}-\S+Z ERROR [\w:]+: ", ""),
        (r"\bsk-[\w-]{6,}|gwk-\w+", "<key>"),
        (
            r"(?:https?|wss?)://(?:127\.0\.0\.1|localhost|\[::1\])[^\s,)\"'`\\]*(?: /responses)?",
            "<url>",
        ),
        (r"\b127\.0\.0\.1(?::(?:\d+|PORT))?", "<host>"),
        (r"FOLDER(?:/[\w.-]+)*", "<file>"),
        (r"<file>:\d+:\d+", "<file>:<line>:<column>"),
        (r"<file>:\d+:", "<file>:<line>:"),
        (r"\bindex \d+", "index <number>"),
        (r"\b(?:lab-model-1|glm-5|Lab-Model-1)\b", "<model>"),
        (r"\b(?:LAB_API_KEY|GW_KEY|gw_key)\b", "<variable>"),
        (r"\bmodel_providers\.(?:\"[^\"]*\"|[\w-]+)", "model_providers.<provider>"),
        (r"(Model provider|auth command) `[^`]*`", r"\1 `<name>`"),
        (r"(config keys in <file>): [\w.]+\.", r"\1: <key>."),
        (r"\b[0-9a-f]{8}-[0-9a-f-]{27}\b|\breq-[\w-]+|\bID\b", "<id>"),
        (r"\s+", " "),
    )
)


class Said(Struct, frozen=True):
    """What Codex printed in one set-up, and what is the cause there."""

    finding: str
    text: str
    ending: str
    is_counted: bool = True
    is_of_users: bool = False


def main() -> None:
    """Write all files; the data first, since the pages are made of it."""
    _write(data())
    whole = pages()
    for path in set(DOCS.glob("*.md")) - whole.keys():
        path.unlink()
    _write(whole)


def _write(files: Mapping[Path, str]) -> None:
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def data() -> dict[Path, str]:
    """Return the packaged data."""
    return {
        PACKAGE / MESSAGES: _json(messages()),
        PACKAGE / EXAMPLES: _json(examples()),
        PACKAGE / PRODUCTS: _json(products()),
    }


def pages() -> dict[Path, str]:
    """Return a page for each finding id, and their index."""
    whole = [explained(page, check) for page, check in by_id(ALL_CHECKS).values()]
    return {
        DOCS / "README.md": index_page(whole),
        **{DOCS / f"{one.page.id}.md": one_page(one) for one in whole},
    }


def _json(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=1).decode() + "\n"


# ----- what Codex prints


def messages() -> Messages:
    """Return what Codex prints for each finding that is the cause.

    The most frequent first, and what users met before what only the lab shows.
    """
    version, _ = record_messages.read()
    groups: dict[str, dict[str, list[Said]]] = defaultdict(lambda: defaultdict(list))
    run = tuple(_run())
    # With --json there are no warnings: that nothing was printed is known of the others alone.
    told = {one.finding for one in run}
    recorded = (one for one in _recorded() if one.text or one.finding not in told)
    for one in (*run, *recorded):
        groups[one.finding][with_places(one.text)].append(one)
    found = {finding: tuple(_ranked(groups[finding])) for finding in sorted(groups)}
    return Messages(version, found)


def _ranked(groups: Mapping[str, list[Said]]) -> list[Printed]:
    told = [
        Printed(
            text,
            tuple(sorted({one.ending for one in group})),
            sum(one.is_counted for one in group),
            sum(one.is_of_users for one in group),
        )
        for text, group in groups.items()
    ]
    seen = {one.text: len(groups[one.text]) for one in told}
    return sorted(told, key=lambda one: (-one.of_users, -one.set_ups, -seen[one.text], one.text))


def with_places(text: str) -> str:
    """Return a message in one line with a name for what is another one in each run."""
    for pattern, place in _PLACES:
        text = pattern.sub(place, text)
    return text.strip() if len(text) <= LONGEST else f"{text.strip()[:LONGEST]}..."


def _run() -> Iterator[Said]:
    faults = {fault.name: fault.expect for fault in FAULTS}
    cases = {name: case.expect for name, case in CONFIG_CASES.items()}
    for one in record_messages.read()[1]:
        # What is expected may be another finding by now than when Codex was asked.
        expected = cases if one.kind == "config" else faults
        finding = expected.get(one.name, one.expect)
        if one.name == record_messages.HEALTHY:
            finding = METADATA
        if finding:
            yield Said(finding, one.text, one.ending, one.kind != "config")


def _recorded() -> Iterator[Said]:
    """Yield what was recorded with `--json`, where the cause is one finding."""
    for (kind, name), kept in read_answers().items():
        finding = _SETS[kind][name].expect if name in _SETS.get(kind, {}) else None
        answer = msgspec.json.decode(kept.answer)
        if finding and not answer["works"] and _is_whole(answer):
            text = _spoken(answer["said"])
            yield Said(finding, text, answer["ending"], is_of_users=kind in _OF_USERS)
    answers = json.loads(FIELD_ANSWERS.read_text("utf-8"))
    for one in FIELD_CASES:
        if version_of(one) != NEWEST:
            continue
        answer = answers.get(one.id)
        if len(one.first) == 1 and one.first[0] and answer and _is_whole(answer):
            text = _spoken(answer["said"]) if answer["codex"] in {"fails", "hangs"} else ""
            yield Said(one.first[0], text, answer["ending"], is_of_users=True)


def _is_whole(answer: Mapping[str, str]) -> bool:
    """Whether a whole message was recorded, not the last line of one or none at all."""
    return answer["ending"] != "is refused" and not _LAST_LINE.match(answer["said"])


def _spoken(said: str) -> str:
    """Return the error in what was recorded, "" where it is an event or the model's answer."""
    if said.startswith(('{"type":"turn.', '{"type":"item.', "The command printed")):
        return ""
    return NETWORK if harness.WAITING in said else said


# ----- examples


def examples() -> dict[str, Example]:
    """Return for each finding the fault of the lab that shows it, and the fewest lines that do."""
    faults: dict[str, str] = {}
    for fault in FAULTS:
        faults.setdefault(fault.expect or "", fault.name)
    lines: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
    for expect, before, after in _differences():
        lines[expect].append((before, after))
    found: dict[str, Example] = {}
    for finding in by_id(ALL_CHECKS):
        fewest = min(lines[finding], key=_length, default=((), ()))
        if finding in faults or any(fewest):
            found[finding] = Example(faults.get(finding, ""), *fewest)
    return found


def _length(lines: tuple[tuple[str, ...], tuple[str, ...]]) -> tuple[bool, int]:
    """Return how much is to be read; lines on both sides tell more than on one."""
    return not all(lines), sum(map(len, lines))


def _differences() -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Yield finding, broken and sound lines of each set-up that only its config.toml spoils."""
    sets: tuple[Fault, ...] | tuple[ConfigCase, ...]
    well = tuple(one for one in FAULTS if one.behaviour == HEALTHY_ENDPOINT)
    for sets, sound in ((well, LAB_CONFIG), (tuple(CONFIG_CASES.values()), CONFIG)):
        for one in sets:
            is_plain = isinstance(one.config, str) and not one.files and not one.args
            if not (is_plain and one.expect) or one.works:
                continue
            compared = list(ndiff(str(one.config).splitlines(), sound.splitlines()))
            broken, whole = _lines(compared, "- "), _lines(compared, "+ ")
            # Where a line only stands elsewhere, the line alone shows nothing.
            if broken != whole and max(len(broken), len(whole)) <= MOST_LINES:
                yield one.expect, broken, whole


def _lines(compared: list[str], mark: str) -> tuple[str, ...]:
    told = (one[2:] for one in compared if one.startswith(mark) and one[2:].strip())
    return tuple(_filled(one) for one in told)


def _filled(line: str) -> str:
    return re.sub(r"sk-lab-\w+", "sk-...", fill(line, _VALUES))


# ----- products


def products() -> dict[str, tuple[Product, ...]]:
    """Return the products by what they were seen to do, those that we ran first."""
    found: dict[str, dict[Product, None]] = defaultdict(dict)
    for one in SERVERS.values():
        if one.expect:
            found[one.expect][Product(Path(one.program).name, "", "")] = None
    for one in json.loads(THREADS.read_text("utf-8")):
        found[one["finding"]][Product(one["name"], one["version"], one["source"])] = None
    return {finding: tuple(found[finding]) for finding in sorted(found)}


if __name__ == "__main__":
    main()
