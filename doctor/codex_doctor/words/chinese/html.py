"""What stands on the page of a report and in its pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "html.about": "Codex 使用模型 {model}，端点为 {base_url}",
    "html.findings": "问题与修复方法",
    "html.expected": "预期：{what}",
    "html.network": "到各地址的连接过程",
    "html.requests": "运行期间的各个请求",
    "html.wait": "等待响应",
    "html.answer": "响应",
    "html.lost": "失败",
    "html.stream": "响应中的事件随时间的分布",
    "html.stream_caption": (
        "请求 {number}：从发出起收到 {events:个事件|个事件}；两个事件之间最长的静默为 {gap_ms} "
        "ms，用阴影标出。"
    ),
    "html.stream_at_once": (
        "请求 {number}：从发出起收到 {events:个事件|个事件}；两个事件之间最长的静默为 {gap_ms} "
        "ms，太短，没有用阴影标出。"
    ),
    "html.made": (
        "由 codex-doctor {version} 生成。密钥和其他敏感信息已事先去除。"
        "本页面不加载也不运行任何内容。"
    ),
}
