"""The effective configuration, as the real Codex has it, and every problem on the way there.

Reads files and may run `auth.command`; sends nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codex_doctor.codex.config.destination import find_destination
from codex_doctor.codex.config.environment import find_codex_home, load_environment
from codex_doctor.codex.config.overview import commented_hosts, flatten
from codex_doctor.codex.config.provider import Provider, find_provider, speaks_chat
from codex_doctor.codex.config.rule_files import read_rules
from codex_doctor.codex.config.sources import read_layers
from codex_doctor.codex.config.surroundings import look_around
from codex_doctor.codex.credentials.auth_json import AuthJson, read_auth_json
from codex_doctor.codex.credentials.choice import (
    NO_CREDENTIAL,
    Chosen,
    Sources,
    choose_credential,
)
from codex_doctor.codex.credentials.headers import build_headers, configured_credential
from codex_doctor.codex.rules.all_rules import judge
from codex_doctor.codex.rules.command_line import passed_over
from codex_doctor.codex.rules.sources import judge_sources
from codex_doctor.codex.seen import Active, Read
from codex_doctor.codex.take_facts import take_facts
from codex_doctor.codex.versions import default_model
from codex_doctor.facts import Secrets, Setup
from codex_doctor.facts.active import AUTH_JSON
from codex_doctor.facts.setup import IDLE_MS
from codex_doctor.facts.surroundings import SecretFile
from codex_doctor.platform.deadline import Deadline
from codex_doctor.sealed import Sealed
from codex_doctor.secrets.key_form import names_a_variable, written_variable
from codex_doctor.secrets.known_secrets import (
    collect_secrets,
    is_model_name,
    odd_names,
    secrets_of_environment,
    secrets_of_named,
    secrets_of_options,
    secrets_of_refused,
    secrets_of_sent,
    secrets_of_table,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from codex_doctor.codex.subject import Subject
    from codex_doctor.facts import Inputs

_NO_AUTH = AuthJson("absent")


class Resolved(Sealed, frozen=True):
    """A set-up with its secrets, and what was judged for it."""

    setup: Setup
    secrets: Secrets
    subject: Subject


def resolve(
    inputs: Inputs,
    *,
    deadline: Deadline | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> tuple[Setup, Secrets]:
    """Return the effective configuration and, apart from it, its secrets; as `resolve_whole`."""
    whole = resolve_whole(inputs, deadline=deadline, tell=tell)
    return whole.setup, whole.secrets


def resolve_whole(
    inputs: Inputs,
    *,
    deadline: Deadline | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Resolved:
    """Return the effective configuration, its secrets, and what both were made of.

    Args:
        inputs: The frozen snapshot of what the run starts from.
        deadline: The end of the run, for auth.command; None for no other than its own limit.
        tell: Called with a line for people before auth.command is run.
    """
    read = _read(inputs)
    active = None
    if read.provider is not None:
        active = _activate(read, read.provider, deadline or Deadline(), tell)
    subject = take_facts(read, active)
    return Resolved(_setup(read, active, subject), _secrets(read, active), subject)


def _read(inputs: Inputs) -> Read:
    """Return what is there, before the active provider's credential is looked for."""
    home = find_codex_home(inputs)
    environment, layered = load_environment(inputs, home), read_layers(inputs, home)
    # Codex reads the files one by one and stops: a later layer never makes up for a broken one.
    layers = (environment.layer, *layered.layers)
    stopped = any(one.fatal for one in judge_sources(layers, layered.documents))
    version = inputs.codex_version
    is_read = not (home.fault or stopped)
    provider = find_provider(layered, environment, version) if is_read else None
    auth = read_auth_json(home.path / AUTH_JSON) if home.path else _NO_AUTH
    auth_file = SecretFile(f"{home.shown}/{AUTH_JSON}", auth.mode) if auth.strings else None
    return Read(
        inputs,
        home,
        environment,
        layered,
        auth,
        look_around(inputs, home, environment, layered, provider, auth_file),
        tuple(read_rules(layered.rule_folders, inputs.home)),
        provider,
    )


def _activate(
    read: Read, provider: Provider, deadline: Deadline, tell: Callable[[str], None]
) -> Active:
    sources = Sources(read.inputs, read.layered, read.environment, provider, read.auth)
    chosen = choose_credential(sources, deadline=deadline, tell=tell)
    target = find_destination(
        provider,
        read.environment,
        version=read.inputs.codex_version,
        chatgpt_login=chosen.credential.source == "chatgpt_login",
    )
    headers = build_headers(
        provider, read.environment, chosen.token if chosen.credential.sent else None
    )
    if chosen.credential.source == "none":
        carried = configured_credential(provider, read.environment, read.layered)
        chosen = Chosen(carried) if carried else chosen
    return Active(provider, sources, chosen, target, headers)


def _setup(read: Read, active: Active | None, subject: Subject) -> Setup:
    layered = read.layered
    values, origins = flatten(layered)
    provider = active.provider if active else None
    model = layered.text("model") or default_model(read.inputs.codex_version)
    return Setup(
        codex_home=read.home.shown,
        layers=(*layered.layers, read.environment.layer),
        problems=judge(subject),
        profile=read.inputs.profile or layered.text("profile"),
        provider_id=provider.id if provider else None,
        provider_name=(provider.name or None) if provider else None,
        provider_origin=layered.origin("model_provider") if provider else None,
        endpoint=active.target.endpoint if active else None,
        model=model if provider else layered.text("model"),
        model_origin=layered.origin("model"),
        credential=active.chosen.credential if active else NO_CREDENTIAL,
        idle_timeout_ms=provider.number("stream_idle_timeout_ms", IDLE_MS) if provider else IDLE_MS,
        request_max_retries=provider.retries("request_max_retries", 4) if provider else 4,
        stream_max_retries=provider.retries("stream_max_retries", 5) if provider else 5,
        supports_websockets=provider.supports_websockets if provider else False,
        speaks_chat=speaks_chat(provider, read.inputs.codex_version) if provider else False,
        values=values,
        origins=origins,
        surroundings=read.around,
        options=subject.given.options,
        commented=commented_hosts(layered),
        unselected=passed_over(layered) if read.inputs.oss else "",
    )


def _secrets(read: Read, active: Active | None) -> Secrets:
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


def _own_words(read: Read, active: Active | None) -> Iterator[str]:
    """Yield the words of the set-up that a placeholder for a key may repeat."""
    model = read.layered.text("model") or ""
    if is_model_name(model):
        yield model
    texts = "\n".join(one.text for one in read.layered.documents)
    yield from (name for name in read.environment.effective if name and name in texts)
    if active is None:
        return
    yield active.provider.id
    yield active.provider.name
    if active.target.endpoint:
        host = active.target.endpoint.host
        yield host
        yield from host.split(".")


def _secret_values(read: Read, active: Active | None) -> Iterator[str]:
    environment = read.environment
    yield from secrets_of_environment(environment.process.items())
    yield from secrets_of_environment((one.name, one.value) for one in environment.written)
    yield from read.auth.strings
    for document in read.layered.documents:
        yield from secrets_of_table(document.table)
        yield from secrets_of_named(document.table, environment.effective)
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
        is_name = names_a_variable(env_key) or written_variable(env_key)
        if not read.environment.get(env_key) and not is_name:
            yield from (env_key, env_key.strip("${} "))
    yield from secrets_of_sent(active.headers)
