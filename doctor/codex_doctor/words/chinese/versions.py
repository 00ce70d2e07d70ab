"""The table of `--codex-version all`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "versions.title": "此配置下的 Codex {first} 至 {last}",
    "versions.heading": "{title}：",
    "versions.range": "{first} 至 {last}",
    "versions.since": "{first} 及以后",
    "versions.codex": "Codex",
    "versions.verdict": "结论",
    "versions.cause": "原因",
    "versions.works": "可用",
    "versions.degraded": "有欠缺",
    "versions.fails": "无法使用",
    "versions.unknown": "未知",
    "versions.works_with": "{versions} 可用",
    "versions.verdict_from": "从 {first} 起{verdict}",
    "versions.verdict_of": "从 {first} 起{verdict}：{finding}",
    "versions.found": "{finding}：{title}",
    "versions.installed": "本机已安装：{version}",
    "versions.not_installed": "本机未安装 Codex",
    "versions.cost": "{count:个请求|个请求}，{took_s:.1f} 秒",
    "versions.no_cost": "没有发送请求，{took_s:.1f} 秒",
}
