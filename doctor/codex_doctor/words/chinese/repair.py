"""What `codex-doctor fix` says beside the findings and their fixes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "repair.can_mend": "修复它（先显示改动并询问）",
    "repair.question": "进行这项改动并重新检查？[y/N]",
    "repair.applied": "已完成：{fix}",
    "repair.how_to_undo": "要撤回最近一次改动：codex-doctor fix --undo",
    "repair.undone": "已撤回：{fix}",
    "repair.restored": "{file} 已恢复原样。",
    "repair.removed": "{file} 已删除，与之前一样不存在。",
    "repair.works": "Codex 在这里可以正常使用。",
    "repair.start": "今后请这样启动 Codex：{command}",
    "repair.nothing": "没有需要修复的问题。",
    "repair.none": "无",
    "repair.declined": "没有做任何改动。",
    "repair.enough": "做了 {count:处改动|处改动}后停止：有什么东西又把故障带了回来。",
    "repair.in_vain": "这项改动没有效果，已撤回：{fix}诊断结果见下。",
    "repair.yours": "这一步要由你来做：{fix}",
    "repair.cannot": "这一步要由你来做：{fix}codex-doctor 无法代劳：{why}。",
    "repair.no_fix": "codex-doctor 没有针对它的修复方法：{title}。",
    "repair.needs_consent": "fix 改动文件前会询问：请在终端中运行，或者使用 --yes 或 --dry-run",
    "repair.no_folder": "目录 {folder} 不存在，其中没有可修复的内容",
    "repair.cause": "{cause}。",
    "repair.not_found": "这里没有发现 {finding}；发现的是：{found:,}",
    "repair.done": "这一步已经做过了",
    "repair.unreadable": "无法读取 {file}：{reason}",
    "repair.nothing_to_undo": "没有可撤回的改动：codex-doctor 没有在这里改动过文件",
    "repair.changed_since": "{file} 后来又被改动过；旧内容保存在 {copy}",
    "repair.changed_meanwhile": "{file} 在诊断期间被改动，已原样保留：请重新运行",
    "repair.copy_lost": "没有撤回任何改动：{file} 的旧内容 {copy} 已不是写入时的样子",
    "repair.busy": "另一个 codex-doctor 正在写入 {folder}；请稍后再试",
    "repair.cannot_undo": "现在无法撤回：{reason}",
    "repair.half_done": "{reason}；旧内容保存在 {copies:,}",
    "repair.nothing_changed": "没有做任何改动：无法写入 {file}：{reason}",
    "repair.no_file": "{file} 不是文件",
    "repair.of_administrator": "{file} 属于管理员",
    "repair.not_of_codex": "{file} 不是 Codex 自己的配置文件",
    "repair.dead_link": "{file} 是一个链接，所指的文件不存在",
    "repair.secret": "其中有敏感信息",
    "repair.yours_alone": "需要一个只有你知道的值",
    "repair.folder_missing": "{file} 所在的目录不存在",
    "repair.read_only": "{file} 是只读的",
    "repair.not_utf8": "{file} 不是 UTF-8",
    "repair.conflict": "{file} 中有合并冲突的标记",
    "repair.no_key": "新的一行不是带值的键",
    "repair.changed": "文件已被改动",
    "repair.new_no_toml": "新的值不是 TOML",
    "repair.missing": "其中没有 {key}",
    "repair.no_table": "{key} 不是表",
    "repair.there": "其中已有 {key}",
    "repair.in_the_way": "文件中的另一行以别的形式设置了同一个配置项或表",
}
