"""All targets by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fuzz.addresses import PROXIES, URLS
from fuzz.answers import CLASSIFIER, ERROR_EVENT, MODELS
from fuzz.bundled import BUNDLE, FACTS
from fuzz.configuration import DOTENV, SETUP, TOML
from fuzz.edits import EDITS
from fuzz.masks import PLAIN, PLANTED
from fuzz.streams import CHAT_STREAM, ITEMS, STREAM

if TYPE_CHECKING:
    from fuzz.target import Target

TARGETS: Final[dict[str, Target]] = {
    one.name: one
    for one in (
        TOML, DOTENV, SETUP, EDITS, URLS, PROXIES, STREAM, CHAT_STREAM, ITEMS, CLASSIFIER,
        ERROR_EVENT,
        MODELS, PLANTED, PLAIN, BUNDLE, FACTS,
    )
}  # fmt: skip
