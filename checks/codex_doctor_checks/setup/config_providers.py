"""What the config check says about a provider's table; not a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.facts.provider_problems import (
    Conflict,
    HeaderFraming,
    OfProvider,
    ProviderNameMissing,
    ProviderReserved,
    Standing,
)
from codex_doctor.model import Edit, Evidence, Finding, Fix, Severity
from codex_doctor.words.sentence import say
from codex_doctor_checks.setup.problem_words import (
    add_below,
    edit_line,
    finding_of,
    meant_option,
    replace_line,
    telling,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.facts import Problem
    from codex_doctor.words.sentence import Sentence

# Keys and values as they stand in config.toml.
_NAME = "name"
_CHAT, _RESPONSES = "chat", "responses"
_EMPTY = '""'
# Reasons of a conflict between two settings, each of which is sound by itself.
_PAIRS = frozenset({"auth", "gateway_header"})


def _reserved(problem: Problem, about: ProviderReserved) -> Finding:
    provider, new = about.provider, about.new_name
    edits = edit_line(problem, f"[model_providers.{new}]")
    at = problem.also_at
    before, after = (f'model_provider = "{one}"' for one in (provider, new))
    for place in (*((at,) if at else ()), *about.also_selected) if edits else ():
        if place.line:
            edits += (Edit(place.file, "model_provider", before, after, place.line),)
    if problem.other_options is None:
        fix = Fix(say("config.provider_reserved.fix", new=new), edits=edits)
    else:
        fix = meant_option(problem)
    return finding_of(
        problem,
        say("config.provider_reserved", provider=provider),
        fix,
        evidence=(Evidence(say("config.evidence.provider_id"), provider, new),),
    )


def _name_missing(problem: Problem, about: ProviderNameMissing) -> Finding:
    provider, dotted = about.provider, about.dotted
    table = f"model_providers.{dotted or provider}"
    if dotted:
        expected = say("config.evidence.quoted")
        return finding_of(
            problem,
            say("config.provider_name_missing.dotted", table=table, provider=provider),
            _quoted(problem, table, dotted),
            evidence=(Evidence(say("config.evidence.table"), table, expected),),
        )
    title, line = say("config.provider_name_missing.fix", table=table), f'name = "{provider}"'
    is_there = problem.key.endswith(f".{_NAME}") and bool(problem.line)
    measured = say("config.evidence.unset_or_blank")
    if problem.instead:
        fix = meant_option(problem)
    elif is_there:
        fix = replace_line(problem, title, line)
    else:
        fix = add_below(problem, f"{table}.name", line, title=title)
    return finding_of(
        problem,
        say("config.provider_name_missing", provider=provider),
        fix,
        evidence=(Evidence(_NAME, measured, say("config.evidence.any_text")),),
    )


def _quoted(problem: Problem, table: str, dotted: str) -> Fix:
    """Return the fix that makes an id with dots one name."""
    title = say("config.provider_name_missing.fix_dotted", id=dotted)
    header = f"[{table}]"
    if problem.location is None or not problem.line.startswith(header):
        return Fix(title)
    after = problem.line.replace(header, f'[model_providers."{dotted}"]', 1)
    place = problem.location
    return Fix(title, edits=(Edit(place.file, "", problem.line, after, place.line),))


def _magic_name(problem: Problem, about: OfProvider) -> Finding:
    provider, name = about.provider, problem.shown
    if name == "Amazon Bedrock":
        cause = say("config.provider_magic_name.bedrock", provider=provider, name=name)
    else:
        cause = say("config.provider_magic_name", provider=provider, name=name)
    other = f"{provider} gateway" if provider == name else provider
    title = say("config.provider_magic_name.fix")
    return finding_of(
        problem,
        cause,
        replace_line(problem, title, f'name = "{other}"', auto=True),
        evidence=(Evidence(_NAME, name, say("config.evidence.other_text")),),
    )


def _conflict(problem: Problem, about: Conflict) -> Finding:
    other = problem.key.rpartition(".")[2]
    together = say("config.evidence.together")
    return finding_of(
        problem,
        _conflict_cause(about.reason, problem.key, other),
        *(_removing(keys) for keys in (about.drops, about.or_drops) if keys),
        *(() if about.drops else (_unplaced(about, other),)),
        evidence=(Evidence(say("config.evidence.fields"), about.fields or other, together),),
    )


def _unplaced(about: Conflict, other: str) -> Fix:
    """Return the fix for settings that stand in no file: of two that are sound one may stay."""
    if about.reason in _PAIRS:
        return Fix(say("config.provider_conflict.fix"))
    parts = tuple((about.fields or other).split(", "))
    return Fix(say("config.provider_conflict.fix_remove", parts=parts))


def _removing(keys: tuple[Standing, ...]) -> Fix:
    """Return the fix that removes keys with all that is in them."""
    parts = tuple(one.key.split(".", 2)[-1] for one in keys)
    edits = tuple(Edit(one.file, one.key, one.line, None, one.number) for one in keys)
    return Fix(say("config.provider_conflict.fix_remove", parts=parts), edits=edits)


def _conflict_cause(reason: str, key: str, other: str) -> Sentence:
    match reason:
        case "auth":
            return say("config.provider_conflict", key=key, other=other)
        case "auth_command":
            return say("config.provider_conflict.auth_command", key=key)
        case "aws":
            return say("config.provider_conflict.aws", key=key)
        case "bedrock":
            return say("config.provider_conflict.bedrock", key=key, other=other)
        case "gateway_oauth":
            return say("config.provider_conflict.gateway_oauth", key=key)
        case _:
            return say("config.provider_conflict.gateway_header", key=key, other=other)


def _wire_api_chat(problem: Problem, about: OfProvider) -> Finding:
    provider, line = about.provider, f'wire_api = "{_RESPONSES}"'
    if about.reason == "default":
        key, title = f"model_providers.{provider}.wire_api", say("config.wire_api_chat.fix_name")
        measured = say("config.evidence.default", default=_CHAT)
        found = finding_of(
            problem,
            say("config.wire_api_chat.default", provider=provider),
            add_below(problem, key, line, title=title),
            evidence=(Evidence("wire_api", measured, _RESPONSES),),
        )
        # Whether the endpoint has it is seen by the turn.
        return replace(found, severity=Severity.HINT)
    if problem.fatal:
        cause = say("config.wire_api_chat", provider=provider)
    else:
        cause = say("config.wire_api_chat.deprecated", provider=provider)
    return finding_of(
        problem,
        cause,
        # Where chat still works, the endpoint may have nothing else.
        replace_line(problem, say("config.wire_api_chat.fix"), line, auto=problem.fatal),
        Fix(say("config.wire_api_chat.fix_gateway")),
        evidence=(Evidence("wire_api", _CHAT, _RESPONSES),),
    )


def _wire_api_invalid(problem: Problem, about: OfProvider) -> Finding:
    value, right = problem.shown, f'"{_RESPONSES}"'
    title = say("config.wire_api_invalid.fix")
    return finding_of(
        problem,
        say("config.wire_api_invalid", provider=about.provider, value=value),
        replace_line(problem, title, f"wire_api = {right}", auto=True),
        evidence=(Evidence("wire_api", value, right),),
    )


def _header_framing(problem: Problem, about: HeaderFraming) -> Finding:
    header = about.header
    absent = say("config.evidence.not_configured")
    return finding_of(
        problem,
        say("config.header_framing", header=header),
        replace_line(problem, say("config.header_framing.fix", header=header), None),
        evidence=(Evidence(header, problem.shown or _EMPTY, absent),),
    )


PROVIDER_WORDS: dict[str, Callable[[Problem], Finding]] = {
    "config.provider_reserved": telling(ProviderReserved, _reserved),
    "config.provider_name_missing": telling(ProviderNameMissing, _name_missing),
    "config.provider_magic_name": telling(OfProvider, _magic_name),
    "config.provider_conflict": telling(Conflict, _conflict),
    "config.wire_api_chat": telling(OfProvider, _wire_api_chat),
    "config.wire_api_invalid": telling(OfProvider, _wire_api_invalid),
    "config.header_framing": telling(HeaderFraming, _header_framing),
}
