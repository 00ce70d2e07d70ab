"""What keeps a source of the configuration from being read, and keys that do not count in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.codex.config.profile_names import near_profile
from codex_doctor.facts import Problem
from codex_doctor.facts.config_problems import (
    KeysIgnored,
    NotUtf8,
    TomlSyntax,
    UnknownKey,
    Unreadable,
    WrongType,
)
from codex_doctor.facts.key_problems import HomeFault
from codex_doctor.facts.provider_problems import ProfileMissing, ProviderUndefined
from codex_doctor.words.sentence import say
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from codex_doctor.codex.files.documents import Document
    from codex_doctor.facts import Layer
    from codex_doctor.facts.configuration import Refusal

_KINDS = {
    TomlSyntax: "config.toml_syntax",
    NotUtf8: "config.not_utf8",
    Unreadable: "config.unreadable",
    ProfileMissing: "config.profile_missing",
    ProviderUndefined: "config.provider_undefined",
    WrongType: "config.wrong_type",
}
# Settings that an administrator may take for constraints; each was tried.
_NO_REQUIREMENTS = (
    "model",
    "openai_base_url",
    "model_reasoning_effort",
    "approval_policy",
    "sandbox_mode",
    "profile",
    "web_search",
    "projects",
)


def judge_home(shown: str, fault: str, meant: str = "") -> Iterator[Problem]:
    """Yield why Codex finds no home and stops.

    Args:
        shown: Its home.
        fault: As in `HomeFault`, "" for none.
        meant: As in `HomeFault`.
    """
    if fault:
        shown = "" if fault == "no_home" else shown
        yield Problem(
            "env.codex_home_invalid", key="CODEX_HOME", shown=shown, about=HomeFault(fault, meant)
        )


def judge_sources(
    layers: Iterable[Layer],
    documents: Iterable[Document],
    *,
    profile: str | None = None,
    profiles: Sequence[str] = (),
    profile_copy: str = "",
) -> Iterator[Problem]:
    """Yield what is wrong with the sources of the configuration, in their order.

    Codex reads `.env` before all others, wherever its row stands.

    Args:
        layers: What became of each.
        documents: The tables of those that were read, in the same order.
        profile: `--profile`.
        profiles: Those that there are.
        profile_copy: A file that may be meant for the profile's own.
    """
    left = iter(documents)
    for layer in sorted(layers, key=lambda one: one.name != "dotenv"):
        has_table = layer.state == "read" and layer.name != "dotenv"
        document = next(left, None) if has_table else None
        if layer.refusal is not None:
            yield _refused(layer, layer.refusal, profiles)
        elif layer.name == "profile" and layer.state == "absent" and profile is not None:
            others, nearest = ", ".join(profiles), near_profile(profile, profiles)
            about = ProfileMissing(
                "absent", profile, layer.shown, others, nearest, copy=profile_copy
            )
            yield Problem("config.profile_missing", "--profile", profile, fatal=False, about=about)
        elif document is not None and document.beyond:
            yield _too_large(document)
        elif document is not None and document.name == "project" and document.left_out:
            yield _denied(document)
        elif document is not None and document.name == "requirements":
            yield from _no_requirement(document)


def _refused(layer: Layer, refusal: Refusal, profiles: Sequence[str]) -> Problem:
    about, is_option = refusal.about, refusal.location is None
    problem = Problem(
        _KINDS[type(about)],
        location=refusal.location,
        about=about,
        layer=layer.name,
        line=refusal.line,
        excerpt=refusal.excerpt,
    )
    match about:
        case ProfileMissing():
            if about.reason != "no_table":
                about = replace(about, nearest=near_profile(about.profile, profiles))
            key = "--profile" if is_option else "profile"
            return replace(problem, key=key, shown=about.profile, about=about)
        case ProviderUndefined():
            return Problem(problem.kind, "oss_provider", about=about)
        case WrongType():
            return replace(problem, key=refusal.key)
        case _:
            return replace(problem, key="-c") if is_option else problem


def _too_large(document: Document) -> Problem:
    location = document.locate(document.beyond)
    return Problem(
        "config.wrong_type",
        key=".".join(document.beyond),
        shown=say("type.number_beyond"),
        location=location,
        about=WrongType(Told("type.number_64_bits"), Told("type.number_larger")),
        line=document.line(location.line or 0),
        excerpt=document.excerpt(location),
    )


def _denied(document: Document) -> Problem:
    location = document.locate((document.left_out[0],), at_key=True)
    return Problem(
        "config.project_key_ignored",
        key=", ".join(document.left_out),
        location=location,
        fatal=False,
        about=KeysIgnored(document.shown),
        layer="project",
        excerpt=document.excerpt(location),
    )


def _no_requirement(document: Document) -> Iterator[Problem]:
    """Yield the first setting that is no constraint: Codex ignores it there."""
    key = next((one for one in _NO_REQUIREMENTS if one in document.left_out), None)
    if key is not None:
        location = document.locate((key,), at_key=True)
        yield Problem(
            "config.unknown_key",
            key=key,
            location=location,
            fatal=False,
            about=UnknownKey(key, table="", nearest=""),
            layer=document.name,
            line=document.line(location.line or 0),
            excerpt=document.excerpt(location),
        )
