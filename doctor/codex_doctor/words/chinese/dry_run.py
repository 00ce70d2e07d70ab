"""What `--dry-run` says would be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "dry_run.nothing": "不会发送任何内容：{why}。",
    "dry_run.heading": "没有发送任何内容。实际诊断会解析并连接 {host}，然后发送：",
    "dry_run.ahead": (
        "没有发送任何请求，按现状也不会发送：{why}。诊断会试用第一项修正，但不写入文件。"
        "它会解析并连接 {host}，然后发送："
    ),
    "dry_run.request": "{purpose}：{size_bytes:size}，约 {tokens:个 token|个 token}",
    "dry_run.model": "模型",
    "dry_run.credential": "凭据",
    "dry_run.cost": "开销",
    "dry_run.cost_of": "{count:个请求|个请求}，输入约 {tokens:个 token|个 token}",
    "dry_run.at_most": (
        "只有出现失败时，才会为区分原因继续发送，发往同一主机的总共不超过 {count:个请求|个请求}。"
    ),
    "dry_run.no_other": "不会访问其他主机。",
    "dry_run.past": "届时绕过代理的访问只会发往本机的 {host}。",
    "dry_run.no_credential": "无",
}
