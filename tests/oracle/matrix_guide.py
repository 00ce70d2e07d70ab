"""Set-ups as guides for Codex write them, where no other case of the matrix is one.

The guides (docs/set-ups.md) have three: variables alone, a provider in config.toml, a profile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.lab.chat import CHAT_ONLY
from codex_doctor.lab.endpoint import LAB_KEY, LabEndpoint
from codex_doctor.lab.fault import KEY_VARIABLE
from codex_doctor.lab.replies import LAB_MODEL
from oracle.matrix_set_up import SetUp

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Behaviour

_SELECTION: Final = f'model = "{LAB_MODEL}"\nmodel_provider = "lab"\n'
_PROVIDER: Final = f"""\
[model_providers.lab]
name = "Lab"
base_url = "{{base_url}}"
env_key = "{KEY_VARIABLE}"
request_max_retries = 0
stream_max_retries = 0
"""
_RESPONSES: Final = f'{_PROVIDER}wire_api = "responses"\n'
_TABLE: Final = f"{_RESPONSES}[profiles.work]\n{_SELECTION}"
_WORK: Final = ("--profile", "work")


def _variables(name: str, key: str) -> SetUp:
    environ = {"OPENAI_BASE_URL": "{base_url}", key: LAB_KEY}
    return SetUp(name, "guide", LabEndpoint(), {}, environ, ("-m", LAB_MODEL))


def _files(name: str, *args: str, serve: Behaviour | None = None, **files: str) -> SetUp:
    written = {f"codex/{one.replace('_', '.')}.toml": text for one, text in files.items()}
    return SetUp(name, "guide", serve or LabEndpoint(), written, {KEY_VARIABLE: LAB_KEY}, args)


GUIDE: Final = (
    _variables("variables-key", "OPENAI_API_KEY"),
    _variables("variables-codex-key", "CODEX_API_KEY"),
    _files("provider-no-wire-api-at-chat", config=f"{_SELECTION}{_PROVIDER}", serve=CHAT_ONLY),
    _files("profile-table", *_WORK, config=_TABLE),
    _files("profile-key", config=f'profile = "work"\n{_TABLE}'),
    _files("profile-file", *_WORK, config=_RESPONSES, work_config=_SELECTION),
    _files("profile-file-beside-table", *_WORK, config=_TABLE, work_config=_SELECTION),
)
