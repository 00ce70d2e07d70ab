"""What a set-up of the field is: how somebody uses Codex, and what the doctor must say about it.

Set-ups are examples of kinds, written before the rules that judge them: from reports of users and
from what the real Codex did. The texts are ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypedDict, Unpack

from msgspec import Struct, field

from codex_doctor.lab.endpoint import LabEndpoint

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from codex_doctor.lab.wire import Behaviour

KEY: Final = "gwk-4f1b2c3d4e5f60718293"
MODEL: Final = "glm-5"
LITE_MODEL: Final = "gpt-5.6-luna"
ADDRESS: Final = "http://127.0.0.1:{PORT}/v1"
SELECTION: Final = f'model = "{MODEL}"\nmodel_provider = "gw"\n\n'
PROVIDER: Final = """\
[model_providers.gw]
name = "Gateway"
base_url = "http://127.0.0.1:{PORT}/v1"
env_key = "GW_KEY"
request_max_retries = 1
stream_max_retries = 1
stream_idle_timeout_ms = 4000
"""
CONFIG: Final = SELECTION + PROVIDER
# As the guide writes it: how often Codex repeats a request is left to Codex.
PLAIN: Final = "\n".join(PROVIDER.splitlines()[:4]) + "\n"
GOOD: Final = LabEndpoint(key=KEY, models=(MODEL,))
OPEN: Final = LabEndpoint(key=None, models=(MODEL,))
# What the doctor may conclude from each way a turn of the real Codex ended.
VERDICTS: Final[Mapping[str, frozenset[str]]] = {
    "works": frozenset({"works", "degraded"}),
    "answers": frozenset({"fails", "degraded"}),
    "fails": frozenset({"fails"}),
    "hangs": frozenset({"fails"}),
}


def key_given() -> Mapping[str, str]:
    """Return an environment that holds the right key."""
    return {"GW_KEY": KEY}


class SetUp(Struct, frozen=True, kw_only=True):
    """One set-up; healthy in everything that is not given.

    Texts may name {PORT}, {PROXY}, {DEAD} (a port that refuses), {HOME}, {CODEX} and {WORK}.

    Attributes:
        id: Words joined by hyphens, unique.
        kind: What sort of mistake a doctor makes here.
        about: One sentence that says what is true about it.
        codex: How a turn of the real Codex ended: `works`, `answers` (text, and no tool was
            called), `fails`, or `hangs` (it waits or repeats without end).
        first: Ids of which one must come first among what is more than a hint; none: nothing may;
            an empty one: nothing may too.
        config: `$CODEX_HOME/config.toml`, None for no file.
        env: Variables besides CODEX_HOME, HOME and PATH.
        files: Further files below the folders home, codex, work and etc (which is /etc).
        arguments: Options that `codex exec` and codex-doctor both understand.
        endpoint: How the endpoint answers.
        series: Makes an endpoint that counts requests anew for each run, in place of `endpoint`.
        proxy: How the proxy at {PROXY} answers.
        is_tls: Whether the endpoint speaks TLS, with a certificate of an unknown authority.
        says_not: Parts of sentences that are false here.
        verdict: The only verdict that is right, where `codex` leaves a choice.
        cure: What the user can do to make Codex work, "" when nothing of his helps.
        report: The public report it comes from, as repository#number.
        budget_s: Seconds for the diagnosis.
        needs_no_internet: Whether it is only true where api.openai.com cannot be reached.
    """

    id: str
    kind: str
    about: str
    codex: str
    first: tuple[str, ...]
    config: str | None = CONFIG
    env: Mapping[str, str] = field(default_factory=key_given)
    files: Mapping[str, str] = field(default_factory=dict[str, str])
    arguments: tuple[str, ...] = ()
    endpoint: Behaviour = GOOD
    series: Callable[[], Behaviour] | None = None
    proxy: Behaviour | None = None
    is_tls: bool = False
    says_not: tuple[str, ...] = ()
    verdict: str = ""
    cure: str = ""
    report: str = ""
    budget_s: float = 20.0
    needs_no_internet: bool = False

    @property
    def verdicts(self) -> frozenset[str]:
        """The verdicts that agree with the real Codex."""
        return frozenset({self.verdict}) if self.verdict else VERDICTS[self.codex]


def with_config(old: str, new: str, text: str = CONFIG) -> str:
    """Return the configuration with one text replaced."""
    if old not in text:
        raise LookupError(old)
    return text.replace(old, new)


def with_lines(*lines: str, text: str = CONFIG) -> str:
    """Return the configuration with lines at its end, which is inside the provider's table."""
    return text + "".join(f"{line}\n" for line in lines)


def with_model(model: str) -> str:
    """Return the configuration with another model id."""
    return with_config(f'"{MODEL}"', f'"{model}"')


class More(TypedDict, total=False):
    """What a set-up may have besides; see `SetUp`."""

    config: str | None
    env: Mapping[str, str]
    files: Mapping[str, str]
    arguments: tuple[str, ...]
    endpoint: Behaviour
    series: Callable[[], Behaviour]
    proxy: Behaviour
    is_tls: bool
    says_not: tuple[str, ...]
    verdict: str
    cure: str
    report: str
    budget_s: float
    needs_no_internet: bool


def case(id_: str, kind: str, about: str, codex: str, *first: str, **more: Unpack[More]) -> SetUp:
    """Return a set-up; what `more` does not name is healthy."""
    return SetUp(id=id_, kind=kind, about=about, codex=codex, first=first, **more)


def plain(
    id_: str, kind: str, about: str, *first: str, codex: str = "fails", **more: Unpack[More]
) -> SetUp:
    """Return a set-up with the provider as the guide writes it."""
    given: More = {"config": SELECTION + PLAIN, **more}
    return case(id_, kind, about, codex, *first, **given)
