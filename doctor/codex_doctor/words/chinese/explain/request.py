"""What shows and what would disprove findings: requests, sessions and WebSocket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

REQUEST: Final[Mapping[str, str]] = {
    "explain.request.field_rejected.recognised": (
        "端点拒绝请求时指明了其中的一个字段；或者没有指明，"
        "但逐个部分尝试后发现，只去掉一个字段，其余部分就被接受。"
    ),
    "explain.request.field_rejected.disproved": "去掉该字段后，仍然被同样拒绝。",
    "explain.request.role_rejected.recognised": (
        "端点拒绝请求时指明了角色 developer，或者去掉该角色的消息，请求就被接受。"
    ),
    "explain.request.role_rejected.disproved": "去掉这些消息，仍同样被拒绝。",
    "explain.request.item_rejected.recognised": (
        "端点拒绝请求时指明了一个输入项、它的类型或 id，或者去掉它，请求就被接受。"
    ),
    "explain.request.item_rejected.disproved": "去掉这个输入项，仍同样被拒绝。",
    "explain.request.tool_type_rejected.recognised": (
        "端点拒绝请求时指明了一个工具或其类型，或者去掉该类型的工具，请求就被接受。"
    ),
    "explain.request.tool_type_rejected.disproved": "去掉这些工具，仍同样被拒绝。",
    "explain.request.compression_rejected.recognised": (
        "端点拒绝请求时所说的话，正是 JSON 解析器读到压缩字节时的说法。"
    ),
    "explain.request.compression_rejected.disproved": "不压缩，同样的请求也被拒绝。",
    "explain.request.too_large.recognised": (
        "响应是 413，或者说正文太大；或者同样的请求减少内容就被接受，不论去掉的是哪一部分。"
    ),
    "explain.request.too_large.disproved": "小请求也同样被拒绝。",
    "explain.request.prompt_rejected.recognised": "端点说有过滤器或策略拒绝了文本。",
    "explain.request.prompt_rejected.disproved": "无害的提示词也被拒绝，说法相同。",
    "explain.request.context_too_small.recognised": (
        "端点拒绝请求时指明的上下文长度，小于 Codex 首个请求的 token 数；或者 "
        "model_auto_compact_token_limit 或 model_context_window 设得太小，仅首个请求就会占满。"
    ),
    "explain.request.context_too_small.disproved": "窗口容得下这个请求。",
    "explain.request.rejected.recognised": (
        "端点拒绝请求时所说的话没有指明任何部分，逐个查找，也没有找到去掉后请求就被接受的部分。"
    ),
    "explain.request.rejected.disproved": (
        "去掉某一个部分，其余部分就被接受：这时会改为报告那个部分。"
    ),
    "explain.request.tools_ignored.recognised": (
        "工具作为输入项发送时，即使强制调用，也没有出现调用；"
        "同样的工具放在字段 tools 中时，出现了调用。"
    ),
    "explain.request.tools_ignored.disproved": "前一种情况有调用，或者后一种情况没有。",
    "explain.session.history_rejected.recognised": (
        "首个请求被接受，而带上历史，或者带上两个调用及其输出，同样的请求就被拒绝。"
    ),
    "explain.session.history_rejected.disproved": "第二轮带着全部内容被接受。",
    "explain.session.flaky.recognised": "一个请求失败，而完全相同的请求重复发送时成功。",
    "explain.session.flaky.disproved": "每次都同样失败，或者从不失败。",
    "explain.session.compact_missing.recognised": (
        "使用 --thorough 时，按 Codex 对名称为 OpenAI 的提供方的做法发送压缩请求，"
        "而响应不是恰好一个 compaction 项。"
    ),
    "explain.session.compact_missing.disproved": (
        "响应以 response.completed 结束，并且恰好有一个 compaction 类型的项。"
    ),
    "explain.session.secondary_model.recognised": (
        "使用 --thorough 时，按 ID 请求了 Codex 附带使用的模型，而响应谈的是这个模型；"
        "或者这个 ID 不在 Codex 自己的列表中。"
    ),
    "explain.session.secondary_model.disproved": "这个模型给出了回答。",
    "explain.websocket.unsupported.recognised": (
        "按 Codex 的做法先进行了握手，握手失败或没有回应，而在这种情况下 Codex 会改用 HTTP。"
    ),
    "explain.websocket.unsupported.disproved": (
        "通过 WebSocket 完成了预热（warm-up），或者状态码是 426，遇到它 Codex 会立即改用 HTTP。"
    ),
    "explain.websocket.fails.recognised": (
        "握手或其后的 error 事件带有状态码 400 或 429，遇到这种状态码 Codex 不会退回 HTTP。"
    ),
    "explain.websocket.fails.disproved": "状态码是别的。",
}
