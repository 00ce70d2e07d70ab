"""What is known about each kind of problem with a variable or a credential.

The rest of `config_problems`: texts that are ready to be shown, "" for what there is not.
"""

from __future__ import annotations

from msgspec import Struct

from codex_doctor.facts.active import WrittenVariable
from codex_doctor.words.told import Words


class HomeFault(Struct, frozen=True, tag=True):
    """`env.codex_home_invalid`.

    Attributes:
        reason: `missing`, `not_a_directory`, `tilde`, or `no_home`.
        meant: The folder that is there and was probably meant, "" for none.
    """

    reason: str
    meant: str = ""


class VariableIgnored(Struct, frozen=True, tag=True):
    """`env.base_url_ignored`.

    Attributes:
        variable: The variable, or the setting, that holds an address.
        since: Since which version Codex does not read it, "" for a setting that it never did.
        file: The file for a setting instead.
        has_login: Whether the key is in Codex's own login.
    """

    variable: str
    since: str
    file: str
    has_login: bool = False


class KeyUnset(Struct, frozen=True, tag=True):
    """`env.key_unset`.

    Attributes:
        reason: `unset`, `not_utf8`, `dollar`, or `empty_name`.
        others: Variables of nearly this name that are set; for `dollar` the name that is meant.
        dotenv: The `.env` file that Codex reads.
        has_token: Whether a token stands in the same table, which Codex sends without env_key.
    """

    variable: str
    reason: str
    others: str
    dotenv: str
    has_token: bool = False


class KeyEmpty(Struct, frozen=True, tag=True):
    """`env.key_empty`.

    Attributes:
        source: Where it is set: `environment`, `option` or a file.
        line: The line of `.env` that sets it, 0 for none.
        is_in_shell: Whether the environment has it too, with a text.
    """

    variable: str
    source: str
    line: int = 0
    is_in_shell: bool = False


class KeyForm(Struct, frozen=True, tag=True):
    """A key of an odd form: every `env.key_...` that is not a record of its own.

    Attributes:
        character: The first control character by name, for `env.key_control_characters`.
        written: The variable whose name stands in the key's place.
        is_command: Whether a command of the shell stands there.
    """

    variable: str
    fingerprint: Words
    character: Words = ""
    written: WrittenVariable | None = None
    is_command: bool = False


class KeyExpired(Struct, frozen=True, tag=True):
    """`env.key_expired`."""

    variable: str
    fingerprint: Words
    expired: str


class KeyOfOtherService(Struct, frozen=True, tag=True):
    """`auth.key_of_other_service`: who gives out such keys, and whose the endpoint is.

    Attributes:
        meant: The variable of the endpoint's service that is set, "" for none.
    """

    variable: str
    fingerprint: Words
    issuer: str
    service: str
    meant: str = ""


class DotenvIgnored(Struct, frozen=True, tag=True):
    """`env.dotenv_ignored`.

    Attributes:
        reason: `line` (and why), `command`, `mark` (the same, where the file begins with one),
            `codex_name`, `place`, or `dollar`.
        dotenv: The file that Codex reads, for `place`.
        above: The line before it in which a quote is open, 0 for none.
        shown: The line without its value, "" where it is not known how it was meant.
    """

    variable: str
    reason: str
    why: Words = ""
    dotenv: str = ""
    above: int = 0
    shown: str = ""


class DotenvShadows(Struct, frozen=True, tag=True):
    """`env.dotenv_shadows`: both values, a key's as fingerprints.

    Attributes:
        is_key: Whether it is sent as a credential or header, and decides no way.
    """

    variable: str
    is_key: bool
    shell: Words
    dotenv: Words
    file: str


class HeaderVariableUnset(Struct, frozen=True, tag=True):
    """`env.header_variable_unset`.

    Attributes:
        state: `unset`, `blank`, `value` for what is no name, or `dollar`.
        meant: The name that is meant by one with more around it, for `dollar`; else another
            variable that is set and may be meant.
    """

    variable: str
    header: str
    state: str
    meant: str = ""


class Overridden(Struct, frozen=True, tag=True):
    """`credentials.overridden`: the source that wins, the one that loses, their fingerprints.

    Attributes:
        setting: The key of the provider that makes it win, "" when it is a login's variable.
        provider: Whose key that is.
    """

    winner: str
    loser: str
    winner_key: Words
    loser_key: Words
    setting: str = ""
    provider: str = ""


class NotInherited(Struct, frozen=True, tag=True):
    """`credentials.not_inherited`: the last version that sent the file's key to any provider.

    Attributes:
        is_refused: Whether the provider says in so many words that it takes no login.
    """

    provider: str
    file: str
    last: str
    fingerprint: Words
    is_refused: bool = False


class LoginElsewhere(Struct, frozen=True, tag=True):
    """`credentials.login_elsewhere`: a ChatGPT login that goes to another host.

    Attributes:
        provider: The active provider.
        host: Where it goes.
        is_builtin: Whether the provider takes no key but that of a login.
        has_key: Whether OPENAI_API_KEY is set.
    """

    provider: str
    host: str
    is_builtin: bool = False
    has_key: bool = False


class LoginForced(Struct, frozen=True, tag=True):
    """`credentials.login_forced`: what login there is (`api` or `chatgpt`), and where."""

    login: str
    file: str


class CommandFailed(Struct, frozen=True, tag=True):
    """`credentials.command_failed`.

    Attributes:
        is_shell_line: Whether arguments stand in `command`.
        provider: The active provider.
        words: The program and its arguments where they stand in `command`, () when one of them is
            secret or there are others in `args`.
        prints_secret: Whether the line does nothing but print a secret that stands in it.
    """

    reason: str
    detail: Words
    is_shell_line: bool
    provider: str = ""
    words: tuple[str, ...] = ()
    prints_secret: bool = False
