"""What the config check says about single keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

KEYS: Final[Mapping[str, str]] = {
    "config.wrong_type": "{key} 是 {found}，而 Codex 要求 {expected}",
    "config.wrong_type.fix": "更正 {key}：Codex 要求 {expected}。",
    "config.wrong_type.fix_command": "写成 {command}，并在旁边写上 {args}。",
    "config.wrong_type.fix_value": "写成 {key} = {value}。",
    "config.wrong_type.fix_header": "写成 {header}，两端各一个方括号。",
    "config.wrong_type.fix_remove": "删除 {key}：Codex 就会像没有设置它一样工作。",
    "config.unknown_key": "Codex 不认识 [{table}] 中的配置项 {name}，会忽略它",
    "config.unknown_key.top": "Codex 不认识顶层的配置项 {name}，会忽略它",
    "config.unknown_key.stops": "Codex 不认识 [{table}] 中的配置项 {name}，遇到它就停止",
    "config.unknown_key.top_stops": "Codex 不认识顶层的配置项 {name}，遇到它就停止",
    "config.unknown_key.in_doubt": (
        "Codex {version} 不认识 [{table}] 中的配置项 {name}；这里的 Codex 更新，可能认识它"
    ),
    "config.unknown_key.top_in_doubt": (
        "Codex {version} 不认识顶层的配置项 {name}；这里的 Codex 更新，可能认识它"
    ),
    "config.unknown_key.feature": "Codex 不认识功能 {name}，遇到 {option} {name} 就停止",
    "config.unknown_key.feature_in_doubt": (
        "Codex {version} 不认识功能 {name}；这里的 Codex 更新，可能认识它"
    ),
    "config.unknown_key.option": (
        "这个版本的 Codex 不认识选项 {option}（从 {since} 起才有），遇到它就停止"
    ),
    "config.unknown_key.fix_name": "把 {name} 改写成 {nearest}。",
    "config.unknown_key.fix_remove": "删除 {name}。",
    "config.unknown_key.fix_feature": "写成 {options}。",
    "config.unknown_key.fix_option": "去掉 {option} {name}。",
    "config.key_misplaced": "{name} 写在 [{table}] 下面，属于这个表，因此 Codex 看不到它",
    "config.key_misplaced.several": (
        "{names} 写在 [{table}] 下面，属于这个表，因此 Codex 看不到它们"
    ),
    "config.key_misplaced.table": "{name} 写在 [{table}] 中，而它应在 [{belongs}] 中",
    "config.key_misplaced.top": "{name} 写在顶层，而它应在 [{belongs}] 中",
    "config.key_misplaced.several_table": "{names} 写在 [{table}] 中，而它们应在 [{belongs}] 中",
    "config.key_misplaced.several_top": "{names} 写在顶层，而它们应在 [{belongs}] 中",
    "config.key_misplaced.named": (
        "{names} 写在顶层，Codex 不读取它们：指的是 [{belongs}] 中的 {meant}"
    ),
    "config.key_misplaced.fix_table_several": "把这几行移到 [{table}] 中。",
    "config.key_misplaced.fix_new_table": (
        "新建表 [{table}]，把这些内容写在其中，并用 model_provider 选用它。"
    ),
    "config.key_misplaced.fix_drop": "删除这里的一行：[{table}] 中已有相应的设置。",
    "config.key_misplaced.fix": "把这一行移到文件开头，放在第一个 [table] 之前。",
    "config.key_misplaced.fix_several": "把这几行移到文件开头，放在第一个 [table] 之前。",
    "config.key_misplaced.fix_instead": (
        "把写在表下面的内容移到文件开头；那里也设置了 {names}，现在生效的是它，移动后由新的值取代。"
    ),
    "config.key_misplaced.fix_leave": ("删除写在表下面的内容，文件开头的 {names} 保持不变。"),
    "config.key_misplaced.fix_table": "把这一行移到 [{table}] 中。",
    "config.model_unset": (
        "没有设置模型，因此 Codex 会向 {provider} 请求 Codex 自己的默认模型 {default}"
    ),
    "config.model_unset.fix": '在 config.toml 的开头添加 model = "<你的模型 ID>"。',
    "config.model_unset.fix_option": "加上 -m MODEL_ID。",
    "config.evidence.of_type": "{value}（{found}）",
    "config.evidence.key": "配置项",
    "config.evidence.known_key": "Codex 认识的配置项",
    "config.evidence.listed_feature": "codex features list 列出的名称",
    "config.evidence.known_to": "认识它的 Codex 版本",
    "config.evidence.option": "选项",
    "config.evidence.since": "Codex {version} 或更新的版本",
    "config.evidence.in_table": "在 [{table}] 中",
    "config.evidence.at_top": "顶层的 {name}",
    "config.evidence.default": "未设置（{default}）",
    "config.evidence.served_model": "端点提供的模型 ID",
}
