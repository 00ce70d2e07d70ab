"""What a request is sent for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "purpose.turn": "一轮对话的首个请求",
    "purpose.ahead": "按第一项修正改好之后：{purpose}",
    "purpose.output": "带工具输出的请求",
    "purpose.version": "Codex {version} 的首个请求",
    "purpose.smallest": "可能复现问题的最小请求",
    "purpose.past_proxy": "绕过代理的同一请求",
    "purpose.with_instructions": "带 instructions 字段的最小请求",
    "purpose.without": "去掉 {names:,} 的同一请求",
    "purpose.output_without": "再次发送工具输出，去掉：{name}",
    "purpose.for_a_part": "与 Codex 的请求一样大的最小请求：Codex 的请求是否因其中一部分被拒绝",
    "purpose.for_its_size": "最小的请求：Codex 的请求是否因大小被拒绝",
    "purpose.harmless": "同样长但内容无害的请求：原因是大小还是内容",
    "purpose.plain": "不带 Codex 请求头的同一请求",
    "purpose.least": "不带 Codex 请求头的最小请求：是否被接受",
    "purpose.smaller": "去掉某些部分的同一请求：哪一部分被拒绝",
    "purpose.of_size": "加了填充的最小请求：多大会被拒绝",
    "purpose.forced": "同一请求，强制调用工具",
    "purpose.tools_moved": "同一请求，工具放在 tools 字段中",
    "purpose.toolless": "同一请求，不带工具",
    "purpose.fewer_tokens": "最小的请求：token 数是否变少",
    "purpose.models": "模型列表",
    "purpose.other_api": "是否有 {api} API",
    "purpose.is_served": "是否提供 {model}",
    "purpose.api_at_all": "究竟有没有 {api} API",
    "purpose.other_base": "另一个基础路径下是否有 {api} API",
    "purpose.other_base_keyed": "另一个基础路径下是否有 {api} API（带密钥）",
    "purpose.api_version": "查询参数带 api-version 时是否有",
    "purpose.no_api_version": "查询参数不带 api-version 时是否有",
    "purpose.keyless": "究竟是否需要密钥",
    "purpose.made_up_key": "同一请求，带虚构的密钥：失败是否因为缺少密钥",
    "purpose.key_header": "把密钥放在请求头 {header} 中",
    "purpose.websocket": "Codex 首先尝试的 WebSocket",
    "purpose.again": "再次发送同一请求，如同 Codex 会做的",
    "purpose.control": "再次发送同一请求：是否再次被拒绝",
    "purpose.no_call": "再次发送同一请求：此前没有出现工具调用",
    "purpose.second_turn": "第二轮对话的首个请求",
    "purpose.compaction": "压缩历史",
    "purpose.sized": "大小为 {size_bytes:size} 的请求",
    "purpose.two_calls": "一次回答中的两个工具调用",
    "purpose.two_outputs": "两个工具调用的输出",
    "purpose.side_extract": "用于提取记忆的模型",
    "purpose.side_consolidate": "用于整合记忆的模型",
    "purpose.side_reviews": "用于审查的模型",
    "purpose.side_agents": "用于子智能体的模型",
    "purpose.side_role": "用于角色 {role} 的智能体的模型",
}
