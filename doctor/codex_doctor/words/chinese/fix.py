"""The words of fixes that many findings have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "fix.operator": "把问题反馈给端点的运营方，并附上本报告。",
    "fix.gateway": "在端点前面架设一个能转换协议的网关（例如 LiteLLM），并把 base_url 指向它。",
    "fix.gateway_recipe": (
        "在 {host} 前面启动 LiteLLM {version} 来转换协议，让它保持运行，"
        "并把 base_url 指向本机的 {port} 端口。"
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
    "fix.retry_later": "等一会儿再试。",
    "fix.log_in": "如果那是某个网络、VPN 或代理的登录页，请先用浏览器登录，然后重试。",
    "fix.budget": "用更大的 --budget 重新运行。",
    "fix.own_table": "[model_providers.NAME]（你自己的表，写入这个 base_url 并选用它）",
    # What only the user knows; `codex-doctor fix` writes none of these.
    "fix.your.base_url": "<你的 base URL>",
    "fix.your.key": "<你的密钥>",
    "fix.your.model": "<你的模型 ID>",
    "fix.your.value": "<你的值>",
    "fix.meant_option": "写成 {option}。",
    "fix.leave_option": "去掉 {option}。",
    "fix.leave_no_option": "去掉每个不是 key=value 的 -c。",
    "fix.own_words": "按网关自己的说法去做：“{cure}”。",
}
