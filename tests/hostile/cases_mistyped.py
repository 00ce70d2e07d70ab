"""Secrets where somebody left out a sign or took the wrong brackets, and words beside a port."""

from __future__ import annotations

from typing import Final

from codex_doctor.lab.fault import CONFIG
from hostile.planted import PASSWORD, WORD, changed, reads, shown

_LAB: Final = "\n".join(line for line in CONFIG.splitlines() if "env_key" not in line)
_CONFIGS: Final = {
    "variable-as-a-table": f'{_LAB}\nenv_key = {{ value = "{WORD}" }}\n',
    "variable-as-a-deep-table": f'{_LAB}\nenv_key = {{ a = {{ b = ["{WORD}"] }} }}\n',
    "line-as-a-header": f'{CONFIG}http_headers = {{ "Authorization: Bearer {WORD}" = "" }}\n',
    "line-as-a-header-too": f'{CONFIG}http_headers = {{ "x-api-key: {WORD}" = "x-api-key" }}\n',
    "no-sign-between": f"{CONFIG}api_key {WORD}\n",
    "no-sign-and-quotes": f'{CONFIG}  "experimental_bearer_token" "{PASSWORD}"\n',
    "no-sign-in-front": f"password {WORD}\n{CONFIG}",
}
_LOOKS: Final = ("json", "config", "config-json", "verbose")
_ADDRESSES: Final = (
    "localhost8080", "http://localhost;8080/v1", "http://localhost8080/v1", "localhost:8080v1",
    "http://litellm-proxy4000/v1", "http://host.docker.internal11434/v1",
)  # fmt: skip

CASES: Final = (
    *(
        shown(name, look, WORD, PASSWORD, config=config)
        for name, config in _CONFIGS.items()
        for look in _LOOKS
    ),
    *(
        shown(f"readable-port-{at}", look, config=changed(base_url=f'"{address}"'),
              check=reads(address))
        for at, address in enumerate(_ADDRESSES)
        for look in _LOOKS[:3:2]
    ),
)  # fmt: skip
