"""The active provider and what belongs to it, as the rules see it.

Names, forms and fingerprints: no value of a variable and no part of a key is in what is written.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from codex_doctor.facts.place import Location
from codex_doctor.words.told import Words

AUTH_JSON = "auth.json"
"""Codex's file with a login, in its home."""
OPENAI = "openai"
LOCAL = ("ollama", "lmstudio")
"""Providers of Codex's own that are a server on this machine."""
OPENAI_ADDRESS = "openai_base_url"
"""The key that moves Codex's own provider."""
OSS_ADDRESS = "CODEX_OSS_BASE_URL"
"""The variable that moves those of LOCAL."""
BUILT_IN = (OPENAI, *LOCAL)
"""Providers that Codex brings along; no configuration can change them."""
NEW_PROVIDER = "custom"
"""The id of a provider that a fix adds where the user has named none."""


class KeySeen(Struct, frozen=True):
    """A key by its form.

    Attributes:
        shown: Its fingerprint.
        bare: The fingerprint without the blanks around it, "" when there is nothing else.
        forms: What is odd about it, the most telling first, as in `odd_forms`.
        character: The first character that a header cannot carry and its place, "" for none.
        is_empty: Whether it has no character at all.
        is_dummy: Whether it is a word that stands for "no key".
        expires_at: When it expires (aware UTC), None when it does not say.
        issuer: The service that gives out keys of this form, "" when the form does not tell.
        is_command: Whether it is a text for which a shell puts the output of a command.
    """

    shown: Words
    bare: Words
    forms: tuple[str, ...] = ()
    character: Words = ""
    is_empty: bool = False
    is_dummy: bool = False
    expires_at: datetime | None = None
    issuer: str = ""
    is_command: bool = False


class VariableSeen(Struct, frozen=True):
    """A variable that matters here.

    Attributes:
        name: Its name.
        state: `set`, `blank`, `empty`, `not_utf8`, or `unset`; with `.env` loaded.
        shown: An address masked, a path or a list of hosts as it is, of everything else the
            fingerprint; "" when it is unset.
        origin: The line of `.env` that sets it, None when the process environment does.
        shell: What the process environment has, shown likewise; None when it is unset there.
        is_changed: Whether `.env` gives it another value than the process environment.
        loses_text: Whether a `$` in its line of `.env` expands to nothing.
    """

    name: str
    state: str = "unset"
    shown: Words = ""
    origin: Location | None = None
    shell: Words | None = None
    is_changed: bool = False
    loses_text: bool = False

    @property
    def has_text(self) -> bool:
        """Whether Codex gets a text from it, blank or not."""
        return self.state in {"set", "blank"}


class SkippedLine(Struct, frozen=True):
    """A line of `.env` that sets a variable that matters here, and that Codex skips.

    Attributes:
        name: The variable.
        location: Where its name stands.
        why: What is wrong with the line; "" when it is the name (`CODEX_...`).
        above: The line before it in which a quote is open, 0 for none.
        shown: The line without its value, "" where it is not known how it was meant.
        is_command: Whether its value is a command that a shell would run.
    """

    name: str
    location: Location
    why: Words = ""
    above: int = 0
    shown: str = ""
    is_command: bool = False


class KeyVariable(Struct, frozen=True):
    """What stands in env_key.

    Attributes:
        name: The variable; a fingerprint where it is the key itself.
        holds_key: Whether it is the key itself.
        near: Variables of nearly this name that are set; where its key is another service's, those
            of the endpoint's service.
    """

    name: str
    holds_key: bool = False
    near: tuple[str, ...] = ()


class HeaderVariable(Struct, frozen=True):
    """A variable that fills a header.

    Attributes:
        header: The header.
        variable: Its name.
        is_configured: Whether the provider's table names it; else Codex does.
        holds_value: Whether it is no name, and the value itself instead.
        near: Variables that are set and may be meant, where it is not.
    """

    header: str
    variable: str
    is_configured: bool = True
    holds_value: bool = False
    near: tuple[str, ...] = ()


class WrittenVariable(Struct, frozen=True):
    """A variable whose name stands in a setting where Codex wants the value itself.

    Attributes:
        setting: `http_headers` or `experimental_bearer_token`.
        header: The header, "" for the token.
        variable: Its name, "" where a command of the shell stands there.
        is_set: Whether it has a value.
        has_table: Whether the provider has env_http_headers.
    """

    setting: str
    header: str
    variable: str
    is_set: bool = False
    has_table: bool = False


class HeaderSeen(Struct, frozen=True):
    """A header of every request.

    Attributes:
        name: As it is spelled.
        table: Where it is configured: `http_headers`, `env_http_headers`, or "" for the key.
        value: Its beginning; a fingerprint where it is or may be a secret.
        form: `length` for a number that a length can be, `chunked` for that word, else "".
    """

    name: str
    table: str
    value: str
    form: str = ""


class AddressSeen(Struct, frozen=True):
    """The address of the provider.

    Attributes:
        shown: As configured, secrets masked.
        form: What makes it useless, as in `base_url_fault`, or `not_a_url`; "" for nothing.
        variable: The variable that set it, "" when a file or Codex itself did.
        scheme: Of the request's URL, "" where there is none.
        has_password: Whether the URL has a password in it.
        is_openai: Whether it is OpenAI's own.
        better: The address that was meant, where it is no good; "" where that is not known.
        parameters: Those in its query, with "" for a value that may be a secret.
        is_meant_here: Whether it is this machine's but for the colon before the port.
    """

    shown: str
    form: str = ""
    variable: str = ""
    scheme: str = ""
    has_password: bool = False
    is_openai: bool = False
    better: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    is_meant_here: bool = False


class CommandSeen(Struct, frozen=True):
    """What came of auth.command.

    Attributes:
        shown: The program, secrets masked.
        reason: As in `CommandResult`, "" when it gave a token.
        detail: More about that.
        is_shell_line: Whether arguments stand in `command`.
    """

    shown: str
    reason: str = ""
    detail: Words = ""
    is_shell_line: bool = False


class AuthSeen(Struct, frozen=True):
    """Codex's file with a login.

    Attributes:
        state: As in `AuthJson.state`.
        why: What is wrong with it.
        key: Its API key, None when there is none.
        line: Line of the credential or of the fault, None when there is no such place.
        column: Column of it.
    """

    state: str
    why: Words = ""
    key: KeySeen | None = None
    line: int | None = None
    column: int | None = None


class ActiveSeen(Struct, frozen=True):
    """The active provider; its table is in the layers.

    Attributes:
        id: As in `model_provider`.
        name: Its name, "" for none.
        is_builtin: Whether Codex brings it along.
        uses_openai_login: Whether Codex logs in for it as for OpenAI.
        address: None when it has none, and Codex calls OpenAI.
        env_key: None when it has none.
        key: What stands behind `Bearer`, None when nothing does.
        overridden: Source that would have a credential and is not asked, "" for none.
        loser: Its key, None when it is not known.
        command: None when none was run.
        header_variables: Those that fill headers.
        headers: Those that go out.
        written: Those whose names stand where their values belong.
    """

    id: str
    name: str
    is_builtin: bool
    uses_openai_login: bool
    address: AddressSeen | None = None
    env_key: KeyVariable | None = None
    key: KeySeen | None = None
    overridden: str = ""
    loser: KeySeen | None = None
    command: CommandSeen | None = None
    header_variables: tuple[HeaderVariable, ...] = ()
    headers: tuple[HeaderSeen, ...] = ()
    written: tuple[WrittenVariable, ...] = ()
