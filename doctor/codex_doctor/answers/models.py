"""The ids in a model list of any shape, and which of them a wrong id was meant to be.

The list is a hint: whether an id works, only a request tells.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from heapq import nlargest
from typing import Any, Final

from msgspec import Struct

from codex_doctor.answers.untrusted_json import load_json
from codex_doctor.patterns import Regex
from codex_doctor.values import is_list, is_table

MAX_IDS: Final = 10_000
_MAX_ID: Final = 200
# Routers list hundreds of models with their prices in less than half of it.
MAX_LIST_BYTES: Final = 2 * 1024 * 1024
_MAX_CANDIDATES: Final = 3
_SIMILAR: Final = 0.72
_SHORTLIST: Final = 30
_COMPARED: Final = 80
_LISTS: Final = ("data", "models", "result", "results", "items", "model_list")
_IDS: Final = ("id", "slug", "model", "name", "model_name", "modelId", "key", "model_id")
# What vendors append to one and the same model: a date, a moving tag, an Ollama tag.
_SUFFIX: Final = Regex(
    r"(?:[-_@:.](?:20\d{6}|20\d\d-\d\d-\d\d|\d{4}|latest|preview|exp|v\d+(?::\d+)?|free|thinking|"
    r"low|medium|high|xhigh|max|minimal))+$"
)

# What stands before the ids that are served, in the words of a refusal.
_LISTED: Final = Regex(
    r"(?:available|supported|valid|allowed|permitted|accessible|served)(?: model)?(?: id| name)?s?"
    r"(?: are| is| include)?\W{0,3}[:=]|\bmodels? ?[:=] ?\[|"
    r"(?:can only|may only|should|must|expected to) (?:access|use|be)(?: one of)?\b|"
    r"\b(?:one of|expected)\b|(?:可用|支持|可选)(?:的)?模型(?:有|为|列表)?\W{0,2}",
    re.IGNORECASE,
)
_ID: Final = r"[A-Za-z0-9@][\w./:@+-]{1,98}[A-Za-z0-9]"
_QUOTED: Final = Regex(rf"['\"`“‘]({_ID})['\"`”’]")
_PLAIN: Final = Regex(_ID)
# What an id has that is no word.
_NOT_IN_WORDS: Final = frozenset("0123456789-_/:")

# In the names of models that answer with no words: they embed, rank, hear, speak or draw.
_WORDLESS: Final = Regex(
    r"(?:^|[^a-z])(?:embed|rerank|bge|gte|e5|whisper|tts|asr|dall-e|flux|sdxl|stable-diffusion|"
    r"moderation|guard|(?:gpt-)?image)(?:$|[^a-z]|d?ings?(?:$|[^a-z])|er(?:$|[^a-z]))",
    re.IGNORECASE,
)


class Nearness(Struct, frozen=True):
    """How a model id misses the served ones.

    Attributes:
        kind: `prefix_missing` (served as vendor/model), `prefix_extra` (served without the
            vendor), `case` (other capitals or blanks), or `similar`.
        candidates: Served ids, the best first, three at most.
    """

    kind: str
    candidates: tuple[str, ...]


def served_ids(body: bytes) -> tuple[str, ...]:
    """Return the model ids of a `/models` answer in its order; () when it holds none.

    Understands `data`, `models` and plain lists, of objects or of strings; `models/x` (Gemini)
    becomes `x`. Bodies over 2 MiB are not read, ids after the 10 000th are left out.
    """
    if len(body) > MAX_LIST_BYTES:
        return ()
    value = load_json(body.decode("utf-8-sig", errors="replace"))[1]
    names = (_name(entry) for entry in _entries(value)[:MAX_IDS])
    return tuple(dict.fromkeys(name for name in names if name))


def words_first(ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids in their order, those last whose names say that they answer with no words."""
    return tuple(sorted(ids, key=lambda one: _WORDLESS.search(one) is not None))


