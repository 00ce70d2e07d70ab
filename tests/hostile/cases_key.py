"""The key at a second origin: what is not a plain redirect of the first request."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.fault import HEALTHY_ENDPOINT, fill
from codex_doctor.lab.wire import document, json_reply
from hostile.case import Case
from origin_table import PLAIN, SECRET, Arrangement, elsewhere, origin_of, redirect, told
from origins import Heard, shows, world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from codex_doctor.lab.wire import Reply
    from hostile.case import Outcome

    Answer = Callable[[Heard, Mapping[str, str]], Reply | bytes]

_AWAY: Final = "http://127.0.0.1:{other_port}/v1/responses"
_CHAT: Final = "/chat/completions"
_CODES: Final = (301, 302, 303, 307, 308)


def _case(
    name: str,
    answer: Answer,
    *,
    setting: Arrangement | None = None,
    stays: bool = True,
    advises: bool = True,
    arguments: tuple[str, ...] = (),
) -> Case:
    """Return a case in which no other origin is told a secret.

    Args:
        name: Of the case.
        answer: What every origin answers.
        setting: Has the configuration.
        stays: Whether no other origin is asked at all.
        advises: Whether the report may name the other origin.
        arguments: Further ones.
    """
    setting = setting or Arrangement(name, "")

    def check(outcome: Outcome) -> None:
        heard = [one for one in outcome.requests if isinstance(one, Heard)]
        home = origin_of(fill(setting.base, {"port": heard[0].origin.rpartition(":")[2]}))
        leaked = told(heard, home)
        assert not leaked, f"told {leaked}"
        away = sorted({one.origin for one in elsewhere(heard, home)})
        assert bool(away) != stays, f"went to {away}"
        assert any(shows(one.raw, LAB_KEY) for one in heard if one.origin == home), "no key at home"
        advice = [fix["title"] for found in outcome.report["findings"] for fix in found["fixes"]]
        named = [one for one in away if one in str(advice)]
        assert advises or not named, f"advises {named}"

    return Case(
        "key",
        name,
        arguments=("--json", "--budget", "5", *arguments),
        config=setting.config,
        files=setting.files,
        environ=setting.environ,
        serve=partial(world, answer),
        secrets=(LAB_KEY, SECRET),
        check=check,
    )


def _at_home(heard: Heard, values: Mapping[str, str]) -> bool:
    return heard.origin == f"http://127.0.0.1:{values['port']}"


def _leads(status: int, of: Callable[[Heard], bool], *, rest: Answer | None = None) -> Answer:
    """Return an endpoint that leads such requests away and answers the others."""

    def answer(heard: Heard, values: Mapping[str, str]) -> Reply | bytes:
        if _at_home(heard, values) and of(heard):
            return redirect(status, fill(_AWAY, values))
        return rest(heard, values) if rest else HEALTHY_ENDPOINT(heard)

    return answer


def _missing(heard: Heard, values: Mapping[str, str]) -> Reply:
    """Know no route at home."""
    return json_reply(404, {"detail": "Not Found"}) if _at_home(heard, values) else _healthy(heard)


def _healthy(heard: Heard) -> Reply:
    return HEALTHY_ENDPOINT(heard)


def _derived() -> Iterator[Case]:
    """Yield requests to other paths, each led away."""
    for status in _CODES:
        guess = _leads(status, lambda one: one.path.startswith("/openai"), rest=_missing)
        yield _case(f"guessed-base-{status}", guess, stays=False, advises=False)
        chat = _leads(status, lambda one: one.path.endswith(_CHAT), rest=_missing)
        yield _case(f"chat-route-{status}", chat, stays=False, advises=False)

    def unknown(heard: Heard, values: Mapping[str, str]) -> Reply | bytes:
        if not _at_home(heard, values):
            return _healthy(heard)
        error = {"message": "The model `lab-model-1` does not exist", "code": "model_not_found"}
        return json_reply(404, {"error": error})

    for status in (302, 307):
        models = _leads(status, lambda one: one.path.endswith("/models"), rest=unknown)
        yield _case(f"list-of-models-{status}", models, stays=False)
        guarded = _leads(status, lambda one: bool(one.header("authorization"))
                         and not one.path.startswith("/v1"), rest=_guarding)  # fmt: skip
        yield _case(f"guarded-base-{status}", guarded, stays=False, advises=False)
        for header in ("api-key", "x-api-key"):
            moved = _leads(status, partial(_has, header), rest=_refusing)
            yield _case(f"key-in-{header}-{status}", moved, stays=False)


def _has(header: str, heard: Heard) -> bool:
    return bool(heard.header(header))


def _guarding(heard: Heard, values: Mapping[str, str]) -> Reply:
    if not _at_home(heard, values):
        return _healthy(heard)
    if heard.path.startswith("/v1") or heard.header("authorization"):
        return json_reply(404, {"detail": "Not Found"})
    return json_reply(401, {"error": {"message": "no key"}})


def _refusing(heard: Heard, values: Mapping[str, str]) -> Reply:
    if not _at_home(heard, values):
        return _healthy(heard)
    return json_reply(401, {"error": {"message": "Incorrect API key provided"}})


def _later() -> Iterator[Case]:
    """Yield turns that are led away after their first request."""
    for status in (301, 307, 308):
        output = _leads(status, lambda one: b"_call_output" in one.body)
        yield _case(f"tool-output-{status}", output, stays=False)
    tried: list[int] = []

    def again(heard: Heard, values: Mapping[str, str]) -> Reply | bytes:
        tried.append(1)
        if _at_home(heard, values) and len(tried) > 1:
            return redirect(307, fill(_AWAY, values))
        return (
            json_reply(500, {"error": {"message": "oops"}})
            if len(tried) == 1
            else (_healthy(heard))
        )

    retries = Arrangement("again", "", retries=1)
    yield _case("the-second-attempt", again, setting=retries, stays=False)
    long = _leads(307, lambda one: len(one.body) > 100_000)
    yield _case("a-long-request", long, stays=False, arguments=("--thorough",))


def _hints() -> Iterator[Case]:
    """Yield answers that name another address without being a redirect that Codex follows."""
    words = {"error": {"message": "Use http://127.0.0.1:{other_port}/v1 in the place of this."}}
    for status in (200, 201, 300, 304, 305, 306, 400, 401, 404, 410, 421, 426, 503):
        for header in ("Location",) if status < 400 else ("Link", "Location"):

            def answer(
                heard: Heard, values: Mapping[str, str], status: int = status, header: str = header
            ) -> Reply:
                if not _at_home(heard, values):
                    return _healthy(heard)
                text = fill(str(words), values)
                return document(status, "text/html", text, (header, fill(_AWAY, values)),
                                ("Refresh", fill(f"0; url={_AWAY}", values)),
                                ("Alt-Svc", fill('h2="127.0.0.1:{other_port}"', values)),
                                ("Content-Location", fill(_AWAY, values)))  # fmt: skip

            yield _case(f"{status}-with-{header.lower()}", answer)


def _at_the_same_origin() -> Iterator[Case]:
    """Yield redirects that look like another origin and are none: the key goes there alone."""
    for name, location in (
        ("path", "/v2/responses"),
        ("capitals", "HTTP://127.0.0.1:{port}/v2"),
        ("user-information", "http://me:pw@127.0.0.1:{port}/v2"),
        ("user-that-looks-like-a-host", "http://127.0.0.2:pw@127.0.0.1:{port}/v2"),
        ("short-address", "http://127.1:{port}/v2"),
        ("backslash-and-at", "http://127.0.0.1:{port}\\@127.0.0.2:{port}/v2"),
        ("fragment-and-at", "http://127.0.0.1:{port}#@127.0.0.2:{port}/v2"),
        ("query-and-at", "http://127.0.0.1:{port}?@127.0.0.2:{port}/v2"),
        ("percent-encoded-slashes", "/%2f%2f127.0.0.2:{port}/v2"),
        ("dots", "/../..//127.0.0.2:{port}/v2"),
        ("scheme-without-slashes", "http:127.0.0.2:{port}/v2"),
    ):

        def answer(
            heard: Heard, values: Mapping[str, str], location: str = location
        ) -> Reply | bytes:
            asked = heard.path.startswith("/v1")
            return redirect(307, fill(location, values)) if asked else _healthy(heard)

        yield _case(f"no-other-origin-{name}", answer)


def _bases() -> Iterator[Case]:
    """Yield paths of base_url from which a guess could make another host."""
    for name, path in (
        ("two-slashes", "//127.0.0.2:{port}/v1"),
        ("backslashes", "/\\\\127.0.0.2:{port}/v1"),
        ("at-sign", "/@127.0.0.2:{port}/v1"),
        ("many-slashes", "////v1"),
        ("url-as-path", "/http://127.0.0.2:{port}/v1"),
    ):
        setting = Arrangement(name, "", base="http://127.0.0.1:{port}" + path)
        yield _case(f"base-path-of-{name}", _missing, setting=setting)
    for name, base in (("user", f"http://{SECRET}@127.0.0.1:{{port}}/v1"),
                       ("password", f"http://me:{SECRET}@127.0.0.1:{{port}}/v1")):  # fmt: skip
        away = _leads(307, lambda one: one.path == "/v1/responses")
        yield _case(f"base-url-with-{name}", away, setting=Arrangement(name, "", base=base),
                    stays=False)  # fmt: skip


CASES: Final = (
    *_derived(), *_later(), *_hints(), *_at_the_same_origin(), *_bases(),
    _case("socket-that-is-led-away", _leads(307, lambda one: one.method == "GET"),
          setting=Arrangement("socket", "", base=PLAIN, socket=True)),
)  # fmt: skip
