"""The words of the findings `upstream.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "upstream.error.title": "端点出错",
    "upstream.error.text": (
        "端点或其背后的服务因自身的错误而失败。Codex 不显示 500 的正文，并尝试多达三十次。"
    ),
    "upstream.timeout.title": "网关等待超时",
    "upstream.timeout.text": "模型前面的网关等待首字节的时间有限。",
    "upstream.overloaded.title": "服务过载",
    "upstream.overloaded.text": "模型或服务目前没有空闲容量。",
    "upstream.unavailable.title": "服务不可用",
    "upstream.unavailable.text": "网关响应说，其背后的服务已停止或无法连接。",
    "upstream.key_rejected.title": "网关自己的密钥被拒绝",
    "upstream.key_rejected.text": (
        "网关用自己的密钥、账户或登录信息转发每个请求。这个密钥或登录信息被其背后的服务拒绝、"
        "缺失，或无法获取；指的不是 Codex 发送的密钥。网关会转述它收到的话"
        "（`OpenAIException - ...`、`upstream`、`Provider returned error`），"
        "或给出它自己的库所显示的内容（`default credentials were not found`）。"
        "只有把请求方的密钥转发过去的网关，指的才是你的密钥。"
    ),
    "upstream.error": "{host} 因自身的错误而失败（{status}）",
    "upstream.timeout": "{host} 的网关放弃等待其上游（{status}）",
    "upstream.overloaded": "{host} 过载",
    "upstream.unavailable": "{host} 背后的服务不可用（{status}）",
    "upstream.unavailable.proxied": (
        "通过代理 {proxy} 无法到达 {host}，或者其背后的服务不可用：两者之一响应了 {status}"
    ),
    "upstream.unavailable.fix_proxy": (
        "检查该代理能否到达 {host}；如果不该经过代理，把 {host} 加入 NO_PROXY。"
    ),
    "upstream.unavailable.loading": "{host} 仍在加载模型（{status}）",
    "upstream.unavailable.tunnel": "{host} 是一条隧道，其远端没有连接（{status}）",
    "upstream.unavailable.fix_tunnel": "在隧道背后的机器上启动隧道程序（cloudflared、ngrok）。",
    "upstream.unavailable.fix_trial": "请 {host} 的运营方启动它；试用的隧道每次都会换地址。",
    "upstream.unavailable.behind_the_tunnel": "{host} 的隧道已连通，但其远端没有响应（{status}）",
    "upstream.unavailable.fix_far_end": "在隧道的远端启动服务器，使用隧道指定的端口。",
    "upstream.unavailable.fix_ask": "请 {host} 的运营方启动它。",
    "upstream.key_rejected": "{host} 被其背后的服务拒绝：它自己在那里的密钥或登录信息无效",
    "upstream.key_rejected.fix_renew": (
        "在网关的配置处更新 {host} 的网关自身使用的密钥或登录信息，或请其运营方更新。"
    ),
    "upstream.key_rejected.fix_model": "选用 {host} 从另一个服务获取的模型。",
}
