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

_URL_FAULTS = {
    "empty": ("is empty", "Write the address of the endpoint."),
    "no_scheme": ("has no http:// or https:// in front", "Put {scheme}:// in front."),
    "scheme": ("has a scheme that Codex cannot use", "Use http:// or https://."),
    "scheme_twice": ("has its scheme twice", "Write http:// or https:// once."),
    "variable": (
        "holds a variable, which Codex does not expand",
        "Write the address itself; Codex expands no variables in config.toml.",
    ),
    "blank": ("ends in a blank, which becomes part of the path", "Remove the blank."),
    "not_a_url": ("is no URL", "Correct the address."),
}
_URL_ENDS = (
    ("query string (?)", "Move the query into query_params, and end base_url at the path."),
    ("fragment (#)", "End base_url in front of the #."),
)
# Where a certificate is rare: this machine, a private address, a name without a dot.
_LOCAL = re.compile(
    r"(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[::1\]|0\.0\.0\.0"
    r"|[\w-]+\.(?:local|internal|lan)\b|[\w-]+(?:[:/]|$))"
)
_CONFLICTS = {
    "auth": "auth and {other} exclude each other",
    "auth_command": "auth has no command",
    "aws": "aws works in the built-in Amazon Bedrock providers only",
    "bedrock": "the built-in provider takes no {other}",
    "gateway_oauth": (
        "gateway_oauth wants either credential_export, or authorization_url, token_url and "
        "client_id"
    ),
    "gateway_header": "gateway_oauth and {other} both want the Authorization header",
}


def _reserved(problem: Problem, about: ProviderReserved) -> Finding:
    provider, new = about.provider, about.new_name
    edits = edit_line(problem, f"[model_providers.{new}]")
    at = problem.also_at
    if edits and at and at.line:
        before, after = (f'model_provider = "{one}"' for one in (provider, new))
        edits += (Edit(at.file, "model_provider", before, after, at.line),)
    return finding_of(
        problem,
        f"{provider} is a built-in provider of Codex and cannot be defined again",
        Fix(
            f"Rename the table to [model_providers.{new}] and select {new}.",
            edits=edits,
        ),
        evidence=(Evidence("provider id", provider, new),),
    )


def _name_missing(problem: Problem, about: ProviderNameMissing) -> Finding:
    provider, dotted = about.provider, about.dotted
    if dotted:
        return finding_of(
            problem,
            f"[model_providers.{dotted}] is read as a table inside the provider {provider}, "
            "because of the dot",
            Fix(f'Quote the id: [model_providers."{dotted}"], or leave the dot out.'),
            evidence=(Evidence("table", f"model_providers.{dotted}", "one name, quoted"),),
        )
    return finding_of(
        problem,
        f"the provider {provider} has no name, and Codex refuses to start without one",
        add_below(
            problem,
            f"model_providers.{provider}.name",
            f'name = "{provider}"',
            title=f"Add a name to [model_providers.{provider}].",
        ),
        evidence=(Evidence("name", "not set or blank", "any text"),),
    )


def _magic_name(problem: Problem, about: OfProvider) -> Finding:
    provider, name = about.provider, problem.shown
    other = f"{provider} gateway" if provider == name else provider
    effect = (
        "Codex signs requests for Amazon Web Services"
        if name == "Amazon Bedrock"
        else "Codex treats the endpoint as OpenAI's own and sends what others refuse"
    )
    return finding_of(
        problem,
        f'the provider {provider} has the name "{name}", so {effect}',
        replace_line(problem, "Choose another name.", f'name = "{other}"', auto=True),
        evidence=(Evidence("name", name, "any other text"),),
    )


def _conflict(problem: Problem, about: Conflict) -> Finding:
    other = problem.key.rpartition(".")[2]
    words = _CONFLICTS[about.reason].format(other=other)
    fields = about.fields or other
    return finding_of(
        problem,
        f"{problem.key}: {words}",
        Fix("Keep one of them and remove the other."),
        evidence=(Evidence("fields", fields, "fields that go together"),),
    )


