"""The line that says what is being looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "progress.check": "{check}，已用 {elapsed_s:.0f} s，时限 {budget_s:.0f} s",
    "progress.versions": "所有版本",
    "progress.waiting": "{check}：正在等待响应开始，{waited_s:.0f} s（按 Ctrl-C 结束）",
    "progress.receiving": (
        "{check}，已用 {elapsed_s:.0f} s，时限 {budget_s:.0f} s：目前收到 "
        "{events:个事件|个事件}，{size_bytes:size}"
    ),
    "progress.login_shell": "正在向登录 shell {shell} 查询其环境变量",
    "progress.auth_command": "正在运行 auth.command：{command}",
    "progress.codex_exec": "正在空目录中以只读方式运行一次 codex exec",
    "progress.first_requests": (
        "正在发送另外 {count:个首次请求|个首次请求}，每个约 {size_bytes:size}，各个 Codex "
        "版本的每种发送形式各一个"
    ),
}
