"""How a program ended that was run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "program.not_started": "未能启动",
    "program.exit_code": "退出码",
    "program.timeout": "超时",
    "program.too_long": "过长",
    "program.budget": "时限",
    "program.interrupted": "已中断",
    "program.unable": "无法运行",
    "program.nul": "其中含有 NUL",
    "program.windows": "codex-doctor 在 Windows 上不运行插件",
    "program.locale": "当前 locale 的编码无法表示它",
    "program.unwatched": "负责监视它的程序已经结束",
    "program.failed": "{program}：{why}",
    "program.failed_with": "{program}：{why}（{detail}）",
}
