"""What is wrong about a command line, or with where it is run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "usage.error": "{program}: 错误：{message}",
    "usage.usage": "用法",
    "usage.some_options": "[选项]",
    "usage.arguments": "参数",
    "usage.options": "选项",
    "usage.unrecognized": "无法识别的参数：{given}",
    "usage.required": "缺少必需的参数：{missing}",
    "usage.argument": "参数 {name}：{why}",
    "usage.one_value": "参数 {name}：需要一个值",
    "usage.some_values": "参数 {name}：至少需要一个值",
    "usage.no_value": "参数 {name}：不带值",
    "usage.choice": "参数 {name}：无效的选择 {given}（可选 {known:,}）",
    "usage.nearest": "{message}；最接近的是 {near}",
    "usage.no_command": "没有名为 {command} 的命令；可用的命令：{known:,}",
    "usage.help": "{program} --help 会列出可用的参数",
    "usage.not_utf8": "有一个参数不是 UTF-8（{option}）",
    "usage.contradiction": "{one} 与 {other} 不能同时使用：{why}",
    "usage.sends_turn": "一个什么都不发送，另一个会运行 codex exec，而它会发送请求",
    "usage.sends_more": "一个什么都不发送，另一个发送的比一轮对话还多",
    "usage.depends": "那时发送什么，取决于收到的响应",
    "usage.cure_looks": "修复方法要靠诊断来检验",
    "usage.setup_looks": "设置一个服务之前，要先查看它",
    "usage.setup_unused": "setup 写入的内容不会被用到",
    "usage.repro_tries": "repro 会把要展示的内容试一次，然后输出脚本",
    "usage.one_diagnosis": "{command} 只针对现有情况的一次诊断",
    "usage.no_diagnosis": "{command} 不做诊断，也不发送任何内容",
    "usage.runs_nothing": "replay 不运行需要等待的检查，没有可以跟踪的过程",
    "usage.no_report": "没有单次诊断的报告",
    "usage.tells_names": "--anonymize 只替换诊断和诊断包所写内容中的名称",
    "usage.once": "Codex 只接受一次，这里写了两次",
    "usage.seconds": "应为大于 0 的秒数，最多 3600",
    "usage.text_or_json": "{command} 除文本和 --json 外没有其他格式",
    "usage.no_fault": "没有名为 {name} 的故障；最接近的是 {near:,}",
    "usage.demo_text_only": "demo --list 和 demo --serve 除文本外没有其他格式",
    "usage.explain_formats": "explain 除文本和 --json 外没有其他格式",
    "usage.repro_formats": "repro 除它的脚本外没有其他格式",
    "usage.id_or_search": "explain 接受 ID 或 --search，不能两者都用",
    "usage.no_finding": "没有名为 {finding} 的问题",
    "usage.no_finding_near": "没有名为 {finding} 的问题；最接近的是 {near:,}",
    "usage.no_finding_message": ("没有名为 {finding} 的问题；要按消息查找，请用 --search"),
    "usage.unknown_check": "未知的检查项 {check}；可用的检查项：{known:,}",
    "usage.plugin_check": (
        "--only {check}：这是插件的检查项，插件的检查项不参与 --codex-version all"
    ),
    "usage.no_plugins": "插件的检查项不参与 --codex-version all",
    "usage.version": "--codex-version {version}：不是版本号，也不是 all",
    "usage.folder_gone": "工作目录已不存在；可用 --cd 指定另一个",
    "usage.no_folder": "--cd {folder}：没有这个目录",
    "usage.two_formats": "只有一种格式可以写到标准输出；请为其他格式指定文件",
    "usage.unknown_format": "未知的格式 {format}；可用的格式：{known:,}",
    "usage.no_file": "--format {format}=：文件名是空的",
}
