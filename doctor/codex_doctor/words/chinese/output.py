"""Where reports are written, and why one is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "output.failed": "{file}：{reason}",
    "output.wrote": "已写入 {file}",
    "output.stdout": "无法写入标准输出：{reason}",
    "output.twice": "{file}：已有另一份报告要写到这里",
    "output.link_to_folder": "有一个链接指向 {folder}；要写到那里，请直接指定该目录",
    "output.codex_folder": "Codex 在这里存放自己的文件，不会向此处写入任何内容",
    "output.link": "这是一个链接，不会跟随链接；请直接指定文件本身",
    "output.no_file": "这既不是文件也不是设备",
    "output.read_only": "这个文件是只读的",
    "output.of_another": "这个文件属于其他用户",
    "output.is_read": "这个文件要用来读取；请指定另一个",
    "output.in_use": "标准输出或标准错误已经写入这个文件",
    "output.no_temporary_folder": "没有地方存放临时目录：{reason}",
}
