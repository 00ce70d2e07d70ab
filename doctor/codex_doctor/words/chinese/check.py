"""What holds when a check passes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "check.dns": "主机名有地址",
    "check.proxy": "代理放行 Codex",
    "check.tls": "TLS 握手成功",
    "check.session": "第一轮对话之后的请求",
    "check.websocket": "Codex 首先尝试的 WebSocket",
    "check.config": "配置的读取结果符合本意",
    "check.credentials": "凭据是想用的那一个",
    "check.environment": "Codex 读取的环境变量正确",
    "check.installation": "Codex 已安装",
    "check.auth": "端点接受凭据",
    "check.model": "端点提供该模型",
    "check.request": "端点接受 Codex 的请求",
    "check.stream": "Codex 能读取流",
    "check.tools": "工具调用能完整往返",
    "check.wire": "端点支持 Responses API",
    "check.tcp": "端点接受连接",
}
