"""Which keys make Codex use a provider, and the edits that set them in what is there.

The fewest that are right: `wire_api` only where a version would take the other API without it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from codex_doctor.codex.config.provider import builtin_ids
from codex_doctor.codex.files.toml_values import write_text
from codex_doctor.codex.urls import is_loopback, parse_url
from codex_doctor.codex.versions import holds
from codex_doctor.model import Edit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_OWN_CREDENTIAL = ("auth", "experimental_bearer_token", "requires_openai_auth", "gateway_oauth")
_COMMON_LABELS = frozenset({"api", "www", "gateway", "llm", "ai"})
_SHORT = 3


class NewProvider(Struct, frozen=True):
    """What is to be set up.

    Attributes:
        id: The name of its table.
        name: As people call it.
        env_key: The variable that holds its key, "" for none.
        api: `responses` or `chat`.
        model: Model id.
    """

    id: str
    name: str
    base_url: str
    env_key: str
    api: str
    model: str


def provider_edits(
    provider: NewProvider,
    *,
    file: str,
    table: Mapping[str, Any],
    version: str | None,
    profile: str = "",
) -> tuple[Edit, ...]:
    """Return the edits that make Codex use a provider.

    Args:
        provider: What it is.
        file: Where they are made, as people are shown it.
        table: Its table as Codex has it now, empty when there is none.
        version: Which Codex reads the file.
        profile: The `[profiles.NAME]` that selects it, "" for the top level.
    """
    select = f"profiles.{profile}." if profile else ""
    wanted = {
        f"{select}model": provider.model,
        f"{select}model_provider": provider.id,
        **{
            f"model_providers.{provider.id}.{name}": value
            for name, value in _fields(provider, table, version)
        },
    }
    return tuple(_edit(file, key, value) for key, value in wanted.items())


def _fields(
    provider: NewProvider, table: Mapping[str, Any], version: str | None
) -> Iterator[tuple[str, str]]:
    """Yield each key of the table that has to change with its value, "" for one that has to go."""
    if not table.get("name"):
        yield "name", provider.name
    for name, value in (("base_url", provider.base_url), ("env_key", provider.env_key)):
        if table.get(name, "") != value:
            yield name, value
    usual = "chat" if holds("chat_default", version) else "responses"
    if table.get("wire_api", usual) != provider.api:
        yield "wire_api", "" if provider.api == usual else provider.api


def is_set_up(provider: NewProvider, table: Mapping[str, Any], version: str | None) -> bool:
    """Tell whether a table says what it has to."""
    return may_update(table) and not any(_fields(provider, table, version))


def _edit(file: str, key: str, value: str) -> Edit:
    name = key.rpartition(".")[2]
    return Edit(file, key, None, f"{name} = {write_text(value)}" if value else None)


def may_update(table: Mapping[str, Any]) -> bool:
    """Tell whether a table can be this provider's: one with another credential is kept as it is."""
    return not any(table.get(name) for name in _OWN_CREDENTIAL)


def is_same_place(table: Mapping[str, Any], base_url: str) -> bool:
    """Tell whether a table is of the same host and port."""
    there, here = parse_url(str(table.get("base_url", ""))), parse_url(base_url)
    if there is None or here is None:
        return False
    return (there.host, there.port) == (here.host, here.port)


def id_for(base_url: str, version: str | None) -> str:
    """Return an id for the provider at an address, from the name of its host."""
    url = parse_url(base_url)
    host = url.host if url else ""
    labels: list[str] = re.findall(r"[a-z][a-z0-9-]*", host.lower())
    # Of `api.example.co.uk` neither the common part nor the public one tells anything.
    named = [one for one in labels[:-1] if one not in _COMMON_LABELS and len(one) > _SHORT]
    found = "local" if is_loopback(host) or not labels else [*labels[:1], *named][-1]
    return f"{found}-custom" if found in builtin_ids(version) else found


def free_id(wanted: str, taken: Collection[str]) -> str:
    """Return the id, with a number behind it where it is taken."""
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(one for one in numbered if one not in taken)
