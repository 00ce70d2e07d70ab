"""config -- every layer parses, every key is where it belongs, and a usable provider is active.

What it looks at
    All layers of config.toml in Codex's order: syntax, types, places of keys, the provider
    tables, the profile, the model, and the base_url that results.

Why it matters
    A key that slid under a table header or a provider that nobody selects is not an error to
    Codex: it goes on with the built-in provider, and the run hangs or fails elsewhere.

Known limits
    Tables that decide nothing about the endpoint (tui, mcp_servers ...) are only checked for
    their own type.

Source
    Runs of Codex 0.20.0 to 0.169.0 with each rule broken on purpose; TOML 1.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.model import Check, Failed, Mistake, Passed, Skipped, Stage, page
from codex_doctor.words.sentence import say
from codex_doctor_checks.setup.config_addresses import ADDRESS_WORDS
from codex_doctor_checks.setup.config_files import FILE_WORDS
from codex_doctor_checks.setup.config_keys import KEY_WORDS
from codex_doctor_checks.setup.config_places import PLACE_WORDS, slid_keys, slid_together
from codex_doctor_checks.setup.config_profiles import PROFILE_WORDS
from codex_doctor_checks.setup.config_providers import PROVIDER_WORDS
from codex_doctor_checks.setup.config_selection import SELECTION_WORDS
from codex_doctor_checks.setup.suspects import is_suspect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from codex_doctor.context import Context
    from codex_doctor.facts import Problem, Setup
    from codex_doctor.model import Finding, Outcome

PAGES = (
    page("config.toml_syntax", stage=Stage.PARSE),
    page("config.not_utf8", stage=Stage.DECODE),
    page("config.unreadable", stage=Stage.READ),
    page("config.wrong_type", stage=Stage.TYPES),
    page("config.key_misplaced", stage=Stage.KEYS),
    page("config.unknown_key", stage=Stage.KEYS),
    page("config.missing"),
    page("config.catalog_invalid", stage=Stage.FILES),
    page("config.file_missing", stage=Stage.FILES),
    page("config.mcp_required"),
    page("config.rules_invalid"),
    page("config.project_key_ignored"),
    page("config.policy_overrides"),
    page("config.secret_exposed", is_beside_turn=True),
    page("config.model_unset", Mistake.MODEL_ID),
    page("model.empty", Mistake.MODEL_ID, stage=Stage.MODEL),
    page("config.provider_undefined", stage=Stage.SELECTION),
    page("config.provider_not_selected"),
    page("config.provider_reserved", stage=Stage.PROVIDERS),
    page("config.provider_name_missing", stage=Stage.PROVIDERS),
    page("config.provider_magic_name"),
    page("config.provider_conflict", stage=Stage.PROVIDERS),
    page("config.wire_api_invalid", Mistake.WIRE_API, stage=Stage.WIRE_API),
    page("config.wire_api_chat", Mistake.WIRE_API, stage=Stage.WIRE_API),
    page("config.base_url_missing"),
    page("config.base_url_invalid"),
    page("config.base_url_query"),
    page("config.header_framing"),
    page("config.profile_legacy", stage=Stage.OLD_PROFILES),
    page("config.profile_missing", stage=Stage.PROFILE),
    page("config.openai_auth_required"),
)
_WORDS = {
    **ADDRESS_WORDS,
    **FILE_WORDS,
    **KEY_WORDS,
    **PLACE_WORDS,
    **PROFILE_WORDS,
    **PROVIDER_WORDS,
    **SELECTION_WORDS,
}


async def run(ctx: Context) -> Outcome:
    """Judge the configuration of this run."""
    return judge(ctx.setup, endpoint_is_asked=not ctx.asked.offline)


def judge(setup: Setup, *, endpoint_is_asked: bool = True) -> Outcome:
    """Return what is wrong with the configuration; suspects wait for the endpoint's word."""
    problems = [
        one
        for one in setup.problems
        if one.kind in _WORDS and not (endpoint_is_asked and is_suspect(one))
    ]
    findings = tuple(_findings(problems))
    provider = setup.provider_id or say("evidence.none")
    summary = say("config.passed", provider=provider)
    if findings:
        return Failed(findings, summary)
    if setup.endpoint is None and not any(one.fatal for one in setup.problems):
        return Skipped(say("config.skipped", provider=provider))
    return Passed(summary)


def _findings(problems: Sequence[Problem]) -> Iterator[Finding]:
    """Yield the findings; keys that slid under the same table are moved together."""
    for one in problems:
        group = [other for other in problems if other is one or slid_together(one, other)]
        group.sort(key=lambda each: not each.fatal)
        if len(group) == 1:
            yield finding_for(one)
        elif one is group[0]:
            yield slid_keys(group)


def finding_for(problem: Problem) -> Finding:
    """Return the finding for one problem of the configuration.

    Raises:
        KeyError: The problem is of another kind.
    """
    return _WORDS[problem.kind](problem)


CHECK = Check(
    id="config",
    title=say("check.config"),
    needs=(),
    run=run,
    pages=PAGES,
)
