"""The words of fixes that many findings have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "fix.operator": "Report it to the operator of the endpoint, with this report.",
    "fix.gateway": (
        "Put a gateway that translates in front of the endpoint (LiteLLM, for example), and point "
        "base_url at it."
    ),
    "fix.gateway_recipe": (
        "Start LiteLLM {version} in front of {host}, which translates, leave it running, and point "
        "base_url at port {port} of this machine."
    ),
    "fix.gateway_recipe.posix": """\
python3 -m venv ~/{folder}
~/{folder}/bin/pip install 'litellm[proxy]=={version}'
cat >~/{folder}/config.yaml <<'END'
{config}
END
~/{folder}/bin/litellm --config ~/{folder}/config.yaml --host 127.0.0.1 --port {port}""",
    "fix.gateway_recipe.powershell": """\
py -m venv $HOME/{folder}
& $HOME/{folder}/Scripts/pip install 'litellm[proxy]=={version}'
@'
{config}
'@ | Set-Content $HOME/{folder}/config.yaml
& $HOME/{folder}/Scripts/litellm --config $HOME/{folder}/config.yaml --port {port} `
--host 127.0.0.1""",
    "fix.retry_later": "Wait and try again.",
    "fix.log_in": (
        "If it is the log-in page of a network, a VPN or a proxy, log in with a browser and try "
        "again."
    ),
    "fix.budget": "Run again with a larger --budget.",
    "fix.own_table": "a [model_providers.NAME] of your own, with this base_url and selected",
    # What only the user knows; `codex-doctor fix` writes none of these.
    "fix.your.base_url": "<your base URL>",
    "fix.your.key": "<your key>",
    "fix.your.model": "<your model id>",
    "fix.your.value": "<your value>",
    "fix.meant_option": "Write {option}.",
    "fix.leave_option": "Leave {option} out.",
    "fix.leave_no_option": "Leave out each -c that is no key=value.",
    "fix.own_words": 'Do what the gateway itself says: "{cure}".',
}