def _wire_api_chat(problem: Problem, about: OfProvider) -> Finding:
    provider = about.provider
    if about.reason == "default":
        found = finding_of(
            problem,
            f"the provider {provider} has no wire_api, and this version of Codex then speaks chat",
            add_below(
                problem,
                f"model_providers.{provider}.wire_api",
                'wire_api = "responses"',
                title="Name the Responses API, if the endpoint has it.",
            ),
            evidence=(Evidence("wire_api", "not set (chat)", "responses"),),
        )
        # Whether the endpoint has it is seen by the turn.
        return replace(found, severity=Severity.HINT)
    change = "which this version of Codex no longer has" if problem.fatal else "which is deprecated"
    return finding_of(
        problem,
        f'the provider {provider} has wire_api = "chat", {change}',
        # Where chat still works, the endpoint may have nothing else.
        replace_line(
            problem, "Use the Responses API.", 'wire_api = "responses"', auto=problem.fatal
        ),
        Fix("If the endpoint has no Responses API, put a gateway that translates in front of it."),
        evidence=(Evidence("wire_api", "chat", "responses"),),
    )


def _wire_api_invalid(problem: Problem, about: OfProvider) -> Finding:
    provider = about.provider
    return finding_of(
        problem,
        f"the provider {provider} has wire_api = {problem.shown}, which Codex does not know",
        replace_line(problem, "Write responses.", 'wire_api = "responses"', auto=True),
        evidence=(Evidence("wire_api", problem.shown, '"responses"'),),
    )


def _base_url_missing(problem: Problem, about: BaseUrlMissing) -> Finding:
    provider, misspelt = about.provider, about.misspelt
    credential = about.credential
    key = f"the key in {credential}" if credential else "every request"
    if misspelt:
        line = problem.line
        after = line.replace(misspelt, "base_url", 1) if line.startswith(misspelt) else ""
        fix = (
            replace_line(problem, "Write base_url.", after, auto=False)
            if after
            else Fix(f"Write base_url instead of {misspelt}.")
        )
        reason = f"{misspelt} is not base_url"
    else:
        fix = add_below(
            problem,
            f"model_providers.{provider}.base_url",
            'base_url = "https://HOST/v1"',
            title=f"Add base_url to [model_providers.{provider}].",
        )
        reason = "no base_url is set"
    return finding_of(
        problem,
        f"the provider {provider} has no base_url ({reason}), "
        f"so Codex would send {key} to OpenAI at api.openai.com",
        fix,
        evidence=(Evidence("base_url", misspelt or "not set", "https://HOST/v1"),),
    )


def _base_url_invalid(problem: Problem, about: BaseUrlFault) -> Finding:
    words, title = _URL_FAULTS[about.reason]
    variable = about.variable
    name = variable or "base_url"
    scheme = "http" if _LOCAL.match(problem.shown) else "https"
    title = title.format(scheme=scheme)
    is_written = about.reason == "no_scheme" and not variable and MASK not in problem.shown
    after = f'base_url = "{scheme}://{problem.shown}"'
    return finding_of(
        problem,
        f'{name} "{problem.shown}" {words}',
        replace_line(problem, title, after) if is_written else Fix(title),
        evidence=(Evidence(name, problem.shown or '""', "https://HOST/v1"),),
    )


def _base_url_query(problem: Problem, about: BaseUrlFault) -> Finding:
    part, title = _URL_ENDS[about.reason == "fragment"]
    return finding_of(
        problem,
        f"base_url holds a {part}, and Codex appends /responses behind it",
        Fix(title),
        evidence=(Evidence("base_url", problem.shown, "an address without ? and #"),),
    )


def _header_framing(problem: Problem, about: HeaderFraming) -> Finding:
    header = about.header
    return finding_of(
        problem,
        f"{header} is configured, and Codex's requests end where it says, not where they do",
        Fix(f"Remove {header} from the provider's headers; Codex sets what is right."),
        evidence=(Evidence(header, problem.shown or '""', "not configured"),),
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
