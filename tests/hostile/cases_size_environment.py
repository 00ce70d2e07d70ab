"""Variables, certificates and folders that are long or many."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING, Final

from codex_doctor.lab.fault import CONFIG, KEY_VARIABLE
from hostile import places
from hostile.case import Case

if TYPE_CHECKING:
    from collections.abc import Callable

    from hostile.case import Place

_BUDGET: Final = ("--json", "--budget", "12")
# The most that the kernel takes as one string.
_LONGEST: Final = 131_000


def _variable(name: str, variable: str, make: Callable[[], str]) -> Case:
    return Case(
        "size",
        f"variable-{name}",
        arguments=_BUDGET,
        prepare=places.variable(variable, make),
        seconds=4.0,
    )


def _from_dotenv(name: str, make: Callable[[], str], *, is_tls: bool = False) -> Case:
    """Give a variable more than the kernel would."""
    return Case(
        "size",
        f"dotenv-{name}",
        arguments=_BUDGET,
        is_tls=is_tls,
        prepare=places.file_of("codex/.env", make),
        seconds=4.0,
    )


def _certificates(
    name: str, make: Callable[[], bytes], variable: str = "CODEX_CA_CERTIFICATE"
) -> Case:
    def prepare(place: Place) -> None:
        places.write(place.root / "ca.pem", make())
        place.environ[variable] = str(place.root / "ca.pem")

    return Case(
        "size",
        f"certificates-{name}",
        arguments=_BUDGET,
        is_tls=True,
        prepare=prepare,
        seconds=4.0,
    )


def _system_roots() -> bytes:
    import certifi

    return Path(certifi.where()).read_bytes()


def _path_of(count: int, *, exist: bool) -> Callable[[Place], None]:
    def prepare(place: Place) -> None:
        folders = [place.root / f"f/{number}" for number in range(count)]
        for folder in folders if exist else ():
            folder.mkdir(parents=True)
        # The kernel takes no longer text.
        place.environ["PATH"] = ":".join(map(str, folders))[:_LONGEST]

    return prepare


def _many_variables(place: Place) -> None:
    place.environ.update((f"TOKEN_{number}", f"value-{number}") for number in range(15_000))


_BEGIN: Final = b"-----BEGIN CERTIFICATE-----\n"
_END: Final = b"-----END CERTIFICATE-----\n"
_BLOCK: Final = _BEGIN + base64.encodebytes(b"0" * 900) + _END

CASES: Final = (
    _variable("key-of-120kb", KEY_VARIABLE, lambda: "ab1-" * 30_000),
    _variable("key-of-blanks", KEY_VARIABLE, lambda: " " * 120_000 + "x"),
    _variable("key-of-quotes", KEY_VARIABLE, lambda: '"' * 120_000),
    _variable("key-of-placeholders", KEY_VARIABLE, lambda: "your_api_" * 13_000),
    _variable("key-of-controls", KEY_VARIABLE, lambda: "\x01" * 120_000),
    _variable("key-of-bearers", KEY_VARIABLE, lambda: "Bearer " * 17_000),
    _variable("unused-of-120kb", "UNUSED", lambda: "ab1-" * 30_000),
    _variable("unused-token-of-120kb", "UNUSED_TOKEN", lambda: "ab1-" * 30_000),
    _variable("unused-address-of-120kb", "UNUSED_URL", lambda: "//a:b@c/?d=" * 11_000),
    _variable("unused-pairs-of-120kb", "UNUSED_URL", lambda: "http://c/?" + "d=e&" * 30_000),
    _variable("no-proxy", "NO_PROXY", lambda: "a," * 65_000),
    _variable("no-proxy-dots", "NO_PROXY", lambda: "." * _LONGEST),
    _variable("no-proxy-networks", "NO_PROXY", lambda: "10.0.0.0/8," * 11_000),
    _variable("http-proxy", "HTTP_PROXY", lambda: "http://" + "a" * 120_000),
    _variable("http-proxy-at-signs", "HTTP_PROXY", lambda: "http://" + "a@" * 60_000),
    _variable("http-proxy-brackets", "HTTP_PROXY", lambda: "http://" + "[" * 120_000),
    _variable("http-proxy-quotes", "HTTP_PROXY", lambda: "a" + "'" * 60_000 + "b"),
    _variable("http-proxy-commas", "HTTP_PROXY", lambda: "a" + "," * 60_000 + "b"),
    _variable("http-proxy-port", "HTTP_PROXY", lambda: "http://a:" + "1" * 120_000),
    _variable("base-url-dots", "OPENAI_BASE_URL", lambda: "http://a" + "/.." * 40_000),
    _from_dotenv("no-proxy-480kb", lambda: "NO_PROXY=" + "a," * 240_000),
    _from_dotenv("no-proxy-53000-networks", lambda: "NO_PROXY=" + "10.0.0/8," * 53_000),
    _from_dotenv("http-proxy-480kb", lambda: "HTTP_PROXY=http://" + "a" * 480_000),
    _from_dotenv("http-proxy-480kb-of-percents", lambda: "HTTP_PROXY=http://" + "%41" * 160_000),
    _from_dotenv("key-480kb", lambda: f"{KEY_VARIABLE}=" + "ab1-" * 120_000),
    _from_dotenv("ca-480kb", lambda: "SSL_CERT_FILE=" + "/x" * 240_000, is_tls=True),
    Case(
        "size",
        "base-url-of-480kb",
        arguments=_BUDGET,
        seconds=4.0,
        prepare=places.file_of(
            "codex/config.toml",
            lambda: CONFIG.replace("{base_url}", "{base_url}" + "/.." * 160_000),
        ),
    ),
    Case(
        "size",
        "base-url-of-parameters",
        arguments=_BUDGET,
        seconds=4.0,
        prepare=places.file_of(
            "codex/config.toml",
            lambda: CONFIG.replace("{base_url}", "{base_url}?" + "a=b&" * 120_000),
        ),
    ),
    Case(
        "size",
        "model-of-480kb",
        arguments=_BUDGET,
        seconds=4.0,
        prepare=places.file_of(
            "codex/config.toml", lambda: CONFIG.replace("lab-model-1", "a/" * 240_000)
        ),
    ),
    Case(
        "size",
        "provider-of-240kb",
        arguments=_BUDGET,
        seconds=4.0,
        prepare=places.file_of(
            "codex/config.toml", lambda: CONFIG.replace('"lab"', f'"{"a" * 240_000}"')
        ),
    ),
    _certificates("100000-begins", lambda: _BEGIN * 100_000),
    _certificates("600000-begins", lambda: _BEGIN * 590_000),
    _certificates("4mb-of-begins", lambda: _BEGIN * 140_000),
    _certificates("begins-and-one-end", lambda: _BEGIN * 100_000 + _END),
    _certificates("4mb", lambda: _BLOCK * 3_000),
    _certificates("20mb", lambda: _BLOCK * 16_000),
    _certificates(
        "4mb-that-are-right", lambda: (_system_roots() * 20)[:3_900_000].rpartition(_BEGIN)[0]
    ),
    _certificates("4mb-in-ssl-cert-file", lambda: _BLOCK * 3_000, "SSL_CERT_FILE"),
    _certificates("4mb-for-node", lambda: _BLOCK * 3_000, "NODE_EXTRA_CA_CERTS"),
    _certificates("one-of-16mb", lambda: _BEGIN + b"MIIB" * 4_000_000 + _END),
    _certificates("blanks", lambda: _BEGIN + b" \n" * 8_000_000 + _END),
    _certificates("no-certificate", lambda: b"-----BEGIN TRUSTED " * 850_000),
    Case(
        "size",
        "path-of-10000-folders",
        arguments=_BUDGET,
        seconds=4.0,
        prepare=_path_of(10_000, exist=False),
    ),
    Case(
        "size",
        "path-of-2000-folders-that-exist",
        arguments=_BUDGET,
        seconds=4.0,
        prepare=_path_of(2_000, exist=True),
    ),
    Case(
        "size",
        "15000-variables",
        arguments=_BUDGET,
        seconds=4.0,
        prepare=_many_variables,
    ),
    Case(
        "size",
        "option-of-120kb",
        arguments=("--json", "--budget", "12", "-c", "x=" + "a" * 120_000),
        seconds=4.0,
    ),
    Case(
        "size",
        "option-of-digits",
        arguments=("--json", "--budget", "12", "-c", "x=" + "1" * 120_000),
        seconds=4.0,
    ),
    Case(
        "size",
        "option-of-parts",
        arguments=("--json", "--budget", "12", "-c", "x" + ".x" * 60_000 + "=1"),
        seconds=4.0,
    ),
)
