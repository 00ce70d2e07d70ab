"""The words of the findings `session.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "session.history_rejected.title": "重放的历史项被拒绝",
    "session.history_rejected.text": (
        "Codex 在每个请求中都会发送完整的历史，包括 id 和 reasoning 项。端点拒绝了其中的一部分。"
    ),
    "session.flaky.title": "重试之后才成功",
    "session.flaky.text": (
        "一个请求失败，重复同一请求却能成功。Codex 也会重复大多数失败的请求，因此这一轮能够完成，"
        "只是比应有的晚；而 Codex 视为最终结果的失败（HTTP 400，"
        "以及不带 retry-after 的 429）会终止这一轮。"
    ),
    "session.compact_missing.title": "压缩较长的历史时失败",
    "session.compact_missing.text": (
        "上下文已满时，Codex 会要求名称为 OpenAI 的提供方缩短历史，"
        "并且只接受 compaction 项作为响应。其他响应会终止这一轮。如果是其他名称，"
        "Codex 会自己用一个普通请求缩短历史。"
    ),
    "session.secondary_model.title": "Codex 附带使用的某个模型未被提供",
    "session.secondary_model.text": (
        "除主模型外，Codex 还会向同一端点请求其他模型：用于审查的 `review_model`、"
        "智能体角色的模型、agents.default_subagent_model，以及用于记忆的两个模型。无论提供方是谁，"
        "用于记忆的模型默认都是 OpenAI 的。这样的模型被拒绝时，审查或智能体会失败，记忆则不会生成，"
        "而且没有任何提示。子智能体的默认模型必须在 Codex 自己的列表中，否则不会启动任何子智能体。"
    ),
    "session.passed": "第二轮对话，以及最大 {largest_bytes:size} 的请求",
    "session.cut_short": "第二轮对话还没有结束，时限就到了",
    "session.skipped": "使用 --thorough 时才检查",
    "session.history_rejected": "{host} 接受第一轮，却在重复第一轮内容的第二轮失败",
    "session.history_rejected.two_calls": (
        "{host} 接受一个工具调用的输出，却拒绝同时两个工具调用的输出"
    ),
    "session.compact_missing": "{host} 对 Codex 的压缩请求返回了别的内容",
    "session.compact_missing.fix_name": "给 [{table}] 换一个名称，不要用 OpenAI。",
    "session.secondary_model.reviews": "{host} 不提供 {model}，而 Codex 用它进行审查",
    "session.secondary_model.role": "{host} 不提供 {model}，而 Codex 把它用于角色 {role} 的智能体",
    "session.secondary_model.sub_agents": "{host} 不提供 {model}，而 Codex 把它用于子智能体",
    "session.secondary_model.extract": "{host} 不提供 {model}，而 Codex 用它提取记忆",
    "session.secondary_model.consolidate": "{host} 不提供 {model}，而 Codex 用它整合记忆",
    "session.secondary_model.unknown": (
        "Codex 不会用 {model} 启动子智能体，因为它不在 Codex 自己的列表中"
    ),
    "session.secondary_model.fix_remove": "删除 {key}；子智能体随后会使用 {model}。",
    "session.secondary_model.fix_role": "在该角色的文件中把 model 设为 {model}。",
    "session.secondary_model.fix_file": "在 {file} 中把 model 设为 {model}。",
    "session.secondary_model.fix_value": "把 {key} 设为端点提供的 {model}。",
    "session.secondary_model.fix_memories": (
        "把 {key} 设为端点提供的 {model}，或关闭 features.memories。"
    ),
    "session.evidence.passes": "可以通过",
    "session.evidence.size": "{size_bytes:size}",
    "session.evidence.first_request": "Codex 的首个请求",
    "session.evidence.own_list": "Codex 自己列表中的模型，或不设置",
    "session.flaky": "{host} 第 {number} 次尝试才响应",
    "session.flaky.refused": (
        "{host} 先拒绝一个请求，随后又接受它；遇到 HTTP {status} 后 Codex 会放弃"
    ),
    "session.flaky.no_answer": "{host} 先失败一次，随后接受了请求；遇到这种失败后 Codex 会放弃",
    "session.flaky.broken": (
        "{host} 的流在工具调用之后中断；Codex 仍会执行该调用并重试，每轮对话至多重试 "
        "stream_max_retries 次"
    ),
    "session.flaky.fix_retries": "删除 {keys}：Codex 就会重新发送失败的请求。",
    "session.flaky.evidence.failed": "失败",
    "session.flaky.evidence.counts": "{tries:个请求|个请求}中有 {failed} 个",
    "session.history_rejected.replayed": "{host} 拒绝重放的历史中的内容：{subject}",
}
