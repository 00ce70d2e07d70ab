"""All rules in their order: facts in, problems out. Opens nothing and asks no clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.rules.address import judge_address, judge_exposure
from codex_doctor.codex.rules.bearer import judge_bearer
from codex_doctor.codex.rules.command_line import with_options
from codex_doctor.codex.rules.consequences import drop_consequences, few
from codex_doctor.codex.rules.files import judge_catalog, judge_exposed_files, judge_named_files
from codex_doctor.codex.rules.framing import judge_framing
from codex_doctor.codex.rules.keys import judge_keys
from codex_doctor.codex.rules.logins import judge_login
from codex_doctor.codex.rules.permissions import judge_permissions
from codex_doctor.codex.rules.providers import judge_chat_default, judge_providers
from codex_doctor.codex.rules.selection import (
    judge_fall_through,
    judge_model,
    judge_name,
    judge_policy,
    judge_profile,
    judge_undefined,
)
from codex_doctor.codex.rules.sources import judge_home, judge_sources
from codex_doctor.codex.rules.start import judge_start
from codex_doctor.codex.rules.types import judge_types
from codex_doctor.codex.rules.variables import (
    judge_env_key,
    judge_header_variables,
    judge_key_form,
    judge_shadows,
    judge_unused_openai_key,
    judge_written,
)
from codex_doctor.codex.versions import holds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.subject import Subject
    from codex_doctor.facts import Problem
    from codex_doctor.facts.active import ActiveSeen


def judge(subject: Subject) -> tuple[Problem, ...]:
    """Return everything that is wrong with a set-up, without what follows from something else.

    The problems are in the order of Codex's reading.
    """
    sources = tuple(_judge_sources(subject))
    found = (
        *_judge_options(subject),
        *sources,
        *_judge_tables(subject),
        *few(judge_start(subject.layered, subject.around.servers, subject.rules)),
    )
    active = subject.active
    if active is not None:
        found = (*found, *_judge_active(subject, active))
    elif not any(one.fatal for one in sources):
        found = (*found, *judge_undefined(subject.layered))
    problems = drop_consequences(judge_fall_through(subject, active, found))
    return with_options(subject.given, subject.layered, problems)


def _judge_options(subject: Subject) -> Iterator[Problem]:
    """Yield the problems of the options; Codex looks at them before any file."""
    if not holds("strict_option", subject.version):
        # Late: old versions only.
        from codex_doctor.codex.rules.old_versions import judge_options

        yield from judge_options(subject.given)
    if not subject.given.switches:
        return
    # Late: few runs have such an option.
    from codex_doctor.codex.rules.features import judge_switches

    yield from judge_switches(subject.given)


def _judge_sources(subject: Subject) -> Iterator[Problem]:
    """Yield the problems of reading: a fatal one stops Codex before it puts layers together."""
    yield from judge_home(subject.home, subject.home_fault, subject.home_meant)
    yield from judge_sources(
        subject.layers,
        subject.layered.documents,
        profile=subject.given.profile,
        profiles=subject.around.profiles,
        profile_copy=subject.around.profile_copy,
    )


def _judge_tables(subject: Subject) -> Iterator[Problem]:
    """Yield the problems of the tables, whichever provider is active."""
    layered, around, version = subject.layered, subject.around, subject.version
    yield from judge_types(layered, version)
    if layered.table("features"):
        # Late: most set-ups name no feature.
        from codex_doctor.codex.rules.features import judge_features

        yield from judge_features(layered, subject.given)
    if not holds("effort_any", version):
        # Late: old versions only.
        from codex_doctor.codex.rules.old_versions import judge_effort, judge_toml_version

        yield from judge_toml_version(layered, version)
        yield from judge_effort(layered, version)
    yield from judge_permissions(layered, version)
    set_variables = frozenset(one.name for one in subject.variables if one.has_text)
    yield from few(judge_providers(layered, version, set_variables))
    yield from judge_profile(subject)
    listed = holds("unknown_keys_listed", version)
    strict = subject.given.strict_config
    yield from judge_keys(layered, version_lists_unknown=listed, strict=strict)
    yield from judge_policy(layered)
    yield from judge_catalog(layered, around.catalog)
    yield from judge_named_files(layered, around.instructions)


def _judge_active(subject: Subject, active: ActiveSeen) -> Iterator[Problem]:
    """Yield the problems of the active provider."""
    yield from judge_address(subject, active)
    yield from judge_chat_default(subject, active)
    yield from judge_name(subject, active)
    yield from judge_model(subject, active)
    yield from judge_env_key(subject, active)
    yield from judge_key_form(subject, active)
    yield from few(judge_written(subject, active))
    yield from judge_bearer(subject, active)
    yield from few(judge_header_variables(subject, active))
    yield from judge_framing(subject, active)
    yield from few(judge_shadows(subject, active))
    yield from judge_login(subject, active)
    if subject.credential.source == "none":
        yield from judge_unused_openai_key(subject, active)
    yield from judge_exposed_files(subject.around)
    yield from judge_exposure(subject, active)
