"""What Codex stumbles over in a stream, as facts have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "flaw.missing": "缺少 {member}",
    "flaw.null": "{member} 是 null",
    "flaw.boolean": "{member} 是布尔值",
    "flaw.string": "{member} 是字符串",
    "flaw.fraction": "{member} 是小数",
    "flaw.object": "{member} 是对象",
    "flaw.other_type": "{member} 的类型不对",
    "flaw.no_string": "{member} 不是字符串",
    "flaw.no_object": "{member} 不是对象",
    "flaw.unknown": "{member} 的值未知",
    "flaw.field_missing": "缺少字段 `{member}`",
    "flaw.item_untyped": "有一个输出项没有类型",
    "flaw.content_part": "message.content 中有类型为 {kind} 的部分",
    "flaw.call_of_other_api": "输出项类型 {kind} 是另一种 API 的工具调用",
    "flaw.item_unknown": "Codex 不认识输出项类型 {kind}",
    "flaw.number": "有一个超过 64 位的整数",
    "flaw.unreadable": "{event} 被 Codex 的解析器拒绝",
    "flaw.event": "事件 {event}",
    "flaw.lacking": "{event} 缺少 Codex 需要的内容",
    "flaw.bare": "它不带 response 对象",
    "flaw.only_final": "{count:个输出项|个输出项}只出现在最终对象里",
    "flaw.status": "status 为 {status}",
    "flaw.double_encoded": "事件是套在 JSON 字符串里的 JSON",
    "flaw.glued": "事件之间没有空行",
    "flaw.prefixed": "事件的 data 又以 data: 开头",
    "flaw.whole_response": "发来的是整个 response 对象，而不是事件",
    "flaw.gemini": "Gemini 那样的 candidates",
    "flaw.event_untyped": "事件没有类型",
    "flaw.no_json": "有一个事件不是 JSON",
    "flaw.lone_cr": "行只以 CR 结尾，所以最后一行永远不会结束",
    "flaw.unfinished": "最后一个事件后面没有空行",
    "flaw.half": "在一个事件的中途结束",
    "flaw.json": "发来的是 JSON，而不是事件",
    "flaw.page": "发来的是网页，而不是事件",
    "flaw.mark": "字节顺序标记（BOM）使 Codex 的解码器停止",
    "flaw.byte": "字节 {number} 不是 UTF-8",
    "flaw.tool_calls_unended": 'tool_calls 结束时没有 finish_reason，而应为 "tool_calls"',
    "flaw.tool_calls_ended": 'tool_calls 结束时的 finish_reason 是 "{reason}"，而不是 "tool_calls"',
    "flaw.refusal": "一个 refusal（拒绝回答）",
    "flaw.function_call": "用的是 function_call，而不是 tool_calls",
    "flaw.tool_calls_in_message": "tool_calls 在 message 里，而不在 delta 里",
    "flaw.outside": "回答在 delta 之外",
}
