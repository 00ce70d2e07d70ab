"""What is said when a run cannot go on: loaded before it begins, while there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "last.interrupted": "已中断",
    "last.bug": "这是 codex-doctor 的缺陷，请报告：{error}，位于 {place}",
    "last.too_low": "上限只有 {limit}，能看到的太少：请先运行 `{command}`",
    "last.too_low_for_good": (
        "上限只有 {limit}，能看到的太少：请先运行 `{command}`（在新的会话中：当前会话无权提高上限）"
    ),
    "last.open_files": "{number} 个打开的文件",
    "last.memory": "{number} kB 内存",
    "last.stack": "{number} kB 栈空间",
    "last.no_threads": (
        "不能再启动进程和线程，能看到的太少：请结束一些进程，或先运行 `ulimit -u unlimited`"
    ),
}
