"""What `--confirm` says of the real Codex."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "confirm.no_codex": "PATH 中没有 codex",
    "confirm.not_configured": "--base-url 和 --env-key 不在 Codex 的配置里",
    "confirm.secret": (
        "有一个选项含有敏感信息，传给 Codex 会让它出现在进程列表里；请把它放进环境变量或 "
        "config.toml"
    ),
    "confirm.no_time": "{budget_s:g} s 的时限已用完",
    "confirm.over": "codex exec 仍在运行，而 {budget_s:g} s 的时限已到",
    "confirm.exit": "退出码 {code}",
    "confirm.done": "退出码 0",
    "confirm.no_answer": "退出码 0，没有回答",
    "confirm.no_command": "退出码 0，没有执行命令",
    "confirm.nothing": "退出码 0，没有回答，也没有执行命令",
    "confirm.untried": "未能确认：{why}",
    "confirm.works": "已确认：codex exec 可用（{ending}，{took_s:.1f} s）",
    "confirm.fails": "已确认：codex exec 失败（{ending}，{took_s:.1f} s）",
    "confirm.works_untold": "codex exec 可用（{ending}，{took_s:.1f} s）；诊断未能得出结论",
    "confirm.fails_untold": "codex exec 失败（{ending}，{took_s:.1f} s）；诊断未能得出结论",
    "confirm.works_denied": (
        "与诊断不符：codex exec 可用（{ending}，{took_s:.1f} s），而本次诊断认为它会失败；"
        "请反馈此问题"
    ),
    "confirm.fails_denied": (
        "与诊断不符：codex exec 失败（{ending}，{took_s:.1f} s），而本次诊断认为它可用；"
        "请反馈此问题"
    ),
}
