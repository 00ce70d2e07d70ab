"""The words of the findings `installation.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "installation.codex_missing.title": "没有安装 Codex",
    "installation.codex_missing.text": (
        "PATH 中没有 codex。诊断会按已测量的最新版本的规则继续；可用 --codex-version 指定其他版本。"
    ),
    "installation.several.title": "有多个版本不同的 Codex 程序",
    "installation.several.text": (
        "终端里运行的是 PATH 中的第一个 codex；编辑器扩展自带另一个。"
        "一个版本接受的内容，另一个版本可能拒绝，因此同一份配置可能在这里可用，在那里不可用。"
        "只有各版本对当前这份配置的处理不同时，才会给出警告。"
    ),
    "installation.relative_path.title": "在这里，shell 会运行当前目录下的 codex",
    "installation.relative_path.text": (
        "PATH 中有一项是空的或是相对路径，而它在这里所指的目录中有一个 codex。"
        "在这个目录里，shell 会运行那一个，不管是谁放的；在别的目录里则会运行别的。"
        "这里没有运行它，也没有查询它的版本；"
        "诊断针对的是 PATH 中以完整路径写出的目录里的第一个 codex。"
    ),
    "installation.outdated.title": "对这份配置来说，Codex 版本太旧",
    "installation.outdated.text": (
        "配置中使用了所运行版本还不认识的配置项。Codex 会忽略不认识的内容，"
        "而且长期以来都不作提示，结果就缺少密钥或地址。"
    ),
    "installation.passed": "codex-cli {version}，位于 {path}",
    "installation.passed.rules": "codex-cli {version}",
    "installation.passed.assumed": "假定为 codex-cli {version}",
    "installation.passed.unknown": "codex-cli 版本未知，位于 {path}，假定为 {newest}",
    "installation.passed.newer": (
        "codex-cli {version}，位于 {path}（尚未测量，使用 {newest} 的规则）"
    ),
    "installation.passed.newer_rules": ("codex-cli {version}（尚未测量，使用 {newest} 的规则）"),
    "installation.codex_missing": "PATH 中没有 codex，因此假定使用 {newest} 的规则",
    "installation.codex_missing.fix": "安装 Codex，或把它所在的目录加入 PATH。",
    "installation.several": "安装了 {count} 个版本不同的 Codex 程序",
    "installation.several.differ": (
        "安装了 {count} 个版本不同的 Codex 程序，它们对这份配置的处理不一致"
    ),
    "installation.several.fix": "更新较旧的，或删除不用的。",
    "installation.relative_path": "在这个目录里，shell 会运行 {program}，这里没有查看过它",
    "installation.relative_path.fix": "从 PATH 中去掉空的项和相对路径。",
    "installation.outdated": "codex-cli {version} 会忽略它不认识的 {keys}",
    "installation.outdated.fix": "更新 Codex。",
    "installation.evidence.on_path": "PATH 中的 codex",
    "installation.evidence.entry": "PATH 中的项",
    "installation.evidence.empty": "空",
    "installation.evidence.absolute": "以 / 开头的目录",
    "installation.evidence.about": "诊断针对的是",
    "installation.evidence.runs": "运行的是",
    "installation.evidence.editor": "编辑器自带",
    "installation.evidence.on_path_too": "同样在 PATH 中",
    "installation.evidence.refuses": "它拒绝",
    "installation.evidence.takes": "它接受",
    "installation.evidence.program": "{version}，位于 {path}",
    "installation.evidence.unknown": "版本未知，位于 {path}",
    "installation.evidence.rules": "{version} 的规则",
    "installation.evidence.not_known": "{version} 不认识",
}
