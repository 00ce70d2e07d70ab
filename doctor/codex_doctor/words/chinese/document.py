"""Headings and labels that the reports in Markdown and HTML share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "document.title": "codex-doctor 报告",
    "document.more_finding": "{number}. {severity}：{id}",
    "document.at": "位置 {place}：",
    "document.sure": "对这一原因的判断：{confidence}",
    "document.or": "或者",
    "document.fix": "**{lead}**：{title}",
    "document.setup": "配置",
    "document.checks": "检查项：{counts}",
    "document.addresses": "地址",
    "document.exchanges": "已发送的请求：{count}",
    "document.none_sent": "没有发送任何请求。",
    "document.left_out": "因篇幅所限，这里略去：{parts:,}。JSON 报告中有全部内容。",
    "document.none": "无",
    "document.evidence": "依据",
    "document.measured": "实测",
    "document.expected": "预期",
    "document.check": "检查项",
    "document.result": "结果",
    "document.time_taken": "用时",
    "document.summary": "摘要",
    "document.request": "请求",
    "document.status_code": "状态码",
    "document.started": "开始",
    "document.whole": "总计",
    "document.sizes": "发送 / 接收",
    "document.purpose": "目的",
    "document.address": "地址",
    "document.connection": "连接",
    "document.codex": "Codex",
    "document.provider": "提供方",
    "document.model": "模型",
    "document.profile": "profile",
    "document.credential": "凭据",
    "document.cost": "开销",
    "document.generated": "生成时间",
    "document.empty": "（空）",
    "document.time": "{took_ms} ms",
}
