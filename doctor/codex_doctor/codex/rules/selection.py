"""Which provider, profile and model are selected, and whether they are the ones that are meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.codex.config.layers import dotted
from codex_doctor.codex.config.options import ADHOC_PROVIDER
from codex_doctor.codex.config.provider import BUILT_IN, OPENAI_BASE_URL, Provider, active_id
from codex_doctor.codex.versions import default_model, first_version, holds
from codex_doctor.facts import Location, Problem
from codex_doctor.facts.config_problems import (
    KeyMisplaced,
    ModelUnset,
    NoConfig,
    OfProvider,
    PolicyOverride,
    ProfileLegacy,
    ProviderNotSelected,
    ProviderUndefined,
)
from codex_doctor.facts.key_problems import VariableIgnored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.config.environment import CodexHome, Environment
    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.codex.seen import Active, Read
    from codex_doctor.facts import Inputs
    from codex_doctor.facts.configuration import Found


def judge_undefined(layered: Layered) -> Iterator[Problem]:
    """Yield why the active provider does not exist."""
    wanted = active_id(layered)
    defined = [str(name) for name in layered.table("model_providers")]
    same = [name for name in (*defined, *BUILT_IN) if name.lower() == wanted.lower().strip()]
    called = [name for name in defined if layered.get("model_providers", name, "name") == wanted]
    reason, nearest = "unknown", ""
    if same:
        reason, nearest = "case", same[0]
    elif "." in wanted and wanted.split(".")[0] in defined:
        reason = "dots"
    elif wanted == "ollama-chat":
        reason = "ollama_chat"
    elif called:
        reason, nearest = "name", called[0]
    yield layered.problem(
        "config.provider_undefined",
        "model_provider",
        shown=wanted[:120],
        about=ProviderUndefined(reason, wanted[:120], nearest, defined=", ".join(defined[:20])),
    )


def judge_profile(inputs: Inputs, layered: Layered, home: CodexHome) -> Iterator[Problem]:
    """Yield selections of a profile in the form that this version refuses."""
    if not holds("profile_files", inputs.codex_version):
        return
    selected = layered.text("profile")
    user = layered.document("user")
    if selected is not None:
        yield _legacy(layered, home, selected, ("profile",))
    elif inputs.profile and user is not None and user.has(("profiles", inputs.profile)):
        yield _legacy(layered, home, inputs.profile, ("profiles", inputs.profile))


def _legacy(layered: Layered, home: CodexHome, name: str, path: tuple[str, ...]) -> Problem:
    # Late: only a mistake needs a file written.
    from codex_doctor.codex.config.toml_text import write_table

    content = write_table(layered.table("profiles", name))
    return layered.problem(
        "config.profile_legacy",
        *path,
        shown=name[:120],
        at_key=True,
        about=ProfileLegacy(
            name[:120],
            file=f"{home.shown}/{name}.config.toml",
            content=content[:4000],
            table=dotted(("profiles", name)) if layered.get("profiles", name) is not None else "",
            since=first_version("profile_files") or "",
            is_selected=path == ("profile",),
        ),
    )


def judge_model(inputs: Inputs, layered: Layered, provider: Provider) -> Iterator[Problem]:
    """Yield a model that is empty or left out."""
    model = layered.text("model")
    if model is not None and not model.strip():
        yield layered.problem("model.empty", "model")
    elif layered.get("model") is None and not provider.is_builtin:
        yield Problem(
            "config.model_unset",
            key="model",
            fatal=False,
            about=ModelUnset(
                default_model(inputs.codex_version),
                provider.id,
                is_adhoc=provider.id == ADHOC_PROVIDER,
            ),
        )


def judge_name(layered: Layered, provider: Provider) -> Iterator[Problem]:
    """Yield a name of the active provider that switches on another service's behaviour."""
    if provider.is_builtin or provider.name not in {"OpenAI", "Amazon Bedrock"}:
        return
    if provider.name == "OpenAI" and (provider.base_url or OPENAI_BASE_URL) == OPENAI_BASE_URL:
        return
    yield layered.problem(
        "config.provider_magic_name",
        "model_providers",
        provider.id,
        "name",
        shown=provider.name,
        fatal=provider.name == "Amazon Bedrock",
        about=OfProvider(provider.id),
    )


