"""The effective configuration, as the real Codex has it, and every problem on the way there.

Reads files and may run `auth.command`; sends nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codex_doctor.codex.config.environment import (
    CodexHome,
    Environment,
    find_codex_home,
    load_environment,
)
from codex_doctor.codex.config.overview import flatten
from codex_doctor.codex.config.provider import BEDROCK, Provider, find_provider, speaks_chat
from codex_doctor.codex.config.sources import read_layers
from codex_doctor.codex.credentials.auth_json import AuthJson, read_auth_json
from codex_doctor.codex.credentials.choice import (
    AUTH_JSON,
    NO_CREDENTIAL,
    Chosen,
    Sources,
    choose_credential,
)
from codex_doctor.codex.credentials.headers import Headers, build_headers, credential_from_headers
from codex_doctor.codex.credentials.key_form import names_a_variable
from codex_doctor.codex.credentials.known_secrets import (
    collect_secrets,
    odd_names,
    secrets_of_environment,
    secrets_of_options,
    secrets_of_refused,
    secrets_of_sent,
    secrets_of_table,
)
from codex_doctor.codex.rules.bearer import judge_bearer
from codex_doctor.codex.rules.consequences import drop_consequences, few
from codex_doctor.codex.rules.endpoint import (
    Target,
    base_url_path,
    find_target,
    sends_secret_in_clear,
)
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
from codex_doctor.codex.rules.start import judge_start
from codex_doctor.codex.rules.types import judge_types
from codex_doctor.codex.rules.variables import (
    judge_env_key,
    judge_header_variables,
    judge_key_form,
    judge_shadows,
    judge_unused_openai_key,
)
from codex_doctor.codex.versions import default_model, holds
from codex_doctor.deadline import Deadline
from codex_doctor.facts import Problem, Secrets, Setup
from codex_doctor.sealed import Sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.facts import Inputs

_NO_AUTH = AuthJson("absent")


class _Read(Sealed, frozen=True):
    """Everything that was read, before it is judged."""

    inputs: Inputs
    home: CodexHome
    environment: Environment
    layered: Layered
    auth: AuthJson


class _Active(Sealed, frozen=True):
    """The active provider with its credential, address and headers."""

    provider: Provider
    chosen: Chosen
    target: Target
    headers: Headers = ()


def resolve(
    inputs: Inputs,
    *,
    deadline: Deadline | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> tuple[Setup, Secrets]:
    """Return the effective configuration and, apart from it, its secrets.

    Args:
        inputs: The frozen snapshot of what the run starts from.
        deadline: The end of the run, for auth.command; None for no other than its own limit.
        tell: Called with a line for people before auth.command is run.
    """
    home = find_codex_home(inputs)
    read = _Read(
        inputs,
        home,
        load_environment(inputs, home),
        read_layers(inputs, home),
        read_auth_json(home.path / AUTH_JSON) if home.path else _NO_AUTH,
    )
    problems = (*_switch_problems(inputs), *_first_problems(read), *_table_problems(read))
    # Codex reads the files one by one and stops: a later layer never makes up for a broken one.
    stopped = any(problem.fatal for problem in _first_problems(read))
    provider = (
        None if stopped else find_provider(read.layered, read.environment, inputs.codex_version)
    )
    if provider is None:
        undefined = () if stopped else tuple(judge_undefined(read.layered))
        return _setup(read, None, drop_consequences((*problems, *undefined))), _secrets(read, None)
    active = _activate(read, provider, deadline or Deadline(), tell)
    problems = (*problems, *_active_problems(read, active))
    problems = judge_fall_through(
        inputs,
        read.layered,
        read.environment,
        home,
        provider=provider,
        chosen=active.chosen,
        problems=problems,
    )
    return _setup(read, active, drop_consequences(problems)), _secrets(read, active)


def _switch_problems(inputs: Inputs) -> tuple[Problem, ...]:
    """Return the problems of `--enable` and `--disable`; Codex looks at them before any file."""
    if not inputs.switches:
        return ()
    # Late: few runs have such an option.
    from codex_doctor.codex.rules.features import judge_switches

    return tuple(judge_switches(inputs))


def _first_problems(read: _Read) -> tuple[Problem, ...]:
    """Return the problems that keep a file from being read at all."""
    before = (read.home.problem, read.environment.problem)
    return (*(one for one in before if one is not None), *read.layered.problems)


def _table_problems(read: _Read) -> Iterator[Problem]:
    """Yield the problems of the tables, whichever provider is active."""
    version = read.inputs.codex_version
    yield from judge_types(read.layered, read.inputs)
    if not holds("effort_any", version):
        # Late: old versions only.
        from codex_doctor.codex.rules.old_versions import judge_effort, judge_toml_version

        yield from judge_toml_version(read.layered, version)
        yield from judge_effort(read.layered, version)
    yield from judge_permissions(read.layered, version)
    yield from few(judge_providers(read.layered, version))
    yield from judge_profile(read.inputs, read.layered, read.home)
    listed = holds("unknown_keys_listed", version)
    strict = read.inputs.strict_config
    yield from judge_keys(read.layered, version_lists_unknown=listed, strict=strict)
    yield from judge_policy(read.layered)
    yield from judge_catalog(read.layered, read.inputs)
    yield from judge_named_files(read.layered, read.inputs)
    yield from few(judge_start(read.layered, read.environment, read.inputs))


def _activate(
    read: _Read, provider: Provider, deadline: Deadline, tell: Callable[[str], None]
) -> _Active:
    sources = Sources(read.inputs, read.layered, read.environment, provider, read.auth)
    chosen = choose_credential(sources, deadline=deadline, tell=tell)
    target = find_target(
        provider,
        read.layered,
        read.environment,
        version=read.inputs.codex_version,
        chatgpt_login=chosen.credential.source == "chatgpt_login",
    )
    headers = build_headers(provider, read.environment, chosen)
    if chosen.credential.source == "none":
        carried = credential_from_headers(provider, read.environment, read.layered)
        chosen = Chosen(carried) if carried else chosen
    return _Active(provider, chosen, target, headers)


def _active_problems(read: _Read, active: _Active) -> Iterator[Problem]:
    """Yield the problems of the active provider."""
    provider, chosen, target = active.provider, active.chosen, active.target
    sources = Sources(read.inputs, read.layered, read.environment, provider, read.auth)
    if provider.id not in BEDROCK:
        yield from target.problems
    yield from judge_chat_default(read.layered, provider, read.inputs.codex_version)
    yield from judge_name(read.layered, provider)
    yield from judge_model(read.inputs, read.layered, provider)
    yield from judge_env_key(sources)
    yield from judge_key_form(sources, chosen)
    yield from judge_bearer(sources, chosen, target)
    yield from few(judge_header_variables(sources))
    yield from judge_framing(sources, active.headers, target)
    yield from few(judge_shadows(sources, target))
    yield from judge_login(sources, chosen, auth_shown=f"{read.home.shown}/{AUTH_JSON}")
    custom_login = provider.uses_openai_login and not provider.is_builtin
    if custom_login and chosen.credential.source == "none" and read.auth.state == "absent":
        yield read.layered.problem(
            "config.openai_auth_required", *sources.field_origin("requires_openai_auth"),
            fatal=False, provider=provider.id, reason="custom",
        )  # fmt: skip
    if chosen.credential.source == "none" and not provider.is_builtin:
        yield from judge_unused_openai_key(sources, file=f"{read.home.shown}/config.toml")
    yield from judge_exposed_files(read.layered, read.home, read.auth)
    if sends_secret_in_clear(target, chosen.token) and target.endpoint:
        yield read.layered.problem(
            "config.secret_exposed", *base_url_path(provider), fatal=False,
            shown=target.endpoint.base_url, reason="http", host=target.endpoint.host,
        )  # fmt: skip
    elif target.url and target.url.password and target.endpoint:
        yield read.layered.problem(
            "config.secret_exposed", *base_url_path(provider), fatal=False,
            shown=target.endpoint.base_url, reason="url",
        )  # fmt: skip


def _setup(read: _Read, active: _Active | None, problems: tuple[Problem, ...]) -> Setup:
    layered = read.layered
    values, origins = flatten(layered)
    provider = active.provider if active else None
    model = layered.text("model") or default_model(read.inputs.codex_version)
    return Setup(
        codex_home=read.home.shown,
        layers=(*layered.layers, read.environment.layer),
        problems=problems,
        profile=read.inputs.profile or layered.text("profile"),
        provider_id=provider.id if provider else None,
        provider_name=(provider.name or None) if provider else None,
        provider_origin=layered.origin("model_provider") if provider else None,
        endpoint=active.target.endpoint if active else None,
        model=model if provider else layered.text("model"),
        model_origin=layered.origin("model"),
        credential=active.chosen.credential if active else NO_CREDENTIAL,
        idle_timeout_ms=provider.number("stream_idle_timeout_ms", 300_000) if provider else 300_000,
        request_max_retries=provider.retries("request_max_retries", 4) if provider else 4,
        stream_max_retries=provider.retries("stream_max_retries", 5) if provider else 5,
        supports_websockets=provider.supports_websockets if provider else False,
        speaks_chat=speaks_chat(provider, read.inputs.codex_version) if provider else False,
        values=values,
        origins=origins,
    )


def _secrets(read: _Read, active: _Active | None) -> Secrets:
    config: dict[str, Any] = dict(read.layered.merged)
    known = collect_secrets(_secret_values(read, active), ordinary=_own_words(read, active))
    if active is None:
        return Secrets(known=known, config=config)
    url, proxy = active.target.url, active.target.proxy
    return Secrets(
        url=url.href if url else None,
        headers=active.headers,
        proxy_url=proxy.url if proxy else None,
        known=known,
        config=config,
    )


def _own_words(read: _Read, active: _Active | None) -> Iterator[str]:
    """Yield the words of the set-up that a placeholder for a key may repeat."""
    yield read.layered.text("model") or ""
    if active is None:
        return
    yield active.provider.id
    yield active.provider.name
    if active.target.endpoint:
        host = active.target.endpoint.host
        yield host
        yield from host.split(".")


def _secret_values(read: _Read, active: _Active | None) -> Iterator[str]:
    yield from secrets_of_environment(read.environment.process)
    yield from secrets_of_environment(read.environment.effective)
    yield from secrets_of_environment({one.name: one.value for one in read.environment.skipped})
    yield from read.auth.strings
    for document in read.layered.documents:
        yield from secrets_of_table(document.table)
    yield from secrets_of_options(read.inputs)
    rejected = (one.name for one in read.environment.rejected)
    yield from odd_names(*read.environment.effective, *rejected)
    if read.home.path is not None:
        yield from secrets_of_refused(read.home.path, read.layered.layers, read.inputs.profile)
    if active is None:
        return
    yield active.chosen.token or ""
    env_key = active.provider.text("env_key")
    if env_key:
        yield read.environment.process.get(env_key, "")
        # People put the key itself where its variable's name belongs.
        if not read.environment.get(env_key) and not names_a_variable(env_key):
            yield from (env_key, env_key.strip("${} "))
    yield from secrets_of_sent(active.headers)
