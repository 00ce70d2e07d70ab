"""Why a check was not run, or did not come to an end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "run.only": "因 --only 而略过",
    "run.skip": "因 --skip 而略过",
    "run.offline": "因 --offline 而略过",
    "run.offline_plan": "--offline 会略过所有要发送的内容",
    "run.needs": "依赖检查项 {check}",
    "run.interrupted": "已中断",
    "run.not_looked_at": "未检查：{what}",
    "run.turn_ends": "还没能作出判断，这一轮就结束了",
    "run.waits": "它需要的内容在那次诊断中没有查看",
    "run.budget_over": "{budget_s:g} 秒的时限用尽时仍未完成",
    "run.timed_out": "{limit_s:g} 秒后仍未完成",
    "run.plugin": "插件 {plugin}：{summary}",
    "run.plugin_title": "{title}（插件 {plugin}）",
    "run.bug": "codex-doctor 的 bug：{error}",
    "run.no_endpoint": "没有可以检查的端点",
    "run.keyless_variable": "密钥不会发送给 {host}：{variable} 指的是另一个主机",
    "run.keyless_key": "密钥不会发送给 {host}：{key} 写在不会被读取的位置，可能指的是另一个主机",
    "run.chatgpt_login": "codex-doctor 从不使用 ChatGPT 登录信息",
    "run.access_token": "访问令牌只由 Codex 去兑换，codex-doctor 从不这样做",
    "run.gateway_oauth": "网关只把令牌交给 Codex",
    "run.keyring": "登录信息可能在 keyring 中，而 codex-doctor 不读取它",
    "run.command_cut": "auth.command 还没给出令牌，时限就已用尽",
    "run.command_not_run": "codex-doctor 在这里无法运行 auth.command，而 Codex 也许可以",
}
