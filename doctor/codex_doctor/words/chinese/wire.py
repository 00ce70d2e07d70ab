"""The words of the findings `wire.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "wire.responses_missing.title": "这里没有 Responses API",
    "wire.responses_missing.text": (
        "Codex 自 0.95.0 起只使用 Responses API。这个端点在这个地址没有这样的路由；"
        "很多端点只提供 Chat Completions。"
    ),
    "wire.chat_missing.title": "旧版 Codex 在这里使用 Chat Completions",
    "wire.chat_missing.text": (
        "0.94.0 及以前的 Codex，对没有设置 wire_api 的提供方，以及设了 "
        'wire_api = "chat" 的提供方，使用 Chat Completions。这个端点在这个地址没有这样的路由。'
    ),
    "wire.other_protocol.title": "响应用的是另一种 API 的协议",
    "wire.other_protocol.text": (
        "响应用的是另一种 API 的协议（Anthropic、Gemini 或该服务器自己的）。"
        "Codex 会忽略其中的所有事件。"
    ),
    "wire.chat_shape.title": "响应是 Chat Completions 的格式",
    "wire.chat_shape.text": (
        "路由存在，但返回的是 chat 数据块或 chat 对象。Codex 只读取 Responses 事件，"
        "最终因流关闭而结束。"
    ),
    "wire.chat_schema.title": "路由要求类似 Chat Completions 的正文",
    "wire.chat_schema.text": ("端点把请求当作 chat 请求，认为其中缺少 `messages`。"),
    "wire.responses_missing": "{host} 在 {url} 没有 Responses API",
    "wire.responses_missing.fix_wire_api": (
        '在提供方中设置 wire_api = "chat"：Codex {version} 也支持 Chat Completions。'
    ),
    "wire.responses_missing.fix_old_codex": (
        '继续使用 Codex 0.94.0，这是支持 Chat Completions 的最后一个版本（wire_api = "chat"）。'
    ),
    "wire.responses_missing.channel": (
        "{host} 无法把 Responses 请求转发给它那里提供 {model} 的渠道"
    ),
    "wire.responses_missing.fix_channel": (
        "请 {host} 的运营方为 {model} 提供一个接受 Responses 的渠道。"
    ),
    "wire.chat_missing": "这个版本使用 Chat Completions，而 {host} 没有这样的路由",
    "wire.chat_missing.fix_wire_api": (
        '如果端点有 Responses API，就在提供方中设置 wire_api = "responses"。'
    ),
    "wire.chat_missing.fix_update": "更新 Codex：自 0.95.0 起它只使用 Responses API。",
    "wire.other_protocol": "{url} 的响应用的是另一种 API 的协议",
    "wire.other_protocol.fix_address": ("把 base_url 设为这个提供方的 OpenAI 兼容地址。"),
    "wire.chat_shape": "{url} 的响应是 Chat Completions 的格式",
    "wire.chat_schema": "{url} 要求类似 Chat Completions 的正文",
    "wire.passed": "Responses API",
    "wire.passed_chat": "Chat Completions",
    "wire.evidence.there": "存在（对空请求返回 HTTP {status}）",
    "wire.evidence.not_there": "不存在（对空请求返回 HTTP {status}）",
    "wire.evidence.silent": "不存在（对空请求没有响应）",
}