def judge_policy(layered: Layered) -> Iterator[Problem]:
    """Yield values of the user that an administrator's file replaces."""
    for name in ("managed", "requirements"):
        document = layered.document(name)
        if document is None:
            continue
        for key in ("model_provider", "model"):
            forced = document.table.get(key)
            below = [
                one for one in layered.documents if one.name not in {"managed", "requirements"}
            ]
            asked = next((one for one in reversed(below) if key in one.table), None)
            if forced is None or asked is None or asked.table[key] == forced:
                continue
            if layered.get(key) != forced:  # -m beats managed_config.toml
                continue
            location = document.locate((key,))
            yield Problem(
                "config.policy_overrides",
                key=key,
                shown=str(forced)[:120],
                location=location,
                fatal=False,
                about=PolicyOverride(
                    wanted=str(asked.table[key])[:120],
                    wanted_in=str(asked.locate((key,))),
                    forced=str(forced)[:120],
                    file=document.shown,
                ),
                excerpt=document.excerpt(location),
            )


def judge_fall_through(read: Read, active: Active, found: Found) -> Found:
    """Return the same with the reason why Codex ends up at OpenAI without being asked to.

    Only the deepest cause is fatal: a key that slid, a provider that nobody selects, a variable
    that is not read, no configuration at all, and last a login that is missing.
    """
    provider, layered = active.provider, read.layered
    if provider.id != "openai" or layered.get("model_provider") is not None:
        return found
    at_openai = provider.base_url == OPENAI_BASE_URL
    stuck = at_openai and active.chosen.credential.source == "none"
    reason = _reason(read, fatal=stuck, at_openai=at_openai)
    return replace(found, is_stuck=stuck, reason=reason)


def is_slid_selection(problem: Problem) -> bool:
    """Tell whether this is the key that selects a provider, in a place where it does not."""
    about = problem.about
    return isinstance(about, KeyMisplaced) and about.name == "model_provider"


def _reason(read: Read, *, fatal: bool, at_openai: bool) -> Problem | None:
    layered, environment, home = read.layered, read.environment, read.home
    custom = [str(name) for name in layered.table("model_providers") if name not in BUILT_IN]
    if custom and (fatal or (at_openai and not read.around.profiles)):
        return layered.problem(
            "config.provider_not_selected", "model_providers", custom[0], at_key=True, fatal=fatal,
            about=ProviderNotSelected(
                custom[0], active_id(layered), ", ".join(custom[:20]), f"{home.shown}/config.toml"
            ),
        )  # fmt: skip
    version = read.inputs.codex_version
    if at_openai and holds("env_base_url_ignored", version):
        name = next((n for n in ("OPENAI_BASE_URL", "OPENAI_API_BASE") if environment.get(n)), "")
        if name:
            return _base_url_ignored(name, environment, home, fatal=fatal)
    if fatal and environment.get("OPENAI_API_KEY") and not holds("openai_key_read", version):
        key = "OPENAI_API_KEY"
        return Problem(
            "env.openai_key_not_used",
            key=key,
            location=environment.origin(key),
            about=OfProvider("openai"),
        )
    if not any(document.table for document in layered.documents):
        file = f"{home.shown}/config.toml"
        return Problem(
            "config.missing",
            location=Location(file),
            fatal=fatal,
            about=NoConfig(file, others=", ".join(read.around.lookalikes)),
        )
    if fatal:
        return Problem(
            "config.openai_auth_required",
            key="model_provider",
            about=OfProvider("openai", "builtin"),
        )
    return None


def _base_url_ignored(
    name: str, environment: Environment, home: CodexHome, *, fatal: bool
) -> Problem:
    from codex_doctor.secrets.addresses import mask_url

    since = first_version("env_base_url_ignored") or ""
    return Problem(
        "env.base_url_ignored",
        key=name,
        shown=mask_url(environment.get(name) or ""),
        location=environment.origin(name),
        fatal=fatal,
        about=VariableIgnored(name, since, f"{home.shown}/config.toml"),
    )
