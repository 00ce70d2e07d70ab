"""What shows and what would disprove findings: streams and tool calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

TURN: Final[Mapping[str, str]] = {
    "explain.stream.not_streaming.recognised": (
        "对 stream: true 的响应是单个 Responses API 的 JSON 文档。"
    ),
    "explain.stream.not_streaming.disproved": "正文中有事件，不管 content-type 写的是什么。",
    "explain.stream.no_completed.recognised": (
        "按 Codex 自己的规则把流读到了结尾，事件中没有 response.completed。"
    ),
    "explain.stream.no_completed.disproved": (
        "读到了事件 response.completed，其类型取自 JSON 里面。"
    ),
    "explain.stream.cut.recognised": (
        "连接被重置，或者还没达到声明的长度、还没收到最后一个分块就结束了。"
    ),
    "explain.stream.cut.disproved": (
        "以 HTTP 规定的方式结束。是否只有较大的请求才会中断，也查看过。"
    ),
    "explain.stream.broken_framing.recognised": (
        "收到了 Codex 不当作事件读取的字节：没有 data: 行或空行、不是 UTF-8、"
        "有字节顺序标记（BOM）、类型写在 JSON 之外。"
    ),
    "explain.stream.broken_framing.disproved": "同样的事件分隔正确，一直读到了结尾。",
    "explain.stream.compressed.recognised": (
        "content-encoding 写明了一种压缩格式，或者开头的字节属于某种压缩格式，而这个版本的 Codex "
        "不会解压它。"
    ),
    "explain.stream.compressed.disproved": (
        "版本为 0.171.0 或更新，采用的是 zstd 或 gzip，并在响应头中写明。"
    ),
    "explain.stream.broken_coding.recognised": (
        "content-encoding 写的是 zstd 或 gzip，而解压失败或提前结束。"
    ),
    "explain.stream.broken_coding.disproved": "收到的字节能解压到结尾。",
    "explain.stream.idle_timeout.recognised": (
        "在 stream_idle_timeout_ms 所设的时间内没有事件到达，或者直到本次诊断的时限用尽也没有。"
    ),
    "explain.stream.idle_timeout.disproved": "在这段时间内有事件到达；注释不算事件。",
    "explain.stream.slow.recognised": (
        "等待响应头超过十秒，或者某次停顿既超过十秒又超过空闲超时的一半，或者回答没有及时完成。"
    ),
    "explain.stream.slow.disproved": "回答立即开始，并均匀地到达。",
    "explain.stream.buffered.recognised": (
        "响应头立即到达，而两秒或更久之后，至少八个事件在二十分之一秒内到达，其中包括 "
        "response.created。"
    ),
    "explain.stream.buffered.disproved": (
        "事件分散在整个回答期间到达。较短的回答一次性到达不能说明任何问题，也不会报告。"
    ),
    "explain.stream.endless.recognised": "回答超过了 codex-doctor 所读取的字节数，仍没有结尾。",
    "explain.stream.endless.disproved": "在此之前，响应就已结束。",
    "explain.stream.completed_malformed.recognised": (
        "收到了 response.completed，但其中的 response 没有字符串 id，或者类型与 Codex 读取的不同。"
    ),
    "explain.stream.completed_malformed.disproved": "同一事件能按 Codex 自己的类型读取。",
    "explain.stream.usage_malformed.recognised": (
        "收到了 response.completed，但其中的 usage 有 Codex 读不了的字段；或者它给出的 token "
        "数远远超过该请求可能有的数量。"
    ),
    "explain.stream.usage_malformed.disproved": "usage 含有三个整数，或者根本没有 usage。",
    "explain.stream.item_malformed.recognised": (
        "收到了一个按 Codex 自己的类型无法读取的输出项，回答中也没有剩下别的内容。"
    ),
    "explain.stream.item_malformed.disproved": "该输出项能够读取，或另有含文本的输出项。",
    "explain.stream.items_missing.recognised": (
        "delta 或最终对象中有文本，却没有 response.output_item.done。"
    ),
    "explain.stream.items_missing.disproved": "有一个这样的事件，其中带有文本。",
    "explain.stream.empty.recognised": "这一轮完成了，却没有输出项、文本和调用；或者正文是空的。",
    "explain.stream.empty.disproved": "任何一个输出项中有文本或调用。",
    "explain.stream.wrong_order.recognised": "有输出项在 response.completed 之后到达。",
    "explain.stream.wrong_order.disproved": "所有输出项都在它之前到达。",
    "explain.stream.error_in_200.recognised": (
        "状态码是 200，而流或文档中有错误，其文字和错误代码都不指向其他问题。"
    ),
    "explain.stream.error_in_200.disproved": "错误说明了哪里不对：这时诊断出的问题就是那一个。",
    "explain.stream.incomplete.recognised": (
        "收到了事件 response.incomplete；依据中有它给出的原因。"
    ),
    "explain.stream.incomplete.disproved": "收到的是 response.completed。",
    "explain.stream.refused.recognised": (
        "输出项中有 refusal（拒绝回答），或者结尾指明了内容过滤器。"
    ),
    "explain.stream.refused.disproved": "对同一个提问返回了文本。",
    "explain.tools.never_called.recognised": (
        "请求两次要求调用，得到的都是文本；强制调用也没有得到调用。带工具与不带工具时所计的 "
        "token 数，可以说明工具是否被丢弃。"
    ),
    "explain.tools.never_called.disproved": "出现过一次调用，不论是否强制。",
    "explain.tools.not_called.recognised": (
        '不强制时，回答是文本，或者只是偶尔出现调用；设了 tool_choice = "required" 时则有调用。'
    ),
    "explain.tools.not_called.disproved": "不强制时，第一次就有调用。",
    "explain.tools.call_as_text.recognised": (
        "回答的文本采用模型书写调用的形式（<tool_call>、带有工具名称的 JSON 对象等）。"
    ),
    "explain.tools.call_as_text.disproved": "有 function_call 项。",
    "explain.tools.call_shape.recognised": "收到了一个含调用的项，其类型或字段 Codex 不接受。",
    "explain.tools.call_shape.disproved": (
        "类型是 function_call 或 custom_tool_call，并带有 name、arguments 和 call_id。"
    ),
    "explain.tools.arguments_invalid.recognised": (
        "收到了调用，但其参数不是字符串、不是 JSON 对象，或缺少该工具要求的字段。"
    ),
    "explain.tools.arguments_invalid.disproved": "参数符合该工具的 schema。",
    "explain.tools.call_id_missing.recognised": "收到的调用没有 call_id。",
    "explain.tools.call_id_missing.disproved": "有 call_id，内容不限。",
    "explain.tools.name_unknown.recognised": (
        "调用的工具不在请求提供的工具之中；名称前后多了内容的，算作改了名的工具。"
    ),
    "explain.tools.name_unknown.disproved": "名称在所提供的工具之中。",
    "explain.tools.output_rejected.recognised": (
        "第一个请求被接受，而携带调用及其输出的请求被拒绝。"
    ),
    "explain.tools.output_rejected.disproved": "第一个请求也被同样拒绝。",
    "explain.tools.output_ignored.recognised": (
        "发送了工具输出，而每次都又返回同样的调用，参数也相同。"
    ),
    "explain.tools.output_ignored.disproved": "返回文本，或返回另一个调用。",
    "explain.tools.output_fails.recognised": (
        "第一个请求成功，而携带工具输出的请求崩溃、中断或没有得到响应。"
    ),
    "explain.tools.output_fails.disproved": "该请求得到了响应，哪怕是拒绝：那属于另一个问题。",
}
