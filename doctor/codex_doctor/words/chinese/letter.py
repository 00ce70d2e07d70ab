"""The letter to whoever runs an endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "letter.nothing": "没有需要告知端点运营方的内容：没有发现那里有问题。",
    "letter.local": "没有需要告知端点运营方的内容：发现的问题在你这边的 Codex 配置里。",
    "letter.subject": "主题：Codex 连接 {base_url} 的问题：{title}",
    "letter.hello": "您好：",
    "letter.about": (
        "codex-doctor {doctor} 发送的内容与 OpenAI 的 Codex CLI（版本 {codex}）相同，"
        "读取响应的方式也与 Codex 相同。它的 User-Agent 以 codex-doctor/{doctor} 结尾，"
        "便于您在日志中辨认。它用模型 {model} 检查了 {base_url}。"
    ),
    "letter.unknown_version": "未知",
    "letter.requests": "发送的请求和收到的响应（时间为 UTC）：",
    "letter.sent": "{number}. {at} {method} {url}",
    "letter.size": "发出：{size_bytes:size}，{purpose}",
    "letter.answer": "收到：状态码 {status}，{kind}，{size_bytes:size}，用时 {took_s:time}",
    "letter.no_type": "无 content-type",
    "letter.no_answer": "收到：没有响应，历时 {took_s:time}（{why}）",
    "letter.id_sent": "发出：{name}: {value}",
    "letter.id_came": "收到：{name}: {value}",
    "letter.left_out": "（略去 {characters:个字符|个字符}）",
    "letter.demands": "要求如下：",
    "letter.demands_auth": (
        "Codex 以 Authorization: Bearer KEY 发送密钥，请求是 base URL 下的 POST /responses，"
        "User-Agent 以 codex_ 开头。有权使用该模型的密钥必须在那里被接受，而不只是在 GET /models "
        "或 /chat/completions 上被接受。"
    ),
    "letter.demands_quota": (
        "因限额而拒绝时，以状态码 429 和 Retry-After 响应：Codex 会等待所给的时间后重试；没有它，"
        "这一轮对话就到此结束。"
    ),
    "letter.demands_model": (
        "POST /responses 的成员 model 填写 GET /models 列出的 ID，就能得到服务。遇到未知的 ID，"
        "以状态码 404 或 400 响应，并附上指明该 ID 的 JSON 错误。"
    ),
    "letter.demands_wire": (
        "Codex 只使用 OpenAI 的 Responses API：POST BASE/responses，带 stream: true。Chat "
        "Completions、重定向到另一主机或 HTML 页面都不可行。"
    ),
    "letter.demands_request": (
        "Codex 的整个请求都要被接受：input 由角色为 developer 和 user 的消息组成，工具的类型有 "
        "function、custom、namespace 和 web_search，还有 tool_choice、parallel_tool_calls、"
        "reasoning、include、store: false、prompt_cache_key 和 client_metadata。"
        "模型用不到的内容应忽略，而不是拒绝。"
    ),
    "letter.demands_stream": (
        "响应是事件流（text/event-stream），边生成边发送，不缓冲：每个事件是一行 data: JSON，"
        "后跟一个空行；每个输出项都在 response.output_item.done 中；最后一个事件是 "
        "response.completed，带有响应的 id。流若在此之前结束，这一轮对话就失败了。"
    ),
    "letter.demands_tools": (
        "模型调用工具时使用输出项 function_call 或 custom_tool_call，其中有 call_id、"
        "所提供的某个工具的名称，以及以字符串形式给出的 JSON 参数。下一个请求会带回这些项和 "
        "function_call_output，并得到响应。"
    ),
    "letter.demands_session": (
        "由于 store 为 false，每个请求都带有全部历史：消息、推理、调用及其输出。"
        "这样的请求每一次都要被接受，每一个都要得到响应，而不是等到第二次尝试。"
    ),
    "letter.demands_websocket": (
        "不提供 WebSocket 时，对其握手以状态码 426 响应：Codex 会立即改用 HTTP；若是其他响应，"
        "它会先尝试数秒。"
    ),
    "letter.demands_upstream": (
        "网关后面发生的失败，以状态码和 JSON 错误响应：Codex 只会显示其中的 message。"
    ),
    "letter.demands_connection": "主机名有公网地址，并且每个地址都在该端口上接受连接。",
    "letter.demands_tls": (
        "证书对该主机名有效、在有效期内，并附有从它到系统认识的根证书之间的每一张证书；TLS 1.2 "
        "或 1.3。"
    ),
    "letter.script": (
        "不用 Codex 也能看到这个问题：下面的脚本会发送该请求。脚本根据该请求生成，不含密钥。"
    ),
}
