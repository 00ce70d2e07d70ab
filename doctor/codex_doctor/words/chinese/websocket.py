"""The words of the findings `websocket.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "websocket.unsupported.title": "Codex 会先尝试 WebSocket，而这里没有",
    "websocket.unsupported.text": (
        "使用这个提供方时，Codex 会先打开 WebSocket，然后才使用 HTTP。失败时它会重试，"
        "次数比 stream_max_retries 多一次，间隔越来越长，然后退回 HTTP；"
        "这一轮对话能够完成，但比应有的慢。握手没有回应时，每次耗费 15 秒；"
        "握手之后没有回应时，每次耗费 stream_idle_timeout_ms。"
    ),
    "websocket.fails.title": "WebSocket 使一轮对话终止",
    "websocket.fails.text": (
        "使用这个提供方时，Codex 会先打开 WebSocket，然后才使用 HTTP。"
        "如果握手得到状态码 400 或 429，或收到带有这种状态码的 error 事件，这一轮对话就会终止；"
        "这时 Codex 不会退回 HTTP。"
    ),
    "websocket.skipped": "使用这个提供方时，Codex 不会尝试 WebSocket",
    "websocket.passed": "可以打开，也有响应",
    "websocket.passed_over": "被拒绝，状态码 {status}：Codex 会立即使用 HTTP",
    "websocket.fails": "Codex 会先尝试 WebSocket，{host} 对它返回状态码 {status}",
    "websocket.unsupported": (
        "{host} 没有供 Codex 使用的 WebSocket，每次启动因此耗费 {cost_s:time}"
    ),
    "websocket.unsupported.fix_setting": (
        "从 [model_providers.{provider}] 中删除 supports_websockets。"
    ),
    "websocket.unsupported.fix_provider": (
        "为这个端点单独定义一个提供方，即带有 base_url 的 [model_providers.NAME]，"
        "用来代替 openai_base_url。"
    ),
    "websocket.evidence.asked": "请求",
    "websocket.evidence.request": "GET {url}（upgrade: websocket）",
    "websocket.evidence.answer": "HTTP 101；或 426，之后立即使用 HTTP",
    "websocket.evidence.then_error": "HTTP {status}，然后是 error 事件",
    "websocket.evidence.then_closed": "HTTP {status}，然后关闭",
    "websocket.evidence.then_silent": "HTTP {status}，然后没有回应",
    "websocket.wrong_accept": "它的 Sec-WebSocket-Accept 与所发送的 Sec-WebSocket-Key 不符",
    "websocket.evidence.seen": "观察到",
    "websocket.evidence.costs": "耗时",
    "websocket.evidence.cost": "约 {cost_s:time}：{attempts:次尝试|次尝试}",
}
