"""Secrets in a text that is a whole command line, under any key and with any spelling."""

from __future__ import annotations

import json
from typing import Final

from codex_doctor.lab.fault import CONFIG
from hostile.planted import shown

_MADE_UP: Final = "Hunter22x"
_LINES: Final = (
    f"curl -u me:{_MADE_UP} https://h.invalid",
    f"curl --password {_MADE_UP} https://h.invalid/x",
    f"run https://h.invalid --token {_MADE_UP}",
    f"https://h.invalid/v1 --token {_MADE_UP}",
    f"TOKEN={_MADE_UP} run https://u.invalid",
    f'curl -H "X-Api-Key: {_MADE_UP}" http://h',
    f"curl -H 'X-Api-Key: {_MADE_UP}' http://h",
    f"""sh -c "curl -H 'X-Api-Key: {_MADE_UP}' http://h\"""",
    f'wget --header="X-Api-Key: {_MADE_UP}" h',
    f"curl -ume:{_MADE_UP} http://h",
    f"curl -HX-Api-Key:{_MADE_UP} http://h",
    f"curl -su me:{_MADE_UP} http://h",
    f"curl -sSfH 'Authorization: {_MADE_UP}' http://h",
    f'curl --user "me:{_MADE_UP}" http://h',
    f"curl \\\n -u me:{_MADE_UP} \\\n http://h",
    f"curl -b session={_MADE_UP} http://h",
    f"wget --http-password {_MADE_UP} http://h",
    f"Server=h;User Id=u;Pwd={_MADE_UP};",
    f"aws configure set aws_secret_access_key {_MADE_UP}",
    f"setx OPENAI_API_KEY {_MADE_UP}",
    f"set -gx OPENAI_API_KEY {_MADE_UP}",
    f"redis-cli -h h -a {_MADE_UP} ping",
    f"http -a me:{_MADE_UP} h",
    f"X-Api-Key: {_MADE_UP}",
    f"password: {_MADE_UP}",
    f"export OPENAI_API_KEY={_MADE_UP} && curl https://h.invalid",
    f"git clone https://me:{_MADE_UP}@h.invalid/x.git",
    f"https://me:my {_MADE_UP}@h.invalid/x",
)
_KEYS: Final = ("notify", "commit_attribution", "developer_instructions", "made_up")
_LOOKS: Final = ("config", "verbose", "config-json", "json")

CASES: Final = tuple(
    shown(
        f"line-{at}-{part}",
        _LOOKS[(at + 2 * part) % 4],
        _MADE_UP,
        config=f"{_KEYS[(at // 4 + part) % 4]} = {json.dumps(line)}\n{CONFIG}",
    )
    for at, line in enumerate(_LINES)
    for part in range(2)
)
