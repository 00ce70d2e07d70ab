"""The words of the findings `tools.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "tools.never_called.title": "没有出现工具调用",
    "tools.never_called.text": (
        "请求提供了工具并要求调用一次，回答却是纯文本。要么是端点丢弃了工具，"
        "要么是模型没有使用工具。"
    ),
    "tools.not_called.title": "只有强制时，模型才调用工具",
    "tools.not_called.text": (
        "端点接受工具，模型也能调用工具，但由它自行决定时，它只用文字回答。Codex 从不强制调用，"
        "也没有这样的设置。使用这样的模型时，Codex 可以回答与提示词内容有关的问题；"
        "除非模型自己调用工具，否则它不会读取、运行或编辑任何东西。"
    ),
    "tools.call_as_text.title": "调用以文本形式返回",
    "tools.call_as_text.text": (
        "模型把调用写进了回答，而服务器没有把它转换成调用。Codex 会显示这段文本，什么都不运行。"
    ),
    "tools.call_shape.title": "调用采用了另一种 API 的格式",
    "tools.call_shape.text": (
        "Codex 接受类型为 function_call 和 custom_tool_call、带有 name、arguments 和 call_id 的项；"
        "其他的会被丢弃，不作任何提示。使用 Chat Completions 时，"
        '它接受 delta 中以 finish_reason "tool_calls" 结束的 tool_calls。'
    ),
    "tools.arguments_invalid.title": "调用的参数无法使用",
    "tools.arguments_invalid.text": "参数必须是一个字符串，其内容是带有该工具各字段的 JSON 对象。",
    "tools.call_id_missing.title": "调用没有 call_id",
    "tools.call_id_missing.text": "Codex 需要 call_id 才能发回输出，没有 call_id 的调用会被丢弃。",
    "tools.name_unknown.title": "调用了未提供的工具",
    "tools.name_unknown.text": (
        "调用的名称不在请求提供的工具之中。Codex 会答复说该调用不受支持，"
        "而模型往往会再次发出同样的调用，没有止境。"
    ),
    "tools.output_rejected.title": "工具输出被拒绝",
    "tools.output_rejected.text": "第一个请求成功，而携带调用及其输出的请求被拒绝。",
    "tools.output_ignored.title": "工具输出没有被看到",
    "tools.output_ignored.text": (
        "端点收到工具输出后，一次又一次地返回同样的调用：在 Codex 中就成了死循环。"
    ),
    "tools.output_fails.title": "带工具输出的请求失败",
    "tools.output_fails.text": "第一个请求成功；而携带工具输出的请求崩溃、卡住或中断。",
    "tools.output_ignored.two_calls": "一次回答中有两个工具调用时，{host} 会丢失一个输出",
    "tools.evidence.same_call": "收到输出后又发出同样的调用",
    "tools.evidence.times": "{count:次|次}",
    "tools.never_called": "要求调用工具时，{host} 以文本作答",
    "tools.never_called.fix_parser": (
        "在服务器上启用工具调用（vLLM：--enable-auto-tool-choice --tool-call-parser；llama.cpp："
        "--jinja）。"
    ),
    "tools.never_called.fix_model": "选择支持工具调用的模型。",
    "tools.never_called.dropped": (
        "{host} 丢弃了工具：强制调用也以文本作答，而且不带工具时请求的 token 数不变"
    ),
    "tools.never_called.not_obeyed": "即使强制调用，{host} 上的 {model} 也以文本作答",
    "tools.never_called.not_forced": "{host} 上的 {model} 以文本作答，而 {host} 拒绝强制调用",
    "tools.not_called": (
        "{host} 上的 {model} 能调用工具，但不强制时只用文字回答；Codex 从不强制调用，"
        "因此它可以回答问题，但可能什么都不运行"
    ),
    "tools.not_called.sometimes": (
        "每要求 {subject} 次，{host} 上的 {model} 才调用工具 1 次；其余时候 Codex 只回答问题，"
        "什么都不运行"
    ),
    "tools.call_as_text": "{host} 以文本形式返回工具调用",
    "tools.call_shape": "{host} 返回了 Codex 会丢弃的工具调用：{seen}",
    "tools.arguments_invalid": "{host} 返回的工具调用的参数无法使用（{seen}）",
    "tools.arguments_invalid.beside": (
        "{host} 在 Codex 会运行的工具调用之外，还发来一个参数无法使用的调用（{seen}）"
    ),
    "tools.call_id_missing": "{host} 返回的工具调用没有 call_id",
    "tools.name_unknown": "{host} 调用了 Codex 没有提供的工具：{seen}",
    "tools.name_unknown.renamed": (
        "{host} 用另一个名称 {seen} 调用 Codex 的工具，每次都被 Codex 拒绝"
    ),
    "tools.name_unknown.kind": ("{host} 调用工具的类型与 Codex 提供的不同：{seen}，Codex 会拒绝它"),
    "tools.name_unknown.beside": (
        "{host} 在 Codex 会运行的工具调用之外，还调用了 Codex 没有提供的工具（{seen}）"
    ),
    "tools.name_unknown.fix_parser": (
        "更新 {host} 上的服务器或网关：它的工具解析器在工具名称中留下了标记。"
    ),
    "tools.output_rejected": "{host} 拒绝了携带工具输出的请求（{status}）",
    "tools.output_ignored.more": (
        "{host} 上的 {model} 调用工具 {subject} 次之后仍在调用；是否会结束，没有试过"
    ),
    "tools.output_ignored.fix_confirm": (
        "运行 codex-doctor --confirm：只要还有调用，Codex 本身就会继续。"
    ),
    "tools.output_ignored": "{host} 看不到工具输出，反复发出同样的调用",
    "tools.output_fails": "{host} 处理携带工具输出的请求时失败",
    "tools.output_fails.page": "{host} 对携带工具输出的请求返回了一个网页",
    "tools.output_fails.budget": (
        "到本次诊断的时限用尽时，{host} 仍未响应带工具输出的请求（已等待 {waited_s:time}）"
    ),
    "tools.passed": "调用和输出走完了一个来回",
    "tools.evidence.a_call": "一个调用",
    "tools.evidence.forced": "强制调用时",
    "tools.evidence.toolless": "带工具与不带工具",
    "tools.evidence.not_counted": "未计数",
    "tools.evidence.text": "文本",
    "tools.flaw.custom": "{name} 被当作 custom 工具调用",
    "tools.flaw.function": "{name} 被当作 function 调用",
    "tools.flaw.no_json": "{arguments} 不是 Codex 能读取的 JSON",
    "tools.flaw.no_object": "应为对象，却是 {kind}",
    "tools.flaw.no_list": "缺少 {member}，或它不是列表",
    "tools.flaw.no_string": "缺少 {member}，或它不是字符串",
    "tools.flaw.again": "{name} 被反复调用",
    "tools.flaw.inside": "tool_calls 位于 message 之中",
}
