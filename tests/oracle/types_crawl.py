"""Finds out which keys one version of Codex has in its configuration, and what each takes.

Each key gets values of every kind. Of a table with fixed keys, all names that the binary has are
tried as keys at once, in halves of halves until those that Codex knows are left.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field

from codex_doctor.values import is_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oracle.types_codex import Codex

Path = tuple[str, ...]

ABSENT: Final = "zork"
ANY_NAME: Final = "*"
ENTRY: Final = "[]"
# What must stand beside a key so that its table is taken at all, where Codex says it in words.
_BESIDE: Final[dict[Path, dict[str, Any]]] = {
    ("mcp_servers", ANY_NAME): {"command": "x"},
    ("model_providers", ANY_NAME): {"name": "x"},
}
# Keys of tables with free names that take other values than the free ones, and those as well.
_NAMED: Final[dict[Path, tuple[str, ...]]] = {("apps",): ("_default",)}
# What tables have that Codex reads in parts: the binary does not list their keys. Found once by
# trying each piece of the texts around those that are known.
_FLATTENED: Final = """
    Interrupt PermissionRequest PostCompact PostToolUse PreCompact PreModelRequest PreToolUse
    SessionEnd SessionStart Stop SubagentStart SubagentStop UserPromptSubmit
    agents_overview_grouping alternate_screen animations auto_recap collapse_turn_details
    copy_on_select copy_on_select_clear_selection default_hosts default_subagent_model effects
    fullscreen_transcript
    interrupt_message job_max_runtime_seconds max_depth model_availability_nux
    notification_condition notification_method notifications pet_anchor presets question_esc_back
    raw_output_mode rendering resume_cwd right_click_paste screen_reader_detection_done
    show_server_version_notice show_tooltips sidebar_width_percent status_line
    status_line_use_colors terminal_resize_reflow_max_rows terminal_title theme vim_mode_default
"""
# Here the free names are all there is: the built-in providers have rules of their own.
_FREE: Final = {("model_providers",)}
_WHOLE: Final = (-(2**63), -(2**31), -1, 0, 1, 2, 100, 255, 65535, 2**31 - 1, 2**32 - 1, 2**63 - 1)
_TABLE: Final = re.compile(r"expected table|expected (newtype|struct|tuple) variant|unit variant")
_SAMPLES: Final[tuple[Any, ...]] = ("/x", 1, True, [], {}, ["/x"])
# What a text may be where Codex does not list it; every name of 0.169.0 was tried once.
_CHOICES: Final = """
    all always auto default false high large low medium never none off on small true unfocused
