"""The words of the findings `request.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "request.field_rejected.title": "Codex 请求中的一个字段被拒绝",
    "request.field_rejected.text": (
        "Codex 向每个端点发送相同的字段，只有一部分可以关闭。端点若拒绝其中一个，就无法直接供 "
        "Codex 使用。"
    ),
    "request.role_rejected.title": "developer 角色被拒绝",
    "request.role_rejected.text": "Codex 以 `developer` 角色的消息发送指令，没有设置能改变这一点。",
    "request.item_rejected.title": "一个输入项或其 id 被拒绝",
    "request.item_rejected.text": (
        "从 0.146.0 起，Codex 给每个输入项一个 id，并发送只有 Responses API 才认识的输入项类型。"
    ),
    "request.tool_type_rejected.title": "一种工具类型被拒绝",
    "request.tool_type_rejected.text": (
        "除了函数，Codex 还提供 namespace 和 web_search 类型的工具，对某些模型 ID 还提供 custom "
        "和 tool_search。其中一部分可以关闭。"
    ),
    "request.compression_rejected.title": "请求正文没有被读作 JSON",
    "request.compression_rejected.text": (
        "发出的正文是不压缩的 JSON。如果它没有被读作 JSON，就是途中有什么压缩或改动了它，"
        "或者端点读到的不是收到的正文。"
    ),
    "request.too_large.title": "请求太大",
    "request.too_large.text": (
        "Codex 的首个请求约 40 kB，之后每一轮都会变大，直到数 MB。途中的服务器或网关的上限比这小。"
    ),
    "request.prompt_rejected.title": "策略拒绝了提示词",
    "request.prompt_rejected.text": "端点的过滤器拒绝了请求的文本。",
    "request.context_too_small.title": "请求超出上下文窗口",
    "request.context_too_small.text": (
        "仅 Codex 的首个请求就约有一万个 token。模型或服务器设置的窗口比这小。"
    ),
    "request.rejected.title": "请求被拒绝",
    "request.rejected.text": "端点拒绝 Codex 的请求，但没有说是其中哪一部分。",
    "request.tools_ignored.title": "输入中的工具没有被看到",
    "request.tools_ignored.text": "对这个模型 ID，Codex 把工具作为一个输入项发送，而端点不看那里。",
    "request.too_large.session": "{host} 拒绝大小为 {size_bytes:size} 的请求",
    "request.too_large.fix_limit": "提高服务器或网关的正文大小上限。",
    "request.context_too_small.compacts": (
        "{key} = {value} 使 Codex 在每一步之后压缩历史，模型因此从头再来："
        "仅首个请求就达到了这个上限"
    ),
    "request.context_too_small.evidence.used": "一个请求所用",
    "request.context_too_small.fix_limits": (
        "删除 {keys}，或写入模型真正支持的大小，即 32k token 或更多。"
    ),
    "request.field_rejected": "{host} 拒绝 Codex 请求中的内容：{subject}",
    "request.field_rejected.tools": "{host} 上的 {model} 不支持工具，而 Codex 只能通过工具工作",
    "request.field_rejected.fix_model": "选用支持工具调用的模型。",
    "request.field_rejected.dialect": (
        "{host} 拒绝请求头 {subject}，而 Codex 对模型 ID {model} 会发送它"
    ),
    "request.field_rejected.unsent": (
        "{host} 拒绝 {subject}，而 Codex 并不发送它：可能是转发请求的一方加上的"
    ),
    "request.fix_plainer": (
        "把 model 设为同样有提供的 {model}：Codex 为它发送的请求与 {known} "
        "的不同，端点接受那种请求。"
    ),
    "request.field_rejected.fix_alias": (
        "把 model 设为 Codex 不认识的 ID（网关上 {model} 的别名）：对这样的 ID，Codex "
        "不发送这种请求头。"
    ),
    "request.field_rejected.server_option": "{host} 上的服务器启动时没有启用读取工具调用的功能",
    "request.field_rejected.fix_option": (
        "启动服务器时加上其响应指明的选项（vLLM：--enable-auto-tool-choice --tool-call-parser "
        "NAME；llama.cpp：--jinja）。"
    ),
    "request.role_rejected": "{host} 拒绝角色 developer，而 Codex 总是发送它",
    "request.role_rejected.system_first": (
        "{host} 上 {model} 的聊天模板只接受放在最前面的 system 消息，而 Codex 还会再发送一条"
    ),
    "request.role_rejected.fix_place": (
        "启动服务器时换用在任何位置都接受 system 消息的聊天模板（llama.cpp：--chat-template-file，"
        "vLLM：--chat-template）。"
    ),
    "request.role_rejected.no_system": (
        "{host} 上 {model} 的聊天模板不接受 system 消息，而 Codex 总是发送它"
    ),
    "request.role_rejected.fix_template": (
        "启动服务器时换用接受 system 消息的聊天模板（llama.cpp：--chat-template-file，"
        "vLLM：--chat-template），或者换一个模型。"
    ),
    "request.item_rejected": "{host} 拒绝 Codex 请求的输入中的内容：{subject}",
    "request.tool_type_rejected": "{host} 拒绝一种工具类型：{subject}",
    "request.item_rejected.kept": "{host} 在它以前保存的内容中查找 Codex 首个请求带来的内容",
    "request.compression_rejected": (
        "{host} 没有把正文读作 JSON，而发出的是不压缩的 JSON：它可能在途中被压缩或改动了"
    ),
    "request.too_large": "{host} 拒绝这么大的正文",
    "request.too_large.fix_body": "提高服务器或网关的正文大小上限（nginx：client_max_body_size）。",
    "request.too_large.between": (
        "{host} 接受 {passes_bytes:size} 的请求，对 {fails_bytes:size} 的请求则失败"
    ),
    "request.too_large.fix_size": (
        "提高服务器、网关或防火墙的请求大小上限（nginx：client_max_body_size）。"
    ),
    "request.prompt_rejected": "{host} 的策略拒绝了提示词",
    "request.context_too_small": "Codex 的首个请求超出 {host} 上 {model} 的上下文窗口",
    "request.context_too_small.fix_window": (
        "在服务器上给该模型 32k token 或更大的窗口（Ollama：OLLAMA_CONTEXT_LENGTH，vLLM："
        "--max-model-len，llama.cpp：-c）。"
    ),
    "request.rejected": "{host} 拒绝 Codex 的请求，但没有说原因",
    "request.tools_ignored": "{host} 看不到 Codex 放在输入中的工具",
    "request.tools_ignored.fix_alias": "使用不在 Codex 自带的模型清单中的模型 ID（网关上的别名）。",
    "request.passed": "{size_bytes:size}，{dialect} 形式",
    "request.rejected.said": (
        "{host} 拒绝 Codex 的请求，而它所说的并未指明 codex-doctor 认识的任何部分"
    ),
    "request.rejected.accept": "{host} 无法返回 Codex 要求的事件流（{status}）",
    "request.rejected.demanded": "{host} 拒绝不含 {field} 的请求，而这个版本的 Codex 不发送它",
    "request.field_rejected.fix_name": "在 [{table}] 中写入 {line}：换一个与 OpenAI 不同的名称。",
    "request.field_rejected.fix_remove": "删除 {keys}：Codex 就不会再发送这一项。",
    "request.field_rejected.fix_top": "在 config.toml 中设置 {lines}。",
    "request.field_rejected.fix_both": "在 config.toml 中设置 {lines}，并从中删除 {keys}。",
    "request.part.ids": "输入项的 id",
    "request.part.messages": "不止一条消息",
    "request.part.content": "由多个部分组成的消息",
    "request.part.tools": "作为输入项的工具",
    "request.part.functions": "函数的个数，或某个函数的 schema",
    "request.part.strict": "工具的 strict 字段",
}
