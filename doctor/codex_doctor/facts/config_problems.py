"""What is known about each kind of problem with the configuration, for the words about it.

Kinds that are told with the same values share a record. Texts are ready to be shown: no secret,
"" for what there is not.
"""

from __future__ import annotations

from msgspec import Struct

from codex_doctor.facts.place import LineEdit
from codex_doctor.words.told import Words

# ----- files


class TomlSyntax(Struct, frozen=True, tag=True):
    """`config.toml_syntax`.

    Attributes:
        why: What is wrong.
        after: How the line should be, "" when that is not known.
        fix: What else helps.
        is_masked: Whether the line holds a secret, so that it cannot be written back.
        edits: What helps where no single line does, as far as that was tried.
        mended: What they do, as a sentence.
        returns: What makes line ends of carriage returns that stand alone: `feed` a line feed in
            their place, `drop` nothing; "" where that is not what is wrong.
    """

    why: Words
    after: str = ""
    fix: Words = ""
    is_masked: bool = False
    edits: tuple[LineEdit, ...] = ()
    mended: Words = ""
    returns: str = ""


class NotUtf8(Struct, frozen=True, tag=True):
    """`config.not_utf8`: what it looks like instead, and which byte was the first to tell.

    Attributes:
        charset: Its name for programs that convert; UTF-8 where only some bytes are none.
    """

    encoding: Words
    byte: int
    charset: str = ""


class Unreadable(Struct, frozen=True, tag=True):
    """`config.unreadable`: `reason` as `FileText.result`, `detail` in the system's words."""

    reason: str
    detail: Words


class FileFault(Struct, frozen=True, tag=True):
    """A file that is named or looked for, and no good.

    For `config.catalog_invalid`, `config.file_missing`, `config.rules_invalid` and
    `credentials.auth_json_invalid`.

    Attributes:
        is_needed: Whether Codex has no credential without it.
    """

    why: Words
    file: str = ""
    is_needed: bool = False


class NoConfig(Struct, frozen=True, tag=True):
    """`config.missing`: the file that is not there, and others that may have been meant for it.

    Attributes:
        copy: One of the user's own with a provider in it, as Codex would read it there.
        left_out: The option that leaves the file out, which is there; "" where none does.
    """

    file: str
    others: str
    copy: str = ""
    left_out: str = ""


class ServerFault(Struct, frozen=True, tag=True):
    """`config.mcp_required`: a server that cannot start, and the line that says it must."""

    server: str
    why: Words
    required: str = ""


class KeysIgnored(Struct, frozen=True, tag=True):
    """`config.project_key_ignored`: the file in which the keys have no effect."""

    file: str


class PolicyOverride(Struct, frozen=True, tag=True):
    """`config.policy_overrides`: what the user wants and where, what an administrator forces."""

    wanted: str
    wanted_in: str
    forced: str
    file: str


class Exposure(Struct, frozen=True, tag=True):
    """`config.secret_exposed`.

    Attributes:
        reason: `http` (with the host), `url`, or `mode` (with the file and its mode).
    """

    reason: str
    host: str = ""
    file: str = ""
    mode: str = ""


# ----- keys


class WrongType(Struct, frozen=True, tag=True):
    """`config.wrong_type`.

    Attributes:
        value: What was evidently meant as TOML, "" when only its author knows.
        at: The key that gets it or goes, where that is not the problem's own.
        is_header: Whether `value` is the header of a table in place of one of a list of tables.
        is_open: Whether the user has to put a value there, since no other one tells it.
        is_kept: Whether nothing may be removed: it holds a secret.
        form: `value` where secrets would be in it, which it does not show.
        header: The header of a provider that carries this secret alone, "" for none.
        variable: The variable whose name stands in place of the secret.
        has_variables: Whether there is a table for headers from variables beside it.
        wants: The key of the top level that Codex wants with it, "" for none.
        beside: What another key of the table gets then (`args = ["-y"]`), "" for nothing.
    """

    expected: Words
    found: Words
    value: str = ""
    at: str = ""
    is_header: bool = False
    is_open: bool = False
    is_kept: bool = False
    form: str = ""
    header: str = ""
    variable: str = ""
    has_variables: bool = False
    wants: str = ""
    beside: str = ""


class UnknownKey(Struct, frozen=True, tag=True):
    """`config.unknown_key`.

    Attributes:
        table: Where it stands, "" for the top level.
        nearest: The key that was probably meant.
        option: The option that names it (`--enable`).
        lifetime: Which versions know such a feature.
        measured: The newest version that was tried, where this one is newer and may know the key.
        since: The first version that knows it, where the name is that of an option itself.
    """

    name: str
    table: str
    nearest: str
    option: str = ""
    lifetime: Words = ""
    measured: str = ""
    since: str = ""


class KeyMisplaced(Struct, frozen=True, tag=True):
    """`config.key_misplaced`: where it stands and belongs, both "" for the top level.

    Attributes:
        provider: The provider in whose table it belongs, "" for any other place.
        is_there: Whether that table is there.
        is_set: Whether the table where it belongs has the key already.
        is_selected: Whether that provider is selected.
        meant: What Codex calls it there, "" where that is its name.
        address: What openai_base_url says, where the provider's table is yet to be written.
    """

    name: str
    table: str
    belongs: str
    provider: str = ""
    is_there: bool = False
    is_set: bool = False
    is_selected: bool = False
    meant: str = ""
    address: str = ""


class ModelUnset(Struct, frozen=True, tag=True):
    """`config.model_unset`: which model is asked for instead, and whom.

    Attributes:
        is_adhoc: Whether the provider is the one of `--base-url`.
        file: The user's config.toml.
    """

    default: str
    provider: str
    is_adhoc: bool
    file: str = ""