def named_ids(text: str, model: str) -> tuple[str, ...]:
    """Return the ids that a refusal of `model` says are served, in its order; () for none.

    Only words that begin a list are followed, and what they name is to be tried: it may be no id.
    """
    begun = _LISTED.search(text)
    if begun is None:
        return ()
    told = text[begun.end() :]
    # Without quotes it is an id in a list alone, not in a sentence.
    listed = _PLAIN.findall(told) if begun[0].rstrip()[-1:] in {":", "：", "=", "["} else ()
    plain = (name for name in listed if any(map(name.__contains__, _NOT_IN_WORDS)))
    ids = (one for one in _QUOTED.findall(told) or plain if "://" not in one)
    return tuple(dict.fromkeys(one for one in ids if one != model))[:_MAX_CANDIDATES]


def nearest(model: str, served: tuple[str, ...]) -> Nearness | None:
    """Return how `model` misses the served ids, None if it is served or nothing is near.

    Args:
        model: Id that was asked for, as configured.
        served: Ids of the list, as `served_ids` gives them.
    """
    if not model.strip() or model in served:
        return None
    plain = _fold(model)
    if same := tuple(name for name in served if _fold(name) == plain):
        return Nearness("case", same[:_MAX_CANDIDATES])
    if longer := tuple(name for name in served if _last_part(_fold(name)) == plain):
        return Nearness("prefix_missing", _rank(plain, longer))
    parts = _tails(plain)
    if shorter := tuple(name for name in served if _fold(name) in parts):
        return Nearness("prefix_extra", _rank(plain, shorter))
    similar = _similar(plain, served)
    return Nearness("similar", similar) if similar else None


def _entries(value: Any) -> list[Any]:
    for _ in range(3):
        if is_list(value):
            return value
        if not is_table(value):
            return []
        table = value
        value = next((table[key] for key in _LISTS if table.get(key)), None)
    return []


def _name(entry: object) -> str:
    if is_table(entry):
        entry = next((entry[key] for key in _IDS if isinstance(entry.get(key), str)), "")
    if not isinstance(entry, str):
        return ""
    # What nobody sees can be in no id that is shown; a part of an id is another one.
    name = entry.strip()
    return name.removeprefix("models/") if len(name) <= _MAX_ID and name.isprintable() else ""


def _fold(name: str) -> str:
    return "".join(name.split()).casefold()


def _last_part(name: str) -> str:
    """Return what follows the vendor: `a/b` and Bedrock's `us.vendor.b` give `b`."""
    if "/" in name:
        return name.rsplit("/", 1)[1]
    # A version has dots too: only letters before a dot are a vendor.
    return re.sub(r"^(?:[a-z][a-z-]*\.){1,2}(?=[a-z])", "", name)


def _tails(name: str) -> frozenset[str]:
    """Return the id without one, two ... leading parts: `a/b/c` gives `b/c` and `c`."""
    parts = name.split("/")
    tails = {"/".join(parts[start:]) for start in range(1, min(len(parts), 8))}
    return frozenset(tails | ({_last_part(name)} - {name}))


def _similar(plain: str, served: tuple[str, ...]) -> tuple[str, ...]:
    """Return ids that differ in a suffix or in separators, else those spelt alike."""
    stem = _stem(plain)
    if twins := tuple(name for name in served if stem and _stem(_fold(name)) == stem):
        return _rank(plain, twins)
    near = (name for name in _rank(stem, served) if _ratio(stem, _stem(_fold(name))) >= _SIMILAR)
    return tuple(near)


def _stem(name: str) -> str:
    """Return the last part without suffixes and separators: `x/GLM-4.6:latest` is `glm46`."""
    return re.sub(r"[-_.:@ ]", "", _SUFFIX.sub("", _last_part(name)))


def _rank(plain: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the three names most like `plain`; two steps, since a list may be long and hostile."""
    stem = _stem(plain)
    pairs = _pairs(stem)
    # Overlap of letter pairs is cheap and throws nothing good away.
    first = nlargest(
        _SHORTLIST, names, key=lambda name: _overlap(pairs, _pairs(_stem(_fold(name))))
    )
    ranked = sorted(first, key=lambda name: (-_ratio(stem, _stem(_fold(name))), len(name)))
    return tuple(ranked[:_MAX_CANDIDATES])


def _pairs(name: str) -> frozenset[str]:
    return frozenset(name[start : start + 2] for start in range(min(len(name), _COMPARED)))


def _overlap(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / max(1, len(left) + len(right))


def _ratio(left: str, right: str) -> float:
    return SequenceMatcher(None, left[:_COMPARED], right[:_COMPARED], autojunk=False).ratio()
