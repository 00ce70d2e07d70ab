"""Why a check from outside is not used, or has no outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "plugin.import_late": "导入没有在 {limit_s:.0f} s 内完成",
    "plugin.too_many": "它的检查项超过 {count} 个",
    "plugin.no_budget": "它的 budget_s 不是时间",
    "plugin.no_outcome": "它的进程结束了，没有结果",
    "plugin.exit_code": "它的进程结束了，没有结果：退出码 {code}",
    "plugin.signal": "它的进程结束了，没有结果：信号 {signal}",
    "plugin.malformed_check": "它的 Check 格式有误：{error}",
    "plugin.malformed_outcome": "它的结果格式有误：{error}",
    "plugin.not_an_outcome": "它返回的不是结果，而是 {kind}",
    "plugin.no_finding": "它报告失败，却没有给出问题",
    "plugin.no_page": "它的问题 {finding} 没有说明页",
    "plugin.printed": "{text}（它输出了：{printed}）",
    "plugin.only_printed": "（它输出了：{printed}）",
    "plugin.id_taken": "已有名为 {check} 的检查项，或者这不是有效的名称",
    "plugin.no_check_before": "它前面没有检查项 {check}",
    "plugin.finding_taken": "已有名为 {finding} 的问题，或者这不是有效的问题 ID",
    "plugin.unusable": "无法使用：{why}",
    "plugin.title": "可以使用",
    "plugin.asked_too_often": "它的询问超过 {count:,} 次",
    "plugin.no_process": "无法为它启动进程：{reason}",
    "plugin.said_too_much": "它一次说出的内容超过 {size_bytes:,} 字节",
    "plugin.not_understood": "它说的内容无法理解",
    "plugin.no_check": "{target} 不是 Check",
}
