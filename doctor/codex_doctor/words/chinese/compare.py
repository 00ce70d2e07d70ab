"""What `codex-doctor compare` says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "compare.here": "本机",
    "compare.bundle": "诊断包 {id}",
    "compare.side": "{name}：{verdict}",
    "compare.side_finding": "{name}：{verdict}，{id}",
    "compare.explained": "结果为何不同，最可能的原因在前：",
    "compare.explains": "能解释 {id}",
    "compare.may_explain": "可能解释 {id}",
    "compare.alike": "没有差异。",
    "compare.same_findings": "两边的问题相同；没有哪项差异能解释这些问题。",
    "compare.unexplained": "已看到的差异都解释不了结果为何不同。",
    "compare.findings": "只在一边出现的问题：",
    "compare.finding": "{id}：{cause}",
    "compare.others": "其他差异：",
    "compare.differences": "差异：",
    "compare.rest": "另有 {count} 项，用 --json 查看",
    "compare.none": "（无）",
    "compare.like_itself": "compare 需要诊断包或报告；本机与自己比较没有差异",
    "compare.no_side": "既不是诊断包，也不是 --json 的报告：{why}",
    "compare.name.codex_installed_by": "Codex 的安装方式",
    "compare.name.codex_path": "Codex 的路径",
    "compare.name.system": "系统",
    "compare.name.kernel": "内核",
    "compare.name.architecture": "架构",
    "compare.name.shell": "shell",
    "compare.name.terminal": "终端",
    "compare.name.container": "容器",
    "compare.name.doctor": "codex-doctor",
    "compare.name.codex": "Codex",
    "compare.name.credential": "凭据",
    "compare.name.host": "主机",
    "compare.name.addresses": "主机的地址",
    "compare.name.proxy": "代理",
    "compare.name.connection": "连接",
    "compare.name.tls": "TLS",
    "compare.name.tls_issuer": "证书的颁发者",
    "compare.name.tls_roots": "信任的根证书",
    "compare.name.answer": "首个响应",
    "compare.less": "JSON 报告里关于机器的信息很少；用两个诊断包能比较更多内容。",
}
