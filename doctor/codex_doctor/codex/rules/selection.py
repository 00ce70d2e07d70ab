"""Which provider, profile and model are selected, and whether they are the ones that are meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.codex.config.layers import dotted
from codex_doctor.codex.config.options import ADHOC_PROVIDER
from codex_doctor.codex.config.profile_names import near_profile
from codex_doctor.codex.config.provider import OPENAI_BASE_URL, active_id, env_keys
from codex_doctor.codex.config.types import known_keys
from codex_doctor.codex.rules.providers import nearest_key
from codex_doctor.codex.versions import default_model, first_version, holds
from codex_doctor.facts import Location, Problem
from codex_doctor.facts.active import BUILT_IN
from codex_doctor.facts.config_problems import KeyMisplaced, ModelUnset, NoConfig, PolicyOverride
from codex_doctor.facts.key_problems import VariableIgnored
from codex_doctor.facts.options import LEFT_OUT
from codex_doctor.facts.provider_problems import (
    OfProvider,
    ProfileLegacy,
    ProviderNotSelected,
    ProviderUndefined,
)
from codex_doctor.secrets.addresses import mask_url
from codex_doctor.secrets.masking import show_text
from codex_doctor.values import is_table
from codex_doctor.words.nearest import nearest_of
from codex_doctor.words.told import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.codex.subject import Subject
    from codex_doctor.facts.active import ActiveSeen, VariableSeen

# How alike two ids are of which one may be the other, misspelt.
_NEAR = 0.75
# It says where Codex asks about the account, and not where it asks models.
_OF_CHATGPT = "chatgpt_base_url"


def judge_undefined(layered: Layered) -> Iterator[Problem]:
    """Yield why the active provider does not exist."""
    wanted = active_id(layered)
    defined = [str(name) for name in layered.table("model_providers")]
    if wanted in defined:
        return  # it is no table, which is said of its type
    if _is_bare_table(layered, wanted):
        about = ProviderUndefined("bare", wanted[:120], wanted[:120])
        yield layered.problem(
            "config.provider_undefined", wanted, shown=wanted[:120], at_key=True, about=about
        )
        return
    slip = _misspelt_table(layered, wanted)
    if slip:
        about = ProviderUndefined("table", wanted[:120], slip[:120])
        yield layered.problem(
            "config.provider_undefined", slip, shown=wanted[:120], at_key=True, about=about
        )
        return
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
    elif near := nearest_of(wanted, (*defined, *BUILT_IN), alike=_NEAR):
        reason, nearest = "misspelt", near
    elif len(defined) == 1:
        reason, nearest = "only", defined[0]
    yield layered.problem(
        "config.provider_undefined",
        "model_provider",
        shown=wanted[:120],
        about=ProviderUndefined(
            reason, wanted[:120], nearest, defined=", ".join(defined[:20]),
            base_url=_beside(layered, "base_url"), env_key=_beside(layered, "env_key"),
        ),
    )  # fmt: skip


def _beside(layered: Layered, name: str) -> str:
    """Return a field of a provider that stands beside all tables, where the provider is selected.

    Of another file it is not taken: a project must not say where the user's key goes.
    """
    value = layered.text(name) or ""
    is_here = layered.source(name) is layered.source("model_provider")
    return value if is_here and show_text(value) == mask_url(value) == value else ""


def _is_bare_table(layered: Layered, provider: str) -> bool:
    """Tell whether a provider stands at the top level, without the name of its parent."""
    value = layered.get(provider)
    return provider not in known_keys("") and is_table(value) and "base_url" in value


def _misspelt_table(layered: Layered, provider: str) -> str:
    """Return the table beside `model_providers` that defines a provider, "" when none does."""
    for key, value in layered.merged.items():
        is_other = key not in known_keys("") and is_table(value) and provider in value
        if is_other and nearest_key(key, known_keys("")) == "model_providers":
            return key
    return ""


def judge_profile(subject: Subject) -> Iterator[Problem]:
    """Yield selections of a profile in the form that this version refuses."""
    layered, asked = subject.layered, subject.given.profile
    if not holds("profile_files", subject.version):
        return
    selected = layered.text("profile")
    user = layered.document("user")
    if selected is not None:
        yield _legacy(subject, selected, ("profile",))
    elif asked and user is not None and user.has(("profiles", asked)):
        yield _legacy(subject, asked, ("profiles", asked))


def _legacy(subject: Subject, name: str, path: tuple[str, ...]) -> Problem:
    # Late: only a mistake needs a file written.
    from codex_doctor.codex.config.toml_text import write_table

    layered = subject.layered
    written = layered.document("profile") if name == subject.given.profile else None
    there = written.table if written else {}
    table = layered.table("profiles", name)
    content = write_table({key: value for key, value in table.items() if key not in there})
    has_table = layered.get("profiles", name) is not None
    is_there = name in subject.around.profiles
    return layered.problem(
        "config.profile_legacy",
        *path,
        shown=name[:120],
        at_key=True,
        about=ProfileLegacy(
            name[:120],
            file=f"{subject.home}/{name}.config.toml",
            content=content,
            table=dotted(("profiles", name)) if has_table else "",
            since=first_version("profile_files") or "",
            is_selected=path == ("profile",),
            is_there=is_there,
            nearest="" if has_table or is_there else near_profile(name, subject.around.profiles),
        ),
    )


def judge_model(subject: Subject, active: ActiveSeen) -> Iterator[Problem]:
    """Yield a model that is empty or left out."""
    layered = subject.layered
    model = layered.text("model")
    if model is not None and not model.strip():
        yield layered.problem("model.empty", "model")
    elif layered.get("model") is None and not active.is_builtin:
        yield Problem(
            "config.model_unset",
            key="model",
            fatal=False,
            about=ModelUnset(
                default_model(subject.version),
                active.id,
                is_adhoc=active.id == ADHOC_PROVIDER,
                file=f"{subject.home}/config.toml",
            ),
        )


def judge_name(subject: Subject, active: ActiveSeen) -> Iterator[Problem]:
    """Yield a name of the active provider that switches on another service's behaviour."""
    if active.is_builtin or active.name not in {"OpenAI", "Amazon Bedrock"}:
        return
    if active.name == "OpenAI" and (active.address is None or active.address.is_openai):
        return
    yield subject.layered.problem(
        "config.provider_magic_name",
        "model_providers",
        active.id,
        "name",
        shown=active.name,
        fatal=active.name == "Amazon Bedrock",
        about=OfProvider(active.id),
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


def judge_fall_through(
    subject: Subject, active: ActiveSeen | None, problems: tuple[Problem, ...]
) -> tuple[Problem, ...]:
    """Return the problems with the reason why Codex ends up at OpenAI with nothing to go in with.

    Only the deepest cause is fatal: a key that slid, a provider that nobody selects, a variable
    that is not read, no configuration at all, and last a login that is missing. Where OpenAI is
    asked for, it is a provider whose key is there.
    """
    if active is None or active.id != "openai":
        return problems
    at_openai = active.address is not None and active.address.is_openai
    is_stuck = at_openai and subject.credential.source == "none"
    if subject.layered.get("model_provider") is not None:
        return (*problems, *(_passed_over(subject) if is_stuck else ()))
    slid = next((one for one in problems if _is_slid_selection(one)), None)
    if slid is not None:
        deepest = replace(slid, fatal=is_stuck)
        return tuple(deepest if one is slid else one for one in problems)
    if any(_is_selecting_profile(subject.layered, one) for one in problems):
        return problems
    reason = _reason(subject, fatal=is_stuck, at_openai=at_openai)
    return problems if reason is None else (*problems, reason)


def _custom(layered: Layered) -> list[str]:
    """Return the ids of the providers that Codex does not bring along."""
    return [str(name) for name in layered.table("model_providers") if name not in BUILT_IN]


def _passed_over(subject: Subject) -> Iterator[Problem]:
    """Yield that OpenAI is selected, and the key of one other provider is there."""
    layered = subject.layered
    custom = _custom(layered)
    variables = env_keys(layered)
    keyed = [name for name in custom if subject.variable(variables.get(name, "")).has_text]
    selecting = layered.source("model_provider")
    layer = "" if selecting is None else selecting.name
    if len(keyed) == 1 and layer not in {"managed", "requirements"}:
        yield layered.problem(
            "config.provider_not_selected", "model_provider",
            about=ProviderNotSelected(
                keyed[0], "openai", ", ".join(custom[:20]),
                # The user's own file counts more than that for all users.
                f"{subject.home}/config.toml" if layer == "system" else "",
            ),
        )  # fmt: skip


def _is_slid_selection(problem: Problem) -> bool:
    """Tell whether this is the key that selects a provider, in a place where it does not."""
    about = problem.about
    return isinstance(about, KeyMisplaced) and about.name == "model_provider"


def _is_selecting_profile(layered: Layered, problem: Problem) -> bool:
    """Tell whether this is a profile in the old form that would select a provider."""
    about = problem.about
    if not isinstance(about, ProfileLegacy):
        return False
    return layered.get("profiles", about.profile, "model_provider") is not None


def _reason(subject: Subject, *, fatal: bool, at_openai: bool) -> Problem | None:
    layered, version, around = subject.layered, subject.version, subject.around
    file = f"{subject.home}/config.toml"
    has_login = subject.credential.source == "auth.json"
    custom = _custom(layered)
    if custom and (fatal or (at_openai and not around.profiles)):
        return layered.problem(
            "config.provider_not_selected", "model_providers", custom[0], at_key=True, fatal=fatal,
            about=ProviderNotSelected(
                custom[0], active_id(layered), ", ".join(custom[:20]), file
            ),
        )  # fmt: skip
    if at_openai and holds("env_base_url_ignored", version):
        named = (subject.variable(one) for one in ("OPENAI_BASE_URL", "OPENAI_API_BASE"))
        ignored = next((one for one in named if _means_another(one)), None)
        if ignored is not None:
            return _base_url_ignored(ignored, file, fatal=fatal, has_login=has_login)
    if at_openai and (meant := _other_address(layered)):
        return layered.problem(
            "env.base_url_ignored", _OF_CHATGPT, shown=mask_url(meant), fatal=fatal,
            about=VariableIgnored(_OF_CHATGPT, "", file, has_login),
        )  # fmt: skip
    key = subject.variable("OPENAI_API_KEY")
    if fatal and key.has_text and not holds("openai_key_read", version):
        about = OfProvider("openai")
        return Problem("env.openai_key_not_used", key.name, location=key.origin, about=about)
    if not any(document.table for document in layered.documents):
        is_left = any(one.detail == LEFT_OUT and one.state == "ignored" for one in subject.layers)
        return Problem(
            "config.missing",
            location=Location(file),
            fatal=fatal,
            about=NoConfig(
                file,
                ", ".join(around.lookalikes),
                next(iter(around.copies), ""),
                LEFT_OUT if is_left else "",
            ),
        )
    if fatal:
        selecting = layered.source("model_provider")
        # A file above the user's would still select the provider that it names.
        is_free = selecting is None or selecting.name == "user"
        return Problem(
            "config.openai_auth_required",
            key="model_provider",
            about=OfProvider("openai", "builtin", file if is_free else ""),
        )
    return None


def _means_another(variable: VariableSeen) -> bool:
    """Tell whether the variable holds another address than the one that Codex takes anyway."""
    return variable.has_text and said(variable.shown).strip().rstrip("/") != OPENAI_BASE_URL


def _other_address(layered: Layered) -> str:
    """Return an address that is no OpenAI's, of the setting that moves no model; "" without."""
    address = layered.text(_OF_CHATGPT) or ""
    host = address.partition("//")[2].partition("/")[0].partition(":")[0]
    return "" if f".{host}".endswith((".chatgpt.com", ".openai.com")) else address


def _base_url_ignored(
    variable: VariableSeen, file: str, *, fatal: bool, has_login: bool
) -> Problem:
    since = first_version("env_base_url_ignored") or ""
    return Problem(
        "env.base_url_ignored",
        key=variable.name,
        shown=said(variable.shown),
        location=variable.origin,
        fatal=fatal,
        about=VariableIgnored(variable.name, since, file, has_login),
    )
