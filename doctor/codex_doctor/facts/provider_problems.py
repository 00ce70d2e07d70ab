"""What is wrong with a provider or a profile of Codex's configuration, or with which is selected.

The other half of `config_problems`.
"""

from __future__ import annotations

from msgspec import Struct

from codex_doctor.facts.place import Location


class OfProvider(Struct, frozen=True, tag=True):
    """Which provider it is about, and why where a kind has several reasons.

    For `config.provider_magic_name`, `config.wire_api_chat` ("" or `default`),
    `config.wire_api_invalid`, `config.openai_auth_required` (`builtin` or `custom`) and
    `env.openai_key_not_used`. `file` is where another one can be selected.
    """

    provider: str
    reason: str = ""
    file: str = ""


class ProviderReserved(Struct, frozen=True, tag=True):
    """`config.provider_reserved`: the id that Codex brings along, and one that is free.

    Attributes:
        also_selected: Where it is selected below a table.
    """

    provider: str
    new_name: str
    also_selected: tuple[Location, ...] = ()


class ProviderNameMissing(Struct, frozen=True, tag=True):
    """`config.provider_name_missing`.

    Attributes:
        dotted: The id with a dot in it, where that is why; "" otherwise.
    """

    provider: str
    dotted: str = ""


class Standing(Struct, frozen=True):
    """Where a key stands: its file, its dotted path, and the line there, secrets masked."""

    file: str
    key: str
    line: str
    number: int | None


class Conflict(Struct, frozen=True, tag=True):
    """`config.provider_conflict`.

    Attributes:
        reason: `auth`, `auth_command`, `aws`, `bedrock`, `gateway_oauth`, or `gateway_header`.
        fields: Those that exclude each other; "" for the key of the problem.
        drops: What is best removed.
        or_drops: What may be removed instead; () where that is no choice.
    """

    reason: str
    fields: str = ""
    drops: tuple[Standing, ...] = ()
    or_drops: tuple[Standing, ...] = ()


class BaseUrlMissing(Struct, frozen=True, tag=True):
    """`config.base_url_missing`.

    Attributes:
        misspelt: The key that was meant to be base_url, "" when there is none.
        credential: The variable whose key would go to OpenAI, "" for none.
    """

    provider: str
    misspelt: str
    credential: str


class BaseUrlFault(Struct, frozen=True, tag=True):
    """`config.base_url_invalid`, `config.base_url_query`.

    Attributes:
        variable: The variable that set the address, "" when a file did.
        better: As in `AddressSeen.better`.
        parameters: As in `AddressSeen.parameters`.
        has_parameters: Whether the provider has query_params already.
    """

    reason: str
    variable: str = ""
    better: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    has_parameters: bool = False


class HeaderFraming(Struct, frozen=True, tag=True):
    """`config.header_framing`."""

    header: str


class ProviderUndefined(Struct, frozen=True, tag=True):
    """`config.provider_undefined`.

    Attributes:
        reason: `unknown`, `case`, `name`, `misspelt`, `only`, `dots`, `ollama_chat`, `singular`,
            `table`, `bare`, or `oss_unset`.
        nearest: The id that was probably meant; for an option, the one that is selected without
            it; the table in which it stands by mistake.
        defined: Those that there are.
        base_url: What stands in the same file beside every table, "" for nothing that may be shown.
        env_key: The same for the variable of the key.
    """

    reason: str
    provider: str
    nearest: str = ""
    defined: str = ""
    base_url: str = ""
    env_key: str = ""


class ProviderNotSelected(Struct, frozen=True, tag=True):
    """`config.provider_not_selected`: the one that is meant, and the one that is active.

    Attributes:
        file: Where a line that selects it is to be added; "" where another one is to be changed.
    """

    provider: str
    active: str
    defined: str
    file: str


class ProfileLegacy(Struct, frozen=True, tag=True):
    """`config.profile_legacy`.

    Attributes:
        file: The file that this version wants for the profile.
        content: What belongs into it.
        table: The table in the old form, "" when there is none.
        since: The version that refuses it.
        is_selected: Whether the key `profile` selects it, not the option.
        is_there: Whether the file is there.
        nearest: The profile that was probably meant where there is no such one, "" for none.
    """

    profile: str
    file: str
    content: str
    table: str
    since: str
    is_selected: bool
    is_there: bool = False
    nearest: str = ""


class ProfileMissing(Struct, frozen=True, tag=True):
    """`config.profile_missing`: `bad_name`, `no_table` or `absent`, and those that there are.

    Attributes:
        file: The file that there is not; with `no_table`, the one that this version does not read.
        nearest: The profile that was probably meant, "" for none.
        content: What that file sets as tables of `config`, "" where it cannot be said so.
        since: The first version that reads such files.
        copy: A file that has the profile's name, and is not the one that Codex reads.
    """

    reason: str
    profile: str
    file: str = ""
    others: str = ""
    nearest: str = ""
    content: str = ""
    config: str = ""
    since: str = ""
    copy: str = ""
