"""What the config check says about a provider's table and its address; not a check."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.facts.config_problems import (
    BaseUrlFault,
    BaseUrlMissing,
    Conflict,
    HeaderFraming,
    OfProvider,
    ProviderNameMissing,
    ProviderReserved,
)
from codex_doctor.model import Edit, Evidence, Finding, Fix, Severity
from codex_doctor.secrets.masking import MASK
from codex_doctor.words.sentence import say
from codex_doctor_checks.setup.problem_words import (
    add_below,
    edit_line,
    finding_of,
    replace_line,
    telling,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.facts import Problem
    from codex_doctor.words.sentence import Sentence

# Where a certificate is rare: this machine, a private address, a name without a dot.
_LOCAL = re.compile(
    r"(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[::1\]|0\.0\.0\.0"
    r"|[\w-]+\.(?:local|internal|lan)\b|[\w-]+(?:[:/]|$))"
)
# Keys and values as they stand in config.toml.
_NAME = "name"
_CHAT, _RESPONSES = "chat", "responses"
_EMPTY = '""'
_URL = "https://HOST/v1"


def _reserved(problem: Problem, about: ProviderReserved) -> Finding:
    provider, new = about.provider, about.new_name
    edits = edit_line(problem, f"[model_providers.{new}]")
    at = problem.also_at
    if edits and at and at.line:
        before, after = (f'model_provider = "{one}"' for one in (provider, new))
        edits += (Edit(at.file, "model_provider", before, after, at.line),)
    return finding_of(
        problem,
        say("config.provider_reserved", provider=provider),
        Fix(say("config.provider_reserved.fix", new=new), edits=edits),
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
            Fix(say("config.provider_name_missing.fix_dotted", id=dotted)),
            evidence=(Evidence(say("config.evidence.table"), table, expected),),
        )
    title = say("config.provider_name_missing.fix", table=table)
    measured = say("config.evidence.unset_or_blank")
    return finding_of(
        problem,
        say("config.provider_name_missing", provider=provider),
        add_below(problem, f"{table}.name", f'name = "{provider}"', title=title),
        evidence=(Evidence(_NAME, measured, say("config.evidence.any_text")),),
    )


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
        Fix(say("config.provider_conflict.fix")),
        evidence=(Evidence(say("config.evidence.fields"), about.fields or other, together),),
    )


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


def _base_url_missing(problem: Problem, about: BaseUrlMissing) -> Finding:
    provider, misspelt = about.provider, about.misspelt
    line, table = problem.line, f"model_providers.{provider}"
    if not misspelt:
        title = say("config.base_url_missing.fix_add", table=table)
        fix = add_below(problem, f"{table}.base_url", f'base_url = "{_URL}"', title=title)
    elif line.startswith(misspelt):
        after = line.replace(misspelt, "base_url", 1)
        fix = replace_line(problem, say("config.base_url_missing.fix"), after)
    else:
        fix = Fix(say("config.base_url_missing.fix_name", misspelt=misspelt))
    measured = misspelt or say("evidence.not_set")
    return finding_of(
        problem,
        _base_url_missing_cause(provider, misspelt, about.credential),
        fix,
        evidence=(Evidence("base_url", measured, _URL),),
    )


def _base_url_missing_cause(provider: str, misspelt: str, variable: str) -> Sentence:
    match (bool(misspelt), bool(variable)):
        case (True, True):
            return say(
                "config.base_url_missing.misspelt_key",
                provider=provider,
                misspelt=misspelt,
                variable=variable,
            )
        case (True, False):
            return say("config.base_url_missing.misspelt", provider=provider, misspelt=misspelt)
        case (False, True):
            return say("config.base_url_missing.key", provider=provider, variable=variable)
        case _:
            return say("config.base_url_missing", provider=provider)


def _base_url_invalid(problem: Problem, about: BaseUrlFault) -> Finding:
    url, name = problem.shown, about.variable or "base_url"
    scheme = "http" if _LOCAL.match(url) else "https"
    cause, title = _url_fault(about.reason, name=name, url=url, scheme=scheme)
    is_written = about.reason == "no_scheme" and not about.variable and MASK not in url
    after = f'base_url = "{scheme}://{url}"'
    return finding_of(
        problem,
        cause,
        replace_line(problem, title, after) if is_written else Fix(title),
        evidence=(Evidence(name, url or _EMPTY, _URL),),
    )


def _url_fault(reason: str, *, name: str, url: str, scheme: str) -> tuple[Sentence, Sentence]:
    """Return what is wrong with an address, and what to do about it."""
    match reason:
        case "empty":
            cause = say("config.base_url_invalid.empty", name=name)
            return cause, say("config.base_url_invalid.fix_empty")
        case "no_scheme":
            cause = say("config.base_url_invalid.no_scheme", name=name, url=url)
            return cause, say("config.base_url_invalid.fix_no_scheme", scheme=scheme)
        case "scheme":
            cause = say("config.base_url_invalid.scheme", name=name, url=url)
            return cause, say("config.base_url_invalid.fix_scheme")
        case "scheme_twice":
            cause = say("config.base_url_invalid.scheme_twice", name=name, url=url)
            return cause, say("config.base_url_invalid.fix_scheme_twice")
        case "variable":
            cause = say("config.base_url_invalid.variable", name=name, url=url)
            return cause, say("config.base_url_invalid.fix_variable")
        case "blank":
            cause = say("config.base_url_invalid.blank", name=name, url=url)
            return cause, say("config.base_url_invalid.fix_blank")
        case _:
            cause = say("config.base_url_invalid", name=name, url=url)
            return cause, say("config.base_url_invalid.fix")


def _base_url_query(problem: Problem, about: BaseUrlFault) -> Finding:
    if about.reason == "fragment":
        cause, fix = say("config.base_url_query.fragment"), say("config.base_url_query.fix_end")
    else:
        cause, fix = say("config.base_url_query"), say("config.base_url_query.fix")
    plain = say("config.evidence.plain_url")
    return finding_of(
        problem, cause, Fix(fix), evidence=(Evidence("base_url", problem.shown, plain),)
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
    "config.base_url_missing": telling(BaseUrlMissing, _base_url_missing),
    "config.base_url_invalid": telling(BaseUrlFault, _base_url_invalid),
    "config.base_url_query": telling(BaseUrlFault, _base_url_query),
    "config.header_framing": telling(HeaderFraming, _header_framing),
}
