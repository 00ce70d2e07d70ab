"""The words of the findings `stream.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "stream.not_streaming.title": "返回的是单个文档，而不是流",
    "stream.not_streaming.text": (
        "Codex 要求流（`stream: true`）。端点却以单个 JSON 文档响应，而 Codex 不读取它。"
    ),
    "stream.no_completed.title": "流结束时没有 response.completed",
    "stream.no_completed.text": (
        "只有事件 response.completed 到达，Codex 才认为一轮对话已完成。[DONE]、response.done "
        "或连接关闭都不算。"
    ),
    "stream.cut.title": "连接中途断开",
    "stream.cut.text": (
        "连接被重置，或者还没达到声明的长度就结束了。原因是代理的时限太短，或者服务器崩溃。"
    ),
    "stream.broken_framing.title": "事件的分隔格式与 Codex 的读法不符",
    "stream.broken_framing.text": (
        "Codex 要求每个事件由 `data:` 行组成，后跟一个空行，编码为 UTF-8，"
        "没有字节顺序标记（BOM），类型写在 JSON 里面。"
    ),
    "stream.compressed.title": "流被压缩",
    "stream.compressed.text": (
        "从 0.171.0 起，Codex 能读 zstd 或 gzip 压缩的流，但 content-encoding "
        "要写明这两个词之一。更早的版本不要求压缩，也不读压缩的流。"
    ),
    "stream.broken_coding.title": "流无法解压",
    "stream.broken_coding.text": (
        "响应头 content-encoding 写的是 zstd 或 gzip（从 0.171.0 起 Codex 会解压），"
        "而收到的字节是别的内容或不完整。Codex 会丢弃这一轮并重试。"
    ),
    "stream.idle_timeout.title": "静默时间超过 Codex 的等待时间",
    "stream.idle_timeout.text": (
        "如果在 stream_idle_timeout_ms（未设置时为 300000）内没有事件到达，Codex 就会放弃。"
        "注释不算事件。"
    ),
    "stream.slow.title": "流非常慢",
    "stream.slow.text": (
        "事件在到达，但回答没有在本次诊断的时限内完成；或者中间静默太久，Codex "
        "已接近放弃（stream_idle_timeout_ms）。也可能是很久才开始，而 Codex 对此会无限期地等待，"
        "不作任何提示。"
    ),
    "stream.buffered.title": "流的内容一次性到达",
    "stream.buffered.text": (
        "端点立即响应，但所有事件都在最后一起到达：有代理把它们攒了起来，"
        "或者服务器只是假装在流式发送。在此之前 Codex 什么都不显示；回答较长时，如果在 "
        "stream_idle_timeout_ms 内没有事件，Codex 就会放弃。"
    ),
    "stream.endless.title": "回答没有结束",
    "stream.endless.text": (
        "端点不停地发送，却没有响应的结尾。Codex 会一直读下去，直到内存耗尽或有人停止它。"
    ),
    "stream.completed_malformed.title": "无法读取 response.completed",
    "stream.completed_malformed.text": (
        "最后一个事件必须含有 response，其中有字符串 `id`。否则已完成的这一轮会被丢弃并重做。"
    ),
    "stream.usage_malformed.title": "无法读取 usage",
    "stream.usage_malformed.text": (
        "usage 可以省略。如果有，input_tokens、output_tokens 和 total_tokens 必须是整数，"
        "input_tokens_details 必须含有 cached_tokens。否则 Codex 会丢弃已完成的这一轮。"
    ),
    "stream.item_malformed.title": "一个输出项被丢弃",
    "stream.item_malformed.text": (
        "Codex 会丢弃它读不了的输出项，不作任何提示。于是这一轮没有回答就结束，退出码为 0。"
    ),
    "stream.items_missing.title": "文本不在 output_item.done 里",
    "stream.items_missing.text": (
        "Codex 只从 response.output_item.done 读取文本和调用。只在 delta "
        "或最终对象里的文本会丢失：回答为空，退出码为 0。"
    ),
    "stream.empty.title": "有回答，但没有输出",
    "stream.empty.text": (
        "这一轮完成了，却既没有文本也没有调用：Codex 以退出码 0 结束，什么都不显示。"
        "或者响应根本没有正文：Codex 会重发请求，然后说流已关闭。"
    ),
    "stream.wrong_order.title": "事件的顺序使输出丢失",
    "stream.wrong_order.text": "response.completed 之后的输出项不会被读取。",
    "stream.error_in_200.title": "流的开头正常，里面却有错误",
    "stream.error_in_200.text": (
        "端点以 200 响应，却在里面报告错误。Codex 忽略大多数错误事件，并说流已关闭。"
    ),
    "stream.incomplete.title": "响应不完整",
    "stream.incomplete.text": (
        "端点以 response.incomplete 结束，例如因为达到它自己的输出 token 上限。Codex 会停止。"
    ),
    "stream.refused.title": "模型拒绝，或过滤器截断了回答",
    "stream.refused.text": "回答是拒绝，或者被内容过滤器截断；Codex 不显示其中任何内容。",
    "stream.usage_malformed.compacts": (
        "{host} 把 {size_bytes:size} 的请求计为 {used} 个 token；Codex 信以为真，"
        "每一步之后都压缩历史，没有尽头"
    ),
    "stream.usage_malformed.may_compact": (
        "{host} 把 {size_bytes:size} 的请求计为 {used} 个 token；Codex 信以为真，可能会压缩历史"
    ),
    "stream.usage_malformed.evidence.bytes": "按其字节数应少于 {count}",
    "stream.usage_malformed.evidence.limit": "Codex 压缩的界限",
    "stream.usage_malformed.fix_count": "让服务器或网关只计每个请求自身的 token。",
    "stream.not_streaming": "{host} 以单个 JSON 文档响应，而不是流",
    "stream.not_streaming.fix": "在服务器或网关上为 Responses API 开启流式响应。",
    "stream.no_completed": "来自 {host} 的流结束时没有 response.completed",
    "stream.cut": "与 {host} 的连接在流的中途断开",
    "stream.cut.fix_time": "调大代理或网关的读取时限，并查看服务器的日志。",
    "stream.broken_framing": "来自 {host} 的流，分隔格式与 Codex 的读法不符（{seen}）",
    "stream.compressed.twice": "{unpacked} 之内还有 {packing}",
    "stream.compressed.unsaid": "{packing}，没有 content-encoding",
    "stream.compressed": "{host} 压缩了流（{subject}），而当前的 Codex 无法读取",
    "stream.buffered.fix_proxy": (
        "在前面的代理上对该路由关闭缓冲和压缩（nginx：proxy_buffering off; gzip off）。"
    ),
    "stream.broken_coding": "来自 {host} 的流无法解压（{subject}）",
    "stream.idle_timeout": "{host} 没有发送事件的时间长达 {idle_s:time}，即 Codex 等待的上限",
    "stream.idle_timeout.fix_remove": (
        "删除 {key}（它的单位是毫秒）：Codex 就会等待 {limit_s:time}。"
    ),
    "stream.idle_timeout.fix_raise": "在 {table} 中调大 stream_idle_timeout_ms。",
    "stream.idle_timeout.budget": (
        "本次诊断的时限到时，{host} 还没有发送事件（已过 {waited_s:time}）；Codex "
        "自身等待一个事件的时间是 {idle_s:time}"
    ),
    "stream.slow": "本次诊断的时限到时，{host} 的回答还没有完成（已过 {waited_s:time}）",
    "stream.buffered": "来自 {host} 的事件一次性到达：有什么东西缓冲了流",
    "stream.endless": "{host} 的回答没有结束：收到 {size_bytes:size} 后已放弃",
    "stream.completed_malformed": "无法读取 {host} 的 response.completed：{flaw}",
    "stream.usage_malformed": "无法读取 {host} 的 response.completed 中的 usage：{flaw}",
    "stream.item_malformed": "Codex 丢弃 {host} 的回答：{flaw}",
    "stream.items_missing": "{host} 的回答没有 response.output_item.done（{seen}）",
    "stream.empty": "{host} 完成了这一轮，却没有任何输出",
    "stream.empty.no_body": "{host} 以 {status} 响应，没有正文",
    "stream.wrong_order": "{host} 在 response.completed 之后还发送输出",
    "stream.error_in_200.unsaid": "{host} 以失败结束流，却没有说明原因",
    "stream.error_in_200": "{host} 以 {status} 响应，里面却有错误：{message}",
    "stream.incomplete": "{host} 提前结束了回答（{message}）",
    "stream.incomplete.fix_limit": "在服务器或网关上调大该模型的输出 token 上限。",
    "stream.refused": "{host} 上的模型拒绝，或者过滤器截断了回答",
    "stream.passed": "{count:个事件|个事件}，response.completed",
    "stream.passed_chat": "{count:个事件|个事件}，已读到结尾",
    "stream.slow.late": (
        "{host} 开始回答前用时 {begins_s:time}；在此之前 Codex 一直等待，什么都不显示"
    ),
    "stream.slow.halting": (
        "没有事件到达的时间长达 {silent_s:time}；Codex 放弃前的等待时间是 {idle_s:time}"
    ),
    "stream.slow.fix_loaded": "让服务器保持模型的加载状态，或选用更快的模型。",
    "stream.evidence.bytes": "字节内容",
    "stream.evidence.pace": "到达节奏",
    "stream.evidence.in_front": "端点前面",
    "stream.evidence.moments": "各时刻累计的事件数 {moments:,}；最长静默 {silence_s:time}",
    "stream.evidence.moments_rate": (
        "各时刻累计的事件数 {moments:,}；最长静默 {silence_s:time}，每秒 {bytes_per_s:.0f} 字节"
    ),
    "stream.flaw.deltas": "文本只在 delta 事件里",
    "stream.flaw.nothing": "既没有文本，也没有工具调用",
}
