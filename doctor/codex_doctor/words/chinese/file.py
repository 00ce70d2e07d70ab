"""Why a file cannot be read, where the system has no words for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "file.directory": "是一个目录",
    "file.not_a_file": "不是普通文件",
    "file.nul": "路径中含有 NUL 字符",
    "file.too_large": "超过 {most_bytes:size}",
    "file.utf8_broken": "含有损坏字符的 UTF-8",
    "file.latin": "Latin-1 或 Windows-1252",
    "file.expands": "含有展开后超过 {most} 个字符的值",
    "file.too_many_bytes": "连同它之前的文件，超过 {most_bytes:size}",
    "file.too_many_files": "其中的文件超过 {most} 个",
    "file.is_too_large": "它超过 {most_bytes:size}",
    "file.is_not_utf8": "它不是 UTF-8",
    "file.is_no_json": "它不是 JSON",
    "file.is_absent": "该文件不存在",
    "file.is_none": "它不是文件",
    "file.lists_no_models": "它没有列出任何模型",
    "file.has_another_type": "其中 {place} 不是 {expected}",
    "file.lacks_keys": "其中 {place} 没有 {keys}",
    "file.lacks_either": "其中 {place} 既没有 {one}，也没有 {other}",
    "file.is_unreadable": "它无法读取：{detail}",
    "file.project_untrusted": "不受信任的项目",
}