"""
# Texts of a form that another text has not.
_FORMS: Final = ("a", "ctrl-a", "/x", "http://127.0.0.1", "1.0.0", "1h")
_MOST_AT_ONCE: Final = 400
_NEAR_THE_END: Final = 2**40
_DEEPEST: Final = 9
_NEAR_THE_TOP: Final = 2


class Taken(Struct):
    """What a key takes, by kind of value."""

    null: bool = False
    text: bool = False
    blank: bool = False
    choices: list[str] = field(default_factory=list[str])
    variants: list[str] = field(default_factory=list[str])
    whole: tuple[int, int] | None = None
    number: bool = False
    negative: bool = False
    flag: bool = False
    many: bool = False
    order: list[str] = field(default_factory=list[str])
    table: bool = False
    needs: list[str] = field(default_factory=list[str])
    tagged: bool = False
    closed: bool = False
    gone: bool = False


class Crawl:
    """One walk through all tables.

    Args:
        codex: The version.
        names: What may be a key of it.
        known: Keys that another version has; none of them for a version that is the first one.
        features: Features that may be tables.
        samples: Tables that one with needs of its own may want, where Codex does not say which
            table lacks something.
        has_null: Whether what is written may be null.

    Attributes:
        found: What each key takes, by its path.
    """

    def __init__(
        self,
        codex: Codex,
        names: Iterable[str],
        *,
        known: Iterable[str],
        features: Iterable[str] = (),
        samples: Iterable[dict[str, Any]] = (),
        has_null: bool = False,
    ) -> None:
        self._codex = codex
        self._samples = (*samples, *_SAMPLES)
        self._has_null = has_null
        self._names = sorted({*names, *known, *_FLATTENED.split()})
        self._known = sorted(known) or self._names
        self._named = _NAMED | {("features",): tuple(features)}
        self._beside = dict(_BESIDE)
        self.found: dict[Path, Taken] = {}

    def walk(self) -> None:
        """Look at every table from the top one down."""
        self._look_inside(())

    def walk_entry(self) -> None:
        """Look at one table that has needs of its own, and at every table below it."""
        self._look(())

    # ----- asking

    def _whole(self, path: Path, value: Any) -> Any:
        """Return the configuration that has this value at this path."""
        for index in range(len(path) - 1, -1, -1):
            part = path[index]
            if part == ENTRY:
                value = [value]
            else:
                key = ABSENT if part == ANY_NAME else part
                value = {**self._beside.get(path[:index], {}), key: value}
        return value

    def _refuses(self, path: Path, value: Any) -> str:
        return self._codex.refuses(self._whole(path, value))

    def _says(self, path: Path, value: Any) -> str:
        return self._codex.says(self._whole(path, value))

    # ----- one key

    def _look(self, path: Path) -> None:
        if len(path) > _DEEPEST or path in self.found:
            return
        taken = Taken()
        taken.null = self._has_null and not self._refuses(path, None)
        taken.number = not self._refuses(path, 1.5)
        taken.negative = taken.number and not self._says(path, -1.5)
        taken.flag = not self._refuses(path, True)
        taken.many = not self._refuses(path, [])
        taken.whole = self._range(path)
        self._look_at_text(path, taken)
        self._look_at_table(path, taken)
        self.found[path] = taken
        if taken.table and not (taken.variants or taken.tagged):
            self._look_inside(path)
            if taken.many:
                taken.order = self._look_at_order(path)
        elif taken.many:
            self._look((*path, ENTRY))

    def _range(self, path: Path) -> tuple[int, int] | None:
        """Return the smallest and the largest whole number; what is said in words counts too."""
        if self._refuses(path, 1) and self._refuses(path, 100):
            return None
        ask = self._refuses if all(self._says(path, one) for one in _WHOLE) else self._says
        good = [one for one in _WHOLE if not ask(path, one)]
        if not good:
            return None
        above = [one for one in _WHOLE if one > good[-1]]
        high, bad = good[-1], above[0] if above else good[-1] + 1
        while bad - high > 1:
            middle = (high + bad) // 2
            high, bad = (middle, bad) if not ask(path, middle) else (high, middle)
        # What is added to the time of day has no fixed end.
        return good[0], high if high < _WHOLE[-1] - _NEAR_THE_END else _WHOLE[-1]

    def _look_at_text(self, path: Path, taken: Taken) -> None:
        refusal = self._refuses(path, ABSENT)
        if not refusal:
            taken.text = True
            taken.gone = "remove it" in self._says(path, ABSENT)
            taken.blank = not self._codex.refuses(self._whole(path, "")) and "empty" not in (
                self._says(path, "")
            )
        elif "unknown variant" in refusal:
            listed = _listed(refusal)
            near = {odd for one in listed for odd in _spellings(one)} - set(listed)
            known = listed + [one for one in sorted(near) if not self._refuses(path, one)]
            taken.variants = [one for one in known if _TABLE.search(self._refuses(path, one))]
            plain = [one for one in known if one not in taken.variants]
            # Codex may know a choice and say in words that it is gone.
            gone = [one for one in plain if self._says(path, one) and not self._refuses(path, one)]
            taken.choices = plain if len(gone) == len(plain) else _without(plain, gone)
        elif "any variant" in refusal:
            taken.choices = [one for one in _CHOICES.split() if not self._refuses(path, one)]
            taken.text = taken.blank = not all(self._refuses(path, one) for one in _FORMS)

    def _look_at_table(self, path: Path, taken: Taken) -> None:
        beside = dict(self._beside.get(path, {}))
        refusal = self._refuses(path, beside)
        if (
            "any variant" in refusal
            and not taken.many
            and "any variant" in self._refuses(path, {ABSENT: 1})
        ):
            # One of several tables, of which none is known; or none at all.
            taken.table = taken == Taken() or not self._refuses(path, {"name": ABSENT})
            return
        while missing := _missing(refusal):
            holder = _inner(beside, _place(refusal)[len(path) :])
            if holder is None or missing in holder:
                break
            holder[missing] = ABSENT
            listed = _listed(self._refuses(path, beside))
            for sample in (*self._samples, *listed):
                holder[missing] = sample
                refusal = self._refuses(path, beside)
                if not refusal or _missing(refusal) not in {"", missing}:
                    break
            further = (
                _missing(self._refuses(path, {**beside, missing: one}))
                for one in listed
                if holder is beside
            )
            if len({*further}) > 1:
                self._look_at_tagged(path, taken, missing)
                return
        taken.table = not refusal
        if taken.table and beside:
            taken.needs = sorted(beside.keys() - _BESIDE.get(path, {}).keys())
            self._beside[path] = beside
        for variant in taken.variants:
            self._look((*path, variant))

    def _look_at_tagged(self, path: Path, taken: Taken, tag: str) -> None:
        """Look at a table whose keys depend on one of them; what the others take is left open."""
        taken.table = taken.tagged = True
        taken.needs = [tag]
        self._look((*path, tag))

    # ----- one table

    def _look_inside(self, path: Path) -> None:
        print(f"{self._codex.version} {'.'.join(path)}", flush=True)
        beside = self._beside.get(path, {})
        refusal = self._refuses(path, {**beside, ABSENT: 1.5}) or self._refuses(
            path, {**beside, ABSENT: [[ABSENT]]}
        )
        if "any variant" in refusal:
            return
        if "unknown field" in refusal:
            self.found[path].closed = True
            keys = _listed(refusal)
        elif not refusal:
            keys = self._find(path, 1.5)
            keys += self._find(path, [[ABSENT]], but=keys)
        else:
            keys = self._look_at_free(path)
        for key in sorted({*keys, *beside}):
            self._look((*path, key))

    def _look_at_free(self, path: Path) -> list[str]:
        """Look at what any name may have; return the names that may have something else."""
        self._look((*path, ANY_NAME))
        named = set(self._named.get(path, ()))
        if path not in _FREE:
            beside = self._beside.get((*path, ANY_NAME), {})
            for sample in (*_SAMPLES, beside):
                if not self._refuses(path, {ABSENT: sample}):
                    named |= set(self._find(path, sample))
        return sorted(named)

    def _look_at_order(self, path: Path) -> list[str]:
        """Return the keys of a table as a list in its place gives their values.

        Keys that take the same are alike here. Nothing is returned where an entry is of no key.
        """
        keys = {one[-1]: taken for one, taken in self.found.items() if one[:-1] == path}
        texts = {text for taken in keys.values() for text in (*taken.choices, *taken.variants)}
        tables = {one[-1] for one in self.found if one[:-2] == path}
        samples = [*_SAMPLES, 1.5, -1, ABSENT, *sorted(texts)]
        samples += [{inner: [[ABSENT]]} for inner in sorted(tables - {ANY_NAME, ENTRY})]
        takes = {
            key: [not self._refuses((*path, key), one) for one in samples] for key in sorted(keys)
        }
        order: list[str] = []
        before: list[Any] = []
        while takes:
            taken = [not self._refuses(path, [*before, one]) for one in samples]
            if not any(taken):
                break
            fitting = next((key for key, one in takes.items() if one == taken), None)
            if fitting is None:
                return []
            del takes[fitting]
            order.append(fitting)
            before.append(samples[taken.index(True)])
        return order

    def _find(self, path: Path, value: Any, *, but: Iterable[str] = ()) -> list[str]:
        """Return the names that cannot have this value."""
        beside = self._beside.get(path, {})
        # Keys come and go near the top; further down those that another version has will do.
        names = self._names if len(path) < _NEAR_THE_TOP else self._known
        free = [one for one in names if one not in beside and one not in but]
        found: list[str] = []
        stack = [free[at : at + _MOST_AT_ONCE] for at in range(0, len(free), _MOST_AT_ONCE)]
        while stack:
            some = stack.pop()
            if not self._refuses(path, {**beside, **dict.fromkeys(some, value)}):
                continue
            if len(some) == 1:
                found += some
            else:
                stack += [some[: len(some) // 2], some[len(some) // 2 :]]
        return found


def _listed(refusal: str) -> list[str]:
    """Return the names that a refusal lists as known ones."""
    _, _, known = refusal.partition("expected")
    return re.findall(r"`([^`]*)`", known.split("\nin `")[0])


def _without(texts: list[str], others: list[str]) -> list[str]:
    return [one for one in texts if one not in others]


def _missing(refusal: str) -> str:
    found = re.search(r"missing field `([^`]+)`", refusal)
    return found[1] if found else ""


def _place(refusal: str) -> Path:
    """Return where Codex says that it is wrong."""
    found = re.search(r"\nin `([^`]+)`", refusal)
    return tuple(found[1].split(".")) if found else ()


def _inner(table: dict[str, Any], path: Path) -> dict[str, Any] | None:
    """Return the table at a path inside another one, None where there is none."""
    for part in path:
        inner: object = table.get(part)
        if not is_table(inner):
            return None
        table = inner
    return table


def _spellings(choice: str) -> set[str]:
    plain = choice.replace("-", "_")
    return {plain, plain.replace("_", "-"), plain.replace("_", ""), choice.upper(), choice.title()}
