"""The report in sentences, for screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "plain.note": "注意：{text}",
    "plain.mistakes": "{title}：{states:,}。",
    "plain.mistake": "{mistake}（{state}）",
    "plain.head": "{parts:,}。",
    "plain.finding": "问题 {number}：{severity} {finding}。",
    "plain.finding_mistake": "问题 {number}：{severity} {finding}，{mistake}。",
    "plain.place": "位置：{place}",
    "plain.evidence": "{label}：{measured}",
    "plain.evidence_expected": "{label}：{measured}；预期：{expected}",
    "plain.fix": "修复方法：{fix}",
    "plain.or": "或者：{fix}",
    "plain.command": "命令：",
    "plain.line": "{file} 第 {line} 行",
    "plain.add": "添加到 {place}：",
    "plain.remove": "删除（{place}）：",
    "plain.replace": "替换（{place}）：",
    "plain.with": "替换为：",
    "plain.checks": "{status}的检查项：{checks:,}。",
    "plain.check": "检查项 {check} {status}，用时 {took_ms} ms：{facts}",
    "plain.base_url": "base_url：{url}",
    "plain.credential": "凭据：{source}，{fingerprint}",
    "plain.address": "地址 {address}：{facts:,}",
    "plain.request": "请求：{method} {url}（{facts:,}）",
}
