"""What people call a type or a value that Codex wants, and what is there instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "type.string": "字符串",
    "type.filled_string": "非空字符串",
    "type.boolean": "true 或 false",
    "type.integer": "整数",
    "type.integer_from": "不小于 {low} 的整数",
    "type.integer_to": "不大于 {high} 的整数",
    "type.integer_between": "{low} 到 {high} 的整数",
    "type.float": "带小数点的数",
    "type.number": "数字",
    "type.number_from_0": "不小于 0 的数",
    "type.number_finite": "有限的数",
    "type.number_64_bits": "不超过 64 位的数",
    "type.number_larger": "更大的数",
    "type.number_beyond": "超出 64 位的数",
    "type.table": "表",
    "type.table_with": "带有 {keys} 的表",
    "type.table_without": "没有 {keys} 的表",
    "type.table_with_both": "两者都有的表",
    "type.table_without_either": "两者都没有的表",
    "type.list": "列表",
    "type.list_of": "由 {names:,} 组成的列表",
    "type.list_with": "含有 {name} 的列表",
    "type.list_without": "没有 {name} 的列表",
    "type.list_filled": "非空的列表",
    "type.list_empty": "空列表",
    "type.another_entry": "其他条目",
    "type.time": "日期或时间",
    "type.either": "{one} 或 {other}",
    "type.one_of": "{names:,} 之一",
    "type.key": "已有的键",
    "type.no_such_key": "无此键",
    "type.no_such_key_now": "不再有此键",
    "type.no_such_key_beside": "有 {key} 时无此键",
    "type.command_or_url": "command 或 url",
    "type.key_beside": "与它并列的 {key}",
    "type.no_profile": "不存在的 profile 的名称",
}
