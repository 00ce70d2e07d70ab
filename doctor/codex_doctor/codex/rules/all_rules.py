"""All rules in their order: what was read in, problems out. Opens nothing and asks no clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.codex.config.destination import (
    base_url_path,
    sends_secret_in_clear,
)
from codex_doctor.codex.config.provider import BEDROCK
from codex_doctor.codex.credentials.choice import AUTH_JSON
from codex_doctor.codex.rules.bearer import judge_bearer
from codex_doctor.codex.rules.consequences import drop_consequences, few
from codex_doctor.codex.rules.files import judge_catalog, judge_exposed_files, judge_named_files
from codex_doctor.codex.rules.framing import judge_framing
from codex_doctor.codex.rules.keys import judge_keys
from codex_doctor.codex.rules.logins import judge_login
from codex_doctor.codex.rules.permissions import judge_permissions
from codex_doctor.codex.rules.providers import judge_chat_default, judge_providers
from codex_doctor.codex.rules.selection import (
    is_slid_selection,
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
)
from codex_doctor.codex.versions import holds
from codex_doctor.facts.config_problems import Exposure, OfProvider
from codex_doctor.facts.configuration import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.config.environment import CodexHome
    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.codex.seen import Active, Read
    from codex_doctor.facts import Inputs, Layer, Problem, Surroundings


def judge(read: Read, active: Active | None) -> Found:
    """Return everything that is wrong with a set-up.

    Args:
        read: What was read.
        active: The active provider with what belongs to it, if there is one.
    """
    found = Found(
        (
            *_judge_options(read.inputs),
            *judge_home(read.home.shown, read.home.fault),
            *judge_sources(
                (read.environment.layer, *read.layered.layers),
                read.layered.documents,
                profile=read.inputs.profile,
                profiles=read.around.profiles,
            ),
        ),
        tuple(judge_tables(read.inputs, read.home, read.layered, read.around)),
    )
    named = tuple(few(judge_start(read.layered, read.around.servers, read.rules)))
    if active is None:
        stopped = stops_codex(read.home, read.environment.layer, read.layered)
        undefined = () if stopped else judge_undefined(read.layered)
        return replace(found, rest=(*named, *undefined))
    found = replace(found, rest=(*named, *_judge_active(read, active)))
    return judge_fall_through(read, active, found)


def stops_codex(home: CodexHome, dotenv: Layer, layered: Layered) -> bool:
    """Tell whether Codex stops before it looks at what the layers say together."""
    sources = judge_sources((dotenv, *layered.layers), layered.documents)
    return bool(home.fault) or any(one.fatal for one in sources)


def combine(found: Found) -> tuple[Problem, ...]:
    """Return the problems in the order of Codex's reading, without those that follow."""
    problems = (*found.first, *found.tables, *found.rest)
    if found.is_stuck is not None:
        slid = next((one for one in problems if is_slid_selection(one)), None)
        if slid is not None:
            deepest = replace(slid, fatal=found.is_stuck)
            problems = tuple(deepest if one is slid else one for one in problems)
        elif found.reason is not None:
            problems = (*problems, found.reason)
    return drop_consequences(problems)


def _judge_options(inputs: Inputs) -> Iterator[Problem]:
    """Yield the problems of `--enable` and `--disable`; Codex looks at them before any file."""
    if not inputs.switches:
        return
    # Late: few runs have such an option.
    from codex_doctor.codex.rules.features import judge_switches

    yield from judge_switches(inputs)


def judge_tables(
    inputs: Inputs, home: CodexHome, layered: Layered, around: Surroundings
) -> Iterator[Problem]:
    """Yield the problems of the tables, whichever provider is active."""
    version = inputs.codex_version
    yield from judge_types(layered, version)
    if layered.table("features"):
        # Late: most set-ups name no feature.
        from codex_doctor.codex.rules.features import judge_features

        yield from judge_features(layered, inputs)
    if not holds("effort_any", version):
        # Late: old versions only.
        from codex_doctor.codex.rules.old_versions import judge_effort, judge_toml_version

        yield from judge_toml_version(layered, version)
        yield from judge_effort(layered, version)
    yield from judge_permissions(layered, version)
    yield from few(judge_providers(layered, version))
    yield from judge_profile(inputs, layered, home)
    listed = holds("unknown_keys_listed", version)
    strict = inputs.strict_config
    yield from judge_keys(layered, version_lists_unknown=listed, strict=strict)
    yield from judge_policy(layered)
    yield from judge_catalog(layered, around.catalog)
    yield from judge_named_files(layered, around.instructions)


def _judge_active(read: Read, active: Active) -> Iterator[Problem]:
    """Yield the problems of the active provider."""
    provider, chosen, target = active.provider, active.chosen, active.target
    sources = active.sources
    if provider.id not in BEDROCK:
        yield from target.problems
    yield from judge_chat_default(read.layered, provider, read.inputs.codex_version)
    yield from judge_name(read.layered, provider)
    yield from judge_model(read.inputs, read.layered, provider)
    yield from judge_env_key(sources, read.around.strays)
    yield from judge_key_form(sources, chosen)
    yield from judge_bearer(sources, chosen, target, now=read.around.looked_at)
    yield from few(judge_header_variables(sources))
    yield from judge_framing(sources, active.headers, target)
    yield from few(judge_shadows(sources, target))
    yield from judge_login(sources, chosen, auth_shown=f"{read.home.shown}/{AUTH_JSON}")
    custom_login = provider.uses_openai_login and not provider.is_builtin
    if custom_login and chosen.credential.source == "none" and read.auth.state == "absent":
        yield read.layered.problem(
            "config.openai_auth_required", *sources.field_origin("requires_openai_auth"),
            fatal=False, about=OfProvider(provider.id, "custom"),
        )  # fmt: skip
    if chosen.credential.source == "none" and not provider.is_builtin:
        yield from judge_unused_openai_key(sources)
    yield from judge_exposed_files(
        read.layered, read.home, read.auth, is_home_open=read.around.is_home_open
    )
    if sends_secret_in_clear(target, chosen.token) and target.endpoint:
        yield read.layered.problem(
            "config.secret_exposed", *base_url_path(provider), fatal=False,
            shown=target.endpoint.base_url, about=Exposure("http", host=target.endpoint.host),
        )  # fmt: skip
    elif target.url and target.url.password and target.endpoint:
        yield read.layered.problem(
            "config.secret_exposed", *base_url_path(provider), fatal=False,
            shown=target.endpoint.base_url, about=Exposure("url"),
        )  # fmt: skip
