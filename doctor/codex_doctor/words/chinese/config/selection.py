"""What the config check says about the choice of provider and profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

SELECTION: Final[Mapping[str, str]] = {
    "config.provider_undefined": "model_provider 指定了 {provider}，而这个提供方没有定义",
    "config.provider_undefined.case": (
        "model_provider 指定了 {provider}，而这个提供方没有定义：大小写和空格都算"
    ),
    "config.provider_undefined.name": (
        "model_provider 指定了 {provider}，而这个提供方没有定义：它是 {id} 的 name"
    ),
    "config.provider_undefined.dots": (
        "model_provider 指定了 {provider}，而这个提供方没有定义：不加引号时，点号会把名称拆开"
    ),
    "config.provider_undefined.bare": "表 [{provider}] 写在顶层，而 Codex 查找的是 [{table}]",
    "config.provider_undefined.table": (
        "提供方 {provider} 写在 [{table}] 中，而 Codex 在 [model_providers] 中查找它"
    ),
    "config.provider_undefined.singular": (
        "[model_provider.{provider}] 不是定义提供方的地方：表名是 model_providers，末尾有 s"
    ),
    "config.provider_undefined.oss": "--oss 没有指定提供方，也没有配置 oss_provider",
    "config.provider_undefined.ollama_chat": "ollama-chat 已不再是 Codex 的提供方",
    "config.provider_undefined.fix": (
        "定义 [model_providers.{provider}]，或选用一个已定义的提供方。"
    ),
    "config.provider_undefined.fix_only": "选用 {id}，它是唯一已定义的提供方。",
    "config.provider_undefined.fix_oss_drop": (
        "去掉 --oss，Codex 就会采用配置中选用的提供方：{id}。"
    ),
    "config.provider_undefined.fix_dots": (
        '在表头中给 ID 加上引号：[model_providers."{provider}"]。'
    ),
    "config.provider_undefined.fix_singular": (
        '写成 [model_providers.{provider}]，并在上方写 model_provider = "{provider}"。'
    ),
    "config.provider_undefined.fix_oss": '在 config.toml 的开头写上 oss_provider = "ollama"。',
    "config.provider_undefined.fix_oss_option": "加上 --local-provider ollama。",
    "config.provider_undefined.fix_ollama": "选用 ollama。",
    "config.provider_not_selected": "提供方 {provider} 已定义，却没有被选用：生效的是 {active}",
    "config.provider_not_selected.fix": "在文件开头选用 {provider}，放在第一个 [table] 之前。",
    "config.provider_not_selected.key": (
        "选用的是 {active}，却没有登录；{provider} 已定义，其密钥也已设置"
    ),
    "config.provider_not_selected.fix_name": "选用 {provider}，它的密钥已设置。",
    "config.profile_legacy": (
        "{found} 以旧形式选用 profile（配置档），Codex 从 {since} 起拒绝这种形式"
    ),
    "config.profile_legacy.fix": (
        "把这个 profile 的设置写入 {file}，从 {old} 中删除 {found}，并用 --profile {profile} "
        "启动 Codex。"
    ),
    "config.profile_legacy.fix_both": (
        "把这个 profile 的设置写入 {file}，从 {old} 中删除 {found} 和 [{table}]，"
        "并用 --profile {profile} 启动 Codex。"
    ),
    "config.profile_legacy.fix_remove": "删除 {found}：没有这个 profile。",
    "config.profile_legacy.fix_nearest": (
        "删除 {found}，并用 --profile {nearest} 启动 Codex：没有那个名称的 profile。"
    ),
    "config.profile_legacy.fix_option": (
        "删除 {found}，需要这个 profile 时用 --profile {profile} 启动 Codex。"
    ),
    "config.profile_legacy.fix_table": "从 {old} 中删除 {found}：Codex 现在读取 {file}。",
    "config.profile_missing": (
        "--profile {profile} 没有对应的文件 {file}，Codex 不作任何提示，会在没有它的情况下继续运行"
    ),
    "config.profile_missing.bad_name": (
        '"{profile}" 不是 profile（配置档）的名称：只能有字母、数字、- 和 _'
    ),
    "config.profile_missing.no_table": "选用了 profile（配置档）{profile}，而 [{table}] 不存在",
    "config.profile_missing.not_read": (
        "选用了 profile（配置档）{profile}，而 [{table}] 不存在：{file} 这样的文件，Codex 从 "
        "{since} 起才会读取"
    ),
    "config.profile_missing.fix_from_file": (
        "把 {file} 中的设置作为 [profiles.{nearest}] 写入 {config}。"
    ),
    "config.profile_missing.fix_update": "更新 Codex：从 {since} 起，它会读取 {file}。",
    "config.profile_missing.fix_drop_key": '删除 profile = "{profile}"：没有这个 profile。',
    "config.profile_missing.fix_select": '写成 profile = "{nearest}"。',
    "config.profile_missing.fix": "编写 {file}，或指定一个已有的 profile。",
    "config.profile_missing.fix_or": "编写 {file}，或指定一个已有的 profile（{others}）。",
    "config.profile_missing.fix_table": "写上 [{table}]，或指定一个已有的。",
    "config.profile_missing.fix_table_or": "写上 [{table}]，或指定一个已有的（{others}）。",
    "config.profile_missing.fix_nearest": "改用 --profile {nearest}。",
    "config.profile_missing.fix_drop": "去掉 --profile：没有这个 profile。",
    "config.openai_auth_required": (
        "提供方 {provider} 设了 requires_openai_auth，而没有可用的登录信息"
    ),
    "config.openai_auth_required.builtin": "生效的是内置提供方 openai，而没有供它使用的登录信息",
    "config.openai_auth_required.fix_select": "用 model_provider 选用你自己的提供方。",
    "config.openai_auth_required.fix_login": "登录 OpenAI。",
    "config.openai_auth_required.fix_env_key": (
        "把 requires_openai_auth 换成 env_key，并把密钥放进该环境变量。"
    ),
    "config.openai_auth_required.fix_login_key": "用密钥登录。",
    "config.evidence.oss_provider": "ollama、lmstudio 或你自己的提供方",
    "config.evidence.defined_provider": "已定义的提供方",
    "config.evidence.active": "生效的提供方",
    "config.evidence.defined": "已定义",
    "config.evidence.plain_name": "普通的名称",
    "config.evidence.profile_table": "config.toml 中的表",
    "config.evidence.profile_file": "profile 文件",
    "config.evidence.absent": "不存在",
    "config.evidence.login": "登录信息",
    "config.evidence.logins": "auth.json 或 CODEX_API_KEY",
}
