"""What the config check says about whole files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

FILES: Final[Mapping[str, str]] = {
    "config.toml_syntax": "{file} 无法解析：{why}",
    "config.toml_syntax.option": "有一个 -c 选项无法解析：{why}",
    "config.option_form": "-c 要写成 key=value",
    "config.no_provider_named": "没有指定提供方",
    "config.toml_syntax.fix": "更正 {place}。",
    "config.toml_syntax.fix_option": "写成 -c key=value。",
    "config.toml_syntax.fix_line": "按 TOML 的要求写这一行。",
    "config.toml_syntax.fix_feed": "把回车符换成换行符。",
    "config.toml_syntax.fix_drop": "去掉回车符。",
    "config.not_utf8": "{file} 不是 UTF-8，看起来像是 {encoding}",
    "config.not_utf8.fix": "在编辑器中把文件保存为 UTF-8。",
    "config.not_utf8.fix_convert": "把文件重写为 UTF-8。",
    "config.not_utf8.fix_drop": "重写文件，去掉不是 UTF-8 的字节。",
    "config.unreadable": "无法读取 {file}：{detail}",
    "config.unreadable.denied": "无法读取 {file}：权限不足",
    "config.unreadable.directory": "{file} 是一个目录",
    "config.unreadable.not_a_file": "{file} 不是普通文件",
    "config.unreadable.too_large": (
        "{file} 太长，超出了 codex-doctor 读取的范围，因此这里不知道它设置了什么"
    ),
    "config.unreadable.fix": "在 {file} 处放一个普通文件。",
    "config.unreadable.fix_denied": "给自己加上读取该文件的权限。",
    "config.unreadable.fix_directory": "把目录 {file} 移走，给文件腾出位置。",
    "config.unreadable.fix_too_large": "从 {file} 中去掉不需要的内容，然后重新检查。",
    "config.missing": "没有配置：{file} 不存在或为空，因此 Codex 会访问 OpenAI",
    "config.missing.left_out": (
        "{option} 使 {file} 不被读取，而别处没有配置，因此 Codex 会访问 OpenAI"
    ),
    "config.missing.fix_write": "用你自己的值编写 {file}，并把 {variable} 设为密钥。",
    "config.missing.fix_setup": "让 codex-doctor 询问、查看端点并写好文件。",
    "config.missing.fix_copy": "把 {other} 复制到 {file}：Codex 只读取那里的文件。",
    "config.missing.fix_rename": (
        "Codex 不读取 {others}：如果其中的设置是你自己的，把它们移到 {file}。"
    ),
    "config.catalog_invalid": "model_catalog_json 指定了 {file}，而 {why}",
    "config.catalog_invalid.fix_remove": (
        "删除 model_catalog_json：Codex 就会使用它自带的模型清单。"
    ),
    "config.catalog_invalid.fix": "指定一个含有模型的 JSON 文件，或删除 model_catalog_json。",
    "config.file_missing": "{key} 指定了 {file}，而 {why}",
    "config.file_missing.nothing": "{key} 的值为空：{why}",
    "config.file_missing.fix_remove": "删除 {key}。",
    "config.file_missing.fix": "更正路径，或删除 {key}。",
    "config.rules_invalid": "Codex 在读取命令规则文件时停止：{why}",
    "config.rules_invalid.not_judged": "没有检查 {place} 中的命令规则：{why}",
    "config.rules_invalid.fix_move": (
        "给 {file} 换一个名称，使 Codex 可以启动；在更正并改回原名之前，其中的规则不起作用。"
    ),
    "config.rules_invalid.fix": "更正 {place}。",
    "config.rules_invalid.fix_ignore": (
        "启动 Codex 时加上 --ignore-rules：这时它不读取你的规则和项目的规则，但仍读取 /etc/codex "
        "中的规则。"
    ),
    "config.rules_invalid.fix_shorten": "从 {place} 中去掉不需要的内容，然后重新检查。",
    "config.rules.no_syntax": "它无法解析（{why}）",
    "config.rules.no_starlark": "它使用了 Starlark（这些文件所用的语言）没有的 Python 语法",
    "config.rules.undefined": "它使用了 {name}，而这个名称没有定义",
    "config.rules.no_parameter": "{rule} 没有参数 {name}",
    "config.rules.lacks": "{rule} 缺少参数 {name}",
    "config.rules.decision": "它的 decision 是 {decision}，不在 {decisions:,} 之中",
    "config.rules.pattern_empty": "它的 pattern 不是非空的列表",
    "config.rules.pattern_entry": "它的 pattern 中有既不是字符串、也不是字符串列表的内容",
    "config.rules.example_quote": "{name} 下有一个示例的引号没有闭合",
    "config.rules.example_misses": "{name} 下有一个示例与 pattern 不匹配",
    "config.rules.example_fits": "{name} 下有一个示例却与 pattern 匹配",
    "config.server.no_variable": "存放其令牌的环境变量没有设置",
    "config.server.no_folder": "它的工作目录不存在",
    "config.server.no_program": "找不到它的程序",
    "config.mcp_required": "MCP 服务器 {server} 是必需的，却无法启动：{why}",
    "config.mcp_required.fix_remove": "删除 {key}：这样即使该服务器启动不了，Codex 也会启动。",
    "config.mcp_required.fix": "更正 {key}。",
    "config.project_key_ignored": (
        "{file} 设置了 {keys}，而这样的配置项 Codex 只从用户的 config.toml 读取"
    ),
    "config.project_key_ignored.fix": "把这些设置移到 Codex 主目录中的 config.toml。",
    "config.policy_overrides": "{file} 把 {key} 设为 {forced}，覆盖了 {wanted}",
    "config.policy_overrides.fix": "请本机的管理员修改或删除那一行。",
    "config.secret_exposed": "{file} 中有敏感信息，而本机的其他用户可以读取它",
    "config.secret_exposed.http": (
        "密钥未经加密就在网络上传输：base_url 是 http://，而 {host} 是另一台机器"
    ),
    "config.secret_exposed.url": "base_url 中含有密码，任何工具显示这个 URL 时都会一并显示密码",
    "config.secret_exposed.fix_http": "如果端点提供 https://，请在 base_url 中使用它。",
    "config.secret_exposed.fix_url": "把敏感信息放进环境变量，并在 env_key 中写上变量名。",
    "config.secret_exposed.fix_mode": "只允许文件的所有者读取它。",
    "config.evidence.first_byte": "第一个不是 UTF-8 的字节",
    "config.evidence.byte_number": "第 {number} 个",
    "config.evidence.readable": "可以读取的文件",
    "config.evidence.left_out": "存在，但不被读取",
    "config.evidence.absent_or_empty": "不存在或为空",
    "config.evidence.absent_but": "不存在，但有 {others}",
    "config.evidence.catalog_file": "含有模型的 JSON 文件",
    "config.evidence.existing_file": "存在的文件",
    "config.evidence.rules": "Codex 能读取的规则",
    "config.evidence.quick_rules": "片刻就能检查完的内容",
    "config.evidence.server_needs": "服务器启动所需的内容",
    "config.evidence.in_user_file": "写在用户的 config.toml 中",
    "config.evidence.ignored_keys": "被忽略的配置项",
    "config.evidence.set_in": "你的设置位于",
    "config.evidence.no_password": "没有用户名和密码",
    "config.evidence.mode": "{file} 的权限",
}
